package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keycase/app/backups"
	"keycase/backup"
	"keycase/broker"
	"keycase/vault"
)

// replaceWord is what a person types to have all else removed, in every language.
const replaceWord = "replace"

type restoreFlags struct {
	identity       string
	passphraseFile string
	credentials    []string
	differing      string
	replace        bool
	dryRun         bool
	yes            bool
}

// differings are the values of --differing.
var differings = map[string]backup.Decision{"keep": backup.Keep, "take": backup.Take, "both": backup.KeepBoth}

func restoreCommand(c *cli) *cobra.Command {
	var f restoreFlags
	cmd := &cobra.Command{
		Use: "restore FILE", Short: c.T("cli.restore.short"), Long: c.T("cli.restore.long"), Args: c.exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.restore(cmd.Context(), args[0], f) },
	}
	cmd.Flags().StringVar(&f.identity, "identity", "", c.T("cli.flag.restore_identity"))
	cmd.Flags().StringVar(&f.passphraseFile, "backup-passphrase-file", "", c.T("cli.flag.backup_passphrase_file"))
	cmd.Flags().StringArrayVar(&f.credentials, "credential", nil, c.T("cli.flag.restore_credential"))
	cmd.Flags().StringVar(&f.differing, "differing", "", c.T("cli.flag.differing"))
	cmd.Flags().BoolVar(&f.replace, "replace", false, c.T("cli.flag.restore_replace"))
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, c.T("cli.flag.restore_dry_run"))
	cmd.Flags().BoolVar(&f.yes, "yes", false, c.T("cli.flag.restore_yes"))
	completeFlag(cmd, "differing", fixed("keep", "take", "both"))
	return cmd
}

func (f restoreFlags) mode() backup.Mode {
	if f.replace {
		return backup.Replace
	}
	return backup.Merge
}

func (c *cli) restore(ctx context.Context, path string, f restoreFlags) error {
	if err := c.checkRestore(f); err != nil {
		return err
	}
	sealed, err := c.readBackup(ctx, path)
	if err != nil {
		return err
	}
	content, err := c.openBackup(ctx, sealed, f)
	if err != nil {
		return err
	}
	if err := c.narrowBackup(&content, f.credentials); err != nil {
		return err
	}
	room := c.choosing
	if f.dryRun {
		room = c.existing // looking chooses no store
	}
	b, err := room(ctx)
	if err != nil {
		return err
	}
	plan, err := backups.Preview(c.prompting(ctx), b, content)
	if err != nil {
		return err
	}
	if d, ok := differings[f.differing]; ok {
		for i := range plan.Items {
			if plan.Items[i].Decision == backup.Undecided {
				plan.Items[i].Decision = d
			}
		}
	}
	if err := c.showPlan(content, plan, f); err != nil || f.dryRun {
		return err
	}
	return c.carryOut(ctx, b, content, plan, f)
}

// checkRestore names what is wrong with the flags before anything is read.
func (c *cli) checkRestore(f restoreFlags) error {
	_, known := differings[f.differing]
	switch {
	case f.differing != "" && !known:
		return &usageError{message: c.T("cli.restore.differing", "Value", f.differing), action: c.T("cli.error.there_are", "List", "keep, take, both")}
	case f.replace && (f.differing != "" || len(f.credentials) > 0):
		return c.usage("cli.restore.replace_all")
	case !f.dryRun && !f.yes && !c.interactive():
		return &usageError{message: c.T("cli.restore.yes"), action: c.T("cli.import.yes.do")}
	}
	return nil
}

// readBackup reads the file, or standard input for "-".
func (c *cli) readBackup(ctx context.Context, path string) (backup.Sealed, error) {
	if path == "-" {
		return heeding(ctx, func() (backup.Sealed, error) {
			data, err := io.ReadAll(io.LimitReader(c.in, backup.MaxSize+1))
			if err != nil {
				return backup.Sealed{}, err
			}
			return backup.Read(data)
		})
	}
	s, err := heeding(ctx, func() (backup.Sealed, error) { return backup.ReadFile(path) })
	var place *fs.PathError
	if errors.As(err, &place) {
		return s, c.usage("cli.input.file", "Detail", err.Error())
	}
	return s, err
}

// narrowBackup leaves only the named credentials in a content.
func (c *cli) narrowBackup(content *backup.Content, names []string) error {
	if len(names) == 0 {
		return nil
	}
	var kept []vault.Full
	for _, name := range names {
		key := name
		if clean, err := vault.CleanName(name); err == nil {
			key = vault.NameKey(clean)
		}
		i := slices.IndexFunc(content.Credentials, func(full vault.Full) bool {
			return vault.NameKey(full.Name) == key || full.ID == name
		})
		if i < 0 {
			all := make([]string, len(content.Credentials))
			for i := range content.Credentials {
				all[i] = content.Credentials[i].Name
			}
			return &usageError{
				kind: "not_found", message: c.T("cli.restore.not_in_it", "Name", name),
				action: c.T("cli.error.there_are", "List", strings.Join(all, ", ")),
			}
		}
		kept = append(kept, content.Credentials[i])
	}
	content.Credentials = slices.CompactFunc(kept, func(a, b vault.Full) bool { return a.ID == b.ID })
	content.All = false
	return nil
}

// carryOut has everything decided and confirmed, and does it.
func (c *cli) carryOut(ctx context.Context, b *broker.Broker, content backup.Content, plan *backup.Plan, f restoreFlags) error {
	if f.mode() == backup.Merge {
		if err := c.decideDiffering(ctx, plan, f.yes); err != nil {
			return err
		}
	}
	if plan.Changes(f.mode()) {
		if err := c.confirmRestore(ctx, plan, f); err != nil {
			return err
		}
	}
	result, err := backups.Restore(c.prompting(ctx), b, plan, f.mode())
	if err != nil && !errors.Is(err, vault.ErrLeftover) {
		return err
	}
	if shown := c.showRestored(content, plan, result, f); shown != nil {
		return shown
	}
	return err
}

// decideDiffering asks about each credential that differs; away from a person all
// of them are named at once.
func (c *cli) decideDiffering(ctx context.Context, plan *backup.Plan, unasked bool) error {
	var open []fieldText
	for i := range plan.Items {
		item := &plan.Items[i]
		if item.Decision != backup.Undecided {
			continue
		}
		if unasked {
			open = append(open, fieldText{item.Theirs.Name, c.differenceText(item.Theirs.Platform, item.Differences)})
			continue
		}
		for item.Decision == backup.Undecided {
			typed, err := c.ask(ctx, c.T("cli.restore.ask_differing", "Name", item.Theirs.Name), false)
			if err != nil {
				return err
			}
			item.Decision = decisionOf(typed)
		}
	}
	if len(open) > 0 {
		return &usageError{kind: "undecided", message: c.T("cli.restore.undecided"), action: c.T("cli.restore.undecided.do"), fields: open}
	}
	return nil
}

// decisionOf reads an answer: the word, or how it begins.
func decisionOf(typed string) backup.Decision {
	typed = strings.ToLower(strings.TrimSpace(typed))
	for word, d := range differings {
		if typed != "" && strings.HasPrefix(word, typed) {
			return d
		}
	}
	return backup.Undecided
}

func (c *cli) confirmRestore(ctx context.Context, plan *backup.Plan, f restoreFlags) error {
	if f.replace {
		c.warn(c.T("cli.restore.replace_warning", "Count", len(plan.Others)))
	}
	if f.yes {
		return nil
	}
	sure := false
	var err error
	if f.replace {
		var typed string
		typed, err = c.ask(ctx, c.T("cli.export.confirm", "Word", replaceWord), false)
		sure = strings.TrimSpace(typed) == replaceWord
	} else {
		sure, err = c.confirm(ctx, c.T("cli.restore.ask"))
	}
	if err == nil && !sure {
		err = context.Canceled
	}
	return err
}
