package operation

import (
	"time"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// revealFor is how long a token stays on screen.
const revealFor = 20 * time.Second

// revealed is a secret with an eye that shows it for a while.
type revealed struct {
	p     *Page
	value string
	eye   *widgets.IconButton
	text  *widgets.Text
	until time.Time // zero while it is hidden
}

func newRevealed(p *Page, value string) *revealed {
	v := &revealed{p: p, value: value, text: widgets.NewParagraph("", widgets.Mono, theme.ColorInk).Conceal()}
	v.eye = widgets.NewIconButton("eye", p.c.T("action.reveal"), v.toggle)
	v.text.Hide()
	return v
}

func (v *revealed) toggle() {
	if !v.until.IsZero() {
		v.mask()
		return
	}
	v.until = v.p.c.Clock().Add(revealFor)
	v.text.SetText(v.value)
	v.text.Show()
	v.eye.SetIcon("eye-off", v.p.c.T("action.hide"))
	v.p.right.scroll.Relayout()
	v.p.again()
}

func (v *revealed) mask() {
	v.until = time.Time{}
	v.text.SetText("")
	v.text.Hide()
	v.eye.SetIcon("eye", v.p.c.T("action.reveal"))
	v.p.right.scroll.Relayout()
}

func (v *revealed) tick(now time.Time) (seconds bool) {
	if v.until.IsZero() {
		return false
	}
	if !now.Before(v.until) {
		v.mask()
		return false
	}
	return true
}
