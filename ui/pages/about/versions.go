package about

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// built is what the program was built with: Go with the system it is for, and
// Fyne; the latter is empty where the program does not know.
func built() (goVersion, fyneVersion string) {
	info, _ := debug.ReadBuildInfo()
	return strings.TrimPrefix(runtime.Version(), "go") + " · " + runtime.GOOS + "/" + runtime.GOARCH, versionOf(info, "fyne.io/fyne/v2")
}

func versionOf(info *debug.BuildInfo, module string) string {
	if info == nil {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path == module {
			return strings.TrimPrefix(m.Version, "v")
		}
	}
	return ""
}

// longest is how many letters of a name the list has room for.
const longest = 30

// shortName is the end of a module's path, which tells it from the others.
func shortName(name string) string {
	name = strings.TrimPrefix(name, "github.com/")
	for len(name) > longest {
		_, rest, found := strings.Cut(name, "/")
		if !found {
			break
		}
		name = rest
	}
	return name
}
