package collect

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// programs are what is linked: the window with its tags, which needs cgo, and
// the command line, on every system; and whose dictionary is carried as a table.
var programs = []struct{ pkg, tags, cgo string }{
	{".", "x11,no_emoji,migrated_fynedo", "1"},
	{"./cmd/keycase-cli", "", "0"},
	{"github.com/mozillazg/go-pinyin", "", "0"}, // ui/find/readings
}

var systems = []string{"linux", "windows", "darwin"}

// module is one that something is linked from.
type module struct {
	path     string
	dir      string          // in the module cache
	packages map[string]bool // folders of the linked ones, relative and with slashes
	licences []string        // files, relative and with slashes
}

// linked asks the go tool, which compiles nothing for that.
func linked(ctx context.Context, root string) ([]module, error) {
	found := map[string]module{}
	for _, system := range systems {
		for _, p := range programs {
			list, err := list(ctx, root, p.pkg, p.tags, "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED="+p.cgo)
			if err != nil {
				return nil, err
			}
			if err := note(found, list); err != nil {
				return nil, err
			}
		}
	}
	var modules []module
	for _, name := range slices.Sorted(maps.Keys(found)) {
		m := found[name]
		var err error
		if m.licences, err = m.find(); err != nil {
			return nil, err
		}
		modules = append(modules, m)
	}
	return modules, nil
}

// listed is one line for each package: its folder, and its module's path and
// folder where that is not our own.
const listed = "{{with .Module}}{{if not .Main}}{{$.Dir}}\t{{.Path}}\t{{.Dir}}{{end}}{{end}}"

func list(ctx context.Context, root, pkg, tags string, env ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-tags", tags, "-f", listed, pkg) // #nosec G204 -- the constants above
	cmd.Dir = root
	cmd.Env = append(os.Environ(), env...)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", cmd, err, complaint.String())
	}
	return string(out), nil
}

func note(found map[string]module, list string) error {
	for line := range strings.Lines(list) {
		parts := strings.Split(strings.TrimSpace(line), "\t")
		if len(parts) != 3 {
			continue // of our own module, or of Go
		}
		dir, name, root := parts[0], parts[1], parts[2]
		m, ok := found[name]
		if !ok {
			m = module{path: name, dir: root, packages: map[string]bool{}}
			found[name] = m
		}
		relative, err := filepath.Rel(root, dir)
		if err != nil {
			return err
		}
		m.packages[filepath.ToSlash(relative)] = true
	}
	return nil
}

// find looks for licences in the folders that the module gives something from:
// those of linked packages, the ones above them, and those below that hold no
// package of their own but fonts or C.
func (m module) find() ([]string, error) {
	var files []string
	err := fs.WalkDir(os.DirFS(m.dir), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if base := path.Base(name); base == "testdata" || base != "." && strings.HasPrefix(base, ".") {
				return fs.SkipDir
			}
		case isLicence(entry.Name()) && m.gives(path.Dir(name)):
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

func (m module) gives(dir string) bool {
	for p := range m.packages {
		if dir == "." || p == dir || strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	for ; ; dir = path.Dir(dir) {
		if sources, _ := filepath.Glob(filepath.Join(m.dir, filepath.FromSlash(dir), "*.go")); len(sources) > 0 {
			return m.packages[dir]
		}
		if dir == "." {
			return false
		}
	}
}

// isLicence tells by a file's name. The emoji font is not built in.
func isLicence(file string) bool {
	upper := strings.ToUpper(file)
	switch filepath.Ext(upper) {
	case ".GO", ".SH", ".YML", ".YAML", ".JSON":
		return false
	}
	for _, word := range []string{"LICENSE", "LICENCE", "COPYING"} {
		if strings.HasPrefix(upper, word) {
			return !strings.Contains(upper, "EMOJI")
		}
	}
	return false
}
