package main

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"keycase/app"
	"keycase/broker"
	"keycase/vault"
)

// room is the vault of this run, opened when a command first needs it, and the
// broker that works on it.
type room struct {
	vault  *vault.Vault
	broker *broker.Broker
	bare   *broker.Broker // without a vault
}

func (r *room) close() {
	if r.vault != nil {
		_ = r.vault.Close() // what was written is on disk already
	}
}

func (c *cli) options() (app.Options, error) {
	paths, err := app.Locate(c.globals.home, c.env)
	if err != nil {
		return app.Options{}, &storeError{err}
	}
	return app.Options{Paths: paths, BaseURLs: c.globals.baseURLs, Timeout: c.globals.timeout}, nil
}

// bare is a broker that has no vault: for what needs no credential and sends
// nothing. It is made once: describing all platforms is a part of a short command.
func (c *cli) bare() *broker.Broker {
	if c.room.bare == nil {
		c.room.bare = app.NewBroker(app.Options{BaseURLs: c.globals.baseURLs, Timeout: c.globals.timeout}, nil)
	}
	return c.room.bare
}

// existing opens the vault that is there. Where there is none yet it gives an
// empty one in memory instead of choosing a store for things that are not
// stored.
func (c *cli) existing(ctx context.Context) (*broker.Broker, error) {
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	asked := vault.StoreKind(c.globals.store)
	v, err := c.remembered(ctx, o, asked)
	if err != nil {
		return nil, err
	}
	if asked != "" && v.Kind() != asked && len(v.List()) > 0 {
		_ = v.Close()
		o.Store = asked
		_, err := c.open(ctx, o) // refuses, and says why
		return nil, err
	}
	c.room.vault, c.room.broker = v, app.NewBroker(o, v)
	return c.room.broker, nil
}

// remembered opens the vault with the store that it remembers.
func (c *cli) remembered(ctx context.Context, o app.Options, asked vault.StoreKind) (*vault.Vault, error) {
	memory := o
	memory.Store = vault.StoreMemory
	if asked == vault.StoreMemory {
		return c.open(ctx, memory)
	}
	switch _, err := os.Stat(o.Paths.Vault); {
	case errors.Is(err, fs.ErrNotExist):
		return c.open(ctx, memory)
	case err != nil:
		return nil, &storeError{err}
	}
	o.Passphrase = c.passphrase(false)
	v, err := c.open(ctx, o)
	if errors.Is(err, vault.ErrNoStoreChosen) {
		return c.open(ctx, memory)
	}
	return v, err
}

// choosing opens the vault to put the first thing into it, and settles at the
// first use where secrets are to lie.
func (c *cli) choosing(ctx context.Context) (*broker.Broker, error) {
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	o.Store = vault.StoreKind(c.globals.store)
	o.Passphrase = c.passphrase(false)
	if o.Store != vault.StoreMemory {
		if o, err = c.settled(ctx, o); err != nil {
			return nil, err
		}
	}
	v, err := c.open(ctx, o)
	if err != nil {
		return nil, err
	}
	c.room.vault, c.room.broker = v, app.NewBroker(o, v)
	if v.Kind() == vault.StoreMemory {
		c.note(c.T("cli.store.memory"))
	}
	return c.room.broker, nil
}

// settled fills in what o leaves open about the store.
func (c *cli) settled(ctx context.Context, o app.Options) (app.Options, error) {
	known, empty, err := c.knownStore(ctx, o)
	if err != nil {
		return o, err
	}
	// A keyring that was chosen and never used may have failed to answer.
	if o.Store == "" && (known == "" || known == vault.StoreKeyring && empty) {
		if o.Store, err = c.chooseStore(ctx); err != nil {
			return o, err
		}
	}
	if o.Store == vault.StoreFile && known != vault.StoreFile {
		o.Passphrase = c.passphrase(true)
	}
	return o, nil
}

// knownStore is the store that the vault remembers, "" for none, and whether
// nothing is in it yet.
func (c *cli) knownStore(ctx context.Context, o app.Options) (kind vault.StoreKind, empty bool, err error) {
	o.Store = ""
	v, err := c.open(ctx, o)
	switch {
	case errors.Is(err, vault.ErrNoStoreChosen):
		return "", true, nil
	case err != nil:
		return "", false, err
	}
	kind, empty = v.Kind(), len(v.List()) == 0
	return kind, empty, v.Close()
}

// chooseStore takes the keyring where one answers. Elsewhere it asks a person
// for the encrypted file, and never takes it silently.
func (c *cli) chooseStore(ctx context.Context) (vault.StoreKind, error) {
	status := vault.KeyringStatus(ctx)
	if status.State == vault.StateReady || status.State == vault.StateLocked {
		return vault.StoreKeyring, nil
	}
	if !c.interactive() {
		return "", status.Err
	}
	c.warn(c.T("cli.store.no_keyring"))
	yes, err := c.confirm(ctx, c.T("cli.store.take_file"))
	if err != nil {
		return "", err
	}
	if !yes {
		return "", status.Err
	}
	return vault.StoreFile, nil
}

func (c *cli) open(ctx context.Context, o app.Options) (*vault.Vault, error) {
	v, err := app.OpenVault(ctx, o)
	var inVault *vault.Error
	if err != nil && !errors.As(err, &inVault) {
		return nil, &storeError{err}
	}
	if err == nil {
		c.noteRecovery(v)
	}
	return v, err
}

// noteRecovery tells once, also where a command opens the vault twice, that the
// list is not the last one that was written.
func (c *cli) noteRecovery(v *vault.Vault) {
	broken := v.BrokenIndex()
	if c.json || c.recovered || v.Recovery() == vault.RecoveryNone && broken == "" {
		return
	}
	c.recovered = true
	switch v.Recovery() {
	case vault.RecoveryOlder:
		c.note(c.T("cli.store.recovered.older"))
	case vault.RecoveryEmpty:
		c.note(c.T("cli.store.recovered.empty"))
	default:
		c.note(c.T("cli.store.broken_index", "Path", broken))
	}
}

// prompting lets the keyring raise its own prompt where a person is there to
// answer it.
func (c *cli) prompting(ctx context.Context) context.Context {
	if c.interactive() || isTerminal(c.err) {
		return vault.WithPrompt(ctx)
	}
	return ctx
}
