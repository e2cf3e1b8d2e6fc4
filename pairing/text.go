package pairing

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

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
	// Rest are values that may be a code or a key. Where it is not empty, nothing
	// was recognised by shape: a person has to say which is which.
	Rest []string
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
	for _, pair := range pairs(text) {
		r.name(pair[0], pair[1])
	}
	if r.Empty() {
		r.shape(text)
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

// pairs are names with their values, by the first of the notations that has any.
func pairs(text string) [][2]string {
	for _, notation := range []func(string) [][2]string{inJSON, inQuery, inWords} {
		if found := notation(text); len(found) > 0 {
			return found
		}
	}
	return nil
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
	return known(walk(object, deepest))
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

// inQuery takes what stands after the question mark of an address, or of a text
// that is nothing but name=value&name=value.
func inQuery(text string) (found [][2]string) {
	for _, word := range strings.Fields(text) {
		if at := strings.IndexAny(word, "?#"); at >= 0 {
			word = word[at+1:]
		}
		if !strings.Contains(word, "&") {
			continue
		}
		for _, pair := range strings.Split(word, "&") {
			name, escaped, _ := strings.Cut(pair, "=")
			if value, err := url.QueryUnescape(escaped); err == nil {
				found = append(found, [2]string{name, value})
			}
		}
	}
	return known(found)
}

// named finds a name that people or programs use, and the word after it. The
// longer names stand first, because some begin with others.
var named = regexp.MustCompile(`(?i)(machine[-_ ]?code|终端编号|终端号|机器号|qr[-_ ]?key|特殊密钥|临时密钥|msign|终端密钥|密钥)` +
	`["']?[\s:=,;|]*(?:是|为|叫)?[\s:=,;|]*["']?([^\s"',;|、。(){}<>\p{Han}]+)`)

func inWords(text string) (found [][2]string) {
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		found = append(found, [2]string{m[1], strings.TrimRight(m[2], ".!?")})
	}
	return known(found)
}

// known leaves out the names that say nothing here, and what cannot be a value.
func known(all [][2]string) (found [][2]string) {
	for _, pair := range all {
		role, ok := roles[canonical(pair[0])]
		if ok && value.MatchString(pair[1]) && (role != roleCode || strings.ContainsAny(pair[1], digits)) {
			found = append(found, pair)
		}
	}
	return found
}

// value is what a code or a key can be made of: anything that can be typed, but
// no space.
var value = regexp.MustCompile(`^[!-~]{1,128}$`)

const digits = "0123456789"

type role int

const (
	roleCode role = iota
	roleQRKey
	roleMSign
	roleKey
)

var roles = map[string]role{
	"machinecode": roleCode, "终端编号": roleCode, "终端号": roleCode, "机器号": roleCode,
	"qrkey": roleQRKey, "特殊密钥": roleQRKey, "临时密钥": roleQRKey,
	"msign": roleMSign, "终端密钥": roleMSign,
	"密钥": roleKey,
}

var joints = strings.NewReplacer("-", "", "_", "", " ", "")

func canonical(name string) string { return joints.Replace(strings.ToLower(name)) }

// name takes over a value that the text names. The first of several wins, but a
// second key of another kind leaves the choice to the person.
func (r *Reading) name(name, value string) {
	part := Part{Value: value, Named: true}
	switch kind := roles[canonical(name)]; {
	case kind == roleCode:
		if r.Code.Value == "" {
			r.Code = part
		}
	case r.Key.Value == "":
		r.Key, r.Kind = part, kindOf(kind)
	case r.Key.Value != value && r.Kind != kindOf(kind):
		r.Rest = append(r.Rest, value)
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
var token = regexp.MustCompile(`[0-9A-Za-z]+`)

// shortest is how long a bare value is at least.
const shortest = 4

// lettersShortest is how long a value without a digit is at least: shorter ones are words.
const lettersShortest = 6

// bare are the values of a text without names. One without a digit could be any word, so
// it counts only where the text is that value alone, or that and a code.
func bare(text string) (found []string) {
	words := token.FindAllString(text, -1)
	coded := slices.ContainsFunc(words, LooksLikeCode)
	for _, word := range words {
		switch {
		case strings.ContainsAny(word, digits):
			if len(word) >= shortest {
				found = append(found, word)
			}
		case len(word) >= lettersShortest && (len(words) == 1 || len(words) == 2 && coded):
			found = append(found, word)
		}
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
