package kis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/vault"
)

// The operations of the platform that the wizard calls.
const (
	platformID = "kis"
	lookup     = "kis.server-url"
	router     = "kis.router"
)

// begin says that something is under way, and calls stop where a person does not want to wait for it.
func (p *page) begin(words string, stop func()) {
	p.stop = stop
	p.SetBusy(words, func() {
		if p.stop != nil {
			p.stop()
			p.stop = nil
		}
	})
}

func (p *page) end() {
	p.stop = nil
	p.SetBusy("", nil)
}

// ask has the platform check the account, in the letter case that the flow says.
func (p *page) ask() {
	f := p.flow
	call := broker.Call{Operation: lookup, Credential: f.stored, Values: f.given(), BaseURL: f.base}
	p.begin(p.c.T("wizard.kis.checking"), core.Do(p.c, func(ctx context.Context) (broker.Result, error) {
		return p.c.Broker.Run(ctx, call)
	}, p.answered))
}

func (p *page) answered(got broker.Result, err error) {
	p.end()
	f := p.flow
	f.asked(got, err)
	if t := checkTrouble(p.platform, got, err); t != nil {
		f.failed(t)
		p.draw()
		return
	}
	life := got.Signed.ValidUntil.Sub(got.Signed.Env.Now)
	f.passed(got.Outcome.Grants, got.At, got.At.Add(life))
	if f.check.only() {
		p.store()
		return
	}
	p.draw()
}

// store keeps the account with its products, of which the chosen one is the one to use.
func (p *page) store() {
	f := p.flow
	b := binding{
		credential: f.stored, base: f.base, values: f.given(), products: f.check.products, choice: f.check.choice,
		calls: f.calls, name: credentialName(f.check.chosen(), f.values[eidField]),
	}
	p.begin(p.c.T("wizard.kis.storing"), core.Do(p.c, func(ctx context.Context) (vault.Credential, error) {
		return b.store(ctx, p.c)
	}, p.stored))
}

func (p *page) stored(cred vault.Credential, err error) {
	p.end()
	f := p.flow
	if cred.ID != "" {
		f.kept(cred.ID, cred.Name)
	}
	if err != nil {
		f.failed(&trouble{err: err, storing: true})
	} else {
		f.done()
	}
	p.draw()
}

// saveLater keeps the account without a product: the platform has not named any yet.
func (p *page) saveLater() {
	f := p.flow
	b := binding{base: f.base, values: f.given(), calls: f.calls, name: credentialName(providers.Grant{}, f.values[eidField])}
	p.begin(p.c.T("wizard.kis.storing"), core.Do(p.c, func(ctx context.Context) (vault.Credential, error) {
		return b.store(ctx, p.c)
	}, func(cred vault.Credential, err error) {
		p.end()
		if err != nil {
			p.c.Notice.Fail(err)
			return
		}
		p.m.flow = nil
		p.c.Notice.Toast(p.c.T("form.saved", "Name", cred.Name))
		p.c.Nav.Back()
		p.c.Nav.Platform(platformID, cred.ID)
	}))
}

// binding is what is to be stored.
type binding struct {
	credential string // "" for a new one
	name, base string // of a new one
	values     providers.Values
	products   []providers.Grant
	choice     string
	calls      []broker.Called // that a new one was checked by
}

// store may get as far as the credential and no further; then it returns both it and the error.
func (b binding) store(ctx context.Context, c *core.Context) (vault.Credential, error) {
	change := vault.Change{Grants: b.grants()}
	if b.credential == "" {
		cred, err := b.add(ctx, c)
		if err != nil || len(change.Grants) == 0 {
			return cred, err
		}
		b.credential = cred.ID
	} else {
		b.renew(&change)
	}
	cred, err := c.Vault.Apply(ctx, b.credential, change)
	if err != nil {
		if old, gone := c.Vault.Get(b.credential); gone == nil {
			return old, err
		}
	}
	return cred, err
}

func (b binding) grants() []vault.NewGrant {
	grants := make([]vault.NewGrant, len(b.products))
	for i, g := range b.products {
		grants[i] = vault.NewGrant{
			Grant:  vault.Grant{Kind: g.Kind, Subject: g.Subject, Name: g.Name, Public: g.Public, Selected: g.Subject == b.choice},
			Values: g.Secret,
		}
	}
	return grants
}

// renew adds the values that were typed in place of stored ones, as they were checked.
func (b binding) renew(change *vault.Change) {
	for name, value := range b.values {
		switch {
		case slices.Contains(secrets, name):
			change.Secrets = with(change.Secrets, name, value)
		case name == caseField:
			change.Public = with(change.Public, name, value)
		}
	}
}

func with(values map[string]string, name, value string) map[string]string {
	if values == nil {
		values = map[string]string{}
	}
	values[name] = value
	return values
}

// names is how many names are tried.
const names = 99

// add stores a new credential under a name that is free, and with it how it was checked.
func (b binding) add(ctx context.Context, c *core.Context) (cred vault.Credential, err error) {
	for n := 1; n <= names; n++ {
		name := b.name
		if n > 1 {
			name = fmt.Sprintf("%s (%d)", b.name, n)
		}
		cred, _, err = c.Broker.AddCredential(ctx, broker.Draft{Platform: platformID, Name: name, BaseURL: b.base, Values: b.values})
		if !errors.Is(err, vault.ErrExists) {
			break
		}
	}
	if cred.ID != "" {
		for _, call := range b.calls {
			c.Broker.Record(cred.ID, call)
		}
	}
	return cred, err
}

// longestName is how much of a product's name goes into that of a credential, in characters.
const longestName = 60

// credentialName is what a new credential is called until a person says otherwise: "KIS 旗舰版 1234567".
func credentialName(g providers.Grant, eid string) string {
	product := []rune(strings.TrimSpace(g.Name))
	if len(product) == 0 {
		product = []rune("KIS")
	}
	return strings.TrimSpace(string(product[:min(len(product), longestName)])) + " " + eid
}

// rename gives the credential the name that was typed.
func (p *page) rename(id, name string, done func(error)) {
	core.Do(p.c, func(ctx context.Context) (struct{}, error) {
		cred, err := p.c.Vault.Get(id)
		if err == nil {
			_, _, err = p.c.Broker.EditCredential(ctx, id, broker.Draft{Name: name, BaseURL: cred.BaseURL})
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) { done(err) })
}

// call makes the first call to the product: one that only reads, with the values of the platform's own
// example.
func (p *page) call(done func(broker.Result, error)) (stop func()) {
	_, op, err := p.c.Broker.Registry().Operation(router)
	if err != nil {
		done(broker.Result{}, err)
		return func() {}
	}
	values := providers.Values{}
	for _, name := range []string{"method", "custdata"} {
		field, _ := providers.FieldNamed(op.Inputs, name)
		values[name] = field.Example
	}
	call := broker.Call{Operation: router, Credential: p.flow.stored, Values: values}
	return core.Do(p.c, func(ctx context.Context) (broker.Result, error) { return p.c.Broker.Run(ctx, call) }, done)
}

// base is where the calls of the account go; "" for production.
func (p *page) base() string {
	cred := vault.Credential{Platform: platformID, BaseURL: p.flow.base}
	if stored := p.credential(); stored != nil {
		cred = *stored
	}
	return parts.BaseURL(p.c, cred)
}

// credential is the stored one in use; nil for a new account, or where it is gone.
func (p *page) credential() *vault.Credential {
	if p.flow.stored == "" {
		return nil
	}
	cred, err := p.c.Vault.Get(p.flow.stored)
	if err != nil {
		return nil
	}
	return &cred
}
