package transfer

import (
	"fmt"
	"slices"

	"keycase/providers"
)

// Preview is what a text holds, before anything is stored.
type Preview struct {
	Format   Format
	Encoding Encoding
	// Name is what the text or its file calls itself; "" if nothing does.
	Name string
	// Candidates are the credentials that the text may become, in its order.
	Candidates []Candidate
	// Ignored are the values that belong to none of them.
	Ignored []Ignored
	// Unread counts the lines that no name was known on.
	Unread int
}

// Ignored is a value that was left aside. The value itself is not here.
type Ignored struct {
	Source Source
	Why    providers.Text
}

// Source is where a value stands in the text.
type Source struct {
	Line int    // from 1; 0 where it cannot be told
	Name string // as written, JSON with its path; "" for a value without a name
}

// Certainty is how sure it is which platform is meant.
type Certainty int

// The certainties. A program may act on Certain only; what is Likely wants a
// person's yes, and what is Open a person's choice.
const (
	Open Certainty = iota
	Likely
	Certain
)

// String names a certainty for programs.
func (c Certainty) String() string {
	return [...]string{"open", "likely", "certain"}[c]
}

// Guess is a platform that may be meant.
type Guess struct {
	Platform  string
	Certainty Certainty
	Why       []providers.Text
}

// State is what becomes of a value.
type State int

// The states.
const (
	// Taken: it goes into its field.
	Taken State = iota
	// Conflict: another value claims the same field; Put chooses one.
	Conflict
	// Unassigned: nothing says which field it is; Put says so.
	Unassigned
	// LeftOut: it is not used, see Why.
	LeftOut
)

// String names a state for programs.
func (s State) String() string {
	return [...]string{"taken", "conflict", "unassigned", "left_out"}[s]
}

// Item is one value of a candidate.
type Item struct {
	Source Source
	// Field is the wire name of where it goes; "" where it is Unassigned, or left out
	// because the platform has no such field.
	Field string
	// Secret values are to be shown masked.
	Secret bool
	State  State
	// Why says how the field was recognised, or why the value is left out.
	Why providers.Text
	// Problem is what the field's rule says against it, Warning what is unusual.
	Problem, Warning providers.Text

	value string
	shape providers.Text
}

// Value is the value itself.
func (i Item) Value() string { return i.value }

// Shown is the value as a screen may show it.
func (i Item) Shown() string {
	if i.Secret && i.value != "" {
		return providers.Mask
	}
	return i.value
}

// Shape tells Unassigned values without a name apart for a person: their length and
// what they are made of, because nothing else does that. It is empty for all others:
// nobody has to learn the length of what a name, or a field, says to be a secret.
func (i Item) Shape() providers.Text { return i.shape }

// String never shows a secret.
func (i Item) String() string {
	return fmt.Sprintf("%s -> %s: %s (%s)", i.Source.Name, i.Field, i.Shown(), i.State)
}

// GoString is String, so that no verb shows a secret.
func (i Item) GoString() string { return i.String() }

// Candidate is a credential that a text may become. Its methods return changed
// copies.
type Candidate struct {
	// Name is a suggestion; "" where the text gives none.
	Name string
	// Platform is the one taken; "" where a person has to choose with As.
	Platform string
	// Certainty and Why say how sure that is. After As it is Certain.
	Certainty Certainty
	Why       []providers.Text
	// Guesses are all platforms, the likeliest first.
	Guesses []Guess
	// Items are the values, in the order of the text.
	Items []Item
	// Missing are the wire names of required fields without a value.
	Missing []string
	// Address is an address that the text names and that is not the platform's own;
	// "" for none. Secrets would be sent there, so that a person has to agree.
	Address string

	v      *vocabulary
	from   *group // a pointer, which is not followed where a candidate is printed
	put    map[int]string
	others []string // addresses of the text
}

// As takes the candidate for a credential of that platform. The error wraps
// providers.ErrUnknown.
func (c Candidate) As(platform string) (Candidate, error) {
	p, err := c.v.registry.Platform(platform)
	if err != nil {
		return c, err
	}
	c.Platform, c.Certainty, c.Why = platform, Certain, []providers.Text{{ZH: "自己选的", EN: "chosen by hand"}}
	c.put = nil // what was said about another platform's fields
	c.fill(p)
	return c, nil
}

// Put says that the value of an item, by its index, goes into a field of the
// platform; "" leaves it out. Any other value for the field is left out then.
func (c Candidate) Put(item int, field string) (Candidate, error) {
	p, err := c.v.registry.Platform(c.Platform)
	if err != nil {
		return c, err
	}
	if item < 0 || item >= len(c.Items) {
		return c, fmt.Errorf("%w item %d", providers.ErrUnknown, item)
	}
	if _, ok := providers.FieldNamed(p.Fields, field); !ok && field != "" {
		return c, fmt.Errorf("%w field %q", providers.ErrUnknown, field)
	}
	put := map[int]string{}
	for i, name := range c.put {
		if field == "" || name != field {
			put[i] = name
		}
	}
	for i := range c.Items {
		if c.Items[i].Field == field && field != "" {
			put[i] = ""
		}
	}
	put[item] = field
	c.put = put
	c.fill(p)
	return c, nil
}

// Give adds a value that the text lacks, as a person typed it, for a field of the
// platform.
func (c Candidate) Give(field, value string) (Candidate, error) {
	from := *c.from
	from.found = append(slices.Clone(from.found), finding{value: value, secret: true})
	c.from = &from
	c.Items = append(slices.Clone(c.Items), Item{})
	return c.Put(len(c.Items)-1, field)
}

// Values are what the credential would hold.
func (c Candidate) Values() providers.Values {
	values := providers.Values{}
	for _, i := range c.Items {
		if i.State == Taken {
			values[i.Field] = i.value
		}
	}
	return values
}

// Ready tells whether the candidate can be stored as it is: its platform is
// chosen, no field has two values, none is missing, and every rule is met.
func (c Candidate) Ready() bool {
	return c.Platform != "" && len(c.Missing) == 0 && !slices.ContainsFunc(c.Items, func(i Item) bool {
		return i.State == Conflict || i.State == Taken && !i.Problem.IsZero()
	})
}
