package form

import (
	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// environment is the choice of where the calls of the credential go.
type environment struct {
	object    *fyne.Container
	segment   *widgets.Segmented
	here      *widgets.Text // says that keys are for the sandbox
	address   *parts.Input
	onResized func()
}

const (
	production = iota
	elsewhere
)

func newEnvironment(p *Page) *environment {
	c := p.c
	e := &environment{segment: widgets.NewSegmented(c.T("environment.label"), []string{c.T("environment.production"), c.T("environment.custom")})}
	f := address
	f.Help = providers.Same(c.T("form.address_help"))
	e.address = p.input(f, parts.InputOptions{Placeholder: p.platform.BaseURL})
	check := e.address.OnChanged
	e.address.OnChanged = func() {
		check()
		e.tell(p)
	}
	e.address.Object().Hide()
	e.here = widgets.NewParagraph(c.T("form.in_sandbox"), widgets.SmallMedium, theme.ColorWarnText)
	e.here.Hide()
	e.segment.OnSubmitted = p.submit
	e.segment.OnChanged = func(index int) {
		e.show()
		e.tell(p)
		if index == elsewhere {
			p.focus(e.address)
		}
	}
	base := c.NewBaseURL(p.platform.ID)
	if p.stored != nil {
		base = p.stored.BaseURL
	}
	if base != "" {
		e.segment.SetSelected(elsewhere)
		e.address.SetValue(base)
		e.tell(p)
		e.show()
	}
	label := widgets.NewText(c.T("environment.label"), widgets.Small, theme.ColorInk2)
	e.object = widgets.Stack(6, label, e.segment, e.here, e.address.Object())
	return e
}

// tell names the sandbox where the address is that of one, also on the button: nobody
// is to store real keys there unaware.
func (e *environment) tell(p *Page) {
	if e.here.Visible() != e.sandbox() {
		e.here.Hidden = !e.sandbox()
		if e.onResized != nil {
			e.onResized()
		}
	}
	if p.save != nil && !p.save.Busy() {
		p.save.SetText(p.saveWord())
	}
	if parts.Sandbox(e.address.Value()) {
		e.address.SetHelp(p.c.T("form.address_sandbox"))
	} else {
		e.address.SetHelp(p.c.T("form.address_help"))
	}
}

func (e *environment) custom() bool { return e.segment.Selected() == elsewhere }

// sandbox tells whether what is saved is for the sandbox of this machine.
func (e *environment) sandbox() bool { return e.custom() && parts.Sandbox(e.address.Value()) }

func (e *environment) show() {
	e.address.Object().Hide()
	if e.custom() {
		e.address.Object().Show()
	}
	if e.onResized != nil {
		e.onResized()
	}
}
