package main

import (
	"fmt"
	"strings"

	"keycase/providers"
	"keycase/transfer"
)

// previewJSON is a preview as programs read it; secrets are masked.
type previewJSON struct {
	Format      transfer.Format   `json:"format"`
	Encoding    transfer.Encoding `json:"encoding"`
	Credentials []candidateJSON   `json:"credentials"`
	Ignored     []ignoredJSON     `json:"ignored"`
	UnreadLines int               `json:"unread_lines"`
}

type candidateJSON struct {
	Name      string      `json:"name"`
	Platform  string      `json:"platform,omitempty"`
	Certainty string      `json:"certainty"`
	Why       []string    `json:"why"`
	Guesses   []guessJSON `json:"guesses"`
	Values    []itemJSON  `json:"values"`
	Missing   []string    `json:"missing"`
	BaseURL   string      `json:"base_url,omitempty"`
	Ready     bool        `json:"ready"`
}

type guessJSON struct {
	Platform  string   `json:"platform"`
	Certainty string   `json:"certainty"`
	Why       []string `json:"why"`
}

type itemJSON struct {
	Field   string `json:"field,omitempty"`
	Value   string `json:"value"`
	Secret  bool   `json:"secret"`
	State   string `json:"state"`
	Line    int    `json:"line,omitempty"`
	Name    string `json:"name,omitempty"`
	Why     string `json:"why"`
	Problem string `json:"problem,omitempty"`
	Warning string `json:"warning,omitempty"`
}

type ignoredJSON struct {
	Line int    `json:"line,omitempty"`
	Name string `json:"name"`
	Why  string `json:"why"`
}

func (c *cli) previewJSON(p *transfer.Preview) previewJSON {
	j := previewJSON{Format: p.Format, Encoding: p.Encoding, Credentials: []candidateJSON{}, Ignored: []ignoredJSON{}, UnreadLines: p.Unread}
	for _, candidate := range p.Candidates {
		cj := candidateJSON{
			Name: c.called(candidate), Platform: candidate.Platform, Certainty: candidate.Certainty.String(), Why: c.texts(candidate.Why),
			Values: []itemJSON{}, Missing: append([]string{}, candidate.Missing...), BaseURL: candidate.Address, Ready: candidate.Ready(),
		}
		for _, g := range candidate.Guesses {
			cj.Guesses = append(cj.Guesses, guessJSON{g.Platform, g.Certainty.String(), c.texts(g.Why)})
		}
		for _, i := range candidate.Items {
			cj.Values = append(cj.Values, itemJSON{
				Field: i.Field, Value: i.Shown(), Secret: i.Secret, State: i.State.String(), Line: i.Source.Line, Name: i.Source.Name,
				Why: i.Why.In(c.lang), Problem: i.Problem.In(c.lang), Warning: i.Warning.In(c.lang),
			})
		}
		j.Credentials = append(j.Credentials, cj)
	}
	for _, i := range p.Ignored {
		j.Ignored = append(j.Ignored, ignoredJSON{i.Source.Line, i.Source.Name, i.Why.In(c.lang)})
	}
	return j
}

func (c *cli) texts(all []providers.Text) []string {
	said := make([]string, len(all))
	for i, t := range all {
		said[i] = t.In(c.lang)
	}
	return said
}

// showPreview shows what goes where: as the result of a dry run, else beside it.
func (c *cli) showPreview(p *transfer.Preview, result bool) error {
	if c.json && result && len(p.Candidates) > 0 {
		return c.object(map[string]any{"preview": c.previewJSON(p)})
	}
	to := c.printer
	if !result || c.json {
		if c.quiet {
			return nil
		}
		to.out, to.terminal = c.err, isTerminal(c.err)
	}
	for _, candidate := range p.Candidates {
		if err := c.showCandidate(&to, candidate); err != nil {
			return err
		}
	}
	var rows [][]string
	for _, i := range p.Ignored {
		rows = append(rows, []string{place(i.Source), i.Source.Name, "", "", i.Why.In(c.lang)})
	}
	if len(rows) == 0 {
		return nil
	}
	if err := to.line(c.T("cli.import.ignored")); err != nil {
		return err
	}
	return to.table(c.previewHead(), rows)
}

func (c *cli) previewHead() []string {
	return []string{
		c.T("cli.column.line"), c.T("cli.column.found_name"), c.T("cli.column.field"), c.T("cli.column.value"), c.T("cli.column.why"),
	}
}

func (c *cli) showCandidate(to *printer, candidate transfer.Candidate) error {
	join := c.T("cli.error.join")
	title := c.T("cli.import.open", "List", c.guessList(candidate))
	if candidate.Platform != "" {
		platform, err := c.platform(candidate.Platform)
		if err != nil {
			return err
		}
		why := strings.Join(c.texts(candidate.Why), join)
		title = c.T("cli.import.likely", "Name", platform.Name.In(c.lang), "Why", why)
		if candidate.Certainty == transfer.Certain {
			title = c.T("cli.import.certain", "Name", platform.Name.In(c.lang), "Why", why)
		}
	}
	if candidate.Name != "" {
		title = printable(candidate.Name, "") + " · " + title
	}
	if err := to.line(title); err != nil {
		return err
	}
	var rows [][]string
	for _, i := range candidate.Items {
		why := []string{i.Why.In(c.lang)}
		if i.State == transfer.Conflict {
			why = []string{c.T("cli.import.conflict", "Lines", lines(candidate, i.Field))}
		}
		for _, more := range []providers.Text{i.Problem, i.Warning} {
			if !more.IsZero() {
				why = append(why, more.In(c.lang))
			}
		}
		value := i.Shown()
		if shape := i.Shape(); !shape.IsZero() {
			value = strings.TrimSpace(value + " (" + shape.In(c.lang) + ")")
		}
		rows = append(rows, []string{place(i.Source), i.Source.Name, i.Field, value, strings.Join(why, join)})
	}
	for _, field := range candidate.Missing {
		rows = append(rows, []string{"", "", field, "", c.T("cli.import.missing")})
	}
	return to.table(c.previewHead(), rows)
}

// place is the line of a value, or its name where the line cannot be told.
func place(s transfer.Source) string {
	if s.Line == 0 {
		return s.Name
	}
	return fmt.Sprint(s.Line)
}
