//go:build e2e

package e2e

import (
	"testing"
	"time"
)

// TestPictures photographs the pages in every look.
func TestPictures(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, theme := range []string{"light", "dark"} {
			for _, scale := range []string{"1", "1.5"} {
				l := look{lang, theme, scale}
				t.Run(l.String(), func(t *testing.T) { pictures(t, l) })
			}
		}
	}
}

func pictures(t *testing.T, l look) {
	home := t.TempDir()
	empty := launch(t, l, home)
	empty.photograph("welcome")
	empty.stop()

	plant(t, openVault(t, home), shop)
	w := launch(t, l, home)
	w.photograph("overview")
	w.turn("ctrl+2")
	w.photograph("credential")
	w.turn(lastCard...)
	w.photograph("operation")
	w.walk("")
	w.turn("ctrl+1")
	w.open(toDoctor[l.lang])
	w.still("nothing to check yet")
	w.changes(findings, func() { w.keys(example...) })
	w.photograph("doctor")
	w.open(map[string]string{"zh": "cbcdr", "en": "import from"}[l.lang])
	w.still("nothing to import yet")
	w.changes(findings, func() { w.paste("nothing that holds a credential") })
	w.photograph("import-error")
}

// toDoctor is what the palette finds the signature doctor by.
var toDoctor = map[string]string{"zh": "qmzd", "en": "signature doctor"}

// example shows one in the signature doctor: from the first stop of the window back
// to the button, past the two of the page's head.
var example = []string{"ctrl+f", "shift+Tab", "shift+Tab", "shift+Tab", "Return"}

// findings is where a page says what it makes of a text.
var findings = area{660, 100, 400, 500}

// walk photographs the pages that a key leads to.
func (w *window) walk(prefix string) {
	w.t.Helper()
	w.turn("ctrl+comma")
	w.photograph(prefix + "settings")
	w.turn("ctrl+3")
	w.turn("ctrl+n")
	w.photograph(prefix + "form")
	w.turn("ctrl+5")
	w.photograph(prefix + "printers")
	for key := 6; key <= 9; key++ { // the tools below the platforms, as many as there are
		before := w.title()
		w.keys("ctrl+" + itoa(key))
		w.still("what follows the platforms")
		if w.title() != before {
			w.photograph(prefix + "tool-" + itoa(key-5))
		}
	}
}

// TestScales photographs the overview as small and as large as it may become.
func TestScales(t *testing.T) {
	home := t.TempDir()
	plant(t, openVault(t, home), shop)
	for _, scale := range []string{"0.8", "2"} {
		w := launch(t, look{"zh", "light", scale}, home)
		w.photograph("overview")
		w.stop()
	}
}

// TestSmallestWindow photographs what is left at the least size, in the longer
// language.
func TestSmallestWindow(t *testing.T) {
	home := t.TempDir()
	l := look{"en", "light", "1"}
	empty := launch(t, l, home)
	empty.resize("960", "600")
	empty.photograph("small-welcome")
	empty.stop()

	plant(t, openVault(t, home), append(shop, seed{
		"jdy", "A name that is much longer than anybody would ever want it to be in a list of names", "app-token", "", day, 3 * time.Hour,
	}))
	w := launch(t, l, home)
	w.resize("960", "600")
	w.photograph("small-overview")
	w.turn("ctrl+2")
	w.photograph("small-credentials")
	w.keys("Return") // from the list to the credential, which has no room beside it
	w.photograph("small-credential")
	w.turn(lastCard...)
	w.photograph("small-operation")
	w.walk("small-")
}
