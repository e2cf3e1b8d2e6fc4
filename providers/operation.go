package providers

import (
	"strings"
	"time"
)

// OneOf says that at least one of some inputs must be given.
type OneOf struct {
	Fields []string
	// Exclusive refuses more than one.
	Exclusive bool
}

// Quota limits how often a platform answers.
type Quota struct {
	// ID names what is counted; operations that share a limit share the ID.
	ID string
	// Limit is how many calls a window allows.
	Limit int
	// Window is the length of the window. A window of 24 hours is the calendar
	// day in China; any shorter one slides.
	Window time.Duration
	// Scope returns what the platform counts by (a machine_code).
	Scope func(Values) string
}

// Operation is one thing that a platform can be asked to do.
type Operation struct {
	// ID is the short name within the platform: "app-token".
	ID string
	// Title and Summary say what it does.
	Title   Text
	Summary Text
	// Icon names an icon of the Lucide set.
	Icon string
	// Inputs are all values that it reads. One whose name is also a field of
	// the platform comes from the credential.
	Inputs []Field
	// OneOf lists the rules over several inputs.
	OneOf []OneOf
	// Sends is false where the operation only computes.
	Sends bool
	// Yields names the kind of token it gives, or "".
	Yields string
	// Binds names the kind of grant it gives, or "".
	Binds string
	// Releases names the kind of grant that it ends, or "": the one whose subject
	// is the value of About. The tokens that are bound to it end with it.
	Releases string
	// About names the input that says what a call is about: the subject of a
	// grant (machine_code, netid, uid). "" where it is about the whole credential.
	About string
	// RenewsBy names the credential fields by which a granted row is recognised
	// as the credential's own, and Renews those that are then taken over from it.
	// The first has to be equal; where it is in several rows, the others decide.
	// Empty where grants renew nothing.
	RenewsBy []string
	Renews   []string
	// Quota is nil where the platform publishes no limit.
	Quota *Quota
	// Signer makes the request from checked values; use [Operation.Sign].
	Signer func(Env, Values) (Signed, error)
	// Steps writes down from checked values what Signer does; use
	// [Operation.Recipe]. nil where nothing is sent.
	Steps func(Env, Values) (Recipe, error)
	// Parser reads the answer; use [Operation.Parse]. nil where nothing is sent.
	Parser func(Response) (Outcome, error)
	// Doctor gives what finds mistakes in other programs' signatures. It is made
	// anew by each call.
	Doctor func() *Doctor
}

// Check drops surrounding white space, fills in defaults and validates. The
// error is an [InvalidError] that names all problems; warnings do not stop.
// Values that the operation does not read are not in the result.
func (op *Operation) Check(values Values) (clean Values, warnings []Problem, err error) {
	return checkFields(op.Inputs, op.OneOf, values)
}

// Sign checks the values and signs. Same Env, same Values: same bytes.
// Its errors are [InvalidError].
func (op *Operation) Sign(env Env, values Values) (Signed, error) {
	clean, _, err := op.Check(values)
	if err != nil {
		return Signed{}, err
	}
	return op.Signer(env, clean)
}

// Parse reads an answer. Its errors are a [Failure] when the platform refused
// and an [UnreadableError] when the answer cannot be understood.
func (op *Operation) Parse(resp Response) (Outcome, error) {
	if op.Parser == nil {
		return Outcome{}, Unreadable(resp, Text{"这个操作不发请求，没有返回可解析", "this operation sends nothing, so there is no answer to read"})
	}
	if len(resp.Body) > MaxBody {
		return Outcome{}, TooLong(resp.Status)
	}
	out, err := op.Parser(resp)
	if err != nil {
		return Outcome{}, err
	}
	return out, out.check(resp)
}

func checkFields(fields []Field, rules []OneOf, values Values) (Values, []Problem, error) {
	clean := make(Values, len(fields))
	var warnings, problems []Problem
	for _, f := range fields {
		v, warning, problem := checkField(f, values[f.Name])
		if v != "" {
			clean[f.Name] = v
		}
		if !warning.IsZero() {
			warnings = append(warnings, Problem{f.Name, warning})
		}
		if !problem.IsZero() {
			problems = append(problems, Problem{f.Name, problem})
		}
	}
	for _, r := range rules {
		if p, bad := r.check(clean, fields); bad {
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return clean, warnings, &InvalidError{Problems: problems}
	}
	return clean, warnings, nil
}

func checkField(f Field, given string) (value string, warning, problem Text) {
	value = given
	if f.Kind != KindBody {
		value = trimmed(given)
		if value != given && value != "" && f.Secret {
			warning = Text{"前后有空格，已经去掉", "had spaces around it; they were dropped"}
		}
	}
	if value == "" {
		value = f.Default
	}
	switch {
	case value == "" && f.Required:
		return "", warning, Text{"还没填", "is missing"}
	case value == "":
		return "", warning, Text{}
	case f.Kind == KindChoice:
		return value, warning, f.checkChoice(value)
	case f.Kind == KindPairs:
		if _, err := ParsePairs(value); err != nil {
			return value, warning, Text{"要写成 [[\"名称\", \"值\"], …]", "must be [[\"name\", \"value\"], …]"}
		}
		return value, warning, Text{}
	case f.Kind == KindBody:
		return value, f.Rule.Warn(value), f.Rule.checkBody(value)
	}
	if w := f.Rule.Warn(value); !w.IsZero() {
		warning = w
	}
	return value, warning, f.Rule.Check(value)
}

func (f Field) checkChoice(value string) Text {
	names := make([]string, len(f.Choices))
	for i, c := range f.Choices {
		if c.Value == value {
			return Text{}
		}
		names[i] = c.Value
	}
	list := strings.Join(names, " / ")
	return Text{"只能选：" + list, "must be one of: " + list}
}

func (r OneOf) check(values Values, fields []Field) (Problem, bool) {
	var given []string
	for _, name := range r.Fields {
		if values[name] != "" {
			given = append(given, name)
		}
	}
	list := labels(r.Fields, fields)
	switch {
	case len(given) == 0:
		return Problem{r.Fields[0], Text{"这几项要填一项：" + list.ZH, "one of these is needed: " + list.EN}}, true
	case len(given) > 1 && r.Exclusive:
		return Problem{given[1], Text{"这几项只能填一项：" + list.ZH, "only one of these may be given: " + list.EN}}, true
	}
	return Problem{}, false
}

// labels lists fields by what they are called on screen.
func labels(names []string, fields []Field) Text {
	var zh, en []string
	for _, name := range names {
		label := Same(name)
		if f, ok := FieldNamed(fields, name); ok && !f.Label.IsZero() {
			label = f.Label
		}
		zh, en = append(zh, label.ZH), append(en, label.EN)
	}
	return Text{strings.Join(zh, "、"), strings.Join(en, ", ")}
}
