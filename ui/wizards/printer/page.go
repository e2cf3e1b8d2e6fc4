package printer

import (
	"cmp"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// page draws a flow.
type page struct {
	*frame.Frame
	c    *core.Context
	m    *Memory
	flow *flow

	apps *appStep // nil while another step is shown
	scan *scanStep
	// region is a part of the screen being framed, and shot is that screen; nil while there is nothing to
	// frame.
	region *regionStep
	shot   *shot
	sure   *confirmStep
	done   *doneStep

	sending *attempt // what is under way; nil for nothing

	drawn  bool   // what is on screen is up to date
	stop   func() // ends what is under way; nil while that is nothing
	untick func() // ends the listening to the ticker; nil while nothing counts down
}

var _ core.Reloader = (*page)(nil)

// New makes the wizard, which goes on where a person left it; credentialID is the app
// to pair with, "" to choose or add one.
func New(c *core.Context, m *Memory, credentialID string) core.Page {
	p := &page{c: c, m: m, flow: &m.flow}
	p.flow.open(credentialID, p.there, c.Clock())
	p.Frame = frame.New(c, frame.Params{
		Title: c.T("wizard.yilianyun.title"),
		Steps: []string{c.T("printer.step.app"), c.T("printer.step.scan"), c.T("printer.step.confirm"), c.T("printer.step.done")},
		GoTo:  func(to int) { p.goBack(step(to)) },
		Dirty: p.flow.typed,
		Loses: p.flow.secret,
		Paste: func(text string) { p.paste(text, false) },
	})
	p.draw()
	return p
}

// Shown implements core.Page.
func (p *page) Shown() {
	p.m.dropped = p.unframe
	if !p.drawn && p.flow.bound == nil {
		p.flow.open("", p.there, p.c.Clock())
	}
	if !p.arrived() && !p.drawn {
		p.draw()
	}
	p.c.Window.SetOnDropped(p.dropped)
	p.Frame.Shown()
}

// Hidden implements core.Page. What is on screen goes, because secrets may be in it;
// the memory keeps it.
func (p *page) Hidden() {
	if p.done != nil {
		p.done.rename()
	}
	p.cancel()
	p.Frame.Hidden()
	p.c.Window.SetOnDropped(nil)
	p.clear()
	p.SetBody(frame.Body{})
	p.m.dropped, p.drawn, p.shot = nil, false, nil
}

// Reload implements core.Reloader.
func (p *page) Reload() {
	switch {
	case !p.drawn || p.Busy() || p.arrived():
	case p.done != nil:
		p.done.reload()
	case p.apps != nil && !p.flow.adding && p.flow.mended == nil, p.flow.app != "" && !p.there(p.flow.app):
		p.flow.open("", p.there, p.c.Clock())
		p.draw()
	}
}

// cancel ends the wait for what is under way. The platform may answer all the same.
func (p *page) cancel() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	if p.sending != nil {
		p.m.given, p.sending = p.sending, nil
	}
}

// clear lets go of the step that was shown.
func (p *page) clear() {
	p.apps, p.scan, p.region, p.sure, p.done = nil, nil, nil, nil, nil
	if p.untick != nil {
		p.untick()
		p.untick = nil
	}
}

// draw shows the step that the flow is at.
func (p *page) draw() {
	p.clear()
	p.drawn = true
	f := p.flow
	if f.step != atScan || f.failure != nil {
		p.shot = nil
	}
	app, there := p.app()
	p.SetEnvironment(parts.BaseURL(p.c, app))
	state := widgets.StepCurrent
	switch {
	case f.failure != nil:
		state = widgets.StepFailed
		p.drawTrouble(app)
	case p.shot != nil && p.shot.framing:
		p.drawRegion()
	case f.pick != nil:
		p.drawPick()
	case f.step == atScan:
		p.drawScan()
	case f.step == atConfirm:
		p.drawConfirm(app)
	case f.step == atDone && f.bound != nil:
		state = widgets.StepDone
		p.drawDone(app)
	case f.mended != nil && there:
		p.drawMend(app)
	default:
		p.drawApps()
	}
	p.SetStep(int(f.step), state)
}

// follow keeps a countdown moving, as long as the step is shown. Hands may be at the printer then.
func (p *page) follow(tick func(now time.Time) (seconds bool)) {
	if p.untick != nil {
		p.untick()
	}
	p.untick = p.c.Ticker.ListenToDeadline(tick)
}

func (p *page) goBack(to step) {
	p.flow.back(to)
	p.draw()
}

// app is the chosen one; for none, one that calls what a new one would.
func (p *page) app() (vault.Credential, bool) {
	app, err := p.c.Vault.Get(p.flow.app)
	if err != nil || app.Platform != platform {
		return vault.Credential{Platform: platform, BaseURL: p.c.NewBaseURL(platform)}, false
	}
	return app, true
}

func (p *page) there(id string) bool {
	app, err := p.c.Vault.Get(id)
	return err == nil && app.Platform == platform
}

// stored are the apps that there are, by name.
func (p *page) stored() []vault.Credential {
	all := slices.DeleteFunc(p.c.Vault.List(), func(c vault.Credential) bool { return c.Platform != platform })
	slices.SortStableFunc(all, func(a, b vault.Credential) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// operation describes one that the platform has.
func (p *page) operation(name string) *providers.Operation {
	_, op, err := p.c.Broker.Registry().Operation(name)
	if err != nil {
		return &providers.Operation{}
	}
	return op
}

// asked is a link where the column begins, or after the question that it answers.
func asked(question string, link *widgets.Button) fyne.CanvasObject {
	if question == "" {
		return parts.Flush(link)
	}
	return widgets.Row(0, widgets.NewText(question, widgets.Small, theme.ColorInk2), link)
}
