package check

import (
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/captured"
	"keycase/providers/internal/form"
	"keycase/providers/internal/mistake"
)

// comparison holds a request beside the one that the operation would send.
type comparison struct {
	*patient
	written captured.Form
	got     *providers.Request
	// contentType is what the body was sent as; got has it as it should have been.
	contentType string
	mistakes    []providers.Variant
	difference  *Difference
	// named are the parameters that the platform names, and no person chooses.
	named []string
	// timeUnknown is set where the time that was sent cannot be read.
	timeUnknown bool
	// sensitive are the forms of what the right request holds that is as good as a
	// secret, such as an app_signature.
	sensitive []string
	// unsure is set where nobody can tell what was signed: something is missing, or
	// there with two values.
	unsure bool
}

func (c *comparison) accuse(v providers.Variant) { c.mistakes = append(c.mistakes, v) }

// differ notes the first difference of what is not signed. Neither side may hold a
// secret.
func (c *comparison) differ(name, expected, given string) {
	if c.difference == nil {
		c.difference = &Difference{Step: name, Title: providers.Same(name), Expected: expected, Given: given}
	}
}

func (c *comparison) compare(want *providers.Request, o providers.Observation) {
	c.sensitive = slices.DeleteFunc(providers.Forms(want.Sensitive), func(s string) bool { return len(s) < shortestSecret })
	c.line(want)
	c.headers(want, o.Explained)
	c.parameters(want, o.Explained)
	c.leaks(want)
}

// line compares method and address. Another host is another environment, but for
// one that is asked without encryption.
func (c *comparison) line(want *providers.Request) {
	if c.got.Method != want.Method && !slices.Contains(c.doctor.Methods, c.got.Method) {
		c.accuse(wrongMethod(want.Method, c.got.Method))
		c.differ("method", want.Method, c.got.Method)
	}
	wantOrigin, wantPath, _ := form.Split(want.URL)
	gotOrigin, gotPath, _ := form.Split(c.got.URL)
	if !strings.HasSuffix(strings.TrimRight(gotPath, "/"), strings.TrimRight(wantPath, "/")) {
		c.accuse(wrongPath(wantPath))
		c.differ("path", wantPath, c.hidden(gotPath))
	}
	host, secure := strings.CutPrefix(wantOrigin, "https://")
	if secure && c.written == captured.FormCurl && strings.EqualFold(gotOrigin, "http://"+host) {
		c.accuse(plainHTTP())
		c.differ("url", wantOrigin, gotOrigin)
	}
}

func (c *comparison) headers(want *providers.Request, explained []string) {
	for _, h := range want.Headers {
		got, sent := headerOf(c.got, h.Name)
		switch {
		case c.repeated(h.Name) && !strings.EqualFold(h.Name, "Content-Type"):
			c.accuse(duplicate("header", h.Name))
			c.unsure = true
			c.differ(h.Name, "1", "2")
		case strings.EqualFold(h.Name, "Content-Type"):
			if want.Body != "" && c.contentType != mediaType(h.Value) {
				c.accuse(wrongContentType(mediaType(h.Value)))
				c.differ(h.Name, mediaType(h.Value), c.contentType)
			}
		case !sent || got == "":
			c.accuse(missing("header", h.Name))
			c.differ(h.Name, c.shownValue(providers.Pair(h), explained), "")
		case slices.Contains(explained, h.Name) || sameList(h.Value, got):
		default:
			c.accuse(c.wrongValue("header", h.Name, h.Value, got))
			c.differ(h.Name, c.wantedValue(h.Name, h.Value), c.hidden(got))
		}
	}
}

// repeated tells whether a header is there with several values.
func (c *comparison) repeated(name string) bool {
	first, _ := headerOf(c.got, name)
	return slices.ContainsFunc(c.got.Headers, func(h providers.Header) bool {
		return strings.EqualFold(h.Name, name) && h.Value != first
	})
}

func headerOf(r *providers.Request, name string) (value string, sent bool) {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value, true
		}
	}
	return "", false
}

func mediaType(contentType string) string {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return kind
}

// sameList tells whether two header values name the same things, in any order and
// letter case.
func sameList(a, b string) bool {
	split := func(s string) []string {
		parts := strings.Split(strings.ToLower(s), ",")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		slices.Sort(parts)
		return parts
	}
	return a == b || strings.Contains(a, ",") && slices.Equal(split(a), split(b))
}

// parameters compares what is in query and form. What the platform does not know
// is left to it.
func (c *comparison) parameters(want *providers.Request, explained []string) {
	wantQuery, wantBody := parametersOf(want)
	gotQuery, gotBody := parametersOf(c.got)
	for _, w := range append(wantQuery, wantBody...) {
		inBody := slices.Contains(wantBody, w)
		here, there := gotQuery, gotBody
		if inBody {
			here, there = gotBody, gotQuery
		}
		values, elsewhere := valuesOf(here, w.Name), valuesOf(there, w.Name)
		if slices.Contains(c.named, w.Name) {
			values, elsewhere = filled(values), filled(elsewhere)
		}
		switch {
		case len(values) == 0 && len(elsewhere) == 0:
			c.accuse(missing("parameter", w.Name))
			c.differ(w.Name, c.shownValue(w, explained), "")
			c.unsure = c.unsure || slices.Contains(explained, w.Name)
			continue
		case len(values) == 0 && inBody:
			c.accuse(wrongPlace())
			c.differ(w.Name, "body", "query")
			values = elsewhere
		case len(values) == 0:
			values = elsewhere
		}
		if !slices.Contains(explained, w.Name) && !slices.Contains(values, w.Value) {
			c.accuse(c.wrongValue("parameter", w.Name, w.Value, values[0]))
			c.differ(w.Name, c.wantedValue(w.Name, w.Value), c.hidden(values[0]))
		}
		if len(values) > len(valuesOf(append(slices.Clone(wantQuery), wantBody...), w.Name)) {
			c.accuse(duplicate("parameter", w.Name))
			c.differ(w.Name, "1", strconv.Itoa(len(values)))
		}
	}
}

// isTime tells whether a header or parameter holds a time that cannot be read, so
// that nobody knows what it would have to be.
func (c *comparison) isTime(name string) bool {
	return c.timeUnknown && strings.Contains(strings.ToLower(name), "timestamp")
}

func (c *comparison) wantedValue(name, value string) string {
	if c.isTime(name) {
		return ""
	}
	return c.hidden(value)
}

func (c *comparison) shownValue(p providers.Pair, explained []string) string {
	if slices.Contains(explained, p.Name) || c.isTime(p.Name) {
		return "" // what it would have to be is not known before it is signed
	}
	return c.hidden(p.Value)
}

func parametersOf(r *providers.Request) (query, body []providers.Pair) {
	_, _, raw := form.Split(r.URL)
	query = form.Lenient(raw)
	if strings.HasPrefix(mediaType(r.Header("Content-Type")), form.ContentType) || r.Header("Content-Type") == "" {
		body = form.Lenient(r.Body)
	}
	return query, body
}

// filled drops the empty values, which are as good as none.
func filled(values []string) []string {
	return slices.DeleteFunc(values, func(v string) bool { return v == "" })
}

func valuesOf(pairs []providers.Pair, name string) []string {
	var values []string
	for _, p := range pairs {
		if p.Name == name {
			values = append(values, p.Value)
		}
	}
	return values
}

// shortestLeak is how long a secret has to be to be recognised where it does not
// belong, in bytes.
const shortestLeak = 8

// leaks looks for secrets that the operation does not send.
func (c *comparison) leaks(want *providers.Request) {
	everything := func(r *providers.Request) string {
		var b strings.Builder
		query, body := parametersOf(r)
		for _, p := range append(query, body...) {
			b.WriteString(p.Value + "\n")
		}
		for _, h := range r.Headers {
			b.WriteString(h.Value + "\n")
		}
		return b.String() + r.Body
	}
	sent, expected := everything(c.got), everything(want)
	for _, f := range c.Platform.Fields {
		v := c.Values[f.Name]
		if f.Secret && len(v) >= shortestLeak && strings.Contains(sent, v) && !strings.Contains(expected, v) && c.sealed(f.Name) {
			c.accuse(leaked(f.Name))
			c.differ(f.Name, "", "{"+f.Name+"}")
		}
	}
}

// sealed tells whether a secret of that name is never sent by any operation of the
// platform; one that is sent elsewhere may be a mix-up, which the search names.
func (c *comparison) sealed(name string) bool { return slices.Contains(c.doctor.Signs, name) }

// judgeTime compares the request's time with the present, where that is known.
func (c *comparison) judgeTime(signed providers.Signed, env providers.Env) {
	now := c.Env.Now
	if now.IsZero() || env.Now.IsZero() || !slices.Contains(c.doctor.Varies, "now") {
		return
	}
	const zone, usual = 8 * time.Hour, 10 * time.Minute
	life := usual
	if !signed.ValidUntil.IsZero() {
		life = signed.ValidUntil.Sub(env.Now)
	}
	age := now.Sub(env.Now)
	switch {
	case (age.Abs() - zone).Abs() <= life:
		c.accuse(c.zone(age > 0))
	case signed.ValidUntil.IsZero():
	case age > life:
		c.accuse(expired(life))
	case age < -life:
		c.accuse(tooEarly(life))
	}
}

// zone is the platform's own words for a clock in another zone, where it has any.
func (c *comparison) zone(early bool) providers.Variant {
	var found []providers.Variant
	for _, v := range c.doctor.Variants {
		if v.ID == "time-zone" {
			found = append(found, v)
		}
	}
	switch {
	case len(found) == 0:
		return mistake.TimeZone(early)
	case early:
		return found[0]
	}
	return found[len(found)-1]
}

// hidden is a text without the secrets that are known, and without what is as good.
func (c *comparison) hidden(text string) string {
	plain, err := url.QueryUnescape(text)
	if err == nil && plain != text {
		text = plain
	}
	for _, f := range slices.Concat(c.Operation.Inputs, c.Platform.Fields) {
		if v := c.Values[f.Name]; f.Secret && len(v) >= shortestSecret {
			text = strings.ReplaceAll(text, v, "{"+f.Name+"}")
		}
	}
	return providers.Redact(text, c.sensitive...)
}
