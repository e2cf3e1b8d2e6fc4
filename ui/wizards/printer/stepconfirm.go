package printer

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// fewTokens is from how many on a person is asked before one is taken.
const fewTokens = 3

// confirmStep shows what will be sent.
type confirmStep struct {
	p    *page
	app  vault.Credential
	key  *fyne.Container // with the time that is left of it
	ring *widgets.CountdownRing
	left *widgets.Text
	used *widgets.ResultList
	over bool
}

func (p *page) drawConfirm(app vault.Credential) {
	c := p.c
	s := &confirmStep{
		p: p, app: app, ring: widgets.NewCountdownRing(widgets.RingSmall),
		left: widgets.NewText("", widgets.Small, theme.ColorInk2), used: widgets.NewResultList(),
	}
	p.sure = s
	slip := p.flow.slip
	s.key = widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural, widgets.Natural},
		widgets.NewFitText(veiled(slip.key), widgets.Mono, theme.ColorInk).Conceal(), s.ring, s.left)
	card := widgets.NewCard(widgets.Stack(theme.Space4,
		line(c.T("printer.app.label"), widgets.NewFitText(app.Name+" · "+typeName(c.Text, app.Public[fieldType]), widgets.Body, theme.ColorInk)),
		line(c.T("printer.code"), widgets.NewFitText(slip.code, widgets.Mono, theme.ColorInk)),
		line(kindName(c.Text, slip.kind), s.key),
		line(c.T("environment.label"), widgets.NewFitText(parts.Where(c, app), widgets.Body, theme.ColorInk)),
	), theme.Space5)
	s.count()
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel, Head: frame.Heading(c.T("printer.confirm.title"), c.T("printer.confirm.body")),
		Left: widgets.NewDropZone(picture(p), "", ""), Right: frame.Column(card, s.used),
	})
	s.offer()
	p.follow(s.tick)
}

// line is a value with its name before it.
func line(name string, value fyne.CanvasObject) fyne.CanvasObject {
	const names = 112
	return widgets.Columns(theme.Space3, []float32{names, widgets.Flexible}, widgets.NewFitText(name, widgets.Small, theme.ColorInk2), value)
}

// count shows how many of the day's tokens are used by now; calls that nobody waits for count too.
func (s *confirmStep) count() {
	s.used.Set(widgets.ResultContent{
		Icon: "gauge", Title: s.p.c.T("printer.quota.title"), Quota: s.p.quota(s.app, s.p.flow.slip.code),
	})
}

// usage is how many of the day's tokens are used: all, where the platform says so. Others may have
// taken some.
func (p *page) usage(app vault.Credential, code string) broker.Usage {
	used := usage(p.c.Broker, app, code)
	if p.c.Clock().Before(p.m.spent[counterOf(app, code)]) {
		used.Used = used.Limit
	}
	return used
}

// counted tells whether pairing with an app takes one of the tokens of the day.
func (p *page) counted(app vault.Credential) bool {
	return p.m.held[app.ID].value == "" && counted(app, p.c.Clock())
}

func (p *page) quota(app vault.Credential, code string) *widgets.Quota {
	used := p.usage(app, code)
	return &widgets.Quota{Total: used.Limit, Used: used.Used, Text: p.c.T("printer.quota.left", "Count", max(used.Limit-used.Used, 0))}
}

func (s *confirmStep) tick(now time.Time) (seconds bool) {
	slip := s.p.flow.slip
	s.count()
	s.ring.Hidden, s.left.Hidden = !slip.temporary(), !slip.temporary()
	if !slip.temporary() {
		return false
	}
	left, status := slip.left(now), widgets.StatusAccent
	switch {
	case left == 0:
		status = widgets.StatusExpired
	case left <= hurry:
		status = widgets.StatusExpiring
	}
	s.ring.Set(status, float32(left)/float32(qrKeyLife))
	s.ring.SetWords(present.LeftIn(s.p.c.Text, left))
	s.left.SetText(clock(left))
	s.key.Refresh()
	if left == 0 && !s.over && !s.p.Busy() {
		s.over = true
		s.offer()
	}
	return left > 0
}

// offer says what to do next: once the key is over, that is another slip.
func (s *confirmStep) offer() {
	p, c := s.p, s.p.c
	back := p.Back(func() { p.goBack(atScan) })
	if p.flow.slip.expired(c.Clock()) {
		p.SetFoot(back, c.T("printer.ring.over"), frame.Action{Text: c.T("printer.remedy.new_slip"), Icon: "scan-qr-code", Do: p.newSlip})
		return
	}
	hint := "printer.confirm.hint_open"
	switch {
	case selfOwned(s.app) && p.counted(s.app):
		hint = "printer.confirm.hint_token"
	case selfOwned(s.app):
		hint = "printer.confirm.hint_stored"
	}
	p.SetFoot(back, c.T(hint), frame.Action{Text: c.T("printer.confirm.authorise"), Icon: "check", Do: p.authorise})
}

// authorise pairs the printer, and asks first where few tokens are left for today.
func (p *page) authorise() {
	app, ok := p.app()
	if !ok {
		p.flow.open("", p.there, p.c.Clock())
		p.draw()
		return
	}
	left := fewTokens + 1
	if p.counted(app) {
		used := p.usage(app, p.flow.slip.code)
		left = used.Limit - used.Used
	}
	if left <= 0 || left > fewTokens { // without any, the refusal says it better
		p.bind("")
		return
	}
	c := p.c
	c.Notice.Confirm(c.T("printer.quota.few"), c.T("printer.quota.few_body", "Count", left), c.T("printer.confirm.authorise"), func(ok bool) {
		if ok {
			p.bind("")
		}
	})
}

// bind sends what was confirmed. With a type of app, the app becomes one of that type
// first.
func (p *page) bind(appType string) {
	switch {
	case p.Busy():
	case p.m.given.concerns(p.flow.app, p.flow.slip.code):
		p.confirming()
		p.await(appType)
	default:
		p.confirming()
		p.send(appType)
	}
}

func (p *page) send(appType string) {
	c, id, values := p.c, p.flow.app, p.flow.values()
	had := p.m.held[id]
	p.sending = &attempt{app: id, code: p.flow.slip.code, at: c.Clock()}
	p.SetBusy(c.T("printer.confirm.busy"), p.giveUp)
	p.stop = core.Do(c, func(ctx context.Context) (paired, error) {
		if appType != "" {
			if err := become(ctx, c.Broker, id, appType); err != nil {
				return paired{}, err
			}
		}
		return bind(ctx, c.Broker, id, values, had)
	}, p.finished)
}

func (p *page) finished(result paired, err error) {
	p.stop, p.sending, p.m.given = nil, nil, nil
	p.SetBusy("", nil)
	f := p.flow
	f.step = atConfirm
	p.learn(result.held, err)
	if err != nil {
		f.failure = err
		p.draw()
		return
	}
	result.held = held{}
	if app, ok := p.app(); ok {
		result.environment = parts.Where(p.c, app)
	}
	f.finish(result)
	p.m.add(result)
	p.draw()
}
