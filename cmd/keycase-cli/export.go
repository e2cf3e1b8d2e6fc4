package main

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
	"keycase/transfer"
	"keycase/vault"
)

// exportWord is what a person types to have secrets written, in every language.
const exportWord = "secrets"

type exportFlags struct {
	as      string
	output  string
	secrets bool
	yes     bool
	force   bool
}

func exportCommand(c *cli) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use: "export CREDENTIAL…", Short: c.T("cli.export.short"), Long: c.T("cli.export.long"), Args: c.oneOrMore,
		ValidArgsFunction: c.completeCredentials(),
		RunE:              func(cmd *cobra.Command, args []string) error { return c.export(cmd.Context(), args, f) },
	}
	forms := strings.Join(exportForms(), "|")
	cmd.Flags().StringVar(&f.as, "as", "", c.T("cli.flag.as", "List", forms))
	cmd.Flags().StringVarP(&f.output, "output", "o", "", c.T("cli.flag.export_output"))
	cmd.Flags().BoolVar(&f.secrets, "with-secrets", false, c.T("cli.flag.with_secrets"))
	cmd.Flags().BoolVar(&f.yes, "yes", false, c.T("cli.flag.yes"))
	cmd.Flags().BoolVar(&f.force, "force", false, c.T("cli.flag.force"))
	completeFlag(cmd, "as", fixed(exportForms()...))
	return cmd
}

// oneOrMore wants the argument that the usage line names at least once.
func (c *cli) oneOrMore(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return c.exactly(1)(cmd, args)
}

func exportForms() []string {
	var ids []string
	for _, t := range transfer.Targets() {
		ids = append(ids, t.ID)
	}
	return ids
}

func (c *cli) export(ctx context.Context, names []string, f exportFlags) error {
	if err := c.checkExport(f); err != nil {
		return err
	}
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	chosen, err := c.chosen(b, names)
	if err != nil {
		return err
	}
	if f.force, err = c.replaces(ctx, f); err != nil {
		return err
	}
	if err := c.confirmSecrets(ctx, f, len(chosen)); err != nil {
		return err
	}
	var all []transfer.Credential
	for _, cred := range chosen {
		outgoing, err := c.outgoing(ctx, b, cred, f.secrets)
		if err != nil {
			return err
		}
		all = append(all, outgoing)
	}
	data, err := transfer.Render(f.as, all, f.secrets)
	var unwritable *transfer.UnwritableError
	if errors.As(err, &unwritable) {
		return &usageError{
			message: c.T("cli.export.unwritable", "Name", unwritable.Credential, "Field", unwritable.Field, "As", f.as),
			action:  c.T("cli.export.unwritable.do"),
		}
	}
	if err != nil {
		return err
	}
	return c.deliver(data, f)
}

// checkExport names all that is wrong with the flags before anything is read.
func (c *cli) checkExport(f exportFlags) error {
	forms := strings.Join(exportForms(), ", ")
	known := false
	for _, form := range exportForms() {
		known = known || form == f.as
	}
	switch {
	case f.as == "":
		return &usageError{message: c.T("cli.export.no_form"), action: c.T("cli.error.there_are", "List", forms)}
	case !known:
		return &usageError{message: c.T("cli.snippet.target", "Name", f.as), action: c.T("cli.error.there_are", "List", forms)}
	case f.secrets && f.output == "":
		return &usageError{message: c.T("cli.export.no_file"), action: c.T("cli.export.no_file.do")}
	case f.secrets && !f.yes && !c.interactive():
		return &usageError{message: c.T("cli.export.yes"), action: c.T("cli.export.yes.do")}
	}
	return nil
}

// chosen finds the credentials, each of them once.
func (c *cli) chosen(b *broker.Broker, names []string) ([]vault.Credential, error) {
	var all []vault.Credential
	for _, name := range names {
		cred, err := c.find(b, name)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(all, func(other vault.Credential) bool { return other.ID == cred.ID }) {
			all = append(all, cred)
		}
	}
	return all, nil
}

// replaces tells whether a file that is there already may be replaced. It is asked
// before anything is read, so that nobody agrees to secrets for nothing.
func (c *cli) replaces(ctx context.Context, f exportFlags) (bool, error) {
	if f.force || f.output == "" || f.output == "-" {
		return f.force, nil
	}
	if !isThere(f.output) {
		return false, nil
	}
	if !c.interactive() || f.yes {
		return false, c.outputExists(f.output)
	}
	sure, err := c.confirm(ctx, c.T("cli.export.replace", "Path", f.output))
	if err == nil && !sure {
		err = c.outputExists(f.output)
	}
	return sure, err
}

// isThere tells whether something lies at a path; what else is wrong with it,
// writing tells.
func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (c *cli) outputExists(path string) error {
	return &usageError{kind: "exists", message: c.T("cli.export.exists", "Path", path), action: c.T("cli.export.exists.do")}
}

// confirmSecrets warns, and goes on only after a word that nobody types by
// accident.
func (c *cli) confirmSecrets(ctx context.Context, f exportFlags, count int) error {
	if !f.secrets {
		return nil
	}
	c.warn(c.T("cli.export.warning", "Count", count))
	if f.yes {
		return nil
	}
	typed, err := c.ask(ctx, c.T("cli.export.confirm", "Word", exportWord), false)
	if err == nil && strings.TrimSpace(typed) != exportWord {
		err = context.Canceled
	}
	return err
}

func (c *cli) outgoing(ctx context.Context, b *broker.Broker, cred vault.Credential, secrets bool) (transfer.Credential, error) {
	platform, err := c.platform(cred.Platform)
	if err != nil {
		return transfer.Credential{}, err
	}
	values := providers.Values{}
	maps.Copy(values, cred.Public)
	if secrets && len(cred.Secrets) > 0 {
		stored, err := b.Vault().Secrets(c.prompting(ctx), cred.ID)
		if err != nil {
			return transfer.Credential{}, err
		}
		maps.Copy(values, stored)
	}
	return transfer.Credential{Platform: platform, Name: cred.Name, BaseURL: cred.BaseURL, Values: values}, nil
}

// deliver writes the text to the file, or to standard output.
func (c *cli) deliver(data []byte, f exportFlags) error {
	if f.output == "" || f.output == "-" {
		if c.json {
			return c.object(map[string]any{"as": f.as, "with_secrets": f.secrets, "text": string(data)})
		}
		return c.line(strings.TrimRight(string(data), "\n"))
	}
	err := transfer.WriteFile(f.output, data, f.force)
	if err != nil {
		return c.notWritten(f.output, err)
	}
	c.note(c.T("cli.export.done", "Path", f.output))
	if c.json {
		return c.object(map[string]any{"as": f.as, "with_secrets": f.secrets, "file": f.output})
	}
	return nil
}

// notWritten says why a file was not written.
func (c *cli) notWritten(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return c.outputExists(path)
	case vault.DiskFull(err):
		return c.usage("export.full")
	}
	return c.usage("cli.export.file", "Detail", err.Error())
}
