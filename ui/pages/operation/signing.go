package operation

import (
	"context"
	"encoding/json"
	"time"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
)

// signing is the call as it is signed now. Its nonce and time stay the same while
// a person types, so that only what is typed changes on screen.
type signing struct {
	parts.Typing
	signed   broker.Signed
	err      error
	ready    bool // signed is that of what stands in the form
	validity validity

	env   string        // fixes nonce and time; "" draws new ones
	drawn time.Time     // when they were drawn, by the local clock
	ahead time.Duration // how far the platform's clock was ahead then
}

// changed is called on every keystroke.
func (p *Page) changed() {
	p.signing.ready = false
	p.signing.Typed(p.c.Ticker, p.follow)
}

// follow signs what was typed. It neither reads the keys a second time while that
// is under way, nor after the store has refused: each could raise a prompt.
func (p *Page) follow() {
	s := &p.signing
	switch {
	case s.Work != nil:
		s.Behind = true
	case s.err != nil && parts.Problems(s.err, p.c.Lang()) == nil:
	default:
		p.sign(nil)
	}
}

// sign signs what stands in the form, off the UI goroutine, and shows it. then
// runs after that, if the call could be signed; nil for nothing.
func (p *Page) sign(then func()) {
	s := &p.signing
	s.Cancel()
	s.ready = false
	if s.validity.over(p.c.Clock()) {
		s.env = ""
	}
	call, without := p.call()
	call.Env = s.env
	s.Work = parts.Do(p.c, p.right.waiting, func(ctx context.Context) (drawing, error) {
		at := p.c.Clock()
		signed, err := signWithout(ctx, p.c.Broker, call, without)
		return drawing{signed, at}, err
	}, func(d drawing, err error) {
		s.Work = nil
		p.signedAs(d, err)
		switch {
		case s.Behind:
			s.Behind = false
			p.follow()
		case err == nil && then != nil:
			then()
		}
	})
}

// giveUp stops waiting for the keys. What was typed stays, and so does the way to try
// again.
func (p *Page) giveUp() {
	p.signing.Cancel()
	p.signedAs(drawing{}, context.Canceled)
}

// drawing is a signed call and the local time at which it was signed.
type drawing struct {
	signed broker.Signed
	at     time.Time
}

// signedAs takes over a signed call, or why there is none.
func (p *Page) signedAs(d drawing, err error) {
	s := &p.signing
	s.signed, s.err = d.signed, err
	s.ready = err == nil && s.Wait == nil && !s.Behind
	if err == nil {
		if s.env == "" {
			s.env, s.drawn, s.ahead = envDocument(d.signed.Env), d.at, d.signed.Env.Now.Sub(d.at)
		}
		s.validity = validityOf(d.signed.Signed, s.drawn, s.ahead, p.right.varies)
	}
	p.right.show()
	p.form.showQuota()
	p.again()
}

// signWithout signs a call from which some of the stored values are left out.
func signWithout(ctx context.Context, b *broker.Broker, call broker.Call, without []string) (broker.Signed, error) {
	if len(without) == 0 {
		return b.Sign(ctx, call)
	}
	bare, err := withoutStored(ctx, b, call, without)
	if err != nil {
		return broker.Signed{}, err
	}
	return b.Sign(ctx, bare)
}

// withoutStored makes a call that names its values itself: the broker fills in
// whatever a credential holds.
func withoutStored(ctx context.Context, b *broker.Broker, call broker.Call, without []string) (broker.Call, error) {
	prepared, err := b.Prepare(ctx, call)
	if err != nil {
		return broker.Call{}, err
	}
	values := prepared.Values.Clone()
	for _, name := range without {
		delete(values, name)
	}
	return broker.Call{Operation: call.Operation, Values: values, BaseURL: prepared.Credential.BaseURL, Env: call.Env}, nil
}

// envDocument fixes what varies, in the form that a call takes it.
func envDocument(e providers.Env) string {
	doc, err := json.Marshal(map[string]any{"now": e.Now.UnixMilli(), "nonce": e.Nonce, "state": e.State, "id": e.ID})
	if err != nil {
		return "" // numbers and strings always marshal
	}
	return string(doc)
}

// renew draws a new nonce and time.
func (p *Page) renew(then func()) {
	p.signing.env = ""
	p.sign(then)
}

// fresh runs fn with a signed call that is that of the form and still valid.
func (p *Page) fresh(fn func()) {
	switch {
	case p.signing.validity.over(p.c.Clock()):
		p.renew(fn)
	case !p.signing.ready:
		p.sign(fn)
	default:
		fn()
	}
}
