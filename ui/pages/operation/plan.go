package operation

import (
	"slices"
	"time"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// plan is where the values of an operation come from: what a person types, and
// what the credential already holds.
type plan struct {
	platform *providers.Platform
	op       *providers.Operation
	cred     *vault.Credential // nil for values typed by hand

	typed  []entry
	held   []providers.Field // from the credential's own fields
	grants []providers.Field // from the chosen grant
	tokens []tokenUse
	// subjects are the grants that a person chooses one of; empty where there is
	// nothing to choose.
	subjects []vault.Grant
	chosen   int // index of the one in use, or -1
}

// entry is one control of the form, or several of which one is chosen.
type entry struct {
	fields []providers.Field
	// rule is set where a person chooses one of the fields.
	rule *providers.OneOf
}

// tokenUse is a token, or a refresh token, that goes along with the call.
type tokenUse struct {
	field providers.Field
	token vault.Token
}

// newPlan sorts the inputs. subject picks the grant; "" takes the selected one.
func newPlan(platform *providers.Platform, op *providers.Operation, cred *vault.Credential, subject string, now time.Time) plan {
	p := plan{platform: platform, op: op, cred: cred, chosen: -1}
	if cred != nil {
		p.findSubjects(subject)
	}
	for _, f := range op.Inputs {
		p.sort(f, now)
	}
	return p
}

// sort puts one input where it belongs. Members of a choice stay together, at
// the place of the first.
func (p *plan) sort(f providers.Field, now time.Time) {
	if rule := ruleOf(p.op, f.Name); rule != nil {
		for i := range p.typed {
			if p.typed[i].rule == rule {
				p.typed[i].fields = append(p.typed[i].fields, f)
				return
			}
		}
		p.typed = append(p.typed, entry{fields: []providers.Field{f}, rule: rule})
		return
	}
	if p.cred != nil {
		if t, ok := p.tokenFor(f, now); ok {
			p.tokens = append(p.tokens, tokenUse{f, t})
			return
		}
		if p.granted(f) {
			p.grants = append(p.grants, f)
			return
		}
		if holds(*p.cred, f.Name) {
			p.held = append(p.held, f)
			return
		}
	}
	p.typed = append(p.typed, entry{fields: []providers.Field{f}})
}

func ruleOf(op *providers.Operation, name string) *providers.OneOf {
	for i := range op.OneOf {
		if slices.Contains(op.OneOf[i].Fields, name) {
			return &op.OneOf[i]
		}
	}
	return nil
}

// holds tells whether the credential has a value for a field.
func holds(c vault.Credential, name string) bool {
	return c.Public[name] != "" || slices.Contains(c.Secrets, name)
}

// tokenFor finds the stored token that fills a field and still lives.
func (p *plan) tokenFor(f providers.Field, now time.Time) (vault.Token, bool) {
	if f.FromToken == "" {
		return vault.Token{}, false
	}
	t, ok := broker.FindToken(*p.cred, f.FromToken, p.subject())
	switch {
	case !ok:
		return t, false
	case f.FromRefresh:
		return t, t.HasRefresh && now.Before(t.RefreshExpiresAt)
	default:
		return t, t.Never || now.Before(t.ExpiresAt)
	}
}

// granted tells whether the chosen grant has a value for a field.
func (p *plan) granted(f providers.Field) bool {
	g, ok := p.grant(f.FromGrant)
	return ok && g.Public[f.Name] != ""
}

// grant is the grant of a kind that the call goes to.
func (p *plan) grant(kind string) (vault.Grant, bool) {
	if kind == "" || p.cred == nil {
		return vault.Grant{}, false
	}
	if p.chosen >= 0 && p.subjects[p.chosen].Kind == kind {
		return p.subjects[p.chosen], true
	}
	var all []vault.Grant
	for _, g := range p.cred.Grants {
		if g.Kind == kind {
			all = append(all, g)
		}
	}
	if len(all) == 1 {
		return all[0], true
	}
	return vault.Grant{}, false
}

// subject is what the call names to the broker; "" where nothing was to choose.
func (p *plan) subject() string {
	if p.chosen >= 0 {
		return p.subjects[p.chosen].Subject
	}
	return ""
}

// findSubjects lists what there is to choose between: the grants of the kind that
// the operation reads, or those that its tokens belong to.
func (p *plan) findSubjects(subject string) {
	kinds, tokens := map[string]bool{}, map[string]bool{}
	for _, f := range p.op.Inputs {
		kinds[f.FromGrant] = f.FromGrant != "" || kinds[f.FromGrant]
		for _, t := range p.cred.Tokens {
			if f.FromToken == t.Kind && t.Subject != "" {
				tokens[t.Subject] = true
			}
		}
	}
	for _, g := range p.cred.Grants {
		if kinds[g.Kind] || tokens[g.Subject] {
			p.subjects = append(p.subjects, g)
		}
	}
	if len(p.subjects) < 2 {
		p.subjects = nil
		return
	}
	p.chosen = slices.IndexFunc(p.subjects, func(g vault.Grant) bool { return g.Subject == subject && subject != "" })
	if p.chosen < 0 && subject == "" {
		p.chosen = slices.IndexFunc(p.subjects, func(g vault.Grant) bool { return g.Selected })
	}
}

// fills tells whether the credential gives a field its value.
func (p *plan) fills(field string) bool {
	named := func(f providers.Field) bool { return f.Name == field }
	return slices.ContainsFunc(p.held, named) || slices.ContainsFunc(p.grants, named) ||
		slices.ContainsFunc(p.tokens, func(t tokenUse) bool { return t.field.Name == field })
}

// stored names the fields that tokens and grants fill.
func (p *plan) stored() (names []string) {
	for _, t := range p.tokens {
		names = append(names, t.field.Name)
	}
	for _, f := range p.grants {
		names = append(names, f.Name)
	}
	return names
}

// same tells whether two plans ask for the same controls.
func (p plan) same(other plan) bool {
	names := func(fields []providers.Field) string {
		all := ""
		for _, f := range fields {
			all += f.Name + " "
		}
		return all
	}
	return slices.EqualFunc(p.typed, other.typed, func(a, b entry) bool { return names(a.fields) == names(b.fields) }) &&
		names(p.held) == names(other.held) && names(p.grants) == names(other.grants) &&
		slices.EqualFunc(p.tokens, other.tokens, func(a, b tokenUse) bool { return a.field.Name == b.field.Name && a.token.ID == b.token.ID }) &&
		slices.EqualFunc(p.subjects, other.subjects, func(a, b vault.Grant) bool { return a.ID == b.ID }) && p.chosen == other.chosen
}
