package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// TestNobodyReadsTheLengthOfASecret draws the same for a short and a long secret while nobody types, and
// the value stays what it was.
func TestNobodyReadsTheLengthOfASecret(t *testing.T) {
	options := FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"}
	rows := options
	rows.Rows = 3
	long := strings.Repeat(specimenSecret, 20)
	for name, make := range map[string]func() (*Field, fyne.CanvasObject){
		"form": func() (*Field, fyne.CanvasObject) { f := NewField("clientSecret", options); return f, f },
		"rows": func() (*Field, fyne.CanvasObject) { f := NewField("clientSecret", rows); return f, f },
		"wizard": func() (*Field, fyne.CanvasObject) {
			f := NewWizardField("1", "特殊密钥", options)
			return &f.Field, f
		},
	} {
		t.Run(name, func(t *testing.T) {
			wear(t, theme.Light)
			f, object := make()
			c := show(t, object, 288)
			empty := test.RenderToMarkup(c)
			assert.NotContains(t, empty, masked)

			drawn := map[string]string{}
			for _, secret := range []string{"1", specimenSecret, long} {
				f.SetText(secret)
				drawn[test.RenderToMarkup(c)] = secret
			}
			require.Len(t, drawn, 1, "set by the program")
			for markup := range drawn {
				assert.NotEqual(t, empty, markup, "that there is a secret can be seen")
				assert.NotContains(t, markup, masked)
			}

			typing := object.(interface{ Focusable() fyne.Focusable }).Focusable()
			c.Focus(typing)
			assert.Contains(t, test.RenderToMarkup(c), masked, "who types sees each character arrive")
			typing.TypedKey(key(fyne.KeyEnd))
			typing.TypedKey(key(fyne.KeyPageDown))
			test.Type(typing, "x")
			assert.Equal(t, long+"x", f.Text())
			c.Unfocus()
			drawn[test.RenderToMarkup(c)] = f.Text()
			assert.Len(t, drawn, 1, "typed, and left")
			assert.Equal(t, long+"x", f.Text())

			f.toggle()
			assert.Contains(t, test.RenderToMarkup(c), specimenSecret[:8], "revealed on purpose")
			f.Mask()
			drawn[test.RenderToMarkup(c)] = f.Text()
			assert.Len(t, drawn, 1, "hidden again")

			f.Disable()
			assert.NotContains(t, test.RenderToMarkup(c), masked, "not where it cannot be changed either")
			f.Enable()
			f.SetText("")
			assert.Equal(t, empty, test.RenderToMarkup(c))
		})
	}
}
