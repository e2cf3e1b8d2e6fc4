package parts

import (
	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Alert says in place what did not work, in as many lines as it takes, and offers to
// try again.
type Alert struct {
	c            *core.Context
	object       *fyne.Container
	icon         *widgets.Icon
	fact, detail *widgets.Text
	again        *widgets.Button
	action       func()
}

// NewAlert makes a hidden one.
func NewAlert(c *core.Context) *Alert {
	a := &Alert{
		c: c, icon: widgets.NewIcon("circle-alert", theme.ColorErrText, 18),
		fact:   widgets.NewFitText("", widgets.SmallMedium, theme.ColorErrText),
		detail: widgets.NewParagraph("", widgets.Caption, theme.ColorInk2),
	}
	a.again = widgets.NewSizedButton(c.T("action.retry"), "refresh-cw", widgets.Secondary, widgets.SizeS, func() { call(a.action) })
	head := widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible, widgets.Natural}, a.icon, a.fact, a.again)
	// Not beside the button: a paragraph has to know its width to know its height.
	a.object = widgets.Stack(0, widgets.NewCard(widgets.Stack(theme.Space1, head, a.detail), theme.Space4))
	a.object.Hide()
	return a
}

// Object is what goes into the page; hidden while there is nothing to say.
func (a *Alert) Object() *fyne.Container { return a.object }

// Again is the button that tries again.
func (a *Alert) Again() *widgets.Button { return a.again }

// Show explains an error; again is what the button does.
func (a *Alert) Show(err error, again func()) {
	said := Explain(a.c, err)
	ink := theme.ColorErrText
	if said.Kind == widgets.BannerWarn {
		ink = theme.ColorWarnText
	}
	a.icon.Set(said.Icon, ink)
	a.fact.Set(said.Fact, ink)
	a.detail.SetText(said.Detail)
	a.detail.Hidden = said.Detail == ""
	a.action = again
	a.object.Show()
	a.c.Notice.Told(err)
}

// Raise is Show at the top of what scrolls, with the keyboard on the button.
func (a *Alert) Raise(scroll *Scroll, err error, again func()) {
	a.Show(err, again)
	scroll.Relayout()
	scroll.Top()
	a.c.Window.Canvas().Focus(a.again)
}

// Hide takes it back.
func (a *Alert) Hide() {
	a.action = nil
	a.object.Hide()
}
