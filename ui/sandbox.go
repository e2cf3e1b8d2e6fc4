package ui

import (
	"context"
	"errors"
	"net"
	"net/url"

	"keycase/broker"
	"keycase/ui/core"
	"keycase/ui/shell"
	"keycase/vault"
)

// environment is what the status bar shows: the sandbox where it runs or where
// every given address is on this machine.
func (u *UI) environment() shell.Environment {
	if len(u.p.BaseURLs) == 0 {
		if u.sandbox {
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

func onThisMachine(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := parsed.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// trySandbox starts the sandbox and adds a credential for each platform.
func (u *UI) trySandbox(done func()) {
	core.Do(u.c, func(ctx context.Context) (struct{}, error) {
		addresses, err := u.p.Sandbox.Start()
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, u.addDemo(ctx, addresses)
	}, func(_ struct{}, err error) {
		done()
		if err != nil {
			u.c.Notice.Fail(err)
			return
		}
		u.sandbox = true
		u.shell.CheckStore() // the credentials themselves are noticed by the frame
	})
}

// addDemo adds the credentials that the sandbox accepts.
func (u *UI) addDemo(ctx context.Context, addresses map[string]string) error {
	for _, p := range u.c.Broker.Registry() {
		values, address := u.p.Sandbox.Accounts[p.ID], addresses[p.ID]
		if values == nil || address == "" {
			continue
		}
		name := u.c.T("sandbox.name", "Platform", p.ShortName.In(u.c.Lang()))
		_, _, err := u.c.Broker.AddCredential(ctx, broker.Draft{Platform: p.ID, Name: name, BaseURL: address, Values: values})
		if err != nil && !errors.Is(err, vault.ErrExists) {
			return err
		}
	}
	return nil
}

// wakeSandbox starts the sandbox where credentials of it are left from an
// earlier run, since without it they could do nothing.
func (u *UI) wakeSandbox() {
	demo := u.demo()
	if len(u.p.BaseURLs) > 0 || len(demo) == 0 {
		return
	}
	core.Do(u.c, func(ctx context.Context) (struct{}, error) {
		addresses, err := u.p.Sandbox.Start()
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, u.moveDemo(ctx, demo, addresses)
	}, func(_ struct{}, err error) {
		u.sandbox = err == nil // a failure is told by the call that meets it
		u.shell.CheckStore()
	})
}

// demo lists the credentials of the sandbox: those that hold its keys and call
// this machine.
func (u *UI) demo() []vault.Credential {
	var demo []vault.Credential
	for _, c := range u.c.Vault.List() {
		if onThisMachine(c.BaseURL) && holds(u.p.Sandbox.Accounts[c.Platform], c.Public) {
			demo = append(demo, c)
		}
	}
	return demo
}

func holds(account, public map[string]string) bool {
	for name, value := range public {
		if given := account[name]; given != "" && given != value {
			return false
		}
	}
	return account != nil
}

// moveDemo tells the credentials of the sandbox its present address: it takes
// other ports each time.
func (u *UI) moveDemo(ctx context.Context, demo []vault.Credential, addresses map[string]string) error {
	for _, c := range demo {
		address := addresses[c.Platform]
		if address == "" || c.BaseURL == address {
			continue
		}
		if _, _, err := u.c.Broker.EditCredential(ctx, c.ID, broker.Draft{BaseURL: address}); err != nil {
			return err
		}
	}
	return nil
}
