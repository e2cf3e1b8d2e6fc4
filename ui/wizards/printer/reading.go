package printer

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"keycase/assets/translations"
	"keycase/pairing"
)

// errNothing is a text or a code in which nothing of a printer was found.
var errNothing = errors.New("the text holds neither machine_code nor key")

// question is what a person has to say about values of which nothing here can tell
// what they are.
type question int

const (
	whichPicture question = iota // of several QR codes
	whichCode                    // of several values is the machine_code
	whichKey                     // of several values is the key
)

// pick is a choice that a person has to make before what was read is filled in.
type pick struct {
	what    question
	options []string
	// reading is what was found besides the options.
	reading pairing.Reading
}

// take fills in what was read. What nobody can tell is left to the person: the kind
// of a key stays unknown, and values that may be either become a pick. Without
// anything of use the error is errNothing, and what was typed stays.
func (f *flow) take(r pairing.Reading, now time.Time) error {
	f.pick = nil
	switch {
	case r.Empty():
		return errNothing
	case len(r.Rest) == 0:
		f.fill(r, now)
	case r.Code.Value == "" && len(r.Codes()) > 0:
		f.pick = &pick{what: whichCode, options: r.Codes(), reading: r}
	default:
		f.askKey(r, r.Rest)
	}
	return nil
}

// askKey asks which of some values is the key; one that the text names is among them.
func (f *flow) askKey(r pairing.Reading, options []string) {
	if r.Key.Value != "" {
		options = append([]string{r.Key.Value}, options...)
	}
	f.pick = &pick{what: whichKey, options: options, reading: r}
}

// takeTexts takes what several QR codes say; with more than one of use, a person
// chooses.
func (f *flow) takeTexts(texts []string, now time.Time) error {
	useful := slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return pairing.ParseText(text).Empty() })
	switch len(useful) {
	case 0:
		return errNothing
	case 1:
		return f.take(pairing.ParseText(useful[0]), now)
	}
	f.pick = &pick{what: whichPicture, options: useful}
	return nil
}

// choose answers the pick: the option with that index, or none of them.
func (f *flow) choose(index int, now time.Time) error {
	p := f.pick
	chosen := ""
	if index >= 0 && index < len(p.options) {
		chosen = p.options[index]
	}
	f.pick = nil
	r := p.reading
	switch {
	case p.what == whichPicture && chosen != "":
		return f.take(pairing.ParseText(chosen), now)
	case p.what == whichCode:
		rest := slices.DeleteFunc(slices.Clone(r.Rest), func(value string) bool { return value == chosen })
		r.Code, r.Rest = pairing.Part{Value: chosen}, nil
		if len(rest) > 0 {
			f.askKey(r, rest)
			return nil
		}
		f.fill(r, now)
	case p.what == whichKey:
		if chosen != r.Key.Value {
			r.Kind = pairing.KindUnknown
		}
		r.Key = pairing.Part{Value: chosen}
		f.fill(r, now)
	}
	return nil
}

// fill puts what was read into the fields. Reading a key again that is there already
// does not make it younger.
func (f *flow) fill(r pairing.Reading, now time.Time) {
	if r.Code.Value != "" {
		f.slip.code = r.Code.Value
	}
	if r.Key.Value != "" {
		if r.Key.Value != f.slip.key && r.Kind != pairing.KindUnknown {
			f.slip.choose(r.Kind)
		}
		if r.Key.Value != f.slip.key {
			f.slip.setKey("", now)
			f.slip.kind = pairing.KindUnknown
		}
		f.slip.setKey(r.Key.Value, now)
		if r.Kind != pairing.KindUnknown {
			f.slip.kind = r.Kind
		}
	}
	f.check = r.Code.Value != "" || r.Key.Value != ""
}

// option is how a pick is offered: what it is, and what else there is to say of it.
type option struct{ title, detail string }

// shown names the options so that a person recognises them without everybody being able
// to read a key: a machine_code in full, of the rest only the ends.
func (p pick) shown(l *translations.Localizer) []option {
	all := make([]option, len(p.options))
	for i, text := range p.options {
		if p.what == whichPicture {
			all[i] = described(l, pairing.ParseText(text), text)
		} else {
			all[i] = option{title: veiled(text)}
		}
	}
	return all
}

// described says what a QR code holds.
func described(l *translations.Localizer, r pairing.Reading, text string) option {
	var said []string
	if r.Code.Value != "" {
		said = append(said, l.T("printer.code")+" "+short(r.Code.Value))
	}
	if r.Key.Value != "" {
		said = append(said, kindName(l, r.Kind)+" "+veiled(r.Key.Value))
	}
	for _, value := range r.Rest {
		said = append(said, veiled(value))
	}
	if host := hostOf(text); host != "" {
		said = append(said, host)
	}
	return option{title: said[0], detail: strings.Join(said[1:], " · ")}
}

func hostOf(text string) string {
	if u, err := url.Parse(text); err == nil {
		return u.Host
	}
	return ""
}

// dots stand for the middle of a value, whatever its length.
const dots = "••••"

// veiled shows the ends of a value that may be a key, and a machine_code in full.
func veiled(value string) string {
	const end = 2
	if pairing.LooksLikeCode(value) {
		return value
	}
	if utf8.RuneCountInString(value) < 3*end {
		return dots
	}
	runes := []rune(value)
	return string(runes[:end]) + dots + string(runes[len(runes)-end:])
}

// short leaves out the middle of a code that is longer than usual ones; its ends tell it from others.
func short(code string) string {
	const most, ahead, behind = 16, 8, 4
	if runes := []rune(code); len(runes) > most {
		return string(runes[:ahead]) + "…" + string(runes[len(runes)-behind:])
	}
	return code
}

// kindName is what people call a key.
func kindName(l *translations.Localizer, kind pairing.KeyKind) string {
	switch kind {
	case pairing.KindQRKey:
		return l.T("printer.qr_key")
	case pairing.KindMSign:
		return l.T("printer.msign")
	default:
		return l.T("printer.key")
	}
}
