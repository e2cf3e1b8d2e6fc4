package backup

import (
	"maps"
	"slices"
	"strings"

	"keycase/vault"
)

// Part is what of a credential differs.
type Part int

// The parts of a credential. Only PartName, PartAddress and PartPublic have values.
const (
	PartName Part = iota
	PartAddress
	PartPublic // a field that is not secret
	PartSecret // a secret field
	PartGrant  // something it is bound to
	PartToken  // the backup has a newer token
)

// Difference is one thing in which a credential differs.
type Difference struct {
	Part Part
	// What is the wire name of a field, the kind of a token, or the name of a grant.
	What string
	// Ours and Theirs are the values; both are "" where they are secret. One alone
	// is "" where only the other side has a value.
	Ours, Theirs string
	// Only tells that one side alone has it.
	Only Side
}

// Side is one of the two that are compared.
type Side int

// The sides. Both is the zero value.
const (
	Both Side = iota
	Ours
	Theirs
)

// differences lists in what two credentials differ; where ours lost its secrets,
// these are left out. What was renamed has another name on purpose.
func differences(ours, theirs *vault.Full, lost, renamed bool) []Difference {
	var all []Difference
	if ours.Name != theirs.Name && !renamed {
		all = append(all, Difference{Part: PartName, Ours: ours.Name, Theirs: theirs.Name})
	}
	if ours.BaseURL != theirs.BaseURL {
		all = append(all, Difference{Part: PartAddress, Ours: ours.BaseURL, Theirs: theirs.BaseURL})
	}
	all = append(all, fieldDifferences(PartPublic, ours.Public, theirs.Public)...)
	if !lost {
		all = append(all, fieldDifferences(PartSecret, ours.Values, theirs.Values)...)
		all = append(all, grantDifferences(ours, theirs)...)
	}
	return append(all, newerTokens(ours, theirs)...)
}

func fieldDifferences(part Part, ours, theirs map[string]string) []Difference {
	var all []Difference
	for _, name := range slices.Sorted(maps.Keys(union(ours, theirs))) {
		if ours[name] == theirs[name] {
			continue
		}
		d := Difference{Part: part, What: name}
		if part == PartPublic {
			d.Ours, d.Theirs = ours[name], theirs[name]
		}
		switch {
		case ours[name] == "":
			d.Only = Theirs
		case theirs[name] == "":
			d.Only = Ours
		}
		all = append(all, d)
	}
	return all
}

func union(a, b map[string]string) map[string]bool {
	keys := map[string]bool{}
	for k := range a {
		keys[k] = true
	}
	for k := range b {
		keys[k] = true
	}
	return keys
}

type grantKey struct{ kind, subject string }

func grantDifferences(ours, theirs *vault.Full) []Difference {
	var all []Difference
	here := map[grantKey]int{}
	for i, g := range ours.Grants {
		here[grantKey{g.Kind, g.Subject}] = i
	}
	for i, g := range theirs.Grants {
		key := grantKey{g.Kind, g.Subject}
		j, both := here[key]
		delete(here, key)
		if !both {
			all = append(all, Difference{Part: PartGrant, What: called(g), Only: Theirs})
		} else if !sameGrant(ours.Grants[j], g) || !maps.Equal(ours.GrantValues[j], theirs.GrantValues[i]) {
			all = append(all, Difference{Part: PartGrant, What: called(g)})
		}
	}
	for _, g := range ours.Grants {
		if _, only := here[grantKey{g.Kind, g.Subject}]; only {
			all = append(all, Difference{Part: PartGrant, What: called(g), Only: Ours})
		}
	}
	return all
}

func sameGrant(a, b vault.Grant) bool {
	return a.Name == b.Name && a.Selected == b.Selected && maps.Equal(withoutEmpty(a.Public), withoutEmpty(b.Public))
}

// called is what a grant is shown as.
func called(g vault.Grant) string {
	if name := strings.TrimSpace(g.Name); name != "" {
		return name
	}
	if g.Subject != "" {
		return g.Subject
	}
	return g.Kind
}

// newerTokens lists the tokens of theirs that would be taken.
func newerTokens(ours, theirs *vault.Full) []Difference {
	var all []Difference
	for _, t := range theirs.Tokens {
		i := slices.IndexFunc(ours.Tokens, func(o vault.Token) bool { return o.Kind == t.Kind && o.Subject == t.Subject })
		switch {
		case i < 0:
			all = append(all, Difference{Part: PartToken, What: t.Kind, Only: Theirs})
		case ours.Tokens[i].IssuedAt.Before(t.IssuedAt):
			all = append(all, Difference{Part: PartToken, What: t.Kind})
		}
	}
	return all
}
