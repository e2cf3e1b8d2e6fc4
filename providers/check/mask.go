package check

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"

	"keycase/internal/lazy"
	"keycase/providers"
)

// shortestSecret is how long a secret has to be to be looked for where it is not
// expected, in bytes; shorter ones would hide half of every hash.
const shortestSecret = 4

// masker tells how a signature comes about without its secrets. It signs a
// second time with tokens in their place: what holds a token in the second
// signing, held a secret in the first.
type masker struct {
	real, tokens providers.Draft
	secrets      []secret
}

// secret is one of the forms that a secret can take.
type secret struct{ form, name string }

// token stands for the secret of that name. It is made of letters and of marks
// that no encoder touches, in mixed case, so that it shows what was done to it.
func token(name string) string { return "Zq_" + name + "_qZ" }

var (
	tokenAsIs  = lazy.Regexp(`Zq_([a-z_]+?)_qZ`)
	tokenUpper = lazy.Regexp(`ZQ_([A-Z_]+?)_QZ`)
	tokenLower = lazy.Regexp(`zq_([a-z_]+?)_qz`)
)

func (p *patient) masker(env providers.Env, values providers.Values) *masker {
	m := &masker{real: p.doctor.Start(env, values)}
	masked := values.Clone()
	for _, f := range slices.Concat(p.Operation.Inputs, p.Platform.Fields) {
		v := values[f.Name]
		if !f.Secret || v == "" {
			continue
		}
		masked[f.Name] = token(f.Name)
		if len(v) >= shortestSecret {
			for _, form := range append(providers.Forms([]string{v}), hex.EncodeToString([]byte(v))) {
				m.secrets = append(m.secrets, secret{form, f.Name})
			}
		}
	}
	// The longest first, so that a secret inside another leaves no remainder.
	slices.SortFunc(m.secrets, func(a, b secret) int { return cmp.Compare(len(b.form), len(a.form)) })
	m.tokens = p.doctor.Start(env, masked)
	return m
}

// rows are the steps of the right way, and of these wrong ways beside it; with no
// ways, nothing stands beside it.
func (m *masker) rows(ways []int) []Row {
	right := m.steps()
	rows := make([]Row, len(right))
	for i, s := range right {
		rows[i] = Row{Step: s.Name, Title: s.Title, Hint: s.Hint, Expected: s.Value}
	}
	if len(ways) == 0 {
		return rows
	}
	for i, s := range m.steps(ways...) {
		rows[i].Given = s.Value // the same steps, whatever the ways
	}
	return rows
}

func (m *masker) steps(ways ...int) providers.Trace {
	trace, tokens := m.real(ways...).Steps(), m.tokens(ways...).Steps()
	for i := range trace {
		trace[i].Value = m.shown(trace[i].Value, tokens[i].Value)
	}
	return trace
}

// shown is a text without secrets; withTokens is the same text of the second
// signing.
func (m *masker) shown(text, withTokens string) string {
	named := tokenAsIs().ReplaceAllString(withTokens, "{$1}")
	named = tokenLower().ReplaceAllString(named, "{$1:lower}")
	named = tokenUpper().ReplaceAllStringFunc(named, func(t string) string {
		return "{" + strings.ToLower(tokenUpper().FindStringSubmatch(t)[1]) + ":upper}"
	})
	if named == withTokens {
		named = text
	}
	return m.hide(named)
}

// hide names the secrets in a text that the developer gave.
func (m *masker) hide(text string) string {
	for _, s := range m.secrets {
		text = s.namedIn(text)
	}
	return text
}

// namedIn puts the name in the place of the secret, in ASCII letters of either case:
// to spell one in the other is a mistake that is made, and the name tells of it.
func (s secret) namedIn(text string) string {
	folded, form := lowerASCII(text), lowerASCII(s.form)
	var out strings.Builder
	for at := strings.Index(folded, form); at >= 0; at = strings.Index(folded, form) {
		found, end, spelt := text[at:at+len(form)], at+len(form), ""
		switch found {
		case s.form:
		case strings.ToUpper(s.form):
			spelt = ":upper"
		case form:
			spelt = ":lower"
		default:
			spelt = ":case"
		}
		out.WriteString(text[:at] + "{" + s.name + spelt + "}")
		text, folded = text[end:], folded[end:]
	}
	return out.String() + text
}

// lowerASCII keeps the length, also of what is no UTF-8.
func lowerASCII(text string) string {
	lower := []byte(text)
	for i, b := range lower {
		if 'A' <= b && b <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	return string(lower)
}

func firstDifference(rows []Row) *Difference {
	for _, r := range rows {
		if r.Expected != r.Given {
			return &Difference{Step: r.Step, Title: r.Title, Expected: r.Expected, Given: r.Given}
		}
	}
	return nil
}

// ofTarget is the difference of a target that nothing explains. In a string to
// sign, it is in the step that holds the first byte that differs.
func (m *masker) ofTarget(right providers.Attempt, t target) *Difference {
	steps := right.Steps()
	rows := m.rows(nil)
	last := rows[len(rows)-1]
	if t.signature != "" {
		given := m.hide(t.signature)
		if right.Readable {
			given = providers.Mask
		}
		return &Difference{Step: last.Step, Title: last.Title, Expected: last.Expected, Given: given}
	}
	at := commonPrefix(right.StringToSign, t.text)
	from := 0
	whole := &Difference{Step: "string_to_sign", Expected: m.hide(right.StringToSign), Given: m.hide(t.text)}
	for i, s := range steps {
		if s.Value == right.StringToSign {
			whole.Step, whole.Title, whole.Expected = s.Name, s.Title, rows[i].Expected
			continue
		}
		begin := strings.Index(right.StringToSign[from:], s.Value)
		if begin < 0 || s.Value == "" {
			continue
		}
		end := from + begin + len(s.Value)
		if at < end {
			return &Difference{Step: s.Name, Title: s.Title, Expected: rows[i].Expected, Given: besideSecret(rows[i].Expected, m.hide(lineAround(t.text, from+begin, at)))}
		}
		from = end
	}
	whole.Given = besideSecret(whole.Expected, whole.Given)
	return whole
}

// besideSecret cuts a given text behind what it shares with the expected one,
// where that goes on with a secret: what stands there instead is another secret,
// or a part of this one.
func besideSecret(expected, given string) string {
	at := commonPrefix(expected, given)
	if open := strings.LastIndexByte(given[:at], '{'); open > strings.LastIndexByte(given[:at], '}') {
		at = open // not in the middle of a name
	}
	rest := given[at:]
	for _, named := range secretName().FindAllString(expected, -1) {
		rest = strings.ReplaceAll(rest, named, "")
	}
	if !secretName().MatchString(expected) || len(rest) < shortestSecret || strings.Contains(expected, rest) {
		return given
	}
	return given[:at] + providers.Mask
}

var secretName = lazy.Regexp(`\{[a-z_]+(:[a-z]+)?\}`)

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// lineAround is what stands from a place on, up to the end of the line of another
// place behind it.
func lineAround(text string, from, at int) string {
	if from > len(text) {
		return ""
	}
	at = min(max(at, from), len(text))
	end := strings.IndexByte(text[at:], '\n')
	if end < 0 {
		return text[from:]
	}
	return text[from : at+end]
}
