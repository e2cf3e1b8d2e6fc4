package providers

// FieldKind tells a form which control takes the value.
type FieldKind int

// The kinds of field.
const (
	// KindLine is one line of text; surrounding white space is dropped.
	KindLine FieldKind = iota
	// KindChoice is one of Field.Choices.
	KindChoice
	// KindBody is text of several lines, kept byte for byte.
	KindBody
	// KindPairs is an ordered list of names and values; see [ParsePairs] for
	// its form inside [Values].
	KindPairs
)

// Choice is one of the values that a KindChoice field takes.
type Choice struct {
	Value string // as in Values
	Label Text
}

// Field describes one value: of a credential, or of an operation's input.
type Field struct {
	// Name is the wire name: the platform's own parameter name.
	Name string
	// Label is what the field is called on screen.
	Label Text
	// Help says in one sentence what the value is.
	Help Text
	// Where tells a person where to find the value.
	Where Text
	// Example is a value of the right shape, published or invented.
	Example string
	// Secret values are masked on screen and kept in the secret store.
	Secret bool
	// Required values must not be empty.
	Required bool
	// Kind picks the control.
	Kind FieldKind
	// Choices of a KindChoice field; the first is no default by itself.
	Choices []Choice
	// Default stands in when the value is empty.
	Default string
	// Rule restricts what is accepted.
	Rule Rule
	// FromToken names the kind of a stored token whose value fills this field
	// when it is empty ("app-token"); see also FromRefresh.
	FromToken string
	// FromRefresh takes the refresh token of that token, not its value.
	FromRefresh bool
	// FromGrant names the kind of a grant ("instance") whose public value of
	// the same wire name fills this field when it is empty.
	FromGrant string
}

// Needed returns a copy of f that is required.
func (f Field) Needed() Field {
	f.Required = true
	return f
}

// Optional returns a copy of f that may be empty.
func (f Field) Optional() Field {
	f.Required = false
	return f
}

// FieldNamed returns the field of that wire name.
func FieldNamed(fields []Field, name string) (Field, bool) {
	for _, f := range fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}
