package captured

import (
	"strings"
	"unicode/utf8"

	"keycase/providers"
)

// psWord is an argument of a PowerShell command.
type psWord struct {
	text     string
	quoted   bool
	variable string           // the variable that it is, or ""
	pairs    []providers.Pair // of a hash table, else nil
}

func (w psWord) parameter() bool {
	return !w.quoted && len(w.text) > 1 && w.text[0] == '-'
}

// psReader reads the literals of PowerShell: no expression is worked out, except
// that text in brackets behind a function counts as that text.
type psReader struct {
	text string
	at   int
}

// maxDepth bounds brackets within brackets.
const maxDepth = 20

func (p *psReader) peek() rune {
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	return r
}

func (p *psReader) end() bool { return p.at >= len(p.text) }

func (p *psReader) next() rune {
	r, size := utf8.DecodeRuneInString(p.text[p.at:])
	p.at += size
	return r
}

func (p *psReader) skip(set string) {
	for !p.end() && (strings.ContainsRune(set, p.peek()) || strings.HasPrefix(p.text[p.at:], "`\n")) {
		if p.next() == '`' {
			p.at++ // the line break that it continues
		}
	}
}

// command reads words up to the end of the line, a pipe or a semicolon.
func (p *psReader) command() ([]psWord, error) {
	var words []psWord
	for {
		p.skip(" \t")
		if p.end() || strings.ContainsRune("\n|;", p.peek()) {
			return words, nil
		}
		w, err := p.word(0)
		if err != nil {
			return nil, err
		}
		words = append(words, w)
	}
}

func (p *psReader) word(depth int) (psWord, error) {
	rest := p.text[p.at:]
	switch {
	case depth > maxDepth:
		return psWord{}, faulty("括号套得太深", "has too many brackets within brackets")
	case strings.HasPrefix(rest, "@{"):
		p.at += 2
		pairs, err := p.table(depth + 1)
		return psWord{pairs: pairs, quoted: true}, err
	case strings.HasPrefix(rest, "@'") || strings.HasPrefix(rest, `@"`):
		return p.hereText(rest[1])
	case rest[0] == '(':
		p.at++
		return p.bracket(depth + 1)
	case rest[0] == '$':
		p.at++
		return psWord{variable: "$" + p.name()}, nil
	}
	return p.plain()
}

// plain reads bare and quoted parts that touch.
func (p *psReader) plain() (psWord, error) {
	var w psWord
	var b strings.Builder
	for !p.end() && !strings.ContainsRune(" \t\n|;)}", p.peek()) && !strings.HasPrefix(p.text[p.at:], "`\n") {
		var err error
		switch r := p.next(); {
		case isSingle(r):
			w.quoted = true
			err = p.single(&b)
		case isDouble(r):
			w.quoted = true
			err = p.double(&b)
		case r == '`' && !p.end():
			b.WriteString(unescaped(p.next()))
		default:
			b.WriteRune(r)
		}
		if err != nil {
			return psWord{}, err
		}
	}
	w.text = b.String()
	if w.text == "" && !w.quoted {
		return psWord{}, faulty("括号没有成对，看看有没有复制全", "has a bracket that is not closed; check whether all of it was copied")
	}
	return w, nil
}

// PowerShell takes typographic quotes for plain ones.
func isSingle(r rune) bool { return r == '\'' || r >= '\u2018' && r <= '\u201b' }
func isDouble(r rune) bool { return r == '"' || r >= '\u201c' && r <= '\u201e' }

func (p *psReader) single(b *strings.Builder) error {
	for !p.end() {
		r := p.next()
		if isSingle(r) {
			if p.end() || !isSingle(p.peek()) {
				return nil
			}
			r = p.next()
		}
		b.WriteRune(r)
	}
	return unclosedQuote()
}

func (p *psReader) double(b *strings.Builder) error {
	for !p.end() {
		r := p.next()
		switch {
		case isDouble(r):
			if p.end() || !isDouble(p.peek()) {
				return nil
			}
			b.WriteRune(p.next())
		case r == '`' && !p.end():
			b.WriteString(unescaped(p.next()))
		case r == '$' && !p.end() && (p.peek() == '(' || p.peek() == '{' || p.name() != ""):
			return faulty("双引号里有变量，换成它的值再贴", "uses a variable inside double quotes; paste it with the value in its place")
		default:
			b.WriteRune(r)
		}
	}
	return unclosedQuote()
}

// unescaped is what a backtick and this character stand for.
func unescaped(r rune) string {
	switch r {
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	case '0':
		return "\x00"
	}
	return string(r)
}

// name reads the name of a variable.
func (p *psReader) name() string {
	from := p.at
	for !p.end() {
		r := p.peek()
		if r != '_' && r != ':' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			break
		}
		p.next()
	}
	return p.text[from:p.at]
}

// hereText reads @' or @" up to the line that begins with the closing mark.
func (p *psReader) hereText(quote byte) (psWord, error) {
	rest := p.text[p.at:]
	_, content, begun := strings.Cut(rest, "\n")
	from := len(rest) - len(content)
	end := strings.Index("\n"+content, "\n"+string(quote)+"@")
	if !begun || end < 0 {
		return psWord{}, unclosedQuote()
	}
	p.at += from + end + 2
	text := content[:max(end-1, 0)]
	if quote == '"' && strings.ContainsAny(text, "$`") {
		return psWord{}, faulty("双引号里有变量，换成它的值再贴", "uses a variable inside double quotes; paste it with the value in its place")
	}
	return psWord{text: text, quoted: true}, nil
}

// bracket reads "(…)": the one text inside is its value, whatever functions
// stand around it, as in ([Text.Encoding]::UTF8.GetBytes('…')).
func (p *psReader) bracket(depth int) (psWord, error) {
	var value psWord
	for {
		p.skip(" \t\n")
		if p.end() {
			return psWord{}, unclosedQuote()
		}
		if p.peek() == ')' {
			p.at++
			return value, nil
		}
		at := p.at
		w, err := p.part(depth)
		if err != nil {
			return psWord{}, err
		}
		if w.quoted || w.variable != "" {
			value = w
		}
		if p.at == at {
			return psWord{}, faulty("括号里的写法读不懂", "has something in brackets that cannot be read")
		}
	}
}

// part reads a literal inside of brackets, or skips to what may be one.
func (p *psReader) part(depth int) (psWord, error) {
	r := p.peek()
	if isSingle(r) || isDouble(r) || strings.ContainsRune("($@", r) {
		return p.word(depth + 1)
	}
	for !p.end() && !isSingle(p.peek()) && !isDouble(p.peek()) && !strings.ContainsRune("($@) \t\n", p.peek()) {
		p.next()
	}
	return psWord{}, nil
}

// table reads the entries of "@{…}".
func (p *psReader) table(depth int) ([]providers.Pair, error) {
	pairs := []providers.Pair{}
	for {
		p.skip(" \t\n;")
		if p.end() {
			return nil, unclosedQuote()
		}
		if p.peek() == '}' {
			p.at++
			return pairs, nil
		}
		name, err := p.key()
		if err != nil {
			return nil, err
		}
		p.skip(" \t\n")
		if p.end() {
			return nil, unclosedQuote()
		}
		value, err := p.word(depth)
		if err != nil {
			return nil, err
		}
		if value.variable != "" {
			return nil, needsVariable(value.variable)
		}
		pairs = append(pairs, providers.Pair{Name: name, Value: value.text})
	}
}

// key reads a name and the "=" behind it.
func (p *psReader) key() (string, error) {
	var b strings.Builder
	for !p.end() {
		r := p.next()
		var err error
		switch {
		case isSingle(r):
			err = p.single(&b)
		case isDouble(r):
			err = p.double(&b)
		case r == '=':
			return b.String(), nil
		case r == ' ' || r == '\t':
		default:
			b.WriteRune(r)
		}
		if err != nil {
			return "", err
		}
	}
	return "", unclosedQuote()
}
