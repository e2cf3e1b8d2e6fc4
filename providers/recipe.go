package providers

import (
	"slices"
	"strings"
)

// Recipe is how a call is made, written down so that a program in another
// language can do it without Keycase. It holds no secret and nothing that was
// made from one: these are results of its steps. Carried out in order, the steps
// give the very request that [Operation.Sign] makes.
type Recipe struct {
	Steps   []RecipeStep
	Method  string
	URL     Mix
	Headers []RecipeHeader
	Body    Mix // empty for none
}

// RecipeHeader is a header field of the call.
type RecipeHeader struct {
	Name  string
	Value Mix
}

// Mix is a text made of parts, one after the other.
type Mix []Part

// Part is a fixed text or, where Step is not empty, the result of that step.
type Part struct {
	Text string
	Step string
}

// PairMix is a name and its value in a query or form.
type PairMix struct {
	Name  string
	Value Mix
}

// RecipeStep makes one text from others.
type RecipeStep struct {
	// Name is what later steps call the result: the wire name where there is
	// one. It is a word in lower case with underscores.
	Name string
	Do   Action
	// In is what the action works on; [Action] says how many it takes.
	In []Mix
	// Pairs are what DoForm and DoQuery work on.
	Pairs []PairMix
	// Unreserved results are the same when they are percent-encoded.
	Unreserved bool
}

// Action is what a step does.
type Action int

// The actions. All texts are UTF-8, all hexadecimal digits of hashes in lower
// case, all percent-escapes in upper case, and a space is encoded as "+".
const (
	DoJoin        Action = iota // In[0] as it is
	DoSecret                    // the secret of that name, which the reader has
	DoUnixSeconds               // the time in seconds since 1970
	DoUnixMillis                // the time in milliseconds since 1970
	DoChinaTime                 // yyyy-MM-dd HH:mm:ss in [ChinaTime]
	DoNonce                     // a random number of 9 or 10 digits, the first not 0
	DoState                     // 16 to 32 random letters and digits
	DoUUID                      // a version 4 UUID
	DoHMACSHA256                // hexadecimal; In[0] is the key, In[1] the message
	DoMD5                       // hexadecimal, of In[0]
	DoUpper                     // In[0] in upper case
	DoBase64                    // standard Base64 of In[0], with padding
	DoEscape                    // In[0] percent-encoded but for letters, digits and "-_.~"
	DoForm                      // name=value&… of Pairs, both encoded as by DoEscape
	DoQuery                     // as DoForm; the values keep "*" and encode "~"
	DoSortQuery                 // In[0], a query: pairs sorted by bytes, names and values encoded again by DoEscape
)

// Fixed is a Mix of a text that is always the same.
func Fixed(text string) Mix { return Mix{{Text: text}} }

// Mixed reads a Mix in which {name} stands for the result of a step. It is for
// texts of the platforms' packages, which have no braces of their own.
func Mixed(text string) Mix {
	var m Mix
	for text != "" {
		before, rest, found := strings.Cut(text, "{")
		if before != "" {
			m = append(m, Part{Text: before})
		}
		if !found {
			break
		}
		var name string
		name, text, _ = strings.Cut(rest, "}")
		m = append(m, Part{Step: name})
	}
	return m
}

// Given adds values that are no secrets, under their own names.
func (r *Recipe) Given(v Values, names ...string) {
	for _, name := range names {
		r.Steps = append(r.Steps, RecipeStep{Name: name, In: []Mix{Fixed(v[name])}})
	}
}

// Secret adds secrets that the reader has under these names.
func (r *Recipe) Secret(names ...string) {
	for _, name := range names {
		r.Steps = append(r.Steps, RecipeStep{Name: name, Do: DoSecret})
	}
}

// Do adds a step; each of in is read by [Mixed].
func (r *Recipe) Do(name string, do Action, in ...string) {
	s := RecipeStep{Name: name, Do: do, Unreserved: slices.Contains(unreserved, do)}
	for _, text := range in {
		s.In = append(s.In, Mixed(text))
	}
	r.Steps = append(r.Steps, s)
}

// Pairs adds a step that makes a query or form.
func (r *Recipe) Pairs(name string, do Action, pairs ...PairMix) {
	r.Steps = append(r.Steps, RecipeStep{Name: name, Do: do, Pairs: pairs})
}

// Header adds a header field; value is read by [Mixed].
func (r *Recipe) Header(name, value string) {
	r.Headers = append(r.Headers, RecipeHeader{Name: name, Value: Mixed(value)})
}

// unreserved are the actions whose results have nothing to encode.
var unreserved = []Action{DoUnixSeconds, DoUnixMillis, DoNonce, DoState, DoUUID, DoHMACSHA256, DoMD5, DoUpper}

// Recipe checks the values and writes down how the operation's call is made.
// Its errors are [InvalidError], and [ErrUnknown] where nothing is sent.
func (op *Operation) Recipe(env Env, values Values) (Recipe, error) {
	if op.Steps == nil {
		return Recipe{}, ErrUnknown
	}
	clean, _, err := op.Check(values)
	if err != nil {
		return Recipe{}, err
	}
	r, err := op.Steps(env, clean)
	if err != nil {
		return Recipe{}, err
	}
	r.hide(op.Inputs, clean)
	return r, nil
}

// shortestHidden is how long a secret has to be to be looked for in other
// values, in bytes.
const shortestHidden = 4

// hide puts the secrets first, and their names where somebody wrote the secrets
// themselves into another value: a token in a body, say.
func (r *Recipe) hide(inputs []Field, v Values) {
	var secrets, others []RecipeStep
	var names []string
	for _, s := range r.Steps {
		if s.Do != DoSecret {
			others = append(others, s)
			continue
		}
		f, _ := FieldNamed(inputs, s.Name)
		s.Unreserved = f.Rule.Charset == Alnum || f.Rule.Charset == Digits || f.Rule.Charset == HexDigit
		secrets = append(secrets, s)
		if len(v[s.Name]) >= shortestHidden {
			names = append(names, s.Name)
		}
	}
	r.Steps = append(secrets, others...)
	// The longest first, so that a secret inside another leaves no remainder.
	slices.SortFunc(names, func(a, b string) int { return len(v[b]) - len(v[a]) })
	for _, name := range names {
		r.each(func(m Mix) Mix { return m.naming(name, v[name]) })
	}
}

// each changes every Mix of the recipe.
func (r *Recipe) each(change func(Mix) Mix) {
	for i := range r.Steps {
		s := &r.Steps[i]
		for j := range s.In {
			s.In[j] = change(s.In[j])
		}
		for j := range s.Pairs {
			s.Pairs[j].Value = change(s.Pairs[j].Value)
		}
	}
	for i := range r.Headers {
		r.Headers[i].Value = change(r.Headers[i].Value)
	}
	r.URL, r.Body = change(r.URL), change(r.Body)
}

// naming replaces a text by the step that gives it.
func (m Mix) naming(step, text string) Mix {
	var out Mix
	for _, p := range m {
		for p.Step == "" && strings.Contains(p.Text, text) {
			before, after, _ := strings.Cut(p.Text, text)
			if before != "" {
				out = append(out, Part{Text: before})
			}
			out = append(out, Part{Step: step})
			p.Text = after
		}
		if p.Step != "" || p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}
