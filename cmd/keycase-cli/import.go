package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/transfer"
)

type importFlags struct {
	platform  string
	name      string
	yes       bool
	dryRun    bool
	addresses bool
}

func importCommand(c *cli) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use: "import [FILE]", Short: c.T("cli.import.short"), Long: c.T("cli.import.long"), Args: c.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := "-"
			if len(args) > 0 {
				path = args[0]
			}
			return c.importFrom(cmd.Context(), path, f)
		},
	}
	cmd.Flags().StringVar(&f.platform, "platform", "", c.T("cli.flag.import_platform"))
	cmd.Flags().StringVar(&f.name, "name", "", c.T("cli.flag.import_name"))
	cmd.Flags().BoolVar(&f.yes, "yes", false, c.T("cli.flag.import_yes"))
	cmd.Flags().BoolVar(&f.addresses, "addresses", false, c.T("cli.flag.import_addresses"))
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, c.T("cli.flag.dry_run"))
	completeFlag(cmd, "platform", func(*cobra.Command) []string { return platformIDs() })
	return cmd
}

func (c *cli) importFrom(ctx context.Context, path string, f importFlags) error {
	if f.platform != "" {
		if _, err := c.platform(f.platform); err != nil {
			return err
		}
	}
	preview, err := c.readForeign(ctx, path)
	if preview != nil {
		c.narrow(preview, f.platform)
		if shown := c.showPreview(preview, f.dryRun); shown != nil {
			return shown
		}
	}
	switch {
	case err != nil:
		return err
	case len(preview.Candidates) == 0:
		return c.usage("cli.import.none_of", "Platform", f.platform)
	case f.dryRun:
		return nil
	case f.name != "" && len(preview.Candidates) > 1:
		return &usageError{message: c.T("cli.import.one_name", "Count", len(preview.Candidates)), action: c.T("cli.import.one_name.do")}
	}
	if err := c.settle(ctx, preview.Candidates, f); err != nil {
		return err
	}
	drafts, err := c.drafts(ctx, preview.Candidates, f)
	if err != nil {
		return err
	}
	return c.keep(ctx, drafts)
}

// readForeign reads the text; its errors come with the preview of what was left
// aside, where there is one.
func (c *cli) readForeign(ctx context.Context, path string) (*transfer.Preview, error) {
	o := transfer.Options{Registry: c.bare().Registry()}
	if path != "-" {
		o.FileName = path
	} else if c.interactive() {
		c.warn(c.T("cli.import.paste"))
	}
	data, err := heeding(ctx, func() ([]byte, error) { return c.readFile(path) })
	if err != nil {
		return nil, err
	}
	preview, err := transfer.Read(data, o)
	switch {
	case errors.Is(err, transfer.ErrTooLong):
		return nil, c.usage("cli.input.long", "Limit", transfer.MaxText>>20)
	case errors.Is(err, transfer.ErrNotText):
		return nil, &usageError{message: c.T("cli.import.not_text"), action: c.T("cli.import.not_text.do")}
	case errors.Is(err, transfer.ErrNothing):
		return preview, &usageError{kind: "nothing", message: c.T("cli.import.nothing"), action: c.T("cli.import.nothing.do")}
	}
	return preview, err
}

// narrow takes what the person's word about the platform applies to: candidates
// of it, and those of which it is not sure what they are.
func (c *cli) narrow(preview *transfer.Preview, platform string) {
	if platform == "" {
		return
	}
	var kept []transfer.Candidate
	for _, candidate := range preview.Candidates {
		if candidate.Platform != platform && candidate.Certainty == transfer.Certain {
			c.note(c.T("cli.import.other", "Name", c.called(candidate), "Platform", candidate.Platform))
			continue
		}
		if as, err := candidate.As(platform); err == nil {
			candidate = as
		}
		kept = append(kept, candidate)
	}
	preview.Candidates = kept
}

// settle has everything decided that the text leaves open: by a person where one
// is there, else not at all.
func (c *cli) settle(ctx context.Context, candidates []transfer.Candidate, f importFlags) error {
	switch {
	case f.yes:
		return c.undecided(candidates)
	case !c.interactive():
		return &usageError{message: c.T("cli.import.yes"), action: c.T("cli.import.yes.do")}
	}
	for i := range candidates {
		decided, err := c.decide(ctx, candidates[i], f.name)
		if err != nil {
			return err
		}
		candidates[i] = decided
	}
	sure, err := c.confirm(ctx, c.T("cli.import.ask", "Count", len(candidates)))
	if err == nil && !sure {
		err = context.Canceled
	}
	return err
}

// drafts checks all before anything is stored: values, names, and names that are
// taken already.
func (c *cli) drafts(ctx context.Context, candidates []transfer.Candidate, f importFlags) ([]broker.Draft, error) {
	b, err := c.existing(ctx)
	if err != nil {
		return nil, err
	}
	defer c.room.close()
	var drafts []broker.Draft
	for _, candidate := range candidates {
		platform, err := c.platform(candidate.Platform)
		if err != nil {
			return nil, err
		}
		if _, _, err := platform.CheckCredential(candidate.Values()); err != nil {
			return nil, err
		}
		d := broker.Draft{
			Platform: platform.ID, BaseURL: c.globals.baseURLs[platform.ID], Values: candidate.Values(),
			Name: cmp.Or(f.name, distinctName(c.called(candidate), drafts)),
		}
		if _, err := b.Vault().Find(d.Name); err == nil {
			return nil, &usageError{kind: "exists", message: c.T("cli.import.exists", "Name", d.Name), action: c.T("cli.import.exists.do")}
		}
		if d.BaseURL == "" {
			if d.BaseURL, err = c.address(ctx, candidate, f); err != nil {
				return nil, err
			}
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}

// address is the foreign address of a text where somebody wants it: whoever
// answers there gets the keys.
func (c *cli) address(ctx context.Context, candidate transfer.Candidate, f importFlags) (string, error) {
	if candidate.Address == "" {
		return "", nil
	}
	take := f.addresses
	if !take && !f.yes && c.interactive() {
		var err error
		if take, err = c.confirm(ctx, c.T("cli.import.ask_address", "Name", c.called(candidate), "Address", candidate.Address)); err != nil {
			return "", err
		}
	}
	if !take {
		c.note(c.T("cli.import.address", "Address", candidate.Address))
		return "", nil
	}
	return candidate.Address, nil
}

// distinctName numbers a name that another credential of this import has.
func distinctName(name string, others []broker.Draft) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(others, func(d broker.Draft) bool { return strings.EqualFold(d.Name, name) })
	}
	numbered := name
	for n := 2; taken(numbered); n++ {
		numbered = fmt.Sprintf("%s %d", name, n)
	}
	return numbered
}

// called is what a candidate is called as long as nobody gave it a name.
func (c *cli) called(candidate transfer.Candidate) string {
	if candidate.Name != "" {
		return candidate.Name
	}
	if p, err := c.bare().Registry().Platform(candidate.Platform); err == nil {
		return p.ShortName.In(c.lang)
	}
	return c.T("cli.import.unknown")
}

// keep stores the credentials, and tells of each as it is stored.
func (c *cli) keep(ctx context.Context, drafts []broker.Draft) error {
	b, err := c.choosing(ctx)
	if err != nil {
		return err
	}
	stored := []credentialJSON{}
	for _, d := range drafts {
		cred, warnings, err := b.AddCredential(c.prompting(ctx), d)
		if err != nil {
			return err
		}
		c.noteWarnings(warnings)
		c.notePlain(cred.BaseURL)
		c.note(c.T("cli.credential.add.done", "Name", cred.Name, "Store", c.storeText(b.Vault().Kind())))
		stored = append(stored, c.credentialJSON(b, cred, nil))
	}
	if c.json {
		return c.object(map[string]any{"imported": stored})
	}
	var rows [][]string
	for _, s := range stored {
		rows = append(rows, []string{s.Name, s.Platform, s.BaseURL})
	}
	return c.table([]string{c.T("cli.column.name"), c.T("cli.column.platform"), c.T("cli.column.base_url")}, rows)
}
