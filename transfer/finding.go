package transfer

import (
	"strings"
	"unicode"

	"keycase/internal/lazy"
)

// Format is what kind of text was read.
type Format string

// The formats.
const (
	FormatRequest Format = "request" // a curl command or the text of an HTTP request
	FormatEnv     Format = "env"     // .env
	FormatJSON    Format = "json"
	FormatPostman Format = "postman" // an environment, or the variables of a collection
	FormatBruno   Format = "bruno"   // an environment
	FormatText    Format = "text"    // names and values as a page shows them
)

// finding is a value as a text holds it.
type finding struct {
	scope  int    // values of one scope may belong together: a file, an element of a list, a row
	name   string // as written, with its path; "" for a bare value
	title  string // what stands above it, such as a comment
	value  string
	line   int  // from 1
	secret bool // the text itself says so
	off    bool // the text itself switches it off
	kept   bool // a value that the text names without holding it: it is kept elsewhere
	// senses are what it can mean: by its place in a request, else by its name.
	senses []sense
	words  []string // of name
}

// document is what a reader got out of a text.
type document struct {
	format Format
	name   string // what the text calls itself
	found  []finding
	// plain is text that may mention a platform.
	plain string
	// address is where a request goes, without its path.
	address string
	// certain is the platform that only this request can be for; "" for none.
	certain string
	// unread counts the lines in which there was no known name.
	unread int
}

// add notes a value and the words of its name.
func (d *document) add(f finding) {
	f.words = words(f.name)
	d.found = append(d.found, f)
}

// The ways in which a text holds no value where one could stand.
var (
	reference = lazy.Regexp(`^(?:\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$[A-Za-z_][A-Za-z0-9_]*|%[A-Za-z_][A-Za-z0-9_]*%|<[^<>]*>|\[[^\[\]]*\])$`)
	masked    = lazy.Regexp(`^[*•●·.…xX＊-]{3,}$`)
	invented  = lazy.Regexp(`(?i)^(?:your|my)[-_ ]|^(?:changeme|change_me|todo|null|none|undefined|placeholder)$|^(?:你的|填写|在此|请输入|待填)`)
)

// absent tells why a value is none, or a zero text.
func absent(value string) (why text) {
	switch {
	case value == "":
		return text{ZH: "是空的", EN: "is empty"}
	case masked().MatchString(value):
		return text{ZH: "被遮住了，到平台上点「显示」再复制", EN: "is masked; show it on the platform and copy it again"}
	case reference().MatchString(value):
		return text{ZH: "只写了变量名，没有值", EN: "only names a variable"}
	case invented().MatchString(value):
		return text{ZH: "是占位的字，没有值", EN: "is a placeholder"}
	case strings.ContainsRune(value, unicode.ReplacementChar):
		return text{ZH: "有认不出的字符，重新复制一次", EN: "has characters that were damaged; copy it again"}
	}
	return text{}
}

// bare is what a value without a name is made of: no word of a language.
var bare = lazy.Regexp(`^[0-9A-Za-z][0-9A-Za-z+/=_-]{5,}$`)

// looksBare tells a value from a word: keys have digits in them.
func looksBare(word string) bool {
	return bare().MatchString(word) && strings.ContainsFunc(word, unicode.IsDigit)
}
