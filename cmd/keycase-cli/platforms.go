package main

import (
	"github.com/spf13/cobra"

	"keycase/providers"
)

type platformJSON struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	BaseURL    string          `json:"base_url"`
	Operations []operationJSON `json:"operations"`
}

type operationJSON struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Summary string `json:"summary"`
	Sends   bool   `json:"sends"`
	Yields  string `json:"yields,omitempty"`
	Binds   string `json:"binds,omitempty"`
}

func platformsCommand(c *cli) *cobra.Command {
	return &cobra.Command{
		Use: "platforms", Short: c.T("cli.platforms.short"), Args: c.exactly(0),
		RunE: func(*cobra.Command, []string) error { return c.platforms() },
	}
}

func (c *cli) platforms() error {
	registry := c.bare().Registry()
	if c.json {
		list := make([]platformJSON, len(registry))
		for i, p := range registry {
			list[i] = newPlatformJSON(c.lang, p)
		}
		return c.object(map[string]any{"platforms": list})
	}
	var rows [][]string
	for _, p := range registry {
		for i := range p.Operations {
			op := &p.Operations[i]
			rows = append(rows, []string{p.ID + "." + op.ID, p.ShortName.In(c.lang), op.Title.In(c.lang), op.Summary.In(c.lang)})
		}
	}
	return c.table([]string{c.T("cli.column.operation"), c.T("cli.column.platform"), c.T("cli.column.title"), c.T("cli.column.summary")}, rows)
}

func newPlatformJSON(lang providers.Lang, p *providers.Platform) platformJSON {
	j := platformJSON{ID: p.ID, Name: p.Name.In(lang), BaseURL: p.BaseURL}
	for i := range p.Operations {
		j.Operations = append(j.Operations, newOperationJSON(lang, p, &p.Operations[i]))
	}
	return j
}

func newOperationJSON(lang providers.Lang, p *providers.Platform, op *providers.Operation) operationJSON {
	return operationJSON{
		ID: p.ID + "." + op.ID, Title: op.Title.In(lang), Summary: op.Summary.In(lang),
		Sends: op.Sends, Yields: op.Yields, Binds: op.Binds,
	}
}
