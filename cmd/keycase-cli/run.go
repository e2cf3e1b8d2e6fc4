package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
)

func runCommand(c *cli) *cobra.Command {
	var f callFlags
	var reveal bool
	cmd := &cobra.Command{
		Use: "run PLATFORM.OPERATION", Short: c.T("cli.run.short"), Long: c.T("cli.run.long"), Args: c.exactly(1), ValidArgsFunction: c.completeOperation(),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0], f, reveal) },
	}
	f.register(c, cmd)
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal"))
	return cmd
}

func (c *cli) run(ctx context.Context, operation string, f callFlags, reveal bool) error {
	call, err := c.call(ctx, operation, f)
	if err != nil {
		return err
	}
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	if f.credential != "" {
		if err := c.findFor(b, f.credential, call.Operation); err != nil {
			return err
		}
	}
	ctx = c.prompting(ctx)
	if err := c.complete(ctx, b, &call); err != nil {
		return err
	}
	// Signed twice, because where the call goes can depend on its values.
	if signed, err := b.Sign(ctx, call); err == nil && signed.Request != nil {
		c.notePlain(signed.Request.URL)
	}
	result, err := b.Run(ctx, call)
	return c.showResult(b, result, err, reveal)
}

// showResult shows what a run gave. A result that could not be stored is shown
// all the same, because the platform has counted the call.
func (c *cli) showResult(b *broker.Broker, r broker.Result, err error, reveal bool) error {
	var saving *broker.SaveError
	if err != nil && !errors.As(err, &saving) {
		return err
	}
	c.noteSkew(r)
	c.noteQuota(b, r)
	show := c.showAnswer
	if c.json {
		show = func(o providers.Outcome, reveal bool) error { return c.object(newAnswerJSON(o, reveal)) }
	}
	if shown := show(r.Outcome, reveal); shown != nil {
		return shown
	}
	return err
}

// noteSkew tells of a clock that is off by more than a person would call right.
func (c *cli) noteSkew(r broker.Result) {
	if r.Skew.Abs() < broker.SkewTold {
		return
	}
	key := "cli.run.clock_behind"
	if r.Skew < 0 {
		key = "cli.run.clock_ahead"
	}
	c.note(c.T(key, "Span", span(c.Localizer, r.Skew.Abs())))
}

// noteQuota tells what is left of a daily quota; shorter ones fill up again
// before anybody could plan with them.
func (c *cli) noteQuota(b *broker.Broker, r broker.Result) {
	p := r.Signed.Prepared
	if p == nil || p.Operation.Quota == nil || p.Operation.Quota.Window < 24*time.Hour {
		return
	}
	base := ""
	if p.Credential != nil {
		base = p.Credential.BaseURL
	}
	if usage, ok := b.Usage(p.Platform, p.Operation, p.Values, base); ok {
		c.note(c.T("cli.run.quota", "Left", max(0, usage.Limit-usage.Used), "Limit", usage.Limit))
	}
}
