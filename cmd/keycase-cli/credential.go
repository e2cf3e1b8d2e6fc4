package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// credentialJSON holds secrets masked, or in clear where they were asked for.
type credentialJSON struct {
	ID        string            `json:"id"`
	Platform  string            `json:"platform"`
	Name      string            `json:"name"`
	BaseURL   string            `json:"base_url,omitempty"`
	Values    map[string]string `json:"values"`
	CreatedAt string            `json:"created_at"`
	UpdatedAt string            `json:"updated_at"`
	UsedAt    string            `json:"used_at,omitempty"`
	Grants    []grantJSON       `json:"grants"`
	Tokens    []heldJSON        `json:"tokens"`
}

func credentialCommand(c *cli) *cobra.Command {
	return c.group("credential", c.T("cli.credential.short"),
		credentialAddCommand(c), credentialListCommand(c), credentialShowCommand(c),
		credentialEditCommand(c), credentialSelectCommand(c), credentialRemoveCommand(c),
	)
}

func credentialListCommand(c *cli) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: c.T("cli.credential.list.short"), Args: c.exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.listCredentials(cmd.Context()) },
	}
}

func (c *cli) listCredentials(ctx context.Context) error {
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	all := b.Vault().List()
	if c.json {
		list := make([]credentialJSON, len(all))
		for i, cred := range all {
			list[i] = c.credentialJSON(b, cred, nil)
		}
		return c.object(map[string]any{"credentials": list})
	}
	if len(all) == 0 {
		c.note(c.T("cli.credential.list.empty"))
	}
	var rows [][]string
	for _, cred := range all {
		rows = append(rows, []string{cred.Name, cred.Platform, cred.BaseURL, c.tokenSummary(b, cred), clock(cred.UpdatedAt)})
	}
	if len(rows) == 0 {
		return nil
	}
	return c.table([]string{
		c.T("cli.column.name"), c.T("cli.column.platform"), c.T("cli.column.base_url"),
		c.T("cli.column.tokens"), c.T("cli.column.updated"),
	}, rows)
}

func credentialShowCommand(c *cli) *cobra.Command {
	var reveal bool
	cmd := &cobra.Command{
		Use: "show NAME", Short: c.T("cli.credential.show.short"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error { return c.showCredential(cmd.Context(), args[0], reveal) },
	}
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal"))
	return cmd
}

func (c *cli) showCredential(ctx context.Context, name string, reveal bool) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	var secrets map[string]string
	if reveal && len(cred.Secrets) > 0 {
		if secrets, err = b.Vault().Secrets(c.prompting(ctx), cred.ID); err != nil {
			return err
		}
	}
	return c.putCredential(b, cred, secrets)
}

// putCredential writes one credential; secrets is nil where they stay hidden.
func (c *cli) putCredential(b *broker.Broker, cred vault.Credential, secrets map[string]string) error {
	j := c.credentialJSON(b, cred, secrets)
	if c.json {
		return c.object(map[string]any{"credential": j})
	}
	rows := []row{
		{"name", c.T("cli.column.name"), cred.Name},
		{"platform", c.T("cli.column.platform"), cred.Platform},
		{"base_url", c.T("cli.column.base_url"), cred.BaseURL},
	}
	for _, f := range c.fieldsOf(b, cred) {
		label := f.Label.In(c.lang)
		if label != f.Name {
			label += " (" + f.Name + ")"
		}
		rows = append(rows, row{f.Name, label, j.Values[f.Name]})
	}
	rows = append(rows,
		row{"created_at", c.T("cli.column.created"), clock(cred.CreatedAt)},
		row{"updated_at", c.T("cli.column.updated"), clock(cred.UpdatedAt)},
		row{"used_at", c.T("cli.column.used"), clock(cred.UsedAt)},
	)
	for i, g := range cred.Grants {
		value := named(g) + " " + grantDetails(j.Grants[i])
		if g.Selected {
			value += " " + c.T("cli.credential.selected")
		}
		rows = append(rows, row{"grant." + g.Kind, g.Kind, value})
	}
	for i, t := range cred.Tokens {
		rows = append(rows, row{"token." + t.Kind, t.Kind, t.Subject + " " + c.stateText(j.Tokens[i].State) + " " + c.leftText(b, t)})
	}
	return c.record(rows)
}

// fieldsOf are the fields of a credential's platform; none where this version
// does not know the platform.
func (c *cli) fieldsOf(b *broker.Broker, cred vault.Credential) []providers.Field {
	p, err := b.Registry().Platform(cred.Platform)
	if err != nil {
		return nil
	}
	return p.Fields
}

func (c *cli) credentialJSON(b *broker.Broker, cred vault.Credential, secrets map[string]string) credentialJSON {
	j := credentialJSON{
		ID: cred.ID, Platform: cred.Platform, Name: cred.Name, BaseURL: cred.BaseURL, Values: map[string]string{},
		CreatedAt: rfc3339(cred.CreatedAt), UpdatedAt: rfc3339(cred.UpdatedAt), UsedAt: rfc3339(cred.UsedAt),
		Grants: []grantJSON{}, Tokens: []heldJSON{},
	}
	for name, v := range cred.Public {
		j.Values[name] = v
	}
	for _, name := range cred.Secrets {
		j.Values[name] = providers.Mask
		if secrets != nil {
			j.Values[name] = secrets[name]
		}
	}
	for _, g := range cred.Grants {
		j.Grants = append(j.Grants, newGrantJSON(g))
	}
	for _, t := range cred.Tokens {
		j.Tokens = append(j.Tokens, c.heldJSON(b, cred, t))
	}
	return j
}

// find returns a stored credential, and tells of one that is not there by name.
func (c *cli) find(b *broker.Broker, name string) (vault.Credential, error) {
	cred, err := b.Vault().Find(name)
	if !errors.Is(err, vault.ErrNotFound) {
		return cred, err
	}
	e := &usageError{kind: "not_found", message: c.T("cli.error.credential", "Name", name), action: c.T("cli.credential.list.empty")}
	var names []string
	for _, other := range b.Vault().List() {
		names = append(names, other.Name)
	}
	if len(names) > 0 {
		e.action = c.T("cli.error.there_are", "List", strings.Join(names, ", "))
	}
	return cred, e
}

// stored opens the vault and finds a credential in it.
func (c *cli) stored(ctx context.Context, name string) (*broker.Broker, vault.Credential, error) {
	b, err := c.existing(ctx)
	if err != nil {
		return nil, vault.Credential{}, err
	}
	cred, err := c.find(b, name)
	return b, cred, err
}

// findFor is find for a call to a platform.
func (c *cli) findFor(b *broker.Broker, name, operation string) error {
	cred, err := c.find(b, name)
	if err != nil {
		return err
	}
	if platform, _, _ := strings.Cut(operation, "."); cred.Platform != platform {
		return &usageError{
			kind:    "not_found",
			message: c.T("cli.error.other_platform", "Name", cred.Name, "Platform", cred.Platform, "Operation", operation),
		}
	}
	return nil
}

func credentialRemoveCommand(c *cli) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "remove NAME", Short: c.T("cli.credential.remove.short"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error { return c.removeCredential(cmd.Context(), args[0], yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, c.T("cli.flag.yes"))
	return cmd
}

func (c *cli) removeCredential(ctx context.Context, name string, yes bool) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	if !yes {
		if !c.interactive() {
			return c.usage("cli.credential.remove.yes", "Name", cred.Name)
		}
		sure, err := c.confirm(ctx, c.T("cli.credential.remove.ask", "Name", cred.Name, "Count", len(cred.Tokens)))
		if err != nil {
			return err
		}
		if !sure {
			c.note(c.T("cli.credential.remove.kept"))
			return nil
		}
	}
	if err := b.RemoveCredential(c.prompting(ctx), cred.ID); err != nil {
		return err
	}
	c.note(c.T("cli.credential.remove.done", "Name", cred.Name))
	if c.json {
		return c.object(map[string]any{"removed": cred.Name})
	}
	return nil
}
