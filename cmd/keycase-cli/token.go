package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// heldJSON is a stored token without its value.
type heldJSON struct {
	Credential       string `json:"credential,omitempty"`
	Platform         string `json:"platform,omitempty"`
	Kind             string `json:"kind"`
	Subject          string `json:"subject,omitempty"`
	State            string `json:"state"` // expired, expiring, valid, never
	IssuedAt         string `json:"issued_at"`
	ExpiresAt        string `json:"expires_at,omitempty"`
	ExpiresIn        *int64 `json:"expires_in,omitempty"` // seconds, negative when expired
	NeverExpires     bool   `json:"never_expires"`
	RefreshExpiresAt string `json:"refresh_expires_at,omitempty"`
}

// stateNames are the states of a token for programs.
var stateNames = map[broker.Health]string{
	broker.Expired: "expired", broker.Soon: "expiring", broker.Fresh: "valid", broker.Never: "never",
}

// which names one of a credential's tokens.
type which struct {
	kind    string
	subject string
}

func (w *which) register(c *cli, cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.kind, "kind", "", c.T("cli.flag.kind"))
	cmd.Flags().StringVar(&w.subject, "subject", "", c.T("cli.flag.subject"))
}

func tokenCommand(c *cli) *cobra.Command {
	return c.group("token", c.T("cli.token.short"),
		tokenListCommand(c), tokenGetCommand(c), tokenRefreshCommand(c), tokenForgetCommand(c))
}

func tokenListCommand(c *cli) *cobra.Command {
	return &cobra.Command{
		Use: "list [CREDENTIAL]", Short: c.T("cli.token.list.short"), Args: c.atMost(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error { return c.listTokens(cmd.Context(), args) },
	}
}

func (c *cli) listTokens(ctx context.Context, names []string) error {
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	creds := b.Vault().List()
	if len(names) == 1 {
		cred, err := c.find(b, names[0])
		if err != nil {
			return err
		}
		creds = []vault.Credential{cred}
	}
	held := []heldJSON{}
	var rows [][]string
	for _, cred := range creds {
		for _, t := range cred.Tokens {
			j := c.heldJSON(b, cred, t)
			j.Credential, j.Platform = cred.Name, cred.Platform
			held = append(held, j)
			rows = append(rows, []string{cred.Name, cred.Platform, t.Kind, t.Subject, c.stateText(j.State), c.leftText(b, t), clock(t.ExpiresAt)})
		}
	}
	if c.json {
		return c.object(map[string]any{"tokens": held})
	}
	if len(rows) == 0 {
		c.note(c.T("cli.token.list.empty"))
		return nil
	}
	return c.table([]string{
		c.T("cli.column.credential"), c.T("cli.column.platform"), c.T("cli.column.kind"), c.T("cli.column.subject"),
		c.T("cli.column.state"), c.T("cli.column.left"), c.T("cli.column.expires"),
	}, rows)
}

func (c *cli) heldJSON(b *broker.Broker, cred vault.Credential, t vault.Token) heldJSON {
	j := heldJSON{
		Kind: t.Kind, Subject: t.Subject, State: stateNames[health(b, cred, t)], NeverExpires: t.Never,
		IssuedAt: rfc3339(t.IssuedAt), ExpiresAt: rfc3339(t.ExpiresAt), RefreshExpiresAt: rfc3339(t.RefreshExpiresAt),
	}
	if !t.Never {
		j.ExpiresIn = seconds(t.ExpiresAt.Sub(b.Now()))
	}
	return j
}

func health(b *broker.Broker, cred vault.Credential, t vault.Token) broker.Health {
	var kind providers.TokenKind
	if p, err := b.Registry().Platform(cred.Platform); err == nil {
		kind, _ = p.TokenKind(t.Kind)
	}
	return broker.HealthOf(kind, t, b.Now())
}

func (c *cli) stateText(state string) string {
	switch state {
	case "expired":
		return c.T("status.expired")
	case "expiring":
		return c.T("status.expiring")
	case "never":
		return c.T("status.never")
	}
	return c.T("status.valid")
}

// leftText is how long a token still lives.
func (c *cli) leftText(b *broker.Broker, t vault.Token) string {
	if t.Never {
		return c.T("cli.state.never")
	}
	left := t.ExpiresAt.Sub(b.Now())
	if left <= 0 {
		return c.T("cli.state.ago", "Span", span(c.Localizer, -left))
	}
	return span(c.Localizer, left)
}

// tokenSummary tells a credential's tokens in one cell.
func (c *cli) tokenSummary(b *broker.Broker, cred vault.Credential) string {
	parts := make([]string, len(cred.Tokens))
	for i, t := range cred.Tokens {
		parts[i] = fmt.Sprintf("%s %s", t.Kind, c.stateText(stateNames[health(b, cred, t)]))
	}
	return strings.Join(parts, c.T("cli.list.comma"))
}

// pick finds the token that is meant. Where the credential has no such token yet
// it returns the kind with found false.
func (c *cli) pick(cred vault.Credential, w which) (kind providers.TokenKind, t vault.Token, found bool, err error) {
	platform, err := c.platform(cred.Platform)
	if err != nil {
		return kind, t, false, err
	}
	kinds := make([]string, len(platform.Tokens))
	for i, k := range platform.Tokens {
		kinds[i] = k.Kind
	}
	if w.kind == "" && len(kinds) == 1 {
		w.kind = kinds[0]
	}
	kind, known := platform.TokenKind(w.kind)
	if !known {
		return kind, t, false, &usageError{
			message: c.T("cli.token.kind", "Name", w.kind),
			action:  c.T("cli.error.there_are", "List", strings.Join(kinds, ", ")),
		}
	}
	if t, found = broker.FindToken(cred, w.kind, w.subject); found {
		return kind, t, true, nil
	}
	if subjects := subjectsOf(cred, w.kind); len(subjects) > 1 && w.subject == "" {
		return kind, t, false, &usageError{
			message: c.T("cli.token.several", "Name", cred.Name),
			action:  c.T("cli.token.several.do", "List", strings.Join(subjects, ", ")),
		}
	}
	return kind, t, false, nil
}

func subjectsOf(cred vault.Credential, kind string) []string {
	var subjects []string
	for _, t := range cred.Tokens {
		if t.Kind == kind {
			subjects = append(subjects, t.Subject)
		}
	}
	slices.Sort(subjects)
	return subjects
}

func tokenRefreshCommand(c *cli) *cobra.Command {
	var w which
	var reveal bool
	cmd := &cobra.Command{
		Use: "refresh CREDENTIAL", Short: c.T("cli.token.refresh.short"), Long: c.T("cli.token.refresh.long"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.refreshToken(cmd.Context(), args[0], w, reveal)
		},
	}
	w.register(c, cmd)
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal"))
	return cmd
}

func (c *cli) refreshToken(ctx context.Context, name string, w which, reveal bool) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	kind, t, found, err := c.pick(cred, w)
	if err != nil {
		return err
	}
	g := getter{c: c, b: b, cred: cred, kind: kind, t: t, found: found}
	result, err := g.renew(c.prompting(ctx))
	return c.showResult(b, result, err, reveal)
}

func tokenForgetCommand(c *cli) *cobra.Command {
	var w which
	cmd := &cobra.Command{
		Use: "forget CREDENTIAL", Short: c.T("cli.token.forget.short"), Long: c.T("cli.token.forget.long"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error { return c.forgetToken(cmd.Context(), args[0], w) },
	}
	w.register(c, cmd)
	return cmd
}

func (c *cli) forgetToken(ctx context.Context, name string, w which) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	_, t, found, err := c.pick(cred, w)
	if err != nil {
		return err
	}
	if !found {
		return broker.ErrNoToken
	}
	if err := b.Forget(c.prompting(ctx), cred.ID, t.ID); err != nil {
		return err
	}
	c.note(c.T("cli.token.forget.done", "Kind", t.Kind))
	if c.json {
		return c.object(map[string]any{"forgotten": heldJSON{Credential: cred.Name, Platform: cred.Platform, Kind: t.Kind, Subject: t.Subject,
			State: stateNames[health(b, cred, t)], IssuedAt: rfc3339(t.IssuedAt), NeverExpires: t.Never}})
	}
	return nil
}
