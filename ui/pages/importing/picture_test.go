package importing

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
			for state, text := range map[string]string{
				"empty": "", "whole": wholeJdy, "open": openText, "contested": contested, "address": elsewhere, "lacking": lacking, "two": two,
			} {
				b := pagetest.NewIn(t, look.lang, look.mode)
				b.Resize(look.width, 568)
				if state == "whole" {
					b.AddWith("jdy", "晨光商贸", map[string]string{"client_id": "205022", "client_secret": "x", "app_key": "bVZgAZOv1", "app_secret": "y"})
				}
				l := newLab(t, b)
				if text != "" {
					l.paste(text)
					b.Resize(look.width, 1000)
				}
				b.Picture("import-"+state+"-"+name, 1)
			}
		})
	}
}
