package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

func tokenGetCommand(c *cli) *cobra.Command {
	var w which
	var refresh, reveal bool
	cmd := &cobra.Command{
		Use: "get CREDENTIAL", Short: c.T("cli.token.get.short"), Long: c.T("cli.token.get.long"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.getToken(cmd.Context(), args[0], w, refresh, reveal)
		},
	}
	w.register(c, cmd)
	cmd.Flags().BoolVar(&refresh, "refresh", false, c.T("cli.flag.refresh"))
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal_refresh"))
	return cmd
}

func (c *cli) getToken(ctx context.Context, name string, w which, refresh, reveal bool) error {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return err
	}
	kind, t, found, err := c.pick(cred, w)
	if err != nil {
		return err
	}
	g := getter{c: c, b: b, cred: cred, kind: kind, t: t, found: found, refresh: refresh}
	token, err := g.token(c.prompting(ctx))
	var saving *broker.SaveError
	if err != nil && !errors.As(err, &saving) {
		return err
	}
	if shown := c.showToken(token, reveal); shown != nil {
		return shown
	}
	return err
}

// showToken writes the token in clear: that is what the command is for. The
// refresh token, which lives for longer, was not asked for.
func (c *cli) showToken(t *providers.Token, reveal bool) error {
	if c.json {
		j := newTokenJSON(t, reveal)
		j.Value = t.Value
		return c.object(map[string]any{"token": j})
	}
	return c.line(t.Value)
}

// getter finds the way to a token that works.
type getter struct {
	c       *cli
	b       *broker.Broker
	cred    vault.Credential
	kind    providers.TokenKind
	t       vault.Token
	found   bool
	refresh bool // a daily quota may be used
}

func (g *getter) token(ctx context.Context) (*providers.Token, error) {
	op := g.issuing()
	if op != nil && !op.Sends {
		return g.compute(ctx, op)
	}
	state := broker.Expired
	if g.found {
		state = broker.HealthOf(g.kind, g.t, g.b.Now())
	}
	if state == broker.Fresh || state == broker.Never {
		return g.stored(ctx)
	}
	if !g.mayRenew() {
		if state == broker.Soon {
			g.c.note(g.c.T("cli.token.get.soon", "Left", g.c.leftText(g.b, g.t)))
			return g.stored(ctx)
		}
		return nil, g.refusal()
	}
	result, err := g.renew(ctx)
	var saving *broker.SaveError
	switch {
	case err == nil || errors.As(err, &saving):
		return result.Outcome.Token, err
	case state == broker.Soon && ctx.Err() == nil:
		// It still works, which is all that was asked for.
		g.c.note(g.c.T("cli.token.get.kept", "Left", g.c.leftText(g.b, g.t), "Why", explain(g.c.Localizer, err).message))
		return g.stored(ctx)
	}
	return nil, err
}

// renew gets a new token from the platform, whatever that costs.
func (g *getter) renew(ctx context.Context) (broker.Result, error) {
	if op := g.renewing(); op != nil && op.Sends {
		g.c.notePlain(g.c.addressOf(g.cred))
	}
	if g.found {
		return g.b.Renew(ctx, g.cred.ID, g.t.ID)
	}
	return g.b.Issue(ctx, g.cred.ID, g.kind.Kind)
}

// issuing is the operation that makes a new token without a person.
func (g *getter) issuing() *providers.Operation {
	if g.kind.IssueBy == nil {
		return nil
	}
	id := g.kind.IssueBy(g.cred.Public)
	platform, err := g.b.Registry().Platform(g.cred.Platform)
	if err != nil || id == "" {
		return nil
	}
	op, _ := platform.Operation(id)
	return op
}

// compute makes a token that costs nothing. It is not stored: the next call
// makes another.
func (g *getter) compute(ctx context.Context, op *providers.Operation) (*providers.Token, error) {
	signed, err := g.b.Sign(ctx, broker.Call{Operation: g.cred.Platform + "." + op.ID, Credential: g.cred.ID})
	if err != nil {
		return nil, err
	}
	return signed.Token, nil
}

func (g *getter) stored(ctx context.Context) (*providers.Token, error) {
	secret, err := g.b.Vault().TokenSecret(ctx, g.cred.ID, g.t.ID)
	if err != nil {
		return nil, err
	}
	token := &providers.Token{
		Kind: g.t.Kind, Value: secret.Value, NeverExpires: g.t.Never, Subject: g.t.Subject, Attributes: g.t.Attributes,
	}
	if !g.t.Never {
		token.ExpiresIn = g.t.ExpiresAt.Sub(g.b.Now())
	}
	if secret.Refresh != "" {
		token.RefreshToken = secret.Refresh
		token.RefreshExpiresIn = g.t.RefreshExpiresAt.Sub(g.b.Now())
	}
	return token, nil
}

// mayRenew tells whether a new token can be had without using what is counted by
// the day, unless that was asked for.
func (g *getter) mayRenew() bool {
	op := g.renewing()
	if op == nil {
		return false
	}
	return g.refresh || op.Quota == nil || op.Quota.Window < 24*time.Hour
}

func (g *getter) renewing() *providers.Operation {
	if !g.found {
		return g.issuing()
	}
	by := g.b.RenewalOf(g.cred, g.t).Operation
	if by == "" {
		return nil
	}
	_, op, err := g.b.Registry().Operation(by)
	if err != nil {
		return nil
	}
	return op
}

// refusal says why there is no token to give, and how to come by one.
func (g *getter) refusal() error {
	c := g.c
	switch op := g.renewing(); {
	case op == nil && g.found:
		return broker.ErrBindAgain
	case op == nil:
		return broker.ErrNoToken
	case g.found:
		return &notRenewedError{
			message: c.T("cli.token.get.expired", "Name", g.cred.Name),
			action:  c.T("cli.token.get.expired.do", "Limit", op.Quota.Limit),
		}
	default:
		return &notRenewedError{
			message: c.T("cli.token.get.none", "Name", g.cred.Name),
			action:  c.T("cli.token.get.expired.do", "Limit", op.Quota.Limit),
		}
	}
}
