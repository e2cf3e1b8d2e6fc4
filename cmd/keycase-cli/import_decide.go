package main

import (
	"context"
	"strconv"
	"strings"

	"keycase/providers"
	"keycase/transfer"
)

// undecided refuses what a person would have to decide, all of it at once.
func (c *cli) undecided(candidates []transfer.Candidate) error {
	var open []fieldText
	for _, candidate := range candidates {
		if candidate.Certainty < transfer.Certain {
			open = append(open, fieldText{c.called(candidate), c.T("cli.import.open_platform", "List", c.guessList(candidate))})
		}
		for _, field := range conflicts(candidate) {
			open = append(open, fieldText{field, c.T("cli.import.conflict", "Lines", lines(candidate, field))})
		}
	}
	if len(open) == 0 {
		return nil
	}
	return &usageError{kind: "undecided", message: c.T("cli.import.undecided"), action: c.T("cli.import.undecided.do"), fields: open}
}

// guessList names the platforms that may be meant, the likeliest first.
func (c *cli) guessList(candidate transfer.Candidate) string {
	var ids []string
	for _, g := range candidate.Guesses {
		ids = append(ids, g.Platform)
	}
	return strings.Join(ids, ", ")
}

// conflicts lists the fields for which there are several values.
func conflicts(candidate transfer.Candidate) []string {
	var fields []string
	seen := map[string]bool{}
	for _, i := range candidate.Items {
		if i.State == transfer.Conflict && !seen[i.Field] {
			seen[i.Field] = true
			fields = append(fields, i.Field)
		}
	}
	return fields
}

// lines lists where the values for a field stand.
func lines(candidate transfer.Candidate, field string) string {
	var all []string
	for _, i := range candidate.Items {
		if i.Field == field && i.State == transfer.Conflict {
			all = append(all, place(i.Source))
		}
	}
	return strings.Join(all, ", ")
}

// decide asks for everything that the text leaves open about a credential.
func (c *cli) decide(ctx context.Context, candidate transfer.Candidate, name string) (transfer.Candidate, error) {
	candidate, err := c.decidePlatform(ctx, candidate)
	if err != nil {
		return candidate, err
	}
	platform, err := c.platform(candidate.Platform)
	if err != nil {
		return candidate, err
	}
	for _, field := range conflicts(candidate) {
		if candidate, err = c.decideConflict(ctx, candidate, field); err != nil {
			return candidate, err
		}
	}
	for i := range candidate.Items {
		if candidate.Items[i].State == transfer.Unassigned {
			if candidate, err = c.decideBare(ctx, candidate, i, platform); err != nil {
				return candidate, err
			}
		}
	}
	for _, field := range candidate.Missing {
		f, _ := providers.FieldNamed(platform.Fields, field)
		value, err := c.askField(ctx, f, "")
		if err != nil {
			return candidate, err
		}
		if candidate, err = candidate.Give(field, value); err != nil {
			return candidate, err
		}
	}
	if name == "" {
		typed, err := c.ask(ctx, c.T("cli.import.ask_name", "Name", c.called(candidate)), false)
		if err != nil {
			return candidate, err
		}
		if typed = strings.TrimSpace(typed); typed != "" {
			candidate.Name = typed
		}
	}
	return candidate, nil
}

// decidePlatform asks until a platform is chosen; Enter takes a likely one.
func (c *cli) decidePlatform(ctx context.Context, candidate transfer.Candidate) (transfer.Candidate, error) {
	for candidate.Certainty < transfer.Certain {
		question := c.T("cli.import.ask_platform", "List", c.guessList(candidate))
		if candidate.Platform != "" {
			question = c.T("cli.import.ask_likely", "List", c.guessList(candidate), "Platform", candidate.Platform)
		}
		typed, err := c.ask(ctx, question, false)
		if err != nil {
			return candidate, err
		}
		if typed = strings.TrimSpace(typed); typed == "" {
			typed = candidate.Platform
		}
		if as, err := candidate.As(typed); err == nil {
			candidate = as
		}
	}
	return candidate, nil
}

// decideConflict asks which of several values a field gets.
func (c *cli) decideConflict(ctx context.Context, candidate transfer.Candidate, field string) (transfer.Candidate, error) {
	var claims []int
	var list []string
	for i, item := range candidate.Items {
		if item.Field == field && item.State == transfer.Conflict {
			claims = append(claims, i)
			list = append(list, c.T("cli.import.choice", "Number", len(claims), "Name", item.Source.Name, "Place", item.Source.Line))
		}
	}
	for {
		typed, err := c.ask(ctx, c.T("cli.import.ask_conflict", "Field", field, "List", strings.Join(list, ", ")), false)
		if err != nil {
			return candidate, err
		}
		if n, err := strconv.Atoi(strings.TrimSpace(typed)); err == nil && n > 0 && n <= len(claims) {
			return candidate.Put(claims[n-1], field)
		}
	}
}

// decideBare asks which field a value without a name belongs to; Enter leaves it
// out.
func (c *cli) decideBare(ctx context.Context, candidate transfer.Candidate, i int, platform *providers.Platform) (transfer.Candidate, error) {
	item := candidate.Items[i]
	var names []string
	for _, f := range platform.Fields {
		names = append(names, f.Name)
	}
	for {
		typed, err := c.ask(ctx, c.T("cli.import.ask_bare", "Place", place(item.Source), "Shape", item.Shape().In(c.lang), "List", strings.Join(names, ", ")), false)
		if err != nil {
			return candidate, err
		}
		if put, err := candidate.Put(i, strings.TrimSpace(typed)); err == nil {
			return put, nil
		}
	}
}
