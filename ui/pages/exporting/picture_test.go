package exporting

import (
	"testing"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang  string
		mode  theme.Mode
		width float32
	}{
		"zh-light":  {"zh", theme.Light, 960},
		"en-dark":   {"en", theme.Dark, 960},
		"zh-narrow": {"zh", theme.Light, 740},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Resize(look.width, 900)
			l := newLab(t, b, "jdy", "晨光商贸")
			b.Picture("export-"+name, 1)
			l.confirm("no")
			l.submit()
			b.Picture("export-secrets-"+name, 1)
			l.confirm(word)
			l.submit()
			b.Picture("export-done-"+name, 1)
		})
	}
}
