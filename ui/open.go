package ui

import (
	"context"
	"errors"

	"keycase/broker"
	"keycase/ui/core"
	"keycase/ui/pages/storage"
	"keycase/ui/shell"
	"keycase/ui/widgets"
	"keycase/vault"
)

// open opens the store and enters the pages, or asks what it needs for that.
func (u *UI) open(store vault.StoreKind, passphrase []byte) {
	core.Do(u.c, func(ctx context.Context) (*broker.Broker, error) {
		return u.p.Open(ctx, store, once(passphrase))
	}, func(b *broker.Broker, err error) {
		switch {
		case err == nil:
			u.enter(b)
		case errors.Is(err, vault.ErrNoStoreChosen):
			u.choose()
		case store == vault.StoreFile && errors.Is(err, vault.ErrLocked):
			u.askPassphrase(vault.Status{}) // it is being made
		default:
			u.refused(err, func() { u.open(store, passphrase) })
		}
	})
}

// once gives the passphrase to the store that is being made, and never again:
// what locks it must be unlocked by a person.
func once(passphrase []byte) func(context.Context) ([]byte, error) {
	return func(context.Context) ([]byte, error) {
		given := passphrase
		passphrase = nil
		if given == nil {
			return nil, vault.ErrLocked
		}
		return given, nil
	}
}

// choose takes the keyring, or lets a person decide where none answers.
func (u *UI) choose() { u.takeKeyring(u.askPassphrase) }

// takeKeyring takes the keyring where there is one, also one that is locked now;
// missing is told why there is none.
func (u *UI) takeKeyring(missing func(vault.Status)) {
	core.Do(u.c, func(ctx context.Context) (vault.Status, error) {
		return u.p.Keyring(ctx), nil
	}, func(status vault.Status, _ error) {
		if status.State == vault.StateReady || status.State == vault.StateLocked {
			u.open(vault.StoreKeyring, nil)
			return
		}
		missing(status)
	})
}

// askPassphrase offers the encrypted file; status says why. A person who asked for
// the file is not offered the keyring.
func (u *UI) askPassphrase(status vault.Status) {
	p := storage.ChoiceParams{
		Status:   status,
		Retry:    u.takeKeyring,
		UseFile:  func(passphrase []byte) { u.open(vault.StoreFile, passphrase) },
		Language: u.setLanguage,
	}
	if u.p.Store != "" {
		p.Retry = nil
	}
	u.wait(func() core.Page { return storage.NewChoice(u.c, p) })
}

// refused shows why the store cannot be opened.
func (u *UI) refused(err error, retry func()) {
	u.wait(func() core.Page { return storage.NewRefused(u.c, err, retry, u.setLanguage) })
}

// wait shows a page that stands before all others; build is called again when
// the language changes.
func (u *UI) wait(build func() core.Page) {
	u.again = func() {
		if u.waiting != nil {
			u.waiting.Hidden()
		}
		u.waiting = build()
		u.c.Window.SetContent(widgets.WithTips(u.waiting.Content(), u.c.Ticker.After))
		u.waiting.Shown()
	}
	u.again()
}

// enter shows the pages.
func (u *UI) enter(b *broker.Broker) {
	if u.waiting != nil {
		u.waiting.Hidden()
		u.waiting, u.again = nil, nil
	}
	u.c.Broker, u.c.Vault = b, b.Vault()
	u.vault.Store(b.Vault())
	u.shell = shell.New(u.c, shell.Params{
		Pages:         u.pages(),
		Environment:   u.environment,
		Clipboard:     u.p.App.Clipboard(),
		Secrets:       u.p.Desktop.Secrets,
		ClipboardLife: u.clipboardLife,
		Theme:         u.themeMode, SetTheme: u.setTheme, SetLanguage: u.setLanguage,
		OnTray: u.showInTray, OnLocked: u.forget,
	})
	u.shell.Open()
	u.setVisible(!u.unseen)
	u.startKeeper(b)
	u.wakeSandbox()
	u.awaitNewer()
	u.giveBack()
	u.restartIdle()
}
