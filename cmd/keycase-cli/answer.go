package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"keycase/providers"
)

// answerJSON is what parse and run give: a success or a failure.
type answerJSON struct {
	OK      bool            `json:"ok"`
	Failure *failureJSON    `json:"failure,omitempty"`
	Token   *tokenJSON      `json:"token,omitempty"`
	Grants  []grantJSON     `json:"grants,omitzero"`
	Data    json.RawMessage `json:"data,omitempty"`
}

type failureJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Meaning string `json:"meaning"`
	Action  string `json:"action"`
	Retry   bool   `json:"retry"`
	Until   string `json:"until,omitempty"` // when a limit lets the next call through
}

// tokenJSON counts in seconds. A token that never expires has no expires_in.
type tokenJSON struct {
	Kind             string            `json:"kind"`
	Value            string            `json:"value"`
	ExpiresIn        *int64            `json:"expires_in,omitempty"`
	RefreshToken     string            `json:"refresh_token,omitempty"`
	RefreshExpiresIn *int64            `json:"refresh_expires_in,omitempty"`
	NeverExpires     bool              `json:"never_expires"`
	Subject          string            `json:"subject,omitempty"`
	Attributes       map[string]string `json:"attributes,omitempty"`
}

// grantJSON is flat: the values by wire name beside kind, subject and name.
type grantJSON map[string]string

func newFailureJSON(lang providers.Lang, f *providers.Failure) *failureJSON {
	return &failureJSON{Code: f.Code, Message: f.Message, Meaning: f.Meaning.In(lang), Action: f.Action.In(lang), Retry: f.Retry}
}

// newAnswerJSON hides the secrets unless they are asked for.
func newAnswerJSON(o providers.Outcome, reveal bool) answerJSON {
	a := answerJSON{OK: true, Grants: []grantJSON{}, Data: o.Data}
	if o.Token != nil {
		a.Token = newTokenJSON(o.Token, reveal)
	}
	for _, g := range o.Grants {
		flat := grantJSON{}
		maps.Copy(flat, g.Public)
		for name, value := range g.Secret {
			flat[name] = hidden(value, reveal)
		}
		flat["kind"], flat["subject"] = g.Kind, g.Subject
		if g.Name != "" {
			flat["name"] = g.Name
		}
		a.Grants = append(a.Grants, flat)
	}
	return a
}

func newTokenJSON(t *providers.Token, reveal bool) *tokenJSON {
	j := &tokenJSON{
		Kind: t.Kind, Value: hidden(t.Value, reveal), NeverExpires: t.NeverExpires,
		Subject: t.Subject, Attributes: t.Attributes,
	}
	if !t.NeverExpires {
		j.ExpiresIn = seconds(t.ExpiresIn)
	}
	if t.RefreshToken != "" {
		j.RefreshToken = hidden(t.RefreshToken, reveal)
		j.RefreshExpiresIn = seconds(t.RefreshExpiresIn)
	}
	return j
}

func seconds(d time.Duration) *int64 {
	s := int64(d / time.Second)
	return &s
}

// hidden is a secret as it is shown: its length would be a hint too.
func hidden(secret string, reveal bool) string {
	if reveal || secret == "" {
		return secret
	}
	return providers.Mask
}

// showAnswer is newAnswerJSON for people.
func (c *cli) showAnswer(o providers.Outcome, reveal bool) error {
	a := newAnswerJSON(o, reveal)
	if a.Token != nil {
		if err := c.record(c.tokenRows(o.Token, a.Token)); err != nil {
			return err
		}
	}
	if len(o.Grants) > 0 {
		var rows [][]string
		for i, g := range o.Grants {
			rows = append(rows, []string{g.Kind, g.Subject, g.Name, grantDetails(a.Grants[i])})
		}
		if err := c.table([]string{c.T("cli.column.kind"), c.T("cli.column.subject"), c.T("cli.column.name"), c.T("cli.column.values")}, rows); err != nil {
			return err
		}
	}
	switch {
	case len(o.Data) > 0:
		return c.line(string(o.Data))
	case o.Token == nil && len(o.Grants) == 0:
		c.note(c.T("cli.answer.nothing"))
	}
	return nil
}

func (c *cli) tokenRows(t *providers.Token, j *tokenJSON) []row {
	life := c.T("cli.state.never")
	if !t.NeverExpires {
		life = span(c.Localizer, t.ExpiresIn)
	}
	refreshLife := ""
	if t.RefreshToken != "" {
		refreshLife = span(c.Localizer, t.RefreshExpiresIn)
	}
	rows := []row{
		{"kind", c.T("cli.column.kind"), t.Kind},
		{"subject", c.T("cli.column.subject"), t.Subject},
		{"value", c.T("cli.answer.token"), j.Value},
		{"expires_in", c.T("cli.answer.life"), life},
		{"refresh_token", c.T("cli.answer.refresh_token"), j.RefreshToken},
		{"refresh_expires_in", c.T("cli.answer.refresh_life"), refreshLife},
	}
	for _, name := range sortedKeys(t.Attributes) {
		rows = append(rows, row{name, name, t.Attributes[name]})
	}
	return rows
}

// grantDetails lists a grant's values in one cell.
func grantDetails(g grantJSON) string {
	var parts []string
	for _, name := range sortedKeys(g) {
		if name != "kind" && name != "subject" && name != "name" && name != "selected" {
			parts = append(parts, name+"="+g[name])
		}
	}
	return strings.Join(parts, " ")
}

func sortedKeys[M ~map[string]string](m M) []string { return slices.Sorted(maps.Keys(m)) }
