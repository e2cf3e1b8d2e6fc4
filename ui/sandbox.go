package ui

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
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
		if u.sandbox != nil && u.allHere() {
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
	all := u.c.Vault.Entries()
	elsewhere := func(e vault.Entry) bool { return !onThisMachine(e.BaseURL()) }
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

// newBaseURL keeps a new credential in the sandbox while nothing but that is in use.
func (u *UI) newBaseURL(platform string) string {
	if len(u.p.BaseURLs) == 0 && u.environment() == shell.Sandbox {
		return u.sandbox[platform]
	}
	return ""
}

// demoKey is where the index keeps the addresses that the sandbox has had. It takes
// other ports each time, and the credentials that call it move along, whoever added
// them; one that a person led elsewhere is left alone.
const demoKey = "ui.demo"

// demo lists the credentials that call the sandbox, where it is or where it was.
func (u *UI) demo() []vault.Entry {
	text, _ := u.c.Vault.State(demoKey)
	had := readAddresses(text)
	return slices.DeleteFunc(u.c.Vault.Entries(), func(e vault.Entry) bool {
		return !slices.Contains(had, e.BaseURL())
	})
}

func readAddresses(text json.RawMessage) (addresses []string) {
	_ = json.Unmarshal(text, &addresses) // what cannot be read is no address of the sandbox
	return addresses
}

// keepDemo notes where the sandbox is now. That comes before any credential is told, so
// that a program that is killed between leaves none behind. An address that no
// credential has any more is forgotten.
func (u *UI) keepDemo(addresses map[string]string) error {
	return u.c.Vault.UpdateState(demoKey, func(text json.RawMessage) (json.RawMessage, error) {
		has := slices.Sorted(maps.Values(addresses))
		for _, address := range readAddresses(text) {
			calls := func(e vault.Entry) bool { return e.BaseURL() == address }
			if !slices.Contains(has, address) && slices.ContainsFunc(u.c.Vault.Entries(), calls) {
				has = append(has, address)
			}
		}
		return json.Marshal(has)
	})
}

// playSandbox starts the sandbox, and notes where it is.
func (u *UI) playSandbox() (map[string]string, error) {
	addresses, err := u.p.Sandbox.Start()
	if err != nil {
		return nil, err
	}
	return addresses, u.keepDemo(addresses)
}

// trySandbox starts the sandbox and adds a credential for each platform.
func (u *UI) trySandbox(done func()) {
	var addresses map[string]string
	core.Do(u.c, func(ctx context.Context) (added int, err error) {
		if addresses, err = u.playSandbox(); err != nil {
			return 0, err
		}
		return u.addDemo(ctx, addresses)
	}, func(added int, err error) {
		done()
		if err != nil {
			u.c.Notice.Fail(err)
			return
		}
		u.sandbox = addresses
		u.shell.CheckStore() // the credentials themselves are noticed by the frame
		u.c.Notice.Toast(u.c.T("sandbox.ready", "Count", added))
	})
}

// addDemo adds the credentials that the sandbox accepts, and counts them.
func (u *UI) addDemo(ctx context.Context, addresses map[string]string) (added int, err error) {
	for _, p := range u.c.Broker.Registry() {
		values, address := u.p.Sandbox.Accounts[p.ID], addresses[p.ID]
		if values == nil || address == "" {
			continue
		}
		name := u.c.T("sandbox.name", "Platform", p.ShortName.In(u.c.Lang()))
		_, _, err := u.c.Broker.AddCredential(ctx, broker.Draft{Platform: p.ID, Name: name, BaseURL: address, Values: values})
		switch {
		case err == nil:
			added++
		case !errors.Is(err, vault.ErrExists):
			return added, err
		}
	}
	return added, nil
}

// wakeSandbox starts the sandbox where credentials of it are left from an
// earlier run, since without it they could do nothing.
func (u *UI) wakeSandbox() {
	if len(u.p.BaseURLs) > 0 || len(u.demo()) == 0 {
		return
	}
	core.DoAround(u.c, func(ctx context.Context) (map[string]string, error) {
		addresses, err := u.playSandbox()
		if err != nil {
			return nil, err
		}
		return addresses, u.moveDemo(ctx, addresses)
	}, func(addresses map[string]string, err error) {
		if err == nil { // a failure is told by the call that meets it
			u.sandbox = addresses
		}
		u.shell.CheckStore()
	})
}

// moveDemo tells the credentials of the sandbox its present address.
func (u *UI) moveDemo(ctx context.Context, addresses map[string]string) error {
	for _, e := range u.demo() {
		address := addresses[e.Platform()]
		if address == "" || e.BaseURL() == address {
			continue
		}
		if _, _, err := u.c.Broker.EditCredential(ctx, e.ID(), broker.Draft{BaseURL: address}); err != nil {
			return err
		}
	}
	return nil
}
