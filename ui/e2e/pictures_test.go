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
	w.turn("ctrl+comma")
	w.photograph("settings")
	w.turn("ctrl+2")
	w.photograph("credential")
	w.turn("shift+Tab", "Return") // the last card of the page
	w.photograph("operation")
	w.turn("ctrl+n")
	w.photograph("form")
}

// TestSmallestWindow photographs what is left at the least size, in the longer
// language.
func TestSmallestWindow(t *testing.T) {
	home := t.TempDir()
	l := look{"en", "light", "1"}
	empty := launch(t, l, home)
	empty.resize("960", "640")
	empty.photograph("small-welcome")
	empty.stop()

	plant(t, openVault(t, home), append(shop, seed{
		"jdy", "A name that is much longer than anybody would ever want it to be in a list of names", "app-token", "", day, 3 * time.Hour,
	}))
	w := launch(t, l, home)
	w.resize("960", "640")
	w.photograph("small-overview")
	w.turn("ctrl+2")
	w.photograph("small-credential")
	w.turn("ctrl+comma")
	w.photograph("small-settings")
}
