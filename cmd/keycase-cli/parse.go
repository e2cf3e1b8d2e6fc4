package main

import (
	"context"
	"io"
	"net/http"

	"github.com/spf13/cobra"

	"keycase/providers"
)

func parseCommand(c *cli) *cobra.Command {
	var status int
	var reveal bool
	cmd := &cobra.Command{
		Use: "parse PLATFORM.OPERATION", Short: c.T("cli.parse.short"), Long: c.T("cli.parse.long"), Args: c.exactly(1), ValidArgsFunction: c.completeOperation(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.parse(cmd.Context(), args[0], status, reveal)
		},
	}
	cmd.Flags().IntVar(&status, "status", http.StatusOK, c.T("cli.flag.status"))
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal"))
	return cmd
}

func (c *cli) parse(ctx context.Context, operation string, status int, reveal bool) error {
	_, op, err := c.operation(operation)
	if err != nil {
		return err
	}
	if status < 100 || status > 599 {
		return c.usage("cli.parse.status", "Status", status)
	}
	if !op.Sends {
		return c.usage("cli.parse.computes", "Name", operation)
	}
	if c.interactive() {
		c.note(c.T("cli.parse.paste"))
	}
	body, err := heeding(ctx, c.readBody)
	if err != nil {
		return err
	}
	out, err := op.Parse(providers.Response{Status: status, Body: body})
	if err != nil {
		return err
	}
	if c.json {
		return c.object(newAnswerJSON(out, reveal))
	}
	return c.showAnswer(out, reveal)
}

// readBody reads at most one byte more than the longest answer, by which the
// operation sees that it is too long.
func (c *cli) readBody() ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(c.in, providers.MaxBody+1))
	if err != nil {
		return nil, c.usage("cli.input.file", "Detail", err.Error())
	}
	return body, nil
}
