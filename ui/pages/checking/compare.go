package checking

import (
	"slices"
	"strings"
	"unicode/utf8"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/providers/check"
	"keycase/ui/widgets"
)

// compared are the steps of a finding, ready to be shown beside each other. blind
// tells that nobody knows how the given signature came about: the platform's steps
// are there to be compared by hand.
func compared(l *translations.Localizer, r check.Result, blind bool) []widgets.ComparedStep {
	lang := providers.Lang(l.Lang())
	first := r.Difference
	two := slices.ContainsFunc(r.Steps, func(s check.Row) bool { return s.Given != "" })
	var steps []widgets.ComparedStep
	if first != nil && !slices.ContainsFunc(r.Steps, func(s check.Row) bool { return s.Step == first.Step }) {
		steps = append(steps, firstStep(l, *first))
	}
	for _, row := range r.Steps {
		switch parts := first != nil && row.Step == first.Step; {
		case parts:
			steps = append(steps, firstStep(l, *first))
			if !two {
				return gathered(l, steps) // what follows from it is not known
			}
		case two:
			steps = append(steps, step(l, row.Title.In(lang), row.Expected, row.Given))
		case blind:
			steps = append(steps, widgets.ComparedStep{Title: row.Title.In(lang), Left: visible(row.Expected), Lacks: l.T("checking.by_hand")})
		default:
			steps = append(steps, step(l, row.Title.In(lang), row.Expected, row.Expected))
		}
	}
	return gathered(l, steps)
}

// firstStep is the one at which the ways part, from shortly before the place.
func firstStep(l *translations.Localizer, d check.Difference) widgets.ComparedStep {
	s := step(l, d.Title.In(providers.Lang(l.Lang())), d.Expected, d.Given)
	s.First = true
	from := common(s.Left, s.Right) - before
	for from > 0 && !utf8.RuneStart(s.Left[from]) {
		from--
	}
	if from > before {
		s.Left, s.Right = "…"+s.Left[from:], "…"+s.Right[from:]
	}
	return s
}

// before is how much is shown of what is the same before a difference, in bytes.
const before = 60

// common is the length of what two texts begin with alike.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// gathered takes the steps that are the same together, but for the last one before
// the first that differs.
func gathered(l *translations.Localizer, steps []widgets.ComparedStep) []widgets.ComparedStep {
	differs := func(s widgets.ComparedStep) bool { return s.Left != s.Right || s.Lacks != "" }
	begin := 0
	if len(steps) > 0 && differs(steps[0]) {
		begin = 1
	}
	end := slices.IndexFunc(steps[begin:], differs)
	if end < 0 {
		end = len(steps)
	} else {
		end += begin - 1
	}
	if end-begin < 2 {
		return steps
	}
	var titles []string
	for _, s := range steps[begin:end] {
		titles = append(titles, s.Title)
	}
	all := strings.Join(titles, " · ") // a title can have a comma of its own
	together := widgets.ComparedStep{Title: l.T("checking.same_steps", "Count", end-begin), Left: all, Right: all, Words: true}
	return slices.Replace(steps, begin, end, together)
}

// step says of a value how long it is, because that alone gives many a mistake away.
func step(l *translations.Localizer, title, expected, given string) widgets.ComparedStep {
	s := widgets.ComparedStep{Title: title, Left: visible(expected), Right: visible(given)}
	switch {
	case expected == given:
		s.RightNote = l.T("checking.same")
	case given == "":
		s.Lacks = l.T("checking.lacks")
		s.LeftNote = length(l, expected)
	default:
		s.LeftNote, s.RightNote = length(l, expected), length(l, given)
	}
	return s
}

func length(l *translations.Localizer, text string) string {
	if text == "" || strings.Contains(text, "{") || strings.Contains(text, providers.Mask) {
		return "" // that of the secret's name says nothing
	}
	return l.T("checking.length", "Count", utf8.RuneCountInString(text))
}

// visible writes out the characters that nobody sees, which is where many strings
// to sign differ.
func visible(text string) string {
	text = escaper.Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		inner := strings.Trim(line, " ")
		if inner == "" {
			continue
		}
		begin, end := strings.Index(line, inner), len(line)-strings.Index(line, inner)-len(inner)
		lines[i] = strings.Repeat(`\u0020`, begin) + inner + strings.Repeat(`\u0020`, end)
	}
	text = strings.Join(lines, "\n")
	// The last line feed ends a line and begins none.
	return strings.TrimSuffix(strings.ReplaceAll(text, "\n", "\\n\n"), "\n")
}

var escaper = strings.NewReplacer("\r", `\r`, "\t", `\t`, "\ufeff", `\ufeff`)
