package main

import (
	"context"
	"errors"

	"keycase/app"
)

// passphrase returns what asks for the passphrase of the file store: the file
// that was named, else the person at the terminal, twice for a new one. A new
// one must be long enough.
func (c *cli) passphrase(fresh bool) func(context.Context) ([]byte, error) {
	return func(ctx context.Context) ([]byte, error) {
		if c.globals.passphraseFile == "" && !c.interactive() {
			return nil, &passphraseError{message: c.T("cli.passphrase.none"), action: c.T("cli.passphrase.none.do")}
		}
		var text []byte
		var err error
		if c.globals.passphraseFile != "" {
			text, err = heeding(ctx, func() ([]byte, error) { return c.passphraseFromFile(c.globals.passphraseFile) })
		} else {
			text, err = c.askPassphrase(ctx, fresh)
		}
		if err != nil || !fresh || len(text) == 0 { // the vault explains a missing one
			return text, err
		}
		if app.WeakPassphrase(string(text)) {
			return nil, c.weakPassphrase(string(text))
		}
		return text, nil
	}
}

// weakPassphrase says why a passphrase is refused.
func (c *cli) weakPassphrase(text string) error {
	if !app.ShortPassphrase(text) {
		return &passphraseError{message: c.T("cli.passphrase.common"), action: c.T("cli.passphrase.common.do")}
	}
	return &passphraseError{
		message: c.T("cli.passphrase.short"), action: c.T("cli.passphrase.short.do", "Count", app.MinPassphrase),
	}
}

func (c *cli) askPassphrase(ctx context.Context, fresh bool) ([]byte, error) {
	if !fresh {
		text, err := c.ask(ctx, c.T("cli.passphrase.ask"), true)
		return []byte(text), err
	}
	text, err := c.ask(ctx, c.T("cli.passphrase.new"), true)
	if err != nil || app.WeakPassphrase(text) {
		return []byte(text), err // it would be typed again for nothing
	}
	again, err := c.ask(ctx, c.T("cli.passphrase.again"), true)
	if err == nil && again != text {
		err = &passphraseError{message: c.T("cli.passphrase.differ"), action: c.T("cli.passphrase.differ.do")}
	}
	return []byte(text), err
}

func (c *cli) passphraseFromFile(path string) ([]byte, error) {
	text, err := app.ReadPassphrase(path)
	switch {
	case errors.Is(err, app.ErrOpenPassphrase):
		return nil, &passphraseError{message: c.T("cli.passphrase.open", "Path", path), action: c.T("cli.passphrase.open.do", "Path", path)}
	case errors.Is(err, app.ErrPassphraseLines):
		return nil, &passphraseError{message: c.T("cli.passphrase.lines", "Path", path), action: c.T("cli.passphrase.lines.do")}
	case err != nil:
		return nil, &passphraseError{message: c.T("cli.passphrase.file", "Detail", err.Error()), action: c.T("cli.passphrase.file.do")}
	}
	return text, nil
}
