package credentials

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
)

// TestTheMenuLeadsToTheExport by the keyboard alone.
func TestTheMenuLeadsToTheExport(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy", cred.ID)
	canvas := b.Window.Canvas()
	canvas.Focus(p.detail.more)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		canvas.Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	b.Settle()
	assert.Equal(t, []string{"export " + cred.ID}, b.Went)
}
