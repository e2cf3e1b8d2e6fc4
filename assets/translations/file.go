package translations

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
)

// file is one of the two JSON documents, searched where it lies in the program: a start needs a
// few dozen of its texts, and decoding all of them took most of the time of a short command.
// That rests on the form that the tests hold it to: sorted, one key on each line.
type file string

// The plural forms.
const (
	one   = "one"
	other = "other"
)

// find returns what stands beside a key.
func (f file) find(key string) (v value, ok bool) {
	low, high := 0, len(f) // the line lies between them, if there is one
	for low < high {
		middle := (low + high) / 2
		begin := low + strings.LastIndexByte(string(f[low:middle]), '\n') + 1
		end := len(f)
		if i := strings.IndexByte(string(f[middle:]), '\n'); i >= 0 {
			end = middle + i
		}
		found, v, ok := parseLine(string(f[begin:end]))
		switch order := strings.Compare(found, key); {
		case ok && order == 0:
			return v, true
		case !ok && end == len(f), ok && order > 0: // the last bracket is after all keys
			high = begin
		default:
			low = min(end+1, len(f))
		}
	}
	return "", false
}

// parseLine reads a line such as `  "key": "text",`.
func parseLine(line string) (key string, v value, ok bool) {
	line, ok = strings.CutPrefix(line, `  "`)
	if !ok {
		return "", "", false
	}
	key, text, ok := strings.Cut(line, `": `)
	return key, value(strings.TrimSuffix(text, ",")), ok
}

// value is a JSON string, or an object of plural forms.
type value string

// form is the text of a plural form; where v has no such form, or none at all, that of other.
func (v value) form(name string) string {
	if !strings.HasPrefix(string(v), "{") {
		return unquoted(string(v[1 : len(v)-1]))
	}
	var forms map[string]string
	_ = json.Unmarshal([]byte(v), &forms) // and these
	return cmp.Or(forms[name], forms[other])
}

// unquoted reads what stands between quotes as JSON does; the tests compare every text.
func unquoted(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '\\')
		if i < 0 && b.Len() == 0 {
			return text // as nearly all are
		}
		if i < 0 {
			return b.String() + text
		}
		r, _, rest, _ := strconv.UnquoteChar(text[i:], '"')
		b.WriteString(text[:i])
		b.WriteRune(r)
		text = rest
	}
}
