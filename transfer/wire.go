package transfer

import (
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"keycase/internal/lazy"
	"keycase/providers"
	"keycase/providers/captured"
)

// call is where an operation puts its values on the wire.
type call struct {
	platform string
	// path is the operation's own; "" where the caller chooses it.
	path string
	// params is what stands where.
	params map[place]sense
}

// place is a parameter of a request: where it stands and its name in lower case.
type place struct{ in, name string }

// The parts of a request.
const (
	inQuery  = "query"
	inHeader = "header"
	inForm   = "form"
	inBasic  = "basic" // user or password of HTTP's Basic scheme
)

// callsOf signs an operation with the example values of its inputs and looks
// where they end up: once for each way that its choices and its exclusive inputs
// allow.
func callsOf(p *providers.Platform, op *providers.Operation) []call {
	if !op.Sends {
		return nil
	}
	var calls []call
	for _, values := range samples(op) {
		signed, err := op.Sign(sampleEnv, values)
		if err != nil || signed.Request == nil {
			continue // an operation whose examples do not go together tells nothing
		}
		c := call{platform: p.ID, path: pathOf(signed.Request.URL), params: map[place]sense{}}
		if _, free := providers.FieldNamed(op.Inputs, "path"); free {
			c.path = ""
		}
		for _, param := range paramsOf(signed.Request) {
			for _, f := range op.Inputs {
				if values[f.Name] == param.value && param.value != "" && f.Kind == providers.KindLine {
					_, kept := providers.FieldNamed(p.Fields, f.Name)
					c.params[param.place] = sense{platform: p.ID, field: f, how: byPlace, kept: kept}
				}
			}
		}
		calls = append(calls, c)
	}
	return calls
}

// sampleEnv is any; what is computed from it is looked for by nobody.
var sampleEnv = providers.Env{
	Now: time.Unix(1_600_000_000, 0), Nonce: "1000000000", State: "AAAAAAAAAAAAAAAA", ID: "00000000-0000-4000-8000-000000000000",
}

// samples are example values of an operation, varied in one input at a time.
func samples(op *providers.Operation) []providers.Values {
	first := providers.Values{}
	for _, f := range op.Inputs {
		first[f.Name] = f.Example
	}
	for _, rule := range op.OneOf {
		if rule.Exclusive {
			for _, name := range rule.Fields[1:] {
				first[name] = ""
			}
		}
	}
	all := []providers.Values{first}
	for _, rule := range op.OneOf {
		for _, name := range rule.Fields {
			if f, ok := providers.FieldNamed(op.Inputs, name); ok && rule.Exclusive && first[name] == "" {
				other := first.Clone()
				for _, not := range rule.Fields {
					other[not] = ""
				}
				other[name] = f.Example
				all = append(all, other)
			}
		}
	}
	for _, f := range op.Inputs {
		for _, choice := range f.Choices {
			other := first.Clone()
			other[f.Name] = choice.Value
			all = append(all, other)
		}
	}
	return all
}

type param struct {
	place
	name  string // as written
	value string
}

// paramsOf takes a request apart: query, headers, form, and both halves of a
// Basic header.
func paramsOf(r *providers.Request) []param {
	var all []param
	add := func(in, name, value string) {
		all = append(all, param{place{in, strings.ToLower(name)}, name, value})
	}
	_, query, _ := strings.Cut(withoutFragment(r.URL), "?")
	for _, part := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		add(inQuery, unescaped(name), unescaped(value))
	}
	for _, h := range r.Headers {
		if user, password, ok := basic(h); ok {
			add(inBasic, "user", user)
			add(inBasic, "password", password)
			continue
		}
		add(inHeader, h.Name, h.Value)
	}
	pairs, err := captured.Pairs(r)
	if err != nil {
		return all // the body is no form after all
	}
	for _, p := range pairs {
		add(inForm, p.Name, p.Value)
	}
	return all
}

// basic reads the Authorization header of HTTP's Basic scheme.
func basic(h providers.Header) (user, password string, ok bool) {
	scheme, pair, _ := strings.Cut(h.Value, " ")
	if !strings.EqualFold(h.Name, "Authorization") || !strings.EqualFold(scheme, "Basic") {
		return "", "", false
	}
	plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(pair))
	if err != nil {
		return "", "", false
	}
	return strings.Cut(string(plain), ":")
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func withoutFragment(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// addressLine is an address with a query, or a query alone, on one line. A query
// may have a space that should not be there: what stands behind it is not dropped.
var addressLine = lazy.Regexp(`^(?:https?://[^\s?#]+\?\S.*|[A-Za-z_][\w-]*=[^\s&]*&\S+)$`)

// request reads what [captured] takes: a curl command or an HTTP request; or an
// address with its query.
func request(in string) (*providers.Request, bool) {
	line := strings.TrimSpace(in)
	switch {
	case captured.Detect(in) != "":
		r, err := captured.Read(in)
		return r, err == nil
	case !addressLine().MatchString(line):
		return nil, false
	case strings.HasPrefix(line, "http"):
		return &providers.Request{Method: "GET", URL: line}, true
	}
	return &providers.Request{Method: "GET", URL: "?" + line}, true
}

func (v *vocabulary) readRequest(in string) (*document, bool) {
	r, ok := request(in)
	if !ok {
		return nil, false
	}
	d := &document{format: FormatRequest}
	host := ""
	if u, err := url.Parse(r.URL); err == nil && u.Host != "" {
		host = strings.ToLower(u.Hostname())
		d.address = u.Scheme + "://" + u.Host
	}
	calls := v.matching(pathOf(r.URL), v.hosts[host])
	d.certain = onlyPlatform(calls)
	for _, p := range paramsOf(r) {
		if p.name != "" {
			d.add(finding{name: shownName(p), value: p.value, line: lineOf(in, p), senses: placed(calls, p.place)})
		}
	}
	if body := strings.TrimSpace(r.Body); strings.HasPrefix(body, "{") || strings.HasPrefix(body, "[") {
		if inner, ok := readJSON(body); ok {
			for _, f := range inner.found {
				f.line = 0 // of the body, not of the text
				d.found = append(d.found, f)
			}
		}
	}
	return d, true
}

// matching are the calls that a request may be: those with its path, else those
// whose path is free on the platform of its host.
func (v *vocabulary) matching(path, platform string) []call {
	var exact, free []call
	for _, c := range v.calls {
		switch {
		case platform != "" && c.platform != platform:
		case c.path != "" && (path == c.path || strings.HasSuffix(path, c.path)):
			exact = append(exact, c)
		case c.path == "" && platform != "":
			free = append(free, c)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return free
}

func onlyPlatform(calls []call) string {
	if len(calls) == 0 {
		return ""
	}
	for _, c := range calls {
		if c.platform != calls[0].platform {
			return ""
		}
	}
	return calls[0].platform
}

// placed is what stands at a place in any of the calls; nil leaves it to the name.
func placed(calls []call, at place) []sense {
	for _, c := range calls {
		if s, ok := c.params[at]; ok {
			return []sense{s}
		}
	}
	return nil
}

// shownName is how a parameter is called in a preview.
func shownName(p param) string {
	if p.in == inBasic {
		return "Authorization " + p.name
	}
	return p.name
}

// lineOf finds the line on which a parameter's name stands.
func lineOf(in string, p param) int {
	name := p.place.name
	if p.in == inBasic {
		name = "authorization"
	}
	before, _, found := strings.Cut(strings.ToLower(in), name)
	if !found {
		return 0
	}
	return 1 + strings.Count(before, "\n")
}
