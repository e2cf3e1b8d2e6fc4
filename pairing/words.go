package pairing

import (
	"regexp"
	"strings"
	"sync"
)

// names are those that people or programs use. The longer ones stand first, because
// some begin with others.
const names = `(machine[-_ ]?code|terminal[-_ ]?number|终端编号|终端号|机器号|机器码|` +
	`qr[-_ ]?key|special[-_ ]?key|特殊密钥|临时密钥|msign|terminal[-_ ]?key|终端密钥|密钥|` +
	`打印机|机器|终端|printer|machine|terminal)`

// named finds a name, and the word after it.
var named = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + names +
		`["']?[\s:=,;|]*(?:是|为|叫|is\b)?[\s:=,;|]*["']?([^\s"',;|、。(){}<>\p{Han}]+)`)
})

// nameNext is a name where a piece could be.
var nameNext = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^ ` + names) })

// inWords takes the word after each name, and the pieces after it that belong to it.
// rest is what else may be a value: no piece of one gets lost.
func inWords(text string) (found [][2]string, rest []string) {
	var outside strings.Builder
	for {
		m := named().FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		name, first := text[m[2]:m[3]], strings.TrimRight(text[m[4]:m[5]], ".!?:")
		role := roles[canonical(name)]
		whole, used := role.join(first, text[m[5]:])
		if !role.takes(whole) || filler(whole) {
			outside.WriteString(text[:m[4]]) // the word may be the next name
			text = text[m[4]:]
			continue
		}
		outside.WriteString(text[:m[2]] + "\n")
		found = append(found, [2]string{name, whole})
		text = text[m[5]+used:]
		pieces, used := role.pieces(first, text)
		rest = append(rest, pieces...)
		text = text[used:]
	}
	if len(found) == 0 {
		return nil, nil
	}
	outside.WriteString(text)
	for _, word := range token().FindAllString(date().ReplaceAllString(outside.String(), " "), -1) {
		if len(word) >= shortest && strings.ContainsAny(word, digits) {
			rest = append(rest, word)
		}
	}
	return found, rest
}

// filler tells whether a word can only be one of a sentence, such as "of".
func filler(word string) bool { return len(word) < shortest && !strings.ContainsAny(word, digits) }

// date is what stands above the messages of a chat.
var date = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}\b`) })

// piece is what follows a value on its line after a single space.
var piece = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^ ([0-9A-Za-z]+)`) })

// How long a piece of a value that is written in groups is at most, and a value that
// is put together.
const (
	longestPiece = 6
	longestCode  = 12
	longestKey   = 32
)

// join puts together a value that is written in groups, such as 4004 6832 19: first and
// what follows it. A code has groups of digits; the groups of a key have digits, too,
// since one without may be a word. used is how many bytes of what follows belong to it.
func (r role) join(first, following string) (whole string, used int) {
	whole = first
	if !r.group(first) {
		return whole, 0
	}
	most := longestKey
	if r.code() {
		most = longestCode
	}
	for {
		m := piece().FindStringSubmatch(following[used:])
		if m == nil || !r.group(m[1]) || len(whole)+len(m[1]) > most {
			return whole, used
		}
		whole += m[1]
		used += len(m[0])
	}
}

func (r role) code() bool { return r == roleCode || r == roleMachine }

// group tells whether a word may be one of several groups of a value.
func (r role) group(word string) bool {
	if len(word) > longestPiece {
		return false
	}
	if r.code() {
		return word != "" && strings.Trim(word, digits) == ""
	}
	return strings.ContainsAny(word, digits) && token().FindString(word) == word
}

// pieces are the words right after a value that may belong to it, though nobody can
// tell: those with a digit, and after a key that begins with a short group any other
// word.
func (r role) pieces(first, following string) (found []string, used int) {
	words := !r.code() && len(first) <= longestPiece
	for {
		m := piece().FindStringSubmatch(following[used:])
		if m == nil || !words && !strings.ContainsAny(m[1], digits) || nameNext().MatchString(following[used:]) {
			return found, used
		}
		found = append(found, m[1])
		used += len(m[0])
	}
}
