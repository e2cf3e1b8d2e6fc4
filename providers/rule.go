package providers

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Charset is the set of characters that a value may consist of.
type Charset int

// The character sets in use by the platforms.
const (
	AnyText   Charset = iota // printable text without control characters
	Digits                   // 0-9
	Alnum                    // 0-9 A-Z a-z
	HexDigit                 // 0-9 A-F a-f
	URLPath                  // an absolute path, in the characters of RFC 3986
	HTTPURL                  // an absolute http or https URL
	HostOrURL                // a host name or address, with or without http(s)://
	JSONText                 // one JSON value
	Unspaced                 // printable text without any white space
)

// Rule restricts a value. Lengths count characters, not bytes; 0 means that
// there is no limit.
type Rule struct {
	Charset Charset
	Min     int // shortest accepted length
	Max     int // longest accepted length
	// SoftMax is a length that the documentation gives and reality exceeds: a
	// longer value is accepted with a warning.
	SoftMax int
	// Usual is what the value is made of as a rule: another value is accepted
	// with a warning. AnyText for no expectation.
	Usual Charset
}

// Check returns why value is not accepted, or a zero Text. The value itself is
// never part of the message, because it may be a secret.
func (r Rule) Check(value string) Text {
	if !utf8.ValidString(value) {
		return Text{"含有无法识别的字符，重新复制一次", "contains characters that are not valid text; copy it again"}
	}
	if t := r.Charset.check(value); !t.IsZero() {
		return t
	}
	n := utf8.RuneCountInString(value)
	switch {
	case r.Min > 0 && r.Min == r.Max && n != r.Min:
		return Text{fmt.Sprintf("要 %d 位，现在是 %d 位", r.Min, n), fmt.Sprintf("must have %d characters, has %d", r.Min, n)}
	case r.Min > 0 && n < r.Min:
		return Text{fmt.Sprintf("至少 %d 位，现在是 %d 位", r.Min, n), fmt.Sprintf("must have at least %d characters, has %d", r.Min, n)}
	case r.Max > 0 && n > r.Max:
		return Text{fmt.Sprintf("最多 %d 位，现在是 %d 位", r.Max, n), fmt.Sprintf("must have at most %d characters, has %d", r.Max, n)}
	}
	return Text{}
}

// checkBody is Check for a text of several lines.
func (r Rule) checkBody(value string) Text {
	if r.Charset == AnyText && utf8.ValidString(value) {
		return Text{} // line breaks and all
	}
	return r.Check(value)
}

// Warn returns what is unusual about an accepted value, or a zero Text.
func (r Rule) Warn(value string) Text {
	n := utf8.RuneCountInString(value)
	switch {
	case r.SoftMax > 0 && n > r.SoftMax:
		return Text{
			fmt.Sprintf("文档说最多 %d 位，这个有 %d 位；照样可以用，核对一下有没有多复制", r.SoftMax, n),
			fmt.Sprintf("the documentation allows %d characters, this has %d; it is accepted, but check that nothing was copied along", r.SoftMax, n),
		}
	case r.Usual == JSONText:
		return warnedJSON(value)
	case r.Usual == Digits && !r.Usual.check(value).IsZero():
		return Text{"一般只有数字，核对一下有没有把 0 写成 O、把 1 写成 l", "is digits as a rule; check for O instead of 0 and l instead of 1"}
	}
	return Text{}
}

// warnedJSON warns of what is sent as it is and will most likely be refused.
func warnedJSON(value string) Text {
	t := JSONText.check(value)
	if t.IsZero() {
		return t
	}
	return Text{t.ZH + "；照样原样发送", t.EN + "; it is sent as it is all the same"}
}

// characterSets are the rules that look at one character at a time.
var characterSets = map[Charset]struct {
	has       func(rune) bool
	otherwise Text
}{
	Digits:   {isDigit, Text{"只能是数字", "must be digits only"}},
	Alnum:    {isAlnum, Text{"只能是字母和数字", "must be letters and digits only"}},
	HexDigit: {isHex, Text{"只能是 0-9 和 a-f", "must be hexadecimal digits only"}},
	Unspaced: {unicode.IsPrint, Text{"含有看不见的字符，重新复制一次", "contains an invisible character; copy it again"}},
}

// spaceInside is told first: white space comes from copying across a line
// break, and is the one character that a person cannot see.
var spaceInside = Text{"中间有空格或换行，多半是复制时带进来的，去掉就好", "has a space or line break inside, most likely copied along; remove it"}

func (c Charset) check(value string) Text {
	if set, ok := characterSets[c]; ok {
		if strings.ContainsFunc(value, unicode.IsSpace) {
			return spaceInside
		}
		if strings.ContainsFunc(value, func(r rune) bool { return !set.has(r) }) {
			return set.otherwise
		}
		return Text{}
	}
	switch c {
	case URLPath:
		if !strings.HasPrefix(value, "/") || !isPathText(value) {
			return Text{"要以 / 开头，只含网址里允许的字符，参数写到查询参数里", "must begin with / and hold only characters that a URL allows; parameters go into the query"}
		}
	case HTTPURL:
		return checkURL(value)
	case HostOrURL:
		return checkHost(value)
	case JSONText:
		if !json.Valid([]byte(value)) {
			return Text{"不是完整的 JSON，看看括号和引号", "is not valid JSON; check brackets and quotes"}
		}
		if strings.ContainsFunc(value, misleading) {
			return Text{"含有看不见的控制字符，写成 \\uXXXX", "contains invisible control characters; write them as \\uXXXX"}
		}
		return Text{} // line breaks are fine between its members
	}
	return noControl(value)
}

// misleading are the characters that make a text look other than it is:
// controls beyond line breaks and tabs, and those that turn the direction.
func misleading(r rune) bool {
	switch {
	case r == '\n' || r == '\r' || r == '\t':
		return false
	case r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
		return true
	}
	return unicode.IsControl(r)
}

// CheckBaseURL returns why a text is no address of an environment, or a zero
// Text: http or https, a host, perhaps a folder, and nothing else.
func CheckBaseURL(text string) Text {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
		strings.ContainsAny(text, "?#\\") || strings.ContainsFunc(text, unicode.IsSpace) {
		return Text{"要是 http:// 或 https:// 开头的地址，后面不带参数", "must be an address that begins with http:// or https://, without parameters"}
	}
	return noControl(text)
}

func checkURL(value string) Text {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return Text{"要是 http:// 或 https:// 开头的网址", "must be a URL that begins with http:// or https://"}
	}
	return noControl(value)
}

func checkHost(value string) Text {
	full := value
	if !strings.Contains(full, "://") {
		full = "http://" + full
	}
	u, err := url.Parse(full)
	ok := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" &&
		u.User == nil && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsAny(u.Host, " \\")
	if ok {
		return noControl(value)
	}
	return Text{"要是域名、IP 或 http(s):// 开头的地址", "must be a host name, an address or a URL that begins with http(s)://"}
}

func noControl(value string) Text {
	for _, r := range value {
		if r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' || misleading(r) {
			return Text{"中间有换行或控制字符，重新复制一次", "has a line break or control character inside; copy it again"}
		}
	}
	return Text{}
}

// isPathText accepts the characters of RFC 3986 path segments: a path with any
// other character would be changed on its way, and the signature with it.
func isPathText(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isAlnum(rune(c)) || strings.IndexByte("/-._~!$&'()*+,;=:@", c) >= 0:
		case c == '%' && i+2 < len(s) && isHex(rune(s[i+1])) && isHex(rune(s[i+2])):
			i += 2
		default:
			return false
		}
	}
	return true
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isHex(r rune) bool   { return isDigit(r) || r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F' }
func isAlnum(r rune) bool {
	return isDigit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
