package operation

import (
	"net/url"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/vault"
)

// isAddress tells whether the entry asks where a call goes: one input takes a path
// or a whole URL.
func (e entry) isAddress() bool {
	return e.rule != nil && len(e.fields) == 2 &&
		e.fields[0].Rule.Charset == providers.URLPath && e.fields[1].Rule.Charset == providers.HTTPURL
}

// addressField is the field that a value of an address belongs to.
func (e entry) addressField(value string) providers.Field {
	if strings.Contains(value, "://") {
		return e.fields[1]
	}
	return e.fields[0]
}

// addressed is the input of an entry that isAddress. What is pasted is split at
// once, what is typed when the keyboard leaves: until then it may still grow.
func (f *form) addressed(e entry) *parts.Input {
	p := f.p
	field := e.fields[0]
	in, ok := p.inputs[field.Name]
	if !ok {
		in = f.newInput(field, parts.InputOptions{Unmarked: true, Narrow: true})
		in.SetHelp(e.fields[1].Help.In(p.c.Lang()))
		last, changed, blur := "", in.OnChanged, in.OnBlur
		in.OnChanged = func() {
			pasted := len(in.Value()) > len(last)+1
			last = in.Value()
			if pasted && p.split(in) {
				last = in.Value()
			}
			changed()
		}
		in.OnBlur = func() {
			if p.split(in) {
				changed()
			}
			blur()
		}
	}
	return in
}

// split takes the query out of an address, and the platform's own host. Other
// hosts stay, so that the signer can tell what is wrong with them.
func (p *Page) split(in *parts.Input) bool {
	base := p.c.Broker.BaseURLOf(vault.Credential{Platform: p.platform.ID})
	if p.cred != nil {
		base = p.c.Broker.BaseURLOf(*p.cred)
	}
	path, query, ok := splitAddress(in.Value(), base)
	rows := p.rows()
	if !ok || len(query) > 0 && rows == nil {
		return false
	}
	in.SetValue(path)
	if len(query) > 0 {
		rows.SetValue(providers.FormatPairs(query))
		p.form.scroll.Relayout()
	}
	return true
}

// rows is the input that takes the query; nil where the operation has none.
func (p *Page) rows() *parts.Input {
	i := slices.IndexFunc(p.op.Inputs, func(f providers.Field) bool { return f.Kind == providers.KindPairs })
	if i < 0 {
		return nil
	}
	return p.inputs[p.op.Inputs[i].Name]
}

// splitAddress reads a URL below base, or a path with a query. ok is false where
// there is nothing to split, or where it is neither.
func splitAddress(text, base string) (path string, query []providers.Pair, ok bool) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "#")
	rest, below := strings.CutPrefix(text, base)
	path, raw, asks := strings.Cut(rest, "?")
	if !strings.HasPrefix(path, "/") || !below && !asks {
		return "", nil, false
	}
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		n, errName := url.QueryUnescape(name)
		v, errValue := url.QueryUnescape(value)
		if errName != nil || errValue != nil || n == "" {
			return "", nil, false
		}
		query = append(query, providers.Pair{Name: n, Value: v})
	}
	return path, query, true
}
