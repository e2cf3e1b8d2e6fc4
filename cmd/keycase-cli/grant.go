package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

func credentialSelectCommand(c *cli) *cobra.Command {
	return &cobra.Command{
		Use: "select NAME SUBJECT", Short: c.T("cli.credential.select.short"), Args: c.exactly(2), ValidArgsFunction: c.completeGrant,
		RunE: func(cmd *cobra.Command, args []string) error { return c.selectGrant(cmd.Context(), args[0], args[1]) },
	}
}

// completeGrant completes a credential's name and then a subject that it is bound
// to.
func (c *cli) completeGrant(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	if len(args) != 1 {
		return c.completeCredential()(cmd, args, toComplete)
	}
	b, err := c.existing(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	cred, err := b.Vault().Find(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var subjects []string
	for _, g := range cred.Grants {
		subjects = append(subjects, g.Subject)
	}
	return subjects, cobra.ShellCompDirectiveNoFileComp
}

func (c *cli) selectGrant(ctx context.Context, name, subject string) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cred.Grants, func(g vault.Grant) bool { return g.Subject == subject })
	if i < 0 {
		return c.notBound(cred, cred.Grants, subject)
	}
	g := cred.Grants[i]
	if err := b.Vault().SelectGrant(cred.ID, g.ID); err != nil {
		return err
	}
	c.note(c.T("cli.credential.select.done", "Name", cred.Name, "Grant", named(g)))
	if c.json {
		return c.object(map[string]any{"selected": newGrantJSON(g)})
	}
	return nil
}

// notBound tells what a credential is bound to instead.
func (c *cli) notBound(cred vault.Credential, grants []vault.Grant, subject string) error {
	e := &usageError{kind: "not_found", message: c.T("cli.grant.none", "Name", cred.Name, "Subject", subject)}
	if len(grants) > 0 {
		e.action = c.T("cli.error.there_are", "List", c.list(grants))
	} else {
		e.action = c.T("cli.grant.unbound", "Name", cred.Name)
	}
	return e
}

// unchosen tells of a call that lacks what a grant would give, although there are
// grants of that kind: none of several is chosen, or another was named.
func (c *cli) unchosen(p *broker.Prepared, call broker.Call) error {
	var invalid *providers.InvalidError
	if p.Credential == nil || !errors.As(p.Invalid, &invalid) {
		return nil
	}
	for _, f := range p.Operation.Inputs {
		grants := grantsOf(*p.Credential, f.FromGrant)
		lacks := slices.ContainsFunc(invalid.Problems, func(problem providers.Problem) bool { return problem.Field == f.Name })
		switch {
		case !lacks || p.Values[f.Name] != "" || len(grants) == 0:
		case call.Subject != "":
			return c.notBound(*p.Credential, grants, call.Subject)
		default:
			return &usageError{
				kind: "unchosen", message: c.T("cli.grant.unchosen", "Name", p.Credential.Name, "Count", len(grants)),
				action: c.T("cli.grant.choose", "List", c.list(grants)),
			}
		}
	}
	return nil
}

func grantsOf(cred vault.Credential, kind string) []vault.Grant {
	return slices.DeleteFunc(slices.Clone(cred.Grants), func(g vault.Grant) bool { return kind == "" || g.Kind != kind })
}

// list names grants by what --subject takes.
func (c *cli) list(grants []vault.Grant) string {
	names := make([]string, len(grants))
	for i, g := range grants {
		names[i] = named(g)
	}
	return strings.Join(names, c.T("cli.list.comma"))
}

// named is a grant's subject, and its name where it has one.
func named(g vault.Grant) string {
	if g.Name == "" {
		return g.Subject
	}
	return g.Subject + " " + g.Name
}

// newGrantJSON hides the secrets.
func newGrantJSON(g vault.Grant) grantJSON {
	flat := grantJSON{}
	for name, v := range g.Public {
		flat[name] = v
	}
	for _, name := range g.Secrets {
		flat[name] = providers.Mask
	}
	flat["kind"], flat["subject"] = g.Kind, g.Subject
	if g.Name != "" {
		flat["name"] = g.Name
	}
	if g.Selected {
		flat["selected"] = "true"
	}
	return flat
}
