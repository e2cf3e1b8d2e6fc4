package importing

import (
	"slices"
	"strconv"
	"strings"

	"keycase/broker"
	"keycase/providers"
	"keycase/transfer"
	"keycase/vault"
)

// way is what becomes of a draft whose account is stored already.
type way int

const (
	unsaid way = iota
	another
	update
)

// draft is a candidate with all that a person has said about it.
type draft struct {
	// origin is the candidate as read, or as the platform made it that a person
	// chose; candidate is that with the fields chosen since.
	origin, candidate transfer.Candidate

	left    bool              // it is not to be stored
	chosen  bool              // the platform, by a person
	name    string            // as typed
	renamed string            // a free name in place of the one that was read; "" where that was free
	given   map[string]string // typed values by field
	typed   bool              // by a person, whatever
	address bool              // the address that the text names is to be used
	way     way
	twin    *vault.Credential // is stored already for the same account; nil for none

	stored  *vault.Credential // what it has become; nil before that
	updated bool
	failure error // why it was not stored
}

func newDraft(candidate transfer.Candidate, name string) *draft {
	return &draft{origin: candidate, candidate: candidate, name: name, given: map[string]string{}}
}

// as takes the draft for a credential of a platform.
func (d *draft) as(platform string) error {
	chosen, err := d.origin.As(platform)
	if err == nil {
		d.origin, d.candidate, d.way, d.chosen = chosen, chosen, unsaid, true
	}
	return err
}

// put says which field an item goes into; "" leaves it out.
func (d *draft) put(item int, field string) error {
	chosen, err := d.candidate.Put(item, field)
	if err == nil {
		d.candidate = chosen
	}
	return err
}

// settled tells whether the platform is beyond doubt, by the text or by a person.
func (d *draft) settled() bool { return d.candidate.Certainty == transfer.Certain }

// whole is the candidate with what was typed.
func (d *draft) whole() transfer.Candidate {
	whole := d.candidate
	for _, field := range d.candidate.Missing {
		if d.given[field] == "" {
			continue
		}
		if given, err := whole.Give(field, d.given[field]); err == nil {
			whole = given
		}
	}
	return whole
}

// typedProblem is what is wrong with a typed value, or a zero text.
func (d *draft) typedProblem(field string) providers.Text {
	whole := d.whole()
	for _, item := range whole.Items[len(d.candidate.Items):] {
		if item.Field == field {
			return item.Problem
		}
	}
	return providers.Text{}
}

// claims are the items between which a person has to choose for a field, and those
// that were not chosen.
func (d *draft) claims(field string) (items []int) {
	for i, item := range d.origin.Items {
		now := d.candidate.Items[i]
		if item.State == transfer.Conflict && item.Field == field && (now.Field == field || now.State == transfer.LeftOut) {
			items = append(items, i)
		}
	}
	return items
}

// contested are the fields for which the text holds several values.
func (d *draft) contested() (fields []string) {
	for _, item := range d.origin.Items {
		if item.State == transfer.Conflict && !slices.Contains(fields, item.Field) {
			fields = append(fields, item.Field)
		}
	}
	return slices.DeleteFunc(fields, func(field string) bool { return len(d.claims(field)) < 2 })
}

// need is the first thing that a person still has to say about a draft.
type need string

const (
	needNothing  need = ""
	needPlatform need = "platform"
	needConflict need = "conflict"
	needProblem  need = "problem"
	needMissing  need = "missing"
	needTwin     need = "twin"
	needName     need = "name"
)

// need looks at the draft among the others; taken tells which names are in use.
func (d *draft) need(taken func(name string) bool) need {
	whole := d.whole()
	in := func(bad func(transfer.Item) bool) bool { return slices.ContainsFunc(whole.Items, bad) }
	switch {
	case !d.settled():
		return needPlatform
	case in(func(i transfer.Item) bool { return i.State == transfer.Conflict }):
		return needConflict
	case in(func(i transfer.Item) bool { return i.State == transfer.Taken && !i.Problem.IsZero() }):
		return needProblem
	case !whole.Ready():
		return needMissing
	case d.twin != nil && d.way == unsaid:
		return needTwin
	case d.updates():
		return needNothing
	case d.called() == "" || taken(d.called()):
		return needName
	}
	return needNothing
}

// updates tells whether the draft changes what is stored instead of adding to it.
func (d *draft) updates() bool { return d.twin != nil && d.way == update }

func (d *draft) called() string { return strings.TrimSpace(d.name) }

// find looks for the stored credential of the same account.
func (d *draft) find(platform *providers.Platform, stored []vault.Credential) {
	values := d.whole().Values()
	before := d.twin
	d.twin = nil
	for _, c := range stored {
		if c.Platform == platform.ID && same(platform, values, c.Public) {
			d.twin = &c
			break
		}
	}
	if (d.twin == nil) != (before == nil) || d.twin != nil && d.twin.ID != before.ID {
		d.way = unsaid
	}
}

// same tells whether two credentials are for the same account: all identifiers that
// have to be there are equal.
func same(platform *providers.Platform, a, b map[string]string) bool {
	ids := identifiers(platform)
	for _, field := range ids {
		if a[field] == "" || a[field] != b[field] {
			return false
		}
	}
	return len(ids) > 0
}

func identifiers(platform *providers.Platform) (names []string) {
	for _, f := range platform.Fields {
		if f.Required && !f.Secret && f.Kind == providers.KindLine {
			names = append(names, f.Name)
		}
	}
	return names
}

// submission is the draft as the broker wants it. What an update does not say
// stays as it is stored.
func (d *draft) submission() broker.Draft {
	whole := d.whole()
	s := broker.Draft{Platform: whole.Platform, Name: d.called(), Values: whole.Values()}
	if d.updates() {
		s.Name, s.BaseURL = "", d.twin.BaseURL
	}
	if d.address && whole.Address != "" {
		s.BaseURL = whole.Address
	}
	return s
}

// distinct numbers a name that is taken.
func distinct(name string, taken func(string) bool) string {
	numbered := name
	for n := 2; taken(numbered); n++ {
		numbered = name + " " + strconv.Itoa(n)
	}
	return numbered
}
