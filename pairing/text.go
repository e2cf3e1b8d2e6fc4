package pairing

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/width"
)

// KeyKind is which of the two keys of a printer a key is.
type KeyKind int

// The kinds. A key whose kind the text does not name is of KindUnknown, whatever
// it looks like.
const (
	KindUnknown KeyKind = iota
	KindQRKey           // 特殊密钥, lives 300 seconds
	KindMSign           // 终端密钥, on the label under the printer
)

// Part is a value found in a text.
type Part struct {
	Value string
	// Named tells that the text itself says what the value is. Without that it
	// was recognised by its shape, and a person has to confirm it.
	Named bool
}

// Reading is what a text holds.
type Reading struct {
	Code Part // machine_code; empty where none was found
	Key  Part
	Kind KeyKind
	// Rest are values that may be a code or a key, further keys that the text names,
	// and pieces that may belong to a value. Where it is not empty, nothing was
	// recognised by shape: a person has to say which is which.
	Rest []string
	// Keys are those of Rest that the text names as keys.
	Keys []string
}

// Codes are those of Rest that may be a machine_code.
func (r Reading) Codes() []string {
	return slices.DeleteFunc(slices.Clone(r.Rest), func(value string) bool { return slices.Contains(r.Keys, value) })
}

// Empty tells that nothing of use was found.
func (r Reading) Empty() bool { return r.Code.Value == "" && r.Key.Value == "" && len(r.Rest) == 0 }

// longest is how much text is looked at, in bytes; nobody copies more by intent.
const longest = 64 << 10

// ParseText finds machine_code and key in text that was copied from anywhere: the
// query of an address, JSON, name=value, a message of a chat, or the bare values
// with anything between them. It never fails; at worst nothing is found.
func ParseText(text string) Reading {
	if len(text) > longest {
		text = text[:longest]
	}
	text = plain(text)
	var r Reading
	named, rest := pairs(text)
	for _, pair := range named {
		r.name(pair[0], pair[1])
	}
	if len(named) == 0 {
		r.shape(text)
		return r
	}
	if len(r.Codes()) > 0 { // several codes are named
		r.Rest = append([]string{r.Code.Value}, r.Rest...)
		r.Code = Part{}
	}
	seen := map[string]bool{r.Code.Value: true, r.Key.Value: true}
	for _, value := range r.Rest {
		seen[value] = true
	}
	for _, value := range rest {
		if !seen[value] {
			r.Rest, seen[value] = append(r.Rest, value), true
		}
	}
	return r
}

// plain folds full-width letters, digits and signs, and takes out what cannot be seen.
func plain(text string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
			return -1
		case '\u00a0', '\u3000':
			return ' '
		}
		if p := width.LookupRune(c); p.Kind() == width.EastAsianFullwidth {
			if narrow := p.Narrow(); narrow != 0 {
				return narrow
			}
		}
		return c
	}, strings.ToValidUTF8(text, ""))
}

// pairs are names with their values, by the first of the notations that has any. rest
// is what else in the words may be a value, or a piece of one.
func pairs(text string) (found [][2]string, rest []string) {
	for _, notation := range []func(string) [][2]string{inJSON, inQuery} {
		if found, rest := known(notation(text)); len(found) > 0 {
			return found, rest
		}
	}
	return inWords(text)
}

// inJSON takes the values of an object and of the objects in it.
func inJSON(text string) (found [][2]string) {
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(text[start:]))
	decoder.UseNumber()
	var object map[string]any
	if decoder.Decode(&object) != nil {
		return nil
	}
	return walk(object, deepest)
}

// deepest is how many objects inside each other are looked into; answers of
// platforms have two.
const deepest = 8

func walk(object map[string]any, depth int) (found [][2]string) {
	if depth == 0 {
		return nil
	}
	// Sorted, so that the same text always reads the same.
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch v := object[name].(type) {
		case string:
			found = append(found, [2]string{name, v})
		case json.Number:
			found = append(found, [2]string{name, v.String()})
		case map[string]any:
			found = append(found, walk(v, depth-1)...)
		}
	}
	return found
}

// query is name=value&name=value, as behind the question mark of an address. A space
// in a value is none that the address had: what stands behind it may belong to it.
var query = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Za-z_][\w-]*(?:=` + queryValue + `)?(?:&[^\s&=?#]*(?:=` + queryValue + `)?)+`)
})

const queryValue = `[^\s&#]*(?: +[^\s&=?#]+)*`

// inQuery takes the pairs of all queries in a text.
func inQuery(text string) (found [][2]string) {
	for _, q := range query().FindAllString(text, -1) {
		for pair := range strings.SplitSeq(q, "&") {
			name, escaped, _ := strings.Cut(pair, "=")
			if value, err := url.QueryUnescape(escaped); err == nil {
				found = append(found, [2]string{name, value})
			}
		}
	}
	return found
}

// known leaves out the names that say nothing here, and what cannot be a value. rest
// is what may be a piece of one.
func known(all [][2]string) (found [][2]string, rest []string) {
	for _, pair := range all {
		role, ok := roles[canonical(pair[0])]
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(pair[1], " ")
		tail := pair[1][len(first):]
		whole, used := role.join(first, tail)
		if role.takes(whole) {
			pieces, _ := role.pieces(first, tail[used:])
			found, rest = append(found, [2]string{pair[0], whole}), append(rest, pieces...)
		}
	}
	return found, rest
}

// takes tells whether a name of this role can have that value.
func (r role) takes(v string) bool {
	switch r {
	case roleCode:
		return value().MatchString(v) && strings.ContainsAny(v, digits)
	case roleMachine:
		return LooksLikeCode(v)
	}
	return value().MatchString(v)
}

// value is what a code or a key can be made of: anything that can be typed, but
// no space.
var value = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[!-~]{1,128}$`) })

const digits = "0123456789"

type role int

const (
	roleCode    role = iota
	roleMachine      // a word for the machine itself, which any number may follow
	roleQRKey
	roleMSign
	roleKey
)

var roles = map[string]role{
	"machinecode": roleCode, "终端编号": roleCode, "终端号": roleCode, "机器号": roleCode, "机器码": roleCode, "terminalnumber": roleCode,
	"机器": roleMachine, "打印机": roleMachine, "终端": roleMachine, "printer": roleMachine, "machine": roleMachine, "terminal": roleMachine,
	"qrkey": roleQRKey, "特殊密钥": roleQRKey, "临时密钥": roleQRKey, "specialkey": roleQRKey,
	"msign": roleMSign, "终端密钥": roleMSign, "terminalkey": roleMSign,
	"密钥": roleKey,
}

var joints = strings.NewReplacer("-", "", "_", "", " ", "")

func canonical(name string) string { return joints.Replace(strings.ToLower(name)) }

// name takes over a value that the text names. Of several keys the first one is the
// key, of several codes the further ones are left over.
func (r *Reading) name(name, value string) {
	part := Part{Value: value, Named: true}
	switch kind := roles[canonical(name)]; {
	case r.Code.Value == value || r.Key.Value == value || slices.Contains(r.Rest, value):
	case kind == roleCode || kind == roleMachine:
		if r.Code.Value == "" {
			r.Code = part
		} else {
			r.Rest = append(r.Rest, value)
		}
	case r.Key.Value == "":
		r.Key, r.Kind = part, kindOf(kind)
	default:
		r.Rest = append(r.Rest, value)
		r.Keys = append(r.Keys, value)
	}
}

func kindOf(kind role) KeyKind {
	switch kind {
	case roleQRKey:
		return KindQRKey
	case roleMSign:
		return KindMSign
	}
	return KindUnknown
}

// token is a bare value.
var token = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9A-Za-z]+`) })

// shortest is how long a bare value is at least.
const shortest = 4

// lettersShortest is how long a value without a digit is at least: shorter ones are words.
const lettersShortest = 6

// bare are the values of a text without names. One without a digit could be any word, so
// it counts only where the text is that value alone, or that and a code.
func bare(text string) (found []string) {
	words := token().FindAllString(text, -1)
	coded := slices.ContainsFunc(words, LooksLikeCode)
	end := -1 // of the value before
	for i, at := range token().FindAllStringIndex(text, -1) {
		word, digit := words[i], strings.ContainsAny(words[i], digits)
		long := len(word) >= shortest || end >= 0 && text[end:at[0]] == " " // or a piece of what is before
		switch {
		case digit && long:
		case !digit && len(word) >= lettersShortest && (len(words) == 1 || len(words) == 2 && coded):
		default:
			continue
		}
		found, end = append(found, word), at[1]
	}
	return found
}

// shape tells code and key by how they look, where there are just two values and
// only one of them can be a code; else it leaves them to the person.
func (r *Reading) shape(text string) {
	found := bare(text)
	switch {
	case len(found) == 1 && LooksLikeCode(found[0]):
		r.Code = Part{Value: found[0]}
	case len(found) == 1 && !strings.ContainsAny(found[0], digits):
		r.Key = Part{Value: found[0]} // no code is without a digit
	case len(found) == 2 && LooksLikeCode(found[0]) && !LooksLikeCode(found[1]):
		r.Code, r.Key = Part{Value: found[0]}, Part{Value: found[1]}
	case len(found) == 2 && LooksLikeCode(found[1]) && !LooksLikeCode(found[0]):
		r.Code, r.Key = Part{Value: found[1]}, Part{Value: found[0]}
	default:
		r.Rest = found
	}
}

// LooksLikeCode tells whether value has the shape of a machine_code: nine to
// twelve digits. Usual are ten that begin with 400; older printers have others
// (seen in public examples, not published as a rule).
func LooksLikeCode(value string) bool {
	if len(value) < 9 || len(value) > 12 {
		return false
	}
	return strings.Trim(value, digits) == ""
}
