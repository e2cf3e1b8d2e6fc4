package main

import (
	"context"

	"github.com/spf13/cobra"

	"keycase/app"
	"keycase/vault"
)

func passphraseCommand(c *cli) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "passphrase", Short: c.T("cli.passphrase.change.short"), Long: c.T("cli.passphrase.change.long"), Args: c.exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.changePassphrase(cmd.Context(), file) },
	}
	cmd.Flags().StringVar(&file, "new-passphrase-file", "", c.T("cli.flag.new_passphrase_file"))
	return cmd
}

// newPassphraseJSON says that the new passphrase counts.
type newPassphraseJSON struct {
	OK bool `json:"ok"`
}

func (c *cli) changePassphrase(ctx context.Context, file string) error {
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	v := b.Vault()
	if v.Kind() != vault.StoreFile {
		return c.usage("cli.passphrase.change.no_file")
	}
	from, err := c.passphrase(false)(ctx)
	if err != nil {
		return err
	}
	if err := v.Unlock(ctx, from); err != nil { // told before a new one is thought of
		return err
	}
	to, err := c.newPassphrase(ctx, file)
	if err != nil {
		return err
	}
	if err := v.ChangePassphrase(ctx, from, to); err != nil {
		return err
	}
	c.note(c.T("passphrase.done"))
	if c.json {
		return c.object(newPassphraseJSON{OK: true})
	}
	return nil
}

// newPassphrase is that of the file, else what a person chooses, typed twice.
func (c *cli) newPassphrase(ctx context.Context, file string) ([]byte, error) {
	var text []byte
	var err error
	switch {
	case file != "":
		text, err = heeding(ctx, func() ([]byte, error) { return c.passphraseFromFile(file) })
	case c.interactive():
		text, err = c.askPassphrase(ctx, true)
	default:
		return nil, &passphraseError{message: c.T("cli.passphrase.change.none"), action: c.T("cli.passphrase.change.none.do")}
	}
	if err == nil && app.WeakPassphrase(string(text)) {
		err = c.weakPassphrase(string(text))
	}
	return text, err
}
