package snippet

import (
	"slices"
	"strings"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// call is what a target writes. A call that is ready has no steps.
type call struct {
	providers.Recipe
	platform string // prefix of the variables
}

func readyCall(r *providers.Request) *call {
	c := &call{Recipe: providers.Recipe{Method: r.Method, URL: providers.Fixed(r.URL)}}
	for _, h := range r.Headers {
		c.Headers = append(c.Headers, providers.RecipeHeader{Name: h.Name, Value: providers.Fixed(h.Value)})
	}
	if r.Body != "" {
		c.Body = providers.Fixed(r.Body)
	}
	return c
}

func (c *call) step(name string) providers.RecipeStep {
	i := slices.IndexFunc(c.Steps, func(s providers.RecipeStep) bool { return s.Name == name })
	return c.Steps[i]
}

// secrets are the variables of code that signs by itself.
func (c *call) secrets() []Variable {
	var all []Variable
	for _, s := range c.Steps {
		if s.Do == providers.DoSecret {
			all = append(all, c.variable(s, false))
		}
	}
	return all
}

func (c *call) variable(s providers.RecipeStep, encoded bool) Variable {
	v := Variable{Name: strings.ToUpper(strings.ReplaceAll(c.platform+"_"+s.Name, "-", "_")), Step: s.Name}
	if encoded && !s.Unreserved {
		v.Name += "_URLENCODED"
		v.Encoded = true
	}
	return v
}

// piece is a fixed text or, where its name is not empty, a variable.
type piece struct {
	text     string
	variable Variable
}

// pieces are one text.
type pieces []piece

// fixed returns the text of pieces without a variable.
func (p pieces) fixed() (text string, ok bool) {
	for _, one := range p {
		if one.variable.Name != "" {
			return "", false
		}
		text += one.text
	}
	return text, true
}

// join merges neighbouring texts.
func join(all ...pieces) pieces {
	var out pieces
	for _, one := range slices.Concat(all...) {
		if n := len(out); n > 0 && one.variable.Name == "" && out[n-1].variable.Name == "" {
			out[n-1].text += one.text
			continue
		}
		out = append(out, one)
	}
	return out
}

func text(s string) pieces { return pieces{{text: s}} }

// flatCall is a call as shells send it: they sign nothing, so the results of
// all steps that compute are variables, like the secrets.
type flatCall struct {
	method  string
	url     pieces
	headers []flatHeader
	body    []pieces // parts that "&" joins; none for no body
}

type flatHeader struct {
	name  string
	value pieces
}

func (c *call) flat() *flatCall {
	f := &flatCall{method: c.Method, url: c.flatten(c.URL, as)}
	for _, h := range c.Headers {
		f.headers = append(f.headers, flatHeader{h.Name, c.flatten(h.Value, as)})
	}
	switch {
	case len(c.Body) == 0:
	case len(c.Body) == 1 && c.Body[0].Step != "" && c.step(c.Body[0].Step).Do == providers.DoForm:
		for _, p := range c.step(c.Body[0].Step).Pairs {
			f.body = append(f.body, c.flattenPair(p, strict))
		}
	default:
		f.body = []pieces{c.flatten(c.Body, as)}
	}
	return f
}

// variables are those of the call, in the order of their first use.
func (f *flatCall) variables() []Variable {
	all := slices.Clone(f.url)
	for _, h := range f.headers {
		all = append(all, h.value...)
	}
	all = append(all, slices.Concat(f.body...)...)
	var names []Variable
	for _, p := range all {
		if p.variable.Name != "" && !slices.Contains(names, p.variable) {
			names = append(names, p.variable)
		}
	}
	return names
}

// joined is the body as one text.
func (f *flatCall) joined() pieces {
	var all pieces
	for i, part := range f.body {
		if i > 0 {
			all = join(all, text("&"))
		}
		all = join(all, part)
	}
	return all
}

// encoder is how a value stands in its place.
type encoder struct {
	encode func(string) string
	is     bool // it encodes
}

var (
	as     = encoder{encode: func(s string) string { return s }}
	strict = encoder{encode: form.Escape, is: true}
	wire   = encoder{encode: func(s string) string {
		return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(form.Escape(s))
	}, is: true}
)

func (c *call) flatten(m providers.Mix, e encoder) pieces {
	var all pieces
	for _, p := range m {
		if p.Step == "" {
			all = join(all, text(e.encode(p.Text)))
			continue
		}
		all = join(all, c.flattenStep(c.step(p.Step), e))
	}
	return all
}

func (c *call) flattenStep(s providers.RecipeStep, e encoder) pieces {
	switch s.Do {
	case providers.DoJoin:
		return c.flatten(s.In[0], e)
	case providers.DoForm, providers.DoQuery:
		var all pieces
		for i, p := range s.Pairs {
			if i > 0 {
				all = join(all, text("&"))
			}
			all = join(all, c.flattenPair(p, valueEncoder(s.Do)))
		}
		return all
	default:
		return pieces{{variable: c.variable(s, e.is)}}
	}
}

func (c *call) flattenPair(p providers.PairMix, values encoder) pieces {
	return join(text(form.Escape(p.Name)+"="), c.flatten(p.Value, values))
}

func valueEncoder(do providers.Action) encoder {
	if do == providers.DoQuery {
		return wire
	}
	return strict
}
