//go:build e2e

package e2e

import "testing"

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
	w.keys("ctrl+comma")
	w.photograph("settings")
	w.keys("ctrl+2")
	w.photograph("credential")
	w.keys("ctrl+n")
	w.photograph("form")
}
