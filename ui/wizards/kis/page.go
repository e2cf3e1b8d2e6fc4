package kis

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// page draws a flow.
type page struct {
	*frame.Frame
	c        *core.Context
	m        *Memory
	flow     *flow
	platform *providers.Platform

	content *fyne.Container
	banner  *widgets.Banner

	account  *accountStep // nil while another step is shown
	products *productStep
	finish   *doneStep

	shown  bool
	tried  bool   // the account was to be checked, so that empty fields are told too
	stop   func() // ends what is under way; nil while that is nothing
	untick func() // ends the listening to the ticker; nil while nothing counts down

	editing *vault.Credential // as it was when a person went to change it; nil before that
}

// New makes the wizard, which goes on where it was left, unless it is to bind another credential or was
// through; credentialID is the credential to bind with, "" to choose or add one.
func New(c *core.Context, m *Memory, credentialID string) core.Page {
	platform, err := c.Broker.Registry().Platform(platformID)
	if err != nil {
		platform = &providers.Platform{ID: platformID}
	}
	p := &page{c: c, m: m, platform: platform}
	p.resume(credentialID)
	p.Frame = frame.New(c, frame.Params{
		Title: c.T("wizard.kis.title"),
		Steps: []string{c.T("wizard.kis.step.account"), c.T("wizard.kis.step.product"), c.T("wizard.kis.step.done")},
		GoTo:  p.goTo,
		Dirty: func() bool { return p.flow.typed() },
		Loses: func() bool { return p.flow.secret() },
		Paste: func(text string) { p.paste(text) },
	})
	p.banner = widgets.NewBanner(widgets.BannerWarn, "triangle-alert", c.T("wizard.kis.http.fact"), c.T("wizard.kis.http.detail"), "", nil)
	m.dropped = func() { p.restart(p.flow) }
	p.banner.Hide()
	p.content = container.New(bannered{}, p.banner, p.Frame.Content())
	p.draw()
	return p
}

// resume takes up what was left, if it is for the same credential and that is still there.
func (p *page) resume(credentialID string) {
	p.flow = p.m.flow
	if p.m.kept != nil {
		p.flow, p.m.kept = p.m.kept.flow(p.c.NewBaseURL(platformID)), nil
	}
	switch {
	case p.flow == nil, p.flow.stage == stageDone, credentialID != "" && credentialID != p.flow.stored:
		if credentialID == "" {
			credentialID = p.unfinished()
		}
		p.flow = newFlow(credentialID, p.c.NewBaseURL(platformID))
	}
	if p.credential() == nil {
		p.flow.use("")
	}
	p.m.flow = p.flow
}

// Content implements core.Page.
func (p *page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *page) Shown() {
	p.shown = true
	p.edited()
	p.listen()
	p.Frame.Shown()
}

// edited goes on after a person came back from the form. A changed credential is another account.
func (p *page) edited() {
	before, now := p.editing, p.credential()
	p.editing = nil
	if before != nil && now != nil && !now.UpdatedAt.Equal(before.UpdatedAt) {
		p.flow.doubt()
		p.draw()
	}
}

// Hidden implements core.Page.
func (p *page) Hidden() {
	p.Frame.Hidden()
	p.shown = false
	p.listen()
}

// listen follows the ticker while there is a countdown to be seen.
func (p *page) listen() {
	if p.untick != nil {
		p.untick()
		p.untick = nil
	}
	if p.shown && p.products != nil {
		p.untick = p.c.Ticker.ListenToDeadline(p.products.tick)
	}
}

// draw shows the step that the flow is at.
func (p *page) draw() {
	p.account, p.products, p.finish = nil, nil, nil
	p.SetEnvironment(p.base())
	state := widgets.StepCurrent
	switch f := p.flow; {
	case f.fault != nil:
		p.drawTrouble()
		state = widgets.StepFailed
	case f.stage == stageProduct:
		p.drawProducts()
	case f.stage == stageDone:
		p.drawDone()
		state = widgets.StepDone
	default:
		p.drawAccount()
	}
	p.SetStep(int(p.flow.stage), state)
	p.warn()
	p.listen()
}

// warn stands over everything while a product is chosen that others can listen to.
func (p *page) warn() {
	f := p.flow
	shown := f.fault == nil && (f.stage == stageProduct && unencrypted(f.check.chosen()) ||
		f.stage == stageDone && unencrypted(f.bound.product))
	if p.banner.Visible() == shown {
		return
	}
	p.banner.Hidden = !shown
	p.content.Refresh()
}

func (p *page) goTo(step int) {
	p.flow.goTo(step)
	p.draw()
}

func (p *page) goBack() {
	p.flow.back()
	p.draw()
}

// another begins with the next enterprise. The app is read anew: what is stored is not kept here.
func (p *page) another() {
	cred := p.credential()
	if cred == nil {
		p.restart(another(p.c.NewBaseURL(platformID), nil))
		return
	}
	p.begin(p.c.T("wizard.kis.reading"), core.Do(p.c, func(ctx context.Context) (map[string]string, error) {
		return p.c.Vault.Secrets(ctx, cred.ID)
	}, func(stored map[string]string, _ error) {
		p.end() // without the secret, a person types it once more
		p.restart(another(cred.BaseURL, providers.Values{idField: cred.Public[idField], keyField: stored[keyField]}))
	}))
}

func (p *page) restart(f *flow) {
	p.flow, p.m.flow, p.tried = f, f, false
	p.draw()
}

// do is what a button of a trouble does.
func (p *page) do(o offer) {
	f := p.flow
	switch o.act {
	case actRetry:
		if f.fault.storing {
			p.store()
			return
		}
		p.ask()
	case actCase:
		f.otherCase(f.fault.signedWith)
		p.ask()
	case actAccount:
		f.mended()
		f.stage = stageAccount
		p.draw()
		p.account.focus(o.field)
	case actEdit:
		p.editing = p.credential()
		p.c.Nav.EditCredential(f.stored)
	case actSave:
		p.saveLater()
	case actBind:
		p.store()
	case actLeave:
		p.c.Nav.Back()
	}
}

// bannered puts the banner over the wizard, where it is shown.
type bannered struct{}

// Layout implements fyne.Layout.
func (bannered) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	banner, rest := objects[0], objects[1]
	top := float32(0)
	if banner.Visible() {
		top = banner.MinSize().Height
		banner.Move(fyne.NewPos(0, 0))
		banner.Resize(fyne.NewSize(size.Width, top))
	}
	rest.Move(fyne.NewPos(0, top))
	rest.Resize(fyne.NewSize(size.Width, size.Height-top))
}

// MinSize implements fyne.Layout.
func (bannered) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }
