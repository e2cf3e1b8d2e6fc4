package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// TestDialogsFitTheLeastWindow with the longest that there is to say, in both languages.
func TestDialogsFitTheLeastWindow(t *testing.T) {
	long := strings.Repeat("很长的一句话 with a few words in it，", 6)
	for _, lang := range []string{translations.Chinese, translations.English} {
		b := newBenchOn(t, pagetest.NewIn(t, lang, theme.Light))
		b.Resize(minWidth, minHeight)
		for name, open := range map[string]func(){
			"refused": func() {
				b.s.Fail(&vault.Error{Op: "put token", Item: strings.Repeat("0123456789", 30), Err: vault.ErrDenied})
			},
			"failure": func() {
				said := providers.Text{ZH: long, EN: long}
				b.s.Fail(&providers.Failure{Code: "30", Message: strings.Repeat(long, 5), Meaning: said, Action: said})
			},
			"question": func() { b.s.Confirm(long, long, "删除", func(bool) {}) },
		} {
			open()
			var card fyne.CanvasObject
			for _, part := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
				if c, ok := part.(*widgets.Card); ok && card == nil {
					card = c
				}
			}
			require.NotNil(t, card)
			top, bottom := placeOf(card)
			assert.GreaterOrEqual(t, top, float32(theme.Space4), name)
			assert.LessOrEqual(t, bottom, float32(minHeight-theme.Space4), name)
			b.Picture("dialog-"+name+"-"+lang, 1)
			b.key("Escape")
		}
	}
}
