package check

import (
	"slices"
	"strings"

	"keycase/providers"
)

// strangers names what a request has of another credential than the one it is
// checked against. want was signed with what the request itself has.
func (c *comparison) strangers(want *providers.Request, o providers.Observation, declared providers.Values) {
	for _, f := range c.Operation.Inputs {
		own, sent := strings.TrimSpace(declared[f.Name]), o.Values[f.Name]
		if own == "" || sent == "" || !c.identifies(f) || same(f, own, sent) ||
			slices.ContainsFunc(c.Others[f.Name], func(v string) bool { return same(f, v, sent) }) {
			continue
		}
		if name, ok := carrier(want, f.Name, sent); ok && !slices.Contains(o.Explained, name) {
			c.accuse(foreign(name, own, c.hidden(sent)))
			c.differ(name, own, c.hidden(sent))
		}
	}
}

// identifies tells whether an input says whose call it is. What a caller may
// choose anew each time, such as a uid, does not.
func (c *comparison) identifies(f providers.Field) bool {
	if f.Secret || len(f.Choices) > 0 {
		return false
	}
	field, ofCredential := providers.FieldNamed(c.Platform.Fields, f.Name)
	return f.FromGrant != "" || ofCredential && (field.Required || !slices.Contains(c.doctor.Signs, f.Name))
}

// same compares values; an address is the same in either letter case, and with or
// without a slash behind it.
func same(f providers.Field, a, b string) bool {
	if f.Rule.Charset == providers.HTTPURL {
		return strings.EqualFold(strings.TrimRight(a, "/"), strings.TrimRight(b, "/"))
	}
	return a == b
}

// carrier is the name of the parameter or header that has an input's value.
func carrier(r *providers.Request, input, value string) (name string, ok bool) {
	query, body := parametersOf(r)
	all := append(query, body...)
	if slices.Contains(all, providers.Pair{Name: input, Value: value}) {
		return input, true
	}
	for _, h := range r.Headers {
		all = append(all, providers.Pair(h))
	}
	i := slices.IndexFunc(all, func(p providers.Pair) bool { return p.Value == value })
	if i < 0 {
		return "", false
	}
	return all[i].Name, true
}
