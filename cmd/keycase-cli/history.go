package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"keycase/app"
	"keycase/app/history"
)

// historyFlags say which records are shown, and how.
type historyFlags struct {
	subject string
	csv     bool
	most    int // 0 is all of them
}

func historyCommand(c *cli) *cobra.Command {
	var f historyFlags
	cmd := &cobra.Command{
		Use: "history CREDENTIAL", Short: c.T("cli.history.short"), Long: c.T("cli.history.long"), Args: c.exactly(1), ValidArgsFunction: c.completeCredential(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("number") && f.most < 1 {
				return c.usage("cli.history.number")
			}
			return c.showHistory(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVar(&f.subject, "subject", "", c.T("cli.flag.history_subject"))
	cmd.Flags().BoolVar(&f.csv, "csv", false, c.T("cli.flag.history_csv"))
	cmd.Flags().IntVarP(&f.most, "number", "n", 0, c.T("cli.flag.history_number"))
	return cmd
}

func (c *cli) showHistory(ctx context.Context, name string, f historyFlags) error {
	if f.csv && c.json {
		return c.usage("cli.history.both")
	}
	records, err := c.records(ctx, name, f)
	if err != nil {
		return err
	}
	switch {
	case c.json:
		return c.object(map[string]any{"records": records})
	case f.csv:
		return history.Table{Lang: c.lang, Names: c.bare().Registry(), Zone: time.Local}.WriteCSV(c.out, records)
	case len(records) == 0:
		c.note(c.T("cli.history.empty"))
		return nil
	}
	rows := make([][]string, len(records))
	for i, r := range records {
		rows[i] = []string{clock(r.Time), r.Operation, r.Subject, r.Result.Text().In(c.lang), r.Code, r.By.Text().In(c.lang)}
	}
	return c.table([]string{
		c.T("cli.column.time"), c.T("cli.column.operation"), c.T("cli.column.subject"),
		c.T("cli.column.result"), c.T("cli.column.code"), c.T("cli.column.by"),
	}, rows)
}

// records reads what was done with a credential, the newest first; not nil, so
// that a program gets an empty list.
func (c *cli) records(ctx context.Context, name string, f historyFlags) ([]history.Record, error) {
	b, cred, err := c.stored(ctx, name)
	if err != nil {
		return nil, err
	}
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	records, err := app.OpenHistory(o, b.Vault()).Read(cred.ID, f.subject)
	if err != nil {
		return nil, &storeError{err}
	}
	if f.most > 0 && len(records) > f.most {
		records = records[:f.most]
	}
	return append([]history.Record{}, records...), nil
}
