package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"keycase/providers"
)

type fieldJSON struct {
	Name      string       `json:"name"`
	Label     string       `json:"label"`
	Help      string       `json:"help"`
	Secret    bool         `json:"secret"`
	Required  bool         `json:"required"`
	Rule      string       `json:"rule"`
	Example   string       `json:"example"`
	Where     string       `json:"where"`
	Default   string       `json:"default,omitempty"`
	Choices   []choiceJSON `json:"choices,omitempty"`
	FromToken string       `json:"from_token,omitempty"`
	FromGrant string       `json:"from_grant,omitempty"`
}

type choiceJSON struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type oneOfJSON struct {
	Fields    []string `json:"fields"`
	Exclusive bool     `json:"exclusive"`
}

type quotaJSON struct {
	Limit         int   `json:"limit"`
	WindowSeconds int64 `json:"window_seconds"`
}

type describedJSON struct {
	operationJSON
	Inputs []fieldJSON `json:"inputs"`
	OneOf  []oneOfJSON `json:"one_of,omitempty"`
	Quota  *quotaJSON  `json:"quota,omitempty"`
}

func describeCommand(c *cli) *cobra.Command {
	return &cobra.Command{
		Use: "describe PLATFORM[.OPERATION]", Short: c.T("cli.describe.short"), Long: c.T("cli.describe.long"), Args: c.exactly(1),
		ValidArgsFunction: firstArgument(func(*cobra.Command) []string { return append(platformIDs(), c.everyOperation()...) }),
		RunE: func(_ *cobra.Command, args []string) error {
			if strings.Contains(args[0], ".") {
				return c.describeOperation(args[0])
			}
			return c.describePlatform(args[0])
		},
	}
}

func (c *cli) describePlatform(id string) error {
	p, err := c.platform(id)
	if err != nil {
		return err
	}
	if c.json {
		described := make([]describedJSON, len(p.Operations))
		for i := range p.Operations {
			described[i] = c.describedJSON(p, &p.Operations[i])
		}
		return c.object(struct {
			ID         string          `json:"id"`
			Name       string          `json:"name"`
			BaseURL    string          `json:"base_url"`
			Fields     []fieldJSON     `json:"fields"`
			Operations []describedJSON `json:"operations"`
		}{p.ID, p.Name.In(c.lang), p.BaseURL, c.fieldsJSON(p.Fields), described})
	}
	if err := c.heading(p.ID, p.Name.In(c.lang), p.BaseURL); err != nil {
		return err
	}
	if err := c.fields(p.Fields); err != nil {
		return err
	}
	for i := range p.Operations {
		if err := c.showOperation(p, &p.Operations[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) describeOperation(name string) error {
	p, op, err := c.operation(name)
	if err != nil {
		return err
	}
	if c.json {
		return c.object(c.describedJSON(p, op))
	}
	return c.showOperation(p, op)
}

func (c *cli) showOperation(p *providers.Platform, op *providers.Operation) error {
	notes := []string{op.Summary.In(c.lang)}
	if op.Quota != nil {
		notes = append(notes, c.T("cli.describe.quota", "Limit", op.Quota.Limit, "Window", span(c.Localizer, op.Quota.Window)))
	}
	for _, rule := range op.OneOf {
		key := "cli.describe.any_of"
		if rule.Exclusive {
			key = "cli.describe.one_of"
		}
		notes = append(notes, c.T(key, "Names", strings.Join(rule.Fields, ", ")))
	}
	if err := c.heading(p.ID+"."+op.ID, op.Title.In(c.lang), strings.Join(notes, c.T("cli.error.join"))); err != nil {
		return err
	}
	return c.fields(op.Inputs)
}

// heading introduces a list of fields on a terminal, after an empty line; in a
// pipe it is one more line that begins with what follows it.
func (c *cli) heading(id, title, text string) error {
	if !c.terminal {
		return c.table(nil, [][]string{{"#", id, title, text}})
	}
	if c.headed {
		if err := c.line(""); err != nil {
			return err
		}
	}
	c.headed = true
	return c.line(printable(id+"  "+title+"\n"+text, "\n"))
}

// fields lists all about each field: a block for each on a terminal, where so
// many columns would not fit, and a line elsewhere.
func (c *cli) fields(fields []providers.Field) error {
	if c.terminal {
		return c.fieldBlocks(fields)
	}
	rows := make([][]string, len(fields))
	for i, f := range fields {
		rows[i] = []string{f.Name, f.Label.In(c.lang), c.need(f), c.rule(f), f.Example, f.Help.In(c.lang), f.Where.In(c.lang)}
	}
	return c.table(nil, rows)
}

func (c *cli) fieldBlocks(fields []providers.Field) error {
	for _, f := range fields {
		title := f.Name
		if label := f.Label.In(c.lang); label != f.Name {
			title += "  " + label
		}
		lines := []string{"", title + c.T("cli.describe.need", "Need", c.need(f)), "  " + f.Help.In(c.lang)}
		for _, part := range []struct{ key, text string }{
			{"cli.describe.rule", c.rule(f)}, {"cli.describe.example", f.Example}, {"cli.describe.where", f.Where.In(c.lang)},
		} {
			if part.text != "" {
				lines = append(lines, "  "+c.T(part.key, "Text", part.text))
			}
		}
		if err := c.line(printable(strings.Join(lines, "\n"), "\n")); err != nil {
			return err
		}
	}
	return nil
}

// need says in one cell whether a field is required, and whether it is secret.
func (c *cli) need(f providers.Field) string {
	need := c.T("cli.describe.optional")
	if f.Required {
		need = c.T("cli.describe.required")
	}
	if f.Secret {
		need += c.T("cli.list.comma") + c.T("cli.describe.secret")
	}
	return need
}

func (c *cli) describedJSON(p *providers.Platform, op *providers.Operation) describedJSON {
	j := describedJSON{operationJSON: newOperationJSON(c.lang, p, op), Inputs: c.fieldsJSON(op.Inputs)}
	for _, rule := range op.OneOf {
		j.OneOf = append(j.OneOf, oneOfJSON(rule))
	}
	if op.Quota != nil {
		j.Quota = &quotaJSON{op.Quota.Limit, int64(op.Quota.Window / time.Second)}
	}
	return j
}

func (c *cli) fieldsJSON(fields []providers.Field) []fieldJSON {
	list := make([]fieldJSON, len(fields))
	for i, f := range fields {
		list[i] = fieldJSON{
			Name: f.Name, Label: f.Label.In(c.lang), Help: f.Help.In(c.lang), Secret: f.Secret, Required: f.Required,
			Rule: c.rule(f), Example: f.Example, Where: f.Where.In(c.lang), Default: f.Default,
			FromToken: f.FromToken, FromGrant: f.FromGrant,
		}
		for _, choice := range f.Choices {
			list[i].Choices = append(list[i].Choices, choiceJSON{choice.Value, choice.Label.In(c.lang)})
		}
	}
	return list
}
