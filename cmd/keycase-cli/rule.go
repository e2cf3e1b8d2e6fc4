package main

import (
	"strings"

	"keycase/providers"
)

// charsetKeys are the translation keys of what a value may consist of.
var charsetKeys = map[providers.Charset]string{
	providers.AnyText:   "cli.rule.any",
	providers.Digits:    "cli.rule.digits",
	providers.Alnum:     "cli.rule.alnum",
	providers.HexDigit:  "cli.rule.hex",
	providers.URLPath:   "cli.rule.path",
	providers.HTTPURL:   "cli.rule.url",
	providers.HostOrURL: "cli.rule.host",
	providers.JSONText:  "cli.rule.json",
	providers.Unspaced:  "cli.rule.unspaced",
}

// rule says in words which values a field takes.
func (c *cli) rule(f providers.Field) string {
	switch f.Kind {
	case providers.KindChoice:
		values := make([]string, len(f.Choices))
		for i, choice := range f.Choices {
			values[i] = choice.Value
		}
		return c.T("cli.rule.choice", "List", strings.Join(values, " / "))
	case providers.KindPairs:
		return c.T("cli.rule.pairs")
	}
	charset := f.Rule.Charset
	if f.Kind == providers.KindBody {
		charset = f.Rule.Usual
	}
	parts := []string{c.T(charsetKeys[charset])}
	if length := c.length(f.Rule); length != "" {
		parts = append(parts, length)
	}
	return strings.Join(parts, c.T("cli.list.comma"))
}

func (c *cli) length(r providers.Rule) string {
	switch {
	case r.Min > 0 && r.Min == r.Max:
		return c.T("cli.rule.exact", "Count", r.Min)
	case r.Min > 0 && r.Max > 0:
		return c.T("cli.rule.between", "Min", r.Min, "Max", r.Max)
	case r.Min > 0:
		return c.T("cli.rule.min", "Count", r.Min)
	case r.SoftMax > 0:
		return c.T("cli.rule.soft_max", "Count", r.SoftMax)
	case r.Max > 0:
		return c.T("cli.rule.max", "Count", r.Max)
	}
	return ""
}
