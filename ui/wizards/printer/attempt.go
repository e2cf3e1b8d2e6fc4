package printer

import (
	"context"
	"errors"
	"maps"
	"time"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
)

// attempt is a pairing that was sent.
type attempt struct {
	app, code string
	at        time.Time
}

// concerns tells whether another attempt could meet the answer of this one.
func (a *attempt) concerns(app, code string) bool {
	return a != nil && a.app == app && a.code == code
}

// errNotLanded is an attempt that has not led to a printer.
var errNotLanded = errors.New("nothing came of it")

// landed finds what an attempt gave that nobody waited for.
func (a *attempt) landed(b *broker.Broker) (paired, error) {
	app, err := b.Vault().Get(a.app)
	if err != nil {
		return paired{}, err
	}
	g, bound := granted(app, a.code)
	t, has := broker.FindToken(app, fieldToken, a.code)
	since := t.IssuedAt
	if selfOwned(app) {
		since = g.BoundAt // its token is older
	}
	if !bound || !has || since.Before(a.at.Truncate(time.Millisecond)) { // as exact as it is stored
		return paired{}, errNotLanded
	}
	return paired{
		appID: app.ID, app: app.Name, appType: app.Public[fieldType], code: a.code, name: g.Name, at: since, life: lifeOf(t),
	}, nil
}

// giveUp is what a person does who does not want to wait.
func (p *page) giveUp() {
	p.cancel()
	p.c.Notice.Toast(p.c.T("printer.cancelled"))
	if p.sure != nil {
		p.sure.count()
	}
}

// confirming takes away what an earlier attempt failed by: a page that says so would not be true of the
// one that is under way.
func (p *page) confirming() {
	if p.flow.failure == nil {
		return
	}
	p.flow.failure, p.flow.step = nil, atConfirm
	p.draw()
}

// arrived takes over what came of the attempt that a person waited for no longer, where the wizard is still
// about that printer. It reports whether anything did.
func (p *page) arrived() bool {
	given := p.m.given
	if p.flow.step != atConfirm || !given.concerns(p.flow.app, p.flow.slip.code) {
		return false
	}
	result, err := given.landed(p.c.Broker)
	if err != nil {
		return false
	}
	p.finished(result, nil)
	return true
}

// await waits for the answer to what was given up before. A new call would else share it, or take one
// more of the tokens of the day. Only where it has not led to a printer, another one is sent.
func (p *page) await(appType string) {
	c, before := p.c, *p.m.given
	p.SetBusy(c.T("printer.confirm.still"), p.giveUp)
	p.stop = core.Do(c, func(ctx context.Context) (paired, error) {
		if err := c.Broker.Wait(ctx); err != nil {
			return paired{}, err
		}
		return before.landed(c.Broker)
	}, func(result paired, err error) {
		if err == nil {
			p.finished(result, nil)
			return
		}
		p.stop, p.m.given = nil, nil
		p.SetBusy("", nil)
		p.send(appType)
	})
}

// learn keeps what an answer says about the tokens of the app.
func (p *page) learn(h held, err error) {
	app, ok := p.app()
	if !ok {
		return
	}
	var failure *providers.Failure
	code := ""
	if errors.As(err, &failure) {
		code = failure.Code
	}
	switch {
	case code == codeBadToken || code == codeStaleToken || h.value == "":
		delete(p.m.held, app.ID)
	default:
		p.m.held = with(p.m.held, app.ID, h)
	}
	if code == codeSpent {
		now := p.c.Clock()
		maps.DeleteFunc(p.m.spent, func(_ counter, until time.Time) bool { return !now.Before(until) })
		p.m.spent = with(p.m.spent, counterOf(app, p.flow.slip.code), midnight(now))
	}
}

func with[K comparable, V any](values map[K]V, key K, value V) map[K]V {
	if values == nil {
		values = map[K]V{}
	}
	values[key] = value
	return values
}
