package ui

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"slices"

	"keycase/broker"
	"keycase/ui/core"
	"keycase/ui/shell"
	"keycase/vault"
)

// environment is what the status bar shows: the sandbox where every call stays on
// this machine, by the given addresses or by those of the credentials.
func (u *UI) environment() shell.Environment {
	if len(u.p.BaseURLs) == 0 {
		if u.sandbox && u.allHere() {
			return shell.Sandbox
		}
		return shell.Production
	}
	for _, address := range u.p.BaseURLs {
		if !onThisMachine(address) {
			return shell.Custom
		}
	}
	return shell.Sandbox
}

// allHere tells whether there are credentials, and none that calls another machine.
func (u *UI) allHere() bool {
	all := u.c.Vault.List()
	elsewhere := func(c vault.Credential) bool { return !onThisMachine(c.BaseURL) }
	return len(all) > 0 && !slices.ContainsFunc(all, elsewhere)
}

func onThisMachine(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := parsed.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// demoKey is where the index keeps which credentials the sandbox brought along: the
// address that each was given last, by its ID. One with another address was changed
// by hand and is left alone.
const demoKey = "ui.demo"

// demo reads it.
func (u *UI) demo() map[string]string {
	given := map[string]string{}
	if text, ok := u.c.Vault.State(demoKey); ok {
		_ = json.Unmarshal(text, &given) // what cannot be read is left alone as well
	}
	return given
}

// keepDemo writes it. What is not stored any more is forgotten.
func (u *UI) keepDemo(given map[string]string) error {
	return u.c.Vault.UpdateState(demoKey, func(json.RawMessage) (json.RawMessage, error) {
		stored := map[string]string{}
		for _, c := range u.c.Vault.List() {
			if address := given[c.ID]; address != "" {
				stored[c.ID] = address
			}
		}
		return json.Marshal(stored)
	})
}

// trySandbox starts the sandbox and adds a credential for each platform.
func (u *UI) trySandbox(done func()) {
	core.Do(u.c, func(ctx context.Context) (int, error) {
		addresses, err := u.p.Sandbox.Start()
		if err != nil {
			return 0, err
		}
		return u.addDemo(ctx, addresses)
	}, func(added int, err error) {
		done()
		if err != nil {
			u.c.Notice.Fail(err)
			return
		}
		u.sandbox = true
		u.shell.CheckStore() // the credentials themselves are noticed by the frame
		u.c.Notice.Toast(u.c.T("sandbox.ready", "Count", added))
	})
}

// addDemo adds the credentials that the sandbox accepts, and counts them.
func (u *UI) addDemo(ctx context.Context, addresses map[string]string) (added int, err error) {
	given := u.demo()
	for _, p := range u.c.Broker.Registry() {
		values, address := u.p.Sandbox.Accounts[p.ID], addresses[p.ID]
		if values == nil || address == "" {
			continue
		}
		name := u.c.T("sandbox.name", "Platform", p.ShortName.In(u.c.Lang()))
		c, _, err := u.c.Broker.AddCredential(ctx, broker.Draft{Platform: p.ID, Name: name, BaseURL: address, Values: values})
		switch {
		case err == nil:
			given[c.ID] = address
			added++
		case !errors.Is(err, vault.ErrExists):
			return added, errors.Join(err, u.keepDemo(given))
		}
	}
	return added, u.keepDemo(given)
}

// wakeSandbox starts the sandbox where credentials of it are left from an
// earlier run, since without it they could do nothing.
func (u *UI) wakeSandbox() {
	if len(u.p.BaseURLs) > 0 || len(u.leftOfDemo(u.demo())) == 0 {
		return
	}
	core.Do(u.c, func(ctx context.Context) (struct{}, error) {
		addresses, err := u.p.Sandbox.Start()
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, u.moveDemo(ctx, addresses)
	}, func(_ struct{}, err error) {
		u.sandbox = err == nil // a failure is told by the call that meets it
		u.shell.CheckStore()
	})
}

// leftOfDemo lists the credentials of the sandbox that are still as it made them.
func (u *UI) leftOfDemo(given map[string]string) []vault.Credential {
	var left []vault.Credential
	for _, c := range u.c.Vault.List() {
		if c.BaseURL != "" && c.BaseURL == given[c.ID] {
			left = append(left, c)
		}
	}
	return left
}

// moveDemo tells the credentials of the sandbox its present address: it takes
// other ports each time.
func (u *UI) moveDemo(ctx context.Context, addresses map[string]string) error {
	given := u.demo()
	for _, c := range u.leftOfDemo(given) {
		address := addresses[c.Platform]
		if address == "" || c.BaseURL == address {
			continue
		}
		if _, _, err := u.c.Broker.EditCredential(ctx, c.ID, broker.Draft{BaseURL: address}); err != nil {
			return errors.Join(err, u.keepDemo(given))
		}
		given[c.ID] = address
	}
	return u.keepDemo(given)
}
