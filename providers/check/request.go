package check

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/providers/captured"
	"keycase/providers/internal/form"
)

// checkRequest judges a whole request: its signature by what it itself carries,
// and everything else by what the operation would send from the same values.
func (p *patient) checkRequest(r *providers.Request, written captured.Form) (Result, error) {
	c := &comparison{patient: p, written: written}
	c.got = c.normal(r)
	observed := p.doctor.Read(c.got, p.Values)
	declared := p.Values
	p.Values = with(declared, nil)
	for name, v := range observed.Values {
		field, _ := providers.FieldNamed(p.Operation.Inputs, name)
		if v != "" || slices.Contains(p.doctor.Signs, name) && !field.Required {
			p.Values[name] = v
		}
	}
	if err := p.secretsOf(observed); err != nil {
		return Result{}, err
	}
	env := observed.Env // normal has put the platform's own address in the place of another
	signed, err := p.Operation.Signer(env, p.Values)
	if err != nil {
		return Result{}, err
	}
	if signed.Request != nil {
		c.timeUnknown = env.Now.IsZero()
		c.compare(signed.Request, observed)
		c.strangers(signed.Request, observed, declared)
	}
	c.judgeTime(signed, env)
	result := c.signature(env, observed, declared)
	isUnknown := func(v providers.Variant) bool { return v.ID == UnknownID }
	unexplained := slices.ContainsFunc(result.Mistakes, isUnknown)
	result.Mistakes = distinct(append(slices.DeleteFunc(result.Mistakes, isUnknown), c.mistakes...))
	if unexplained && !c.unsure {
		result.Mistakes = append(result.Mistakes, unknown)
	}
	result.Match = len(result.Mistakes) == 0
	if result.Difference == nil {
		result.Difference = c.difference
	}
	return result.withhold(derivedOf(signed)), nil
}

// secretsOf checks the values that a request does not carry.
func (p *patient) secretsOf(o providers.Observation) error {
	var names []string
	for _, name := range p.doctor.Signs {
		if _, carried := o.Values[name]; !carried {
			names = append(names, name)
		}
	}
	if problems := p.problems(names); len(problems) > 0 {
		return &providers.InvalidError{Problems: problems}
	}
	return nil
}

// signature diagnoses what is signed, the inner signatures first.
func (c *comparison) signature(env providers.Env, o providers.Observation, declared providers.Values) Result {
	result := Result{}
	for _, id := range slices.Sorted(maps.Keys(o.Nested)) {
		op, ok := c.Platform.Operation(id)
		if !ok {
			continue
		}
		inner := patient{Case: c.Case, doctor: op.Doctor()}
		inner.Operation = op
		if len(inner.problems(inner.doctor.Signs)) == 0 {
			found := inner.diagnose(env, inner.Values, target{signature: o.Nested[id]})
			opener := inner.doctor.Start(env, inner.Values)().Signature // it is sent as a secret here
			result = joined(result, found.withhold([]string{opener}))
		}
	}
	if o.Signature == "" && o.StringToSign == "" || slices.ContainsFunc(c.doctor.Varies, func(name string) bool { return lacks(env, name) }) {
		return result // the comparison has named what is missing
	}
	t := target{signature: o.Signature, text: o.StringToSign}
	own := c.diagnose(env, c.Values, t)
	if len(own.Mistakes) > 0 && own.Mistakes[len(own.Mistakes)-1].ID == UnknownID {
		if v, ok := c.otherThanSent(env, declared, t); ok {
			own.Mistakes = v
		}
	}
	return joined(result, own)
}

// joined puts the findings of an inner signature before those of the outer one.
func joined(inner, outer Result) Result {
	outer.Mistakes = append(inner.Mistakes, outer.Mistakes...)
	outer.Others = append(inner.Others, outer.Others...)
	if len(inner.Mistakes) > 0 {
		outer.Steps, outer.Difference, outer.Sound = inner.Steps, inner.Difference, nil
	}
	return outer
}

// otherThanSent tries what the developer says was signed where the request has
// something else.
func (c *comparison) otherThanSent(env providers.Env, declared providers.Values, t target) ([]providers.Variant, bool) {
	type change struct {
		name string
		make func(*providers.Env, providers.Values)
	}
	var changes []change
	if e := c.Env; e.Nonce != "" && e.Nonce != env.Nonce {
		changes = append(changes, change{"nonce", func(to *providers.Env, _ providers.Values) { to.Nonce = e.Nonce }})
	}
	if e := c.Env; e.State != "" && e.State != env.State {
		changes = append(changes, change{"state", func(to *providers.Env, _ providers.Values) { to.State = e.State }})
	}
	if e := c.Env; !e.Now.IsZero() && !e.Now.Equal(env.Now) {
		changes = append(changes, change{"timestamp", func(to *providers.Env, _ providers.Values) { to.Now = e.Now }})
	}
	for _, name := range c.doctor.Signs {
		if v := declared[name]; v != "" && v != c.Values[name] {
			changes = append(changes, change{name, func(_ *providers.Env, to providers.Values) { to[name] = v }})
		}
	}
	for subset := 1; subset < 1<<min(len(changes), 8); subset++ {
		e, v := env, c.Values.Clone()
		var mistakes []providers.Variant
		for i, ch := range changes {
			if subset&(1<<i) != 0 {
				ch.make(&e, v)
				mistakes = append(mistakes, differs(ch.name))
			}
		}
		maps.DeleteFunc(v, func(name, _ string) bool { return strings.HasPrefix(name, providers.Observed) })
		if t.metBy(c.doctor.Start(e, v)()) {
			return mistakes, true
		}
	}
	return nil, false
}

// normal turns what was captured into the form in which the operation sends: the
// names as the platform knows them, the body as a form where it is one. What has
// to be changed for that is a mistake.
func (c *comparison) normal(r *providers.Request) *providers.Request {
	c.contentType = mediaType(r.Header("Content-Type"))
	n := &providers.Request{Method: r.Method, URL: r.URL, Headers: slices.Clone(r.Headers), Body: r.Body}
	if rest, ok := c.belowBase(n.URL); ok {
		n.URL = c.Platform.BaseURL + rest
	}
	model := c.model()
	if model == nil {
		return n
	}
	query, body := parametersOf(model)
	for _, p := range append(query, body...) {
		c.named = append(c.named, p.Name)
	}
	wantsForm := strings.HasPrefix(model.Header("Content-Type"), form.ContentType)
	if body, isForm := bodyPairs(r); wantsForm && isForm {
		n.Body = form.Encode(body)
		n.Headers = slices.DeleteFunc(n.Headers, func(h providers.Header) bool { return strings.EqualFold(h.Name, "Content-Type") })
		n.Headers = append(n.Headers, providers.Header{Name: "Content-Type", Value: form.ContentType})
	}
	c.renameHeaders(n, model)
	c.renameParameters(n, model)
	return n
}

// belowBase is what follows the address of another environment. A raw request does
// not tell its scheme.
func (c *comparison) belowBase(address string) (rest string, ok bool) {
	base := c.Env.BaseURL
	if c.written == captured.FormHTTP {
		_, address, _ = strings.Cut(address, "://")
		_, base, _ = strings.Cut(base, "://")
	}
	if base == "" {
		return "", false
	}
	return strings.CutPrefix(address, base)
}

// model is the request that the operation makes of examples: it has the names
// that a request must have, and none that a person chooses.
func (c *comparison) model() *providers.Request {
	values := providers.Values{}
	for _, f := range c.Operation.Inputs {
		if values[f.Name] = c.Values[f.Name]; values[f.Name] == "" {
			values[f.Name] = f.Example
		}
		if f.Kind == providers.KindPairs {
			values[f.Name] = ""
		}
	}
	values["url"] = ""
	signed, err := c.Operation.Signer(providers.Env{}, values)
	if err != nil {
		return nil
	}
	return signed.Request
}

// bodyPairs reads a body as a form, however it was sent.
func bodyPairs(r *providers.Request) (pairs []providers.Pair, isForm bool) {
	if pairs, err := captured.Pairs(r); err == nil && pairs != nil {
		return pairs, true
	}
	var members map[string]any
	decoder := json.NewDecoder(strings.NewReader(r.Body))
	decoder.UseNumber()
	if decoder.Decode(&members) == nil {
		for _, name := range slices.Sorted(maps.Keys(members)) {
			switch v := members[name].(type) {
			case string:
				pairs = append(pairs, providers.Pair{Name: name, Value: v})
			case json.Number:
				pairs = append(pairs, providers.Pair{Name: name, Value: v.String()})
			}
		}
		return pairs, true
	}
	return form.Lenient(r.Body), strings.Contains(r.Body, "=")
}

// distinct drops what is named twice.
func distinct(mistakes []providers.Variant) []providers.Variant {
	var list []providers.Variant
	for _, m := range mistakes {
		same := func(o providers.Variant) bool {
			return o.ID == m.ID && (o.Meaning == m.Meaning || slices.Contains(onceOnly, m.ID))
		}
		if !slices.ContainsFunc(list, same) {
			list = append(list, m)
		}
	}
	return list
}

// onceOnly are mistakes that show in the request and in its signature.
var onceOnly = []string{"seconds-for-milliseconds", "milliseconds-for-seconds", "time-zone"}
