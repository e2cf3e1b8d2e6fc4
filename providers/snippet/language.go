package snippet

import (
	"fmt"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// language is what the steps of a recipe are in a programming language.
type language struct {
	// quote writes a literal.
	quote func(string) string
	// name makes an identifier of a step's name.
	name func(string) string
	// plus joins texts.
	plus string
	// assign is a statement, of an identifier and an expression.
	assign string
	// around encloses an expression of several lines.
	around [2]string
	// actions are expressions, of one operand for each text that they take.
	actions map[providers.Action]expression
	// secret is an expression, of the literal of a variable's name; encode and
	// encodeValue are expressions, of an operand, for DoForm and DoQuery.
	secret, encode, encodeValue expression
	// helpers are functions that expressions need, in the order in which they
	// are written.
	helpers []helper
}

// expression is a format, and what has to be there for it.
type expression struct {
	format  string
	imports []string
	helpers []string
}

// helper is a function, and what has to be there for it.
type helper struct {
	name, code string
	imports    []string
	helpers    []string
}

// program is a call in the terms of a language: expressions, but for the method.
type program struct {
	statements []string
	method     string
	url        string
	headers    []programHeader
	body       string // "" for none
	imports    []string
	helpers    []string

	call     *call
	language *language
	used     map[string]bool
}

// programHeader is a header field: its name, and an expression.
type programHeader struct{ name, value string }

func (l *language) program(c *call) *program {
	p := &program{call: c, language: l, method: c.Method, used: map[string]bool{}}
	for _, s := range c.Steps {
		p.statements = append(p.statements, fmt.Sprintf(l.assign, l.name(s.Name), p.step(s)))
	}
	p.url = p.text(c.URL)
	for _, h := range c.Headers {
		p.headers = append(p.headers, programHeader{h.Name, p.text(h.Value)})
	}
	if len(c.Body) > 0 {
		p.body = p.text(c.Body)
	}
	for _, h := range l.helpers {
		if p.used[h.name] {
			p.helpers = append(p.helpers, h.code)
		}
	}
	slices.Sort(p.imports)
	p.imports = slices.Compact(p.imports)
	return p
}

func (p *program) step(s providers.RecipeStep) string {
	switch s.Do {
	case providers.DoJoin:
		return p.text(s.In[0])
	case providers.DoSecret:
		return p.expression(p.language.secret, p.language.quote(p.call.variable(s, false).Name))
	case providers.DoForm, providers.DoQuery:
		return p.pairs(s)
	}
	operands := make([]any, len(s.In))
	for i, m := range s.In {
		operand := p.text(m)
		if len(m) > 1 {
			operand = "(" + operand + ")"
		}
		operands[i] = operand
	}
	return p.expression(p.language.actions[s.Do], operands...)
}

func (p *program) expression(e expression, operands ...any) string {
	p.need(e.imports, e.helpers)
	return fmt.Sprintf(e.format, operands...)
}

func (p *program) need(imports, helpers []string) {
	p.imports = append(p.imports, imports...)
	for _, h := range p.language.helpers {
		if slices.Contains(helpers, h.name) && !p.used[h.name] {
			p.used[h.name] = true
			p.need(h.imports, h.helpers)
		}
	}
}

// text is the expression of a Mix.
func (p *program) text(m providers.Mix) string {
	var terms []string
	fixed := "" // what waits for the next term
	for _, part := range m {
		fixed += part.Text
		if part.Step == "" {
			continue
		}
		if fixed != "" {
			terms = append(terms, p.language.quote(fixed))
		}
		fixed = ""
		terms = append(terms, p.language.name(part.Step))
	}
	if fixed != "" || len(terms) == 0 {
		terms = append(terms, p.language.quote(fixed))
	}
	return strings.Join(terms, p.language.plus)
}

// pairs is the expression of a query or form: a line for each pair whose value
// is not known beforehand.
func (p *program) pairs(s providers.RecipeStep) string {
	var lines []string
	fixed := "" // what waits for the next line
	for i, pair := range s.Pairs {
		if i > 0 {
			fixed += "&"
		}
		fixed += form.Escape(pair.Name) + "="
		var terms []string
		for _, part := range pair.Value {
			if part.Step == "" {
				fixed += valueEncoder(s.Do).encode(part.Text)
				continue
			}
			if fixed != "" {
				terms = append(terms, p.language.quote(fixed))
			}
			fixed = ""
			terms = append(terms, p.encoded(s.Do, part.Step))
		}
		if len(terms) > 0 {
			lines = append(lines, strings.Join(terms, p.language.plus))
		}
	}
	if fixed != "" {
		lines = append(lines, p.language.quote(fixed))
	}
	if len(lines) == 1 {
		return lines[0]
	}
	around := p.language.around
	return around[0] + strings.Join(lines, strings.TrimRight(p.language.plus, " ")+"\n\t") + around[1]
}

// encoded is the result of a step as it stands in a query or form.
func (p *program) encoded(do providers.Action, step string) string {
	name := p.language.name(step)
	switch {
	case p.call.step(step).Unreserved:
		return name
	case do == providers.DoQuery:
		return p.expression(p.language.encodeValue, name)
	}
	return p.expression(p.language.encode, name)
}

// camel writes the names of steps as most languages write variables.
func camel(name string) string {
	var b strings.Builder
	for i, word := range strings.Split(name, "_") {
		if i > 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
	}
	return b.String()
}

// indent puts a tab's worth before each line of a text that is not empty.
func indent(text, by string) string {
	return by + strings.ReplaceAll(text, "\n", "\n"+by)
}
