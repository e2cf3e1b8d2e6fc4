package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/stretchr/testify/assert"
)

// TestTypedSecretHidesByItself: revealed by mistake or forgotten, it is hidden after 20 seconds, and
// counting begins anew with each time.
func TestTypedSecretHidesByItself(t *testing.T) {
	options := FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"}
	field, wizard := NewField("clientSecret", options), NewWizardField("", "client_secret", options)
	for name, f := range map[string]struct {
		*Field
		object fyne.CanvasObject
	}{"form": {field, field}, "wizard": {&wizard.Field, wizard}} {
		t.Run(name, func(t *testing.T) {
			b := newTipBench(t, container.NewStack(f.object), 400, 200)
			f.SetText("typed")
			f.toggle()
			assert.False(t, f.entry.Password)
			b.move(typedLife - time.Second)
			assert.False(t, f.entry.Password)
			f.toggle()
			f.toggle()
			b.move(typedLife - time.Second)
			assert.False(t, f.entry.Password, "the first time no longer counts")
			b.move(time.Second)
			assert.True(t, f.entry.Password)
			assert.False(t, f.eye.open)
			assert.Equal(t, "typed", f.Text())
			assert.Zero(t, b.pending())
		})
	}
}
