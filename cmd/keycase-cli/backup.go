package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"keycase/app/backups"
	"keycase/backup"
	"keycase/broker"
)

type backupFlags struct {
	to                []string
	toFile            string
	passphraseFile    string
	identity          string
	credentials       []string
	withoutTokens     bool
	withoutUnreadable bool
	force             bool
}

func backupCommand(c *cli) *cobra.Command {
	var f backupFlags
	cmd := &cobra.Command{
		Use: "backup [FILE]", Short: c.T("cli.backup.short"), Long: c.T("cli.backup.long"), Args: c.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := ""
			if len(args) > 0 {
				path = args[0]
			}
			return c.backUp(cmd.Context(), path, f)
		},
	}
	cmd.Flags().StringArrayVar(&f.to, "to", nil, c.T("cli.flag.to"))
	cmd.Flags().StringVar(&f.toFile, "to-file", "", c.T("cli.flag.to_file"))
	cmd.Flags().StringVar(&f.passphraseFile, "backup-passphrase-file", "", c.T("cli.flag.backup_passphrase_file"))
	cmd.Flags().StringVar(&f.identity, "identity", "", c.T("cli.flag.backup_identity"))
	cmd.Flags().StringArrayVar(&f.credentials, "credential", nil, c.T("cli.flag.backup_credential"))
	cmd.Flags().BoolVar(&f.withoutTokens, "without-tokens", false, c.T("cli.flag.without_tokens"))
	cmd.Flags().BoolVar(&f.withoutUnreadable, "without-unreadable", false, c.T("cli.flag.without_unreadable"))
	cmd.Flags().BoolVar(&f.force, "force", false, c.T("cli.flag.force"))
	completeFlag(cmd, "credential", c.credentialNames)
	return cmd
}

func (c *cli) backUp(ctx context.Context, path string, f backupFlags) error {
	keys, identities, err := c.backupKeys(f)
	if err != nil {
		return err
	}
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	ids, err := c.chosenIDs(b, f.credentials)
	switch {
	case err != nil:
		return err
	case len(b.Vault().List()) == 0:
		return &usageError{kind: "nothing", message: c.T("cli.backup.nothing"), action: c.T("cli.credential.list.empty")}
	}
	if path == "" {
		path = "keycase-" + b.Now().Local().Format("20060102-150405") + ".age"
	}
	if f.force, err = c.replaces(ctx, exportFlags{output: path, force: f.force}); err != nil {
		return err
	}
	content, err := c.collect(ctx, b, ids, f)
	if err != nil {
		return err
	}
	lock := backup.Lock{Keys: keys}
	if len(keys) == 0 {
		if lock.Passphrase, err = c.newBackupPassphrase(ctx, f.passphraseFile); err != nil {
			return err
		}
	}
	if err := c.saveBackup(ctx, b, path, content, lock, backup.Options{Replace: f.force, Identities: identities}); err != nil {
		return err
	}
	return c.showBackup(path, content, keys, identities)
}

// backupKeys checks all flags about who can open the backup before anything is
// read.
func (c *cli) backupKeys(f backupFlags) ([]backup.Key, backup.Identities, error) {
	text := strings.Join(f.to, "\n")
	if f.toFile != "" {
		more, err := c.readFile(f.toFile)
		if err != nil {
			return nil, backup.Identities{}, err
		}
		text += "\n" + string(more)
	}
	forKeys := len(f.to) > 0 || f.toFile != ""
	switch {
	case forKeys && f.passphraseFile != "":
		return nil, backup.Identities{}, c.usage("cli.backup.either")
	case f.identity != "" && !forKeys:
		return nil, backup.Identities{}, c.usage("cli.backup.identity_alone")
	case !forKeys && f.passphraseFile == "" && !c.interactive():
		return nil, backup.Identities{}, &usageError{message: c.T("cli.backup.nobody"), action: c.T("cli.backup.nobody.do")}
	case !forKeys:
		return nil, backup.Identities{}, nil
	}
	keys, err := backup.ParseKeys(text)
	if err != nil {
		return nil, backup.Identities{}, err
	}
	identities, err := c.identities(f.identity)
	return keys, identities, err
}

// identities reads a file of private keys; none for "".
func (c *cli) identities(path string) (backup.Identities, error) {
	if path == "" {
		return backup.Identities{}, nil
	}
	text, err := c.readFile(path)
	if err != nil {
		return backup.Identities{}, err
	}
	return backup.ParseIdentities(text)
}

// chosenIDs are the ids of the named credentials; nil for all.
func (c *cli) chosenIDs(b *broker.Broker, names []string) ([]string, error) {
	all, err := c.chosen(b, names)
	var ids []string
	for _, cred := range all {
		ids = append(ids, cred.ID)
	}
	return ids, err
}

// collect reads what goes into the backup. What the store has lost is left out
// only if that was asked for.
func (c *cli) collect(ctx context.Context, b *broker.Broker, ids []string, f backupFlags) (backup.Content, error) {
	content, unreadable, err := backups.Collect(c.prompting(ctx), b, ids, f.withoutTokens)
	if err != nil || len(unreadable) == 0 {
		return content, err
	}
	lost := make([]fieldText, len(unreadable))
	for i, u := range unreadable {
		lost[i] = fieldText{u.Credential.Name, explain(c.Localizer, u.Err).message}
	}
	if !f.withoutUnreadable || len(content.Credentials) == 0 {
		return content, &unreadableError{message: c.T("cli.backup.unreadable"), action: c.T("cli.backup.unreadable.do"), fields: lost}
	}
	for _, l := range lost {
		c.note(c.T("cli.backup.left_out", "Name", l.Name, "Text", l.Message))
	}
	return content, nil
}

func (c *cli) saveBackup(ctx context.Context, b *broker.Broker, path string, content backup.Content, l backup.Lock, o backup.Options) error {
	c.note(c.T("cli.backup.saving"))
	err := backups.Save(ctx, b, path, content, l, o)
	var place *fs.PathError
	if errors.Is(err, fs.ErrExist) || errors.As(err, &place) {
		return c.notWritten(path, err)
	}
	return err
}

// verifiedBy says in a word what the backup was read back with.
func verifiedBy(keys []backup.Key, identities backup.Identities) string {
	switch {
	case len(keys) == 0:
		return "passphrase"
	case identities.Given():
		return "identity"
	}
	return "file-key"
}

func (c *cli) showBackup(path string, content backup.Content, keys []backup.Key, identities backup.Identities) error {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	how := verifiedBy(keys, identities)
	c.note(c.T("cli.backup.done", "Path", path, "Count", len(content.Credentials)))
	c.note(c.T("cli.backup.verified." + how))
	if !c.json {
		return nil
	}
	recipients := make([]string, len(keys))
	for i, k := range keys {
		recipients[i] = k.String()
	}
	return c.object(map[string]any{
		"file": path, "scope_all": content.All, "credentials": len(content.Credentials), "tokens": content.Tokens(),
		"recipients": recipients, "verified": true, "verified_by": how,
	})
}
