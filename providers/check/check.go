// Package check is the signature doctor: it tells a developer which known mistake
// made the signature that a platform refuses.
//
// It signs the same values in every wrong way that the platform's package knows,
// alone and in pairs, and looks for the developer's result among theirs. What
// computes the right result is never accused. Where different mistakes give the
// same bytes for these values, the simplest explanation is named, the more usual
// one among equals, and the others are told beside it.
//
// Nothing here reads a clock or a random source, and no secret value is in any
// result: where a step holds one, its name in braces stands for it. Of a digest that
// opens the platform as a secret does, only the ends are told.
package check

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"keycase/providers"
	"keycase/providers/captured"
)

// Given is what the developer has; exactly one member is set.
type Given struct {
	Signature    string
	StringToSign string
	Curl         string // a whole command, see [captured.Curl]
	HTTP         string // a whole request, see [captured.HTTP]
}

// Case is what is to be checked.
type Case struct {
	Platform  *providers.Platform
	Operation *providers.Operation
	// Values are all that is known, by wire name: inputs of the operation and
	// fields of the credential, also those that this operation does not read but
	// somebody may have used by mistake.
	Values providers.Values
	// Others are values that are as good as those of the same name in Values: what
	// the credential's other grants have.
	Others map[string][]string
	// Env is what it was signed with, as far as it is known. Beside a whole
	// request, which tells that itself, Now is the time at which it is judged.
	Env   providers.Env
	Given Given
}

// Difference is the first step at which the developer's way leaves the right one.
// Secrets stand in it by name, in braces.
type Difference struct {
	Step     string // as in [providers.Signed.Trace]
	Title    providers.Text
	Expected string
	Given    string
}

// Row is a step of the signing in both ways. Secrets stand in it by name.
type Row struct {
	Step     string
	Title    providers.Text
	Hint     providers.Text
	Expected string
	Given    string
}

// Result is what was found.
type Result struct {
	// Match is set where nothing is wrong.
	Match bool
	// Mistakes are what was done wrong; never empty without Match. UnknownID is
	// the ID where no known mistake explains the signature.
	Mistakes []providers.Variant
	// Others are further explanations of the same signature, which these values
	// cannot tell from Mistakes.
	Others [][]providers.Variant
	// Difference is nil where there is none to show.
	Difference *Difference
	// Steps are the signing in both ways; without what was given where no
	// explanation was found.
	Steps []Row
	// Sound names the parts of signing that are in order; empty where no
	// explanation was found.
	Sound []providers.Text
}

// UnknownID is the ID of the mistake that nothing explains.
const UnknownID = "unknown"

// Check finds the mistakes. Its errors are [providers.InvalidError] about values
// that are missing or not acceptable, and about a given text that cannot be read.
func Check(c Case) (Result, error) {
	if c.Operation.Doctor == nil {
		return Result{}, fmt.Errorf("%w: nothing is known about mistakes of %s.%s", providers.ErrUnknown, c.Platform.ID, c.Operation.ID)
	}
	p := patient{Case: c, doctor: c.Operation.Doctor()}
	r, form, err := p.request()
	switch {
	case err != nil:
		return Result{}, err
	case form != "" && p.doctor.Read == nil:
		return Result{}, providers.Invalid("given", providers.Text{
			ZH: "这个操作只计算，不发请求；给 signature 或 string_to_sign", EN: "this operation only computes; give the signature or string_to_sign",
		})
	case form != "":
		return p.checkRequest(r, form)
	}
	if c.Given.Signature != "" && p.doctor.Presumes != nil {
		p.Values = with(p.Values, p.doctor.Presumes)
	}
	if err := p.complete(); err != nil {
		return Result{}, err
	}
	if c.Given.Signature != "" && p.doctor.Start(p.Env, p.Values)().Signature == "" {
		return Result{}, providers.Invalid("given", providers.Text{
			ZH: "这个操作没有签名，贴整条 curl 命令或 HTTP 请求", EN: "this call has no signature; paste the whole curl command or HTTP request",
		})
	}
	found := p.diagnose(p.Env, p.Values, target{signature: c.Given.Signature, text: c.Given.StringToSign})
	return found.withhold(p.derived()), nil
}

// patient is a case together with the platform's knowledge.
type patient struct {
	Case
	doctor *providers.Doctor
}

// request reads a whole request; form is "" where none was given.
func (p *patient) request() (r *providers.Request, form captured.Form, err error) {
	given := 0
	for _, text := range []string{p.Given.Signature, p.Given.StringToSign, p.Given.Curl, p.Given.HTTP} {
		if text != "" {
			given++
		}
	}
	if given != 1 {
		return nil, "", providers.Invalid("given", providers.Text{
			ZH: "signature、string_to_sign、curl、http 里要给正好一项",
			EN: "takes exactly one of signature, string_to_sign, curl and http",
		})
	}
	switch {
	case p.Given.Curl != "":
		r, err = captured.Curl(p.Given.Curl)
		return r, captured.FormCurl, err
	case p.Given.HTTP != "":
		r, err = captured.HTTP(p.Given.HTTP)
		return r, captured.FormHTTP, err
	}
	return nil, "", nil
}

// complete checks the values that the signature is made from, and names all that
// is missing at once. The operation's other inputs may stay empty.
func (p *patient) complete() error {
	problems := p.problems(p.doctor.Signs)
	for _, name := range p.doctor.Varies {
		if lacks(p.Env, name) {
			problems = append(problems, providers.Problem{Field: "env." + name, Text: providers.Text{
				ZH: "还没填；要签名时用的那个值", EN: "is missing; it is the value that was signed with",
			}})
		}
	}
	if len(problems) > 0 {
		return &providers.InvalidError{Problems: problems}
	}
	return nil
}

// problems checks the inputs of these names, and cleans p.Values of what surrounds
// them.
func (p *patient) problems(names []string) []providers.Problem {
	op := providers.Operation{}
	for _, f := range p.Operation.Inputs {
		if slices.Contains(names, f.Name) {
			op.Inputs = append(op.Inputs, f)
		}
	}
	for _, rule := range p.Operation.OneOf {
		if !slices.ContainsFunc(rule.Fields, func(f string) bool { return !slices.Contains(names, f) }) {
			op.OneOf = append(op.OneOf, rule)
		}
	}
	clean, _, err := op.Check(p.Values)
	cleaned := providers.Values{}
	for _, f := range op.Inputs {
		cleaned[f.Name] = clean[f.Name]
	}
	p.Values = with(p.Values, cleaned)
	var invalid *providers.InvalidError
	if errors.As(err, &invalid) {
		return invalid.Problems
	}
	return nil
}

// with returns a copy of values in which those of more take precedence.
func with(values, more providers.Values) providers.Values {
	all := providers.Values{}
	maps.Copy(all, values)
	maps.Copy(all, more)
	return all
}

func lacks(env providers.Env, name string) bool {
	switch name {
	case "now":
		return env.Now.IsZero()
	case "nonce":
		return env.Nonce == ""
	default:
		return env.State == ""
	}
}

// IDs lists the ids of mistakes, sorted.
func IDs(mistakes []providers.Variant) []string {
	ids := make([]string, len(mistakes))
	for i, m := range mistakes {
		ids[i] = m.ID
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
