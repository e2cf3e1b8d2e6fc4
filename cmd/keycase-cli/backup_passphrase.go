package main

import (
	"context"

	"keycase/app"
	"keycase/backup"
)

// newBackupPassphrase is that of the file, else what a person chooses, typed
// twice. It has to be as long as that of a store.
func (c *cli) newBackupPassphrase(ctx context.Context, file string) (string, error) {
	if file != "" {
		text, err := heeding(ctx, func() ([]byte, error) { return c.passphraseFromFile(file) })
		if err == nil && app.WeakPassphrase(string(text)) {
			err = c.weakBackupPassphrase(string(text))
		}
		return string(text), err
	}
	text, err := c.ask(ctx, c.T("cli.backup.passphrase.new"), true)
	if err != nil {
		return "", err
	}
	if app.WeakPassphrase(text) {
		return "", c.weakBackupPassphrase(text)
	}
	again, err := c.ask(ctx, c.T("cli.passphrase.again"), true)
	if err == nil && again != text {
		err = &usageError{message: c.T("cli.passphrase.differ"), action: c.T("cli.passphrase.differ.do")}
	}
	return text, err
}

func (c *cli) weakBackupPassphrase(text string) error {
	if !app.ShortPassphrase(text) {
		return &usageError{message: c.T("cli.backup.passphrase.common"), action: c.T("cli.passphrase.common.do")}
	}
	return &usageError{message: c.T("cli.backup.passphrase.short"), action: c.T("cli.passphrase.short.do", "Count", app.MinPassphrase)}
}

// openBackup opens a backup with what the flags name, else with the passphrase
// that a person types.
func (c *cli) openBackup(ctx context.Context, s backup.Sealed, f restoreFlags) (backup.Content, error) {
	if !s.WantsPassphrase() {
		if f.identity == "" {
			return backup.Content{}, &usageError{message: c.T("cli.restore.identity"), action: c.T("cli.restore.identity.do")}
		}
		identities, err := c.identities(f.identity)
		if err != nil {
			return backup.Content{}, err
		}
		return s.OpenWithIdentities(identities)
	}
	if f.passphraseFile == "" && !c.interactive() {
		return backup.Content{}, &usageError{message: c.T("cli.restore.passphrase.none"), action: c.T("cli.restore.passphrase.none.do")}
	}
	var text string
	if f.passphraseFile != "" {
		line, err := heeding(ctx, func() ([]byte, error) { return c.passphraseFromFile(f.passphraseFile) })
		if err != nil {
			return backup.Content{}, err
		}
		text = string(line)
	} else {
		var err error
		if text, err = c.ask(ctx, c.T("cli.restore.passphrase"), true); err != nil {
			return backup.Content{}, err
		}
	}
	return heeding(ctx, func() (backup.Content, error) { return s.OpenWithPassphrase(text) })
}
