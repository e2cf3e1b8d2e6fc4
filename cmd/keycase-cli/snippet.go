package main

import (
	"strings"

	"github.com/spf13/cobra"

	"keycase/providers/snippet"
)

func snippetCommand(c *cli) *cobra.Command {
	var f callFlags
	var as string
	cmd := &cobra.Command{
		Use: "snippet PLATFORM.OPERATION", Short: c.T("cli.snippet.short"), Long: c.T("cli.snippet.long"), Args: c.exactly(1), ValidArgsFunction: c.completeOperation(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !knownTarget(as) {
				return &usageError{
					message: c.T("cli.snippet.target", "Name", as),
					action:  c.T("cli.error.there_are", "List", strings.Join(targetIDs(), ", ")),
				}
			}
			signed, _, err := c.sign(cmd.Context(), args[0], f)
			if err != nil {
				return err
			}
			if signed.Request == nil {
				return c.usage("cli.snippet.computes", "Name", args[0])
			}
			text, err := snippet.Render(as, signed.Request)
			if err != nil {
				return err
			}
			if c.json {
				return c.object(struct {
					Platform   string `json:"platform"`
					Operation  string `json:"operation"`
					As         string `json:"as"`
					Snippet    string `json:"snippet"`
					ValidUntil string `json:"valid_until,omitempty"`
				}{signed.Prepared.Platform.ID, signed.Prepared.Operation.ID, as, text, rfc3339(signed.ValidUntil)})
			}
			if !signed.ValidUntil.IsZero() {
				c.note(c.T("cli.snippet.valid", "Until", clock(signed.ValidUntil)))
			}
			return c.line(strings.TrimRight(text, "\n"))
		},
	}
	f.register(c, cmd)
	cmd.Flags().StringVar(&as, "as", "bash", c.T("cli.flag.as", "List", strings.Join(targetIDs(), "|")))
	completeFlag(cmd, "as", fixed(targetIDs()...))
	return cmd
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
