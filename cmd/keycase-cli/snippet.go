package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers/snippet"
)

// The forms of a snippet.
const (
	formReady  = "ready"
	formShared = "share"
)

type snippetJSON struct {
	Platform   string   `json:"platform"`
	Operation  string   `json:"operation"`
	As         string   `json:"as"`
	Form       string   `json:"form"`
	Snippet    string   `json:"snippet"`
	Variables  []string `json:"variables,omitempty"`
	ValidUntil string   `json:"valid_until,omitempty"`
}

func snippetCommand(c *cli) *cobra.Command {
	var f callFlags
	var as string
	var share bool
	cmd := &cobra.Command{
		Use: "snippet PLATFORM.OPERATION", Short: c.T("cli.snippet.short"), Long: c.T("cli.snippet.long"), Args: c.exactly(1), ValidArgsFunction: c.completeOperation(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !knownTarget(as) {
				return &usageError{
					message: c.T("cli.snippet.target", "Name", as),
					action:  c.T("cli.error.there_are", "List", strings.Join(targetIDs(), ", ")),
				}
			}
			return c.snippet(cmd.Context(), args[0], f, as, share)
		},
	}
	f.register(c, cmd)
	cmd.Flags().StringVar(&as, "as", "bash", c.T("cli.flag.as", "List", strings.Join(targetIDs(), "|")))
	cmd.Flags().BoolVar(&share, "share", false, c.T("cli.flag.share"))
	completeFlag(cmd, "as", fixed(targetIDs()...))
	return cmd
}

// snippet writes the call; what has to be known besides goes to standard error.
func (c *cli) snippet(ctx context.Context, operation string, f callFlags, as string, share bool) error {
	signed, _, err := c.sign(ctx, operation, f)
	if err != nil {
		return err
	}
	if signed.Request == nil {
		return c.usage("cli.snippet.computes", "Name", operation)
	}
	written, form, err := write(signed, as, share)
	if err != nil {
		return err
	}
	var names []string
	for _, v := range written.Variables {
		names = append(names, v.Name)
	}
	if c.json {
		return c.object(snippetJSON{
			Platform: signed.Prepared.Platform.ID, Operation: signed.Prepared.Operation.ID, As: as, Form: form,
			Snippet: written.Text, Variables: names, ValidUntil: rfc3339(written.ValidUntil),
		})
	}
	if !written.ValidUntil.IsZero() {
		c.note(c.T("cli.snippet.valid", "Until", clock(written.ValidUntil)))
	}
	if len(names) > 0 {
		c.note(c.T("cli.snippet.variables", "Names", strings.Join(names, ", ")))
	}
	return c.line(strings.TrimRight(written.Text, "\n"))
}

func write(s broker.Signed, as string, share bool) (written snippet.Snippet, form string, err error) {
	if share {
		written, err = snippet.Share(as, s.Prepared.Platform, s.Prepared.Operation, s.Env, s.Prepared.Values)
		return written, formShared, err
	}
	written, err = snippet.Ready(as, s.Signed)
	return written, formReady, err
}

func targetIDs() []string {
	var ids []string
	for _, t := range snippet.Targets() {
		ids = append(ids, t.ID)
	}
	return ids
}

func knownTarget(id string) bool {
	for _, t := range snippet.Targets() {
		if t.ID == id {
			return true
		}
	}
	return false
}
