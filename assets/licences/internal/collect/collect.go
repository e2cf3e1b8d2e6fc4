// Package collect finds the licences of everything that goes into the two
// programs: it asks the go tool what they are linked from, and reads the
// licences out of the module cache.
package collect

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Work is something that other people made and that Keycase carries.
type Work struct {
	// Name is a module's path, or what a font or a set of icons is called.
	Name string
	// Licence is its short name, as by SPDX.
	Licence string
	// Text is the licence itself, with the names of the authors.
	Text string
}

// own are the works that are no modules, with the places of their licences in
// the folder of Keycase.
var own = []struct{ name, file string }{
	{"Keycase", "LICENSE"},
	{"Noto Sans SC", "assets/fonts/OFL-NotoSansSC.txt"},
	{"JetBrains Mono", "assets/fonts/OFL-JetBrainsMono.txt"},
	{"Lucide", "assets/icons/LICENSE"},
}

// All returns every work, Keycase first and then by name. root is the folder of
// Keycase. A licence that is missing or not recognised is an error.
func All(ctx context.Context, root string) ([]Work, error) {
	var works []Work
	for _, o := range own {
		w, err := read(o.name, filepath.Join(root, filepath.FromSlash(o.file)))
		if err != nil {
			return nil, err
		}
		works = append(works, w)
	}
	modules, err := linked(ctx, root)
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		found, err := m.works()
		if err != nil {
			return nil, err
		}
		works = append(works, found...)
	}
	goWork, err := standardLibrary(works)
	if err != nil {
		return nil, err
	}
	works = append(works, goWork)
	slices.SortFunc(works[1:], func(a, b Work) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return works, nil
}

// standardLibrary is Go itself. Not every distribution keeps its licence beside
// it, and that of its own modules is the same to the letter.
func standardLibrary(works []Work) (Work, error) {
	i := slices.IndexFunc(works, func(w Work) bool { return w.Name == "golang.org/x/sys" })
	if i < 0 {
		return Work{}, fmt.Errorf("no licence for Go: golang.org/x/sys is not linked any more")
	}
	return Work{Name: "Go", Licence: works[i].Licence, Text: works[i].Text}, nil
}

func read(name, file string) (Work, error) {
	text, err := os.ReadFile(file) // #nosec G304 -- names from the module cache and our own
	if err != nil {
		return Work{}, err
	}
	licence, ok := Recognise(string(text))
	if !ok {
		return Work{}, fmt.Errorf("%s: what licence is this?", file)
	}
	return Work{Name: name, Licence: licence, Text: tidy(string(text))}, nil
}

// tidy takes away what tells two copies of the same licence apart only on disk.
func tidy(text string) string {
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\f")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
}

// works are a module and what it carries of others, such as fonts.
func (m module) works() ([]Work, error) {
	var works []Work
	for _, file := range m.licences {
		w, err := read(m.name(file), filepath.Join(m.dir, filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		if last := len(works) - 1; last >= 0 && works[last].Name == w.Name {
			works[last] = both(works[last], w)
			continue
		}
		works = append(works, w)
	}
	if !slices.ContainsFunc(works, func(w Work) bool { return w.Name == m.path }) {
		return nil, fmt.Errorf("%s has no licence", m.path)
	}
	return works, nil
}

// both is a work of which one part is under one licence and one under another.
func both(a, b Work) Work {
	return Work{Name: a.Name, Licence: a.Licence + " AND " + b.Licence, Text: a.Text + "\n" + strings.Repeat("-", 40) + "\n\n" + b.Text}
}

// names are those of the works within other works.
var names = map[string]string{
	"fyne.io/fyne/v2/theme/font/LICENSE.txt":                  "Noto Sans",
	"fyne.io/fyne/v2/theme/font/LICENSE_DejaVu-Powerline.txt": "DejaVu Sans Mono",
	"fyne.io/fyne/v2/theme/font/LICENSE_Inter.txt":            "Inter",
	"github.com/go-gl/glfw/v3.4/glfw/glfw/LICENSE.md":         "GLFW",
	"github.com/go-text/typesetting/harfbuzz/LICENSE":         "HarfBuzz",
}

// name is that of the work which a licence of the module is for.
func (m module) name(file string) string {
	if path.Dir(file) == "." {
		return m.path
	}
	full := path.Join(m.path, file)
	if name, ok := names[full]; ok {
		return name
	}
	return path.Dir(full)
}
