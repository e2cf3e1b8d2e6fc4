package printer

import (
	"context"
	"errors"
	"maps"
	"time"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// The operations of the two ways to pair a printer, and what prints.
const (
	opScan  = platform + ".scan-code"    // open apps: pairs and gives a token at once
	opToken = platform + ".client-token" // self-owned apps: the one token of them all
	opAdd   = platform + ".add-printer"  // self-owned apps: pairs
	opAsk   = platform + ".printer-status"
	opPrint = platform + ".print-text"
)

// selfOwned tells which of the two ways an app goes.
func selfOwned(app vault.Credential) bool { return app.Public[fieldType] == typeSelf }

// pairing operation of an app: what the printer's values are checked against.
func opOf(app vault.Credential) string {
	if selfOwned(app) {
		return opAdd
	}
	return opScan
}

// life is how long the token lives that a pairing gave, or that it used.
type life struct {
	issued, expires, refreshes time.Time
	never                      bool
}

// paired is a printer that was paired.
type paired struct {
	appID, app, appType string
	code, name          string
	environment         string
	at                  time.Time
	life                life
	// unsaved is why the result is only in memory; nil once it is stored.
	unsaved error
	held    held
}

// held is a token that the store has not taken; the zero value is none.
type held struct {
	value   string
	life    life
	unsaved error // why it has not
}

// shared is the token that a self-owned app has for all its printers, if it is still
// good.
func shared(app vault.Credential, now time.Time) (vault.Token, bool) {
	for _, t := range app.Tokens {
		if t.Kind == fieldToken && t.Subject == "" && (t.Never || now.Before(t.ExpiresAt)) {
			return t, true
		}
	}
	return vault.Token{}, false
}

// counted tells whether pairing with an app takes one of the tokens of the day.
func counted(app vault.Credential, now time.Time) bool {
	_, ok := shared(app, now)
	return !selfOwned(app) || !ok
}

// counter is what the platform counts the tokens of a day for.
type counter struct {
	app  string // ID of the credential
	code string // of the printer; "" for a self-owned app, which has one count for all
}

func counterOf(app vault.Credential, code string) counter {
	if selfOwned(app) {
		code = ""
	}
	return counter{app.ID, code}
}

// midnight is when the platform counts anew.
func midnight(now time.Time) time.Time {
	y, m, d := now.In(providers.ChinaTime).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, providers.ChinaTime)
}

// usage is how much of the day's tokens is used for a printer.
func usage(b *broker.Broker, app vault.Credential, code string) broker.Usage {
	name := opScan
	if selfOwned(app) {
		name = opToken
	}
	p, op, err := b.Registry().Operation(name)
	if err != nil {
		return broker.Usage{}
	}
	values := providers.Values{}
	maps.Copy(values, app.Public)
	values[fieldCode] = code
	used, _ := b.Usage(p, op, values, app.BaseURL)
	return used
}

// bind pairs a printer, of which values are what a person read; had is the token of the app that the
// store has not taken. A result that could not be stored is no error: it is told in the result.
func bind(ctx context.Context, b *broker.Broker, appID string, values providers.Values, had held) (paired, error) {
	app, err := b.Vault().Get(appID)
	if err != nil {
		return paired{}, err
	}
	p := paired{appID: app.ID, app: app.Name, appType: app.Public[fieldType], code: values[fieldCode], held: had}
	values = maps.Clone(values)
	// Pairing a printer again keeps what it is called.
	if g, ok := granted(app, p.code); ok && g.Name != "" {
		p.name, values[fieldPrint] = g.Name, g.Name
	}
	if selfOwned(app) {
		err = p.add(ctx, b, app, values)
	} else {
		err = p.run(ctx, b, broker.Call{Operation: opScan, Credential: app.ID, Values: values, Subject: p.code})
	}
	p.at = b.Now()
	return p, err
}

// add gets the app's token where it has none, and adds the printer with it. A stored
// token is left to the broker, which gets another where the platform refuses it.
func (p *paired) add(ctx context.Context, b *broker.Broker, app vault.Credential, values providers.Values) error {
	if _, ok := shared(app, b.Now()); ok {
		p.held = held{}
	} else if err := p.hold(ctx, b, app); err != nil {
		return err
	}
	if p.held.value != "" {
		values[fieldToken] = p.held.value
		p.life, p.unsaved = p.held.life, p.held.unsaved
	}
	if err := p.run(ctx, b, broker.Call{Operation: opAdd, Credential: app.ID, Values: values}); err != nil {
		return p.claim(ctx, b, app, values, err)
	}
	p.use(b)
	return nil
}

// use takes over the life of the stored token, where that was the one in use.
func (p *paired) use(b *broker.Broker) {
	if app, err := b.Vault().Get(p.appID); err == nil && p.unsaved == nil {
		t, _ := shared(app, b.Now())
		p.life = lifeOf(t)
	}
}

// claim looks whose a printer is that is bound already, by the platform's word: an earlier attempt whose
// answer was lost may have bound it to this very app. Then the platform tells the app its status.
// The error is refusal where that is not so.
func (p *paired) claim(ctx context.Context, b *broker.Broker, app vault.Credential, values providers.Values, refusal error) error {
	var failure *providers.Failure
	if !errors.As(refusal, &failure) || failure.Code != codeTaken {
		return refusal
	}
	ask := providers.Values{fieldCode: p.code, fieldToken: values[fieldToken]}
	if _, err := b.Run(ctx, broker.Call{Operation: opAsk, Credential: app.ID, Values: ask}); err != nil {
		return refusal
	}
	g := vault.Grant{Kind: grantPrinter, Subject: p.code, Name: p.name, Public: map[string]string{fieldCode: p.code}}
	if _, ok := granted(app, p.code); !ok {
		if _, err := b.Vault().PutGrant(ctx, app.ID, g, nil); err != nil {
			return err
		}
	}
	p.use(b)
	return nil
}

// hold gets the app's token, unless it is at hand. One that the store does not take is held for the
// next attempt.
func (p *paired) hold(ctx context.Context, b *broker.Broker, app vault.Credential) error {
	if p.held.value != "" {
		return nil
	}
	result, err := p.get(ctx, b, broker.Call{Operation: opToken, Credential: app.ID})
	if err == nil && p.unsaved != nil {
		p.held = held{value: result.Outcome.Token.Value, life: p.life, unsaved: p.unsaved}
	}
	return err
}

func (p *paired) run(ctx context.Context, b *broker.Broker, call broker.Call) error {
	_, err := p.get(ctx, b, call)
	return err
}

// get runs a call and keeps what it says about the token. That it could not be stored
// is noted, and does not stop.
func (p *paired) get(ctx context.Context, b *broker.Broker, call broker.Call) (broker.Result, error) {
	result, err := b.Run(ctx, call)
	var save *broker.SaveError
	if errors.As(err, &save) {
		p.unsaved, err = save, nil
	}
	if t := result.Outcome.Token; err == nil && t != nil {
		p.life = life{issued: result.At, never: t.NeverExpires}
		if !t.NeverExpires {
			p.life.expires = result.At.Add(t.ExpiresIn)
		}
		if t.RefreshToken != "" {
			p.life.refreshes = result.At.Add(t.RefreshExpiresIn)
		}
	}
	return result, err
}

func lifeOf(t vault.Token) life {
	return life{issued: t.IssuedAt, expires: t.ExpiresAt, refreshes: t.RefreshExpiresAt, never: t.Never}
}

// granted is the printer as it is stored.
func granted(app vault.Credential, code string) (vault.Grant, bool) {
	for _, g := range app.Grants {
		if g.Kind == grantPrinter && g.Subject == code {
			return g, true
		}
	}
	return vault.Grant{}, false
}

// rename gives a stored printer a name of the person's own.
func rename(ctx context.Context, v *vault.Vault, appID, code, name string) error {
	app, err := v.Get(appID)
	if err != nil {
		return err
	}
	g, ok := granted(app, code)
	if !ok {
		return vault.ErrNotFound
	}
	g.Name = name
	g.Public = maps.Clone(g.Public)
	if g.Public == nil {
		g.Public = map[string]string{}
	}
	g.Public[fieldPrint] = name
	_, err = v.PutGrant(ctx, appID, g, nil)
	return err
}

// become makes an app one of another type, as the platform says that it is.
func become(ctx context.Context, b *broker.Broker, appID, appType string) error {
	app, err := b.Vault().Get(appID)
	if err != nil {
		return err
	}
	_, _, err = b.EditCredential(ctx, appID, broker.Draft{BaseURL: app.BaseURL, Values: providers.Values{fieldType: appType}})
	return err
}
