package transfer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"keycase/providers"
)

// context is what is known around a group.
type context struct {
	certain   string   // from the path of a request
	hosts     []string // platforms whose addresses the text names
	mentioned []string // platforms that the text mentions
	lone      bool     // there is one group only, so that all this is about it
}

// evidence is what speaks for a platform.
type evidence struct {
	platform *providers.Platform
	named    bool // its name stands in the names of the values
	host     bool
	mention  bool
	request  bool     // only its requests have that path
	own      []string // names that no other platform has
	matched  int      // values with a field
	strange  int      // values whose names mean something on other platforms only
	shaped   int      // values that look like the field's example
	misfit   int      // values that break the field's rule
	required int      // required fields with a value
	missing  int
}

// pointed tells whether something says outright that it is this platform.
func (e evidence) pointed() bool { return e.named || e.host || e.request }

// claims tells whether there are names that no other platform has.
func (e evidence) claims() bool { return len(e.own) > 0 }

// weigh collects the evidence for each platform, the strongest first.
func (v *vocabulary) weigh(g group, around context) []evidence {
	var all []evidence
	named := v.pointed(g.prefix)
	for _, p := range v.registry {
		e := evidence{
			platform: p,
			named:    slices.Contains(named, p.ID),
			host:     around.lone && slices.Contains(around.hosts, p.ID),
			mention:  around.lone && slices.Contains(around.mentioned, p.ID),
			request:  around.certain == p.ID,
		}
		e.compare(g)
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b evidence) int { return cmp.Compare(b.weight(), a.weight()) })
	return all
}

// weight orders platforms for a person to choose from; what is decided is
// decided in certainty.
func (e evidence) weight() int {
	w := 6*len(e.own) + 4*e.matched - 4*e.strange + 2*e.shaped - 2*e.misfit + e.required - e.missing
	if e.pointed() {
		w += 100
	}
	if e.mention {
		w += 20
	}
	return w
}

// compare looks at what each value would be on the platform.
func (e *evidence) compare(g group) {
	filled := map[string]bool{}
	for _, f := range g.found {
		s, ok := senseFor(f.senses, e.platform.ID)
		switch {
		case len(f.senses) == 0, ok && s.field.Name == environment.Name:
			// A bare value speaks for nobody, and everybody has an address.
		case !ok:
			e.strange++
		default:
			e.count(f, s, filled[s.field.Name])
			filled[s.field.Name] = true
		}
	}
	for _, f := range e.platform.Fields {
		switch {
		case !f.Required:
		case filled[f.Name]:
			e.required++
		default:
			e.missing++
		}
	}
}

// count notes a value that has a field; again is one that had it before.
func (e *evidence) count(f finding, s sense, again bool) {
	e.matched++
	value := chosen(s.field, f.value)
	if !fits(s.field, value) {
		e.misfit++
		return
	}
	if shapeOf(value) == shapeOf(s.field.Example) && s.field.Kind == providers.KindLine {
		e.shaped++
	}
	if !again && len(f.senses) == 1 && s.how != byWeak && s.how != byPlace {
		e.own = append(e.own, f.name)
	}
}

func fits(f providers.Field, value string) bool {
	_, _, problem := check(f, value)
	return problem.IsZero()
}

func senseFor(senses []sense, platform string) (sense, bool) {
	best, found := sense{how: byWeak + 1}, false
	for _, s := range senses {
		if s.platform == platform && s.kept && s.how < best.how {
			best, found = s, true
		}
	}
	return best, found
}

// guesses turns evidence into what a person reads.
func guesses(all []evidence) []Guess {
	list := make([]Guess, len(all))
	for i, e := range all {
		list[i] = Guess{Platform: e.platform.ID, Certainty: certainty(all, i), Why: e.why()}
	}
	return list
}

// certainty tells how sure platform i is, among all. It is Certain only where
// something names it, or where it alone has such names and nothing is missing.
func certainty(all []evidence, i int) Certainty {
	e := all[i]
	others := slices.Delete(slices.Clone(all), i, i+1)
	switch {
	case e.required == 0, slices.ContainsFunc(others, evidence.pointed):
		return Open
	case slices.ContainsFunc(others, evidence.claims) && !e.named && !e.request:
		return Open
	case e.pointed(), e.claims() && e.missing == 0 && e.misfit == 0:
		return Certain
	case e.claims(), i == 0 && e.outstanding(others):
		return Likely
	}
	return Open
}

// outstanding tells whether the values look like those of no other platform.
func (e evidence) outstanding(others []evidence) bool {
	return (e.mention || e.shaped > 1) && !slices.ContainsFunc(others, func(o evidence) bool {
		return o.matched >= e.matched && o.shaped >= e.shaped && (o.mention || !e.mention)
	})
}

// why lists what speaks for a platform in people's words.
func (e evidence) why() []providers.Text {
	var why []providers.Text
	say := func(when bool, zh, en string) {
		if when {
			why = append(why, text{ZH: zh, EN: en})
		}
	}
	say(e.request, "只有它有这个请求地址", "only it has requests to that path")
	say(e.named, "名字里写着它", "the names mention it")
	say(e.host, "里面有它的网址", "its address is in the text")
	say(e.mention && !e.named && !e.host, "文字里提到它", "the text mentions it")
	if len(e.own) > 0 {
		say(true, "只有它有 "+strings.Join(e.own, "、"), "only it has "+strings.Join(e.own, ", "))
	}
	say(e.shaped > 1, fmt.Sprintf("%d 个值的样子像", e.shaped), fmt.Sprintf("%d values look like its own", e.shaped))
	say(e.missing > 0, fmt.Sprintf("还缺 %d 项", e.missing), fmt.Sprintf("%d required values are missing", e.missing))
	say(e.strange > 0, fmt.Sprintf("有 %d 个值它用不上", e.strange), fmt.Sprintf("it has no use for %d of the values", e.strange))
	return why
}
