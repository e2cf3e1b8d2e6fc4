package transfer

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"keycase/providers"
)

// preview makes candidates of what a reader found.
func (v *vocabulary) preview(d *document, named []string) *Preview {
	p := &Preview{Format: d.format, Name: d.name, Unread: d.unread}
	groups, ignored := v.groups(d)
	p.Ignored = ignored
	around := context{
		certain: d.certain, hosts: v.platformsAt(named),
		mentioned: v.pointed(manyWords(d.name + "\n" + d.plain)), lone: len(groups) == 1,
	}
	for _, g := range groups {
		all := v.weigh(g, around)
		if !worthwhile(all, g) {
			for _, f := range g.found {
				p.Ignored = append(p.Ignored, Ignored{Source{f.line, f.name}, text{ZH: "单独一个，不成凭证", EN: "makes no credential by itself"}})
			}
			continue
		}
		c := Candidate{Name: title(g, d, around.lone), Guesses: guesses(all), v: v, from: &g}
		if around.lone {
			c.others = named
		}
		if best := c.Guesses[0]; best.Certainty > Open {
			c.Platform, c.Certainty, c.Why = best.Platform, best.Certainty, best.Why
			c.fill(all[0].platform)
		} else {
			c.fill(nil)
		}
		p.Candidates = append(p.Candidates, c)
	}
	return p
}

// worthwhile groups have something that a platform cannot do without, or values
// that a person may know.
func worthwhile(all []evidence, g group) bool {
	return slices.ContainsFunc(all, func(e evidence) bool { return e.required > 0 }) ||
		slices.ContainsFunc(g.found, func(f finding) bool { return f.name == "" })
}

// title suggests a name: what stands above the values, or what the text calls
// itself.
func title(g group, d *document, lone bool) string {
	for _, f := range g.found {
		if f.title != "" {
			return f.title
		}
	}
	if lone {
		return d.name
	}
	return ""
}

// platformsAt are the platforms at some addresses.
func (v *vocabulary) platformsAt(addresses []string) []string {
	var found []string
	for _, a := range addresses {
		u, err := url.Parse(a)
		if err != nil {
			continue
		}
		if p := v.hosts[strings.ToLower(u.Hostname())]; p != "" && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	return found
}

// manyWords is words for a whole text.
func manyWords(in string) []string {
	var all []string
	for _, line := range strings.Split(in, "\n") {
		for _, part := range strings.Fields(line) {
			all = append(all, words(part)...)
		}
	}
	return all
}

// fill puts the values where they go on platform p; nil where it is not chosen.
func (c *Candidate) fill(p *providers.Platform) {
	c.Items, c.Missing, c.Address = make([]Item, len(c.from.found)), nil, ""
	for i, f := range c.from.found {
		c.Items[i] = c.item(i, f, p)
	}
	if p == nil {
		return
	}
	c.settle()
	values := c.Values()
	for _, f := range p.Fields {
		if f.Required && values[f.Name] == "" && !slices.ContainsFunc(c.Items, func(i Item) bool { return i.Field == f.Name && i.State == Conflict }) {
			c.Missing = append(c.Missing, f.Name)
		}
	}
	c.Address = c.foreign(p)
}

func (c *Candidate) item(i int, f finding, p *providers.Platform) Item {
	item := Item{Source: Source{f.line, f.name}, value: f.value, State: Unassigned, Secret: f.secret || secretSomewhere(f.senses)}
	if p == nil {
		item.Why = text{ZH: "先选平台", EN: "choose the platform first"}
		if f.name == "" {
			item.nameless(f)
		}
		return item
	}
	s, known := senseFor(f.senses, p.ID)
	field, why := s.field, howTexts[s.how]
	if name, said := c.put[i]; said {
		if name == "" {
			item.State, item.Why = LeftOut, text{ZH: "自己选的不用", EN: "left out by hand"}
			return item
		}
		field, _ = providers.FieldNamed(p.Fields, name)
		known, why = true, text{ZH: "自己选的", EN: "chosen by hand"}
	}
	switch {
	case !known && f.name == "":
		item.nameless(f)
		return item
	case !known:
		item.State, item.Why = LeftOut, text{ZH: "这个平台没有这一项", EN: "the platform has no such field"}
		return item
	case field.Name == environment.Name:
		item.State, item.Secret, item.Why = LeftOut, false, text{ZH: "是地址，不算在值里", EN: "is an address and no value"}
		return item
	}
	item.Field, item.State, item.Why, item.Secret = field.Name, Taken, why, field.Secret
	item.value, item.Warning, item.Problem = check(field, chosen(field, f.value))
	if !item.Problem.IsZero() && !field.Required {
		item.State, item.Why = LeftOut, text{ZH: "不合这一项的规则", EN: "does not meet the field's rule"}
	}
	return item
}

func (i *Item) nameless(f finding) {
	i.Why = text{ZH: "没有名字，要自己选", EN: "has no name; say what it is"}
	i.shape = shapeOf(f.value).text()
}

// check applies a field's rule to one value, as storing it would.
func check(f providers.Field, value string) (clean string, warning, problem providers.Text) {
	one := providers.Platform{Fields: []providers.Field{f}}
	values, warnings, err := one.CheckCredential(providers.Values{f.Name: value})
	if len(warnings) > 0 {
		warning = warnings[0].Text
	}
	var invalid *providers.InvalidError
	if errors.As(err, &invalid) {
		problem = invalid.Problems[0].Text
	}
	return values[f.Name], warning, problem
}

// secretSomewhere is the careful answer while the platform is open.
func secretSomewhere(senses []sense) bool {
	return len(senses) == 0 || slices.ContainsFunc(senses, func(s sense) bool { return s.field.Secret })
}

// settle finds the fields that several values claim. The same value twice is no
// conflict.
func (c *Candidate) settle() {
	for i := range c.Items {
		for j := range i {
			a, b := &c.Items[j], &c.Items[i]
			if a.Field != b.Field || a.State == LeftOut || b.State != Taken || a.Field == "" {
				continue
			}
			if a.value == b.value {
				b.State, b.Why = LeftOut, text{ZH: "和上面的一样", EN: "is the same again"}
				continue
			}
			a.State, b.State = Conflict, Conflict
		}
	}
}

// foreign is the address that the values name, else one that the text mentions,
// where it is not the platform's own. What is a value of the credential, and what
// belongs to another platform, is not meant.
func (c *Candidate) foreign(p *providers.Platform) string {
	for _, f := range c.from.found {
		s, known := senseFor(f.senses, p.ID)
		if known && s.field.Name == environment.Name && providers.CheckBaseURL(f.value).IsZero() {
			if a := strings.TrimRight(f.value, "/"); a != p.BaseURL {
				return a
			}
			return ""
		}
	}
	for _, a := range c.others {
		u, err := url.Parse(a)
		if err != nil || c.v.hosts[strings.ToLower(u.Hostname())] != "" || !providers.CheckBaseURL(a).IsZero() {
			continue
		}
		if !slices.ContainsFunc(c.Items, func(i Item) bool { return strings.HasPrefix(i.value, a) }) {
			return a
		}
	}
	return ""
}
