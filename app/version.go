package app

import "runtime/debug"

// unreleased is the version of a build that nobody gave a number.
const unreleased = "dev"

// Version is the number of the release; the build sets it with
// -ldflags "-X keycase/app.Version=1.2.3". Show [FullVersion] to people.
var Version = unreleased

// ReleasesURL is where the newest version is told, see package release; the build sets
// it with -ldflags "-X keycase/app.ReleasesURL=https://…". Empty, nobody is asked.
var ReleasesURL = ""

// FullVersion is Version, with the commit where there is no number.
func FullVersion() string {
	info, _ := debug.ReadBuildInfo()
	return fullVersion(Version, info)
}

func fullVersion(version string, info *debug.BuildInfo) string {
	if version != unreleased || info == nil {
		return version
	}
	var revision, changed string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = "-" + s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+changed"
		}
	}
	return version + revision + changed
}
