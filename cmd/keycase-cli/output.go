package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"keycase/assets/translations"
	"keycase/providers"
)

// printer writes results to standard output and messages to standard error.
type printer struct {
	*translations.Localizer
	lang     providers.Lang
	out, err io.Writer
	json     bool // one object on standard output, nothing else
	quiet    bool // no messages but errors
	terminal bool // standard output is one: tables, else plain lines
	answered bool // the one object has been written
	headed   bool // a heading has been written
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a file descriptor fits
}

// object writes the one JSON object of this run.
func (p *printer) object(v any) error {
	p.answered = true
	var doc bytes.Buffer
	e := json.NewEncoder(&doc)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := p.out.Write(escaped(doc.Bytes()))
	return err
}

// escaped writes what could play with a terminal as \u escapes, which JSON reads
// as the same text: whoever looks at an object looks at it on a terminal.
func escaped(doc []byte) []byte {
	safe := make([]byte, 0, len(doc))
	for _, r := range string(doc) { // bytes that are no UTF-8 come as U+FFFD
		if r != '\n' && playful(r) {
			safe = fmt.Appendf(safe, `\u%04x`, r)
			continue
		}
		safe = utf8.AppendRune(safe, r)
	}
	return safe
}

// line writes the text of a result as it is, except that on a terminal it can do
// nothing but be read.
func (p *printer) line(text string) error {
	if p.terminal {
		text = printable(text, "\n\t")
	}
	_, err := fmt.Fprintln(p.out, text)
	return err
}

// lines writes several lines at once: each write is a call of the system.
func (p *printer) lines(lines []string) error {
	if len(lines) == 0 {
		return nil
	}
	return p.line(strings.Join(lines, "\n"))
}

// note writes a message that --quiet silences.
func (p *printer) note(text string) {
	if !p.quiet {
		p.warn(text)
	}
}

// warn writes a message, which may have several lines. An error stream that is
// gone leaves nobody to tell.
func (p *printer) warn(lines ...string) {
	var text strings.Builder
	for _, line := range lines {
		text.WriteString(printable(line, "") + "\n")
	}
	_, _ = io.WriteString(p.err, text.String())
}

// table writes rows: in columns under a head on a terminal, as lines with tabs
// elsewhere.
func (p *printer) table(head []string, rows [][]string) error {
	var lines []string
	if !p.terminal {
		for _, row := range rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = printable(cell, "")
			}
			lines = append(lines, strings.Join(cells, "\t"))
		}
		return p.lines(lines)
	}
	all := append([][]string{head}, rows...)
	widths := make([]int, len(head))
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(printable(cell, "")))
		}
	}
	for _, row := range all {
		var b strings.Builder
		for i, cell := range row {
			cell = printable(cell, "")
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-columns(cell)+2))
			}
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return p.lines(lines)
}

// row is one named value of a record.
type row struct {
	key   string // for a pipe
	label string // for a terminal
	value string
}

// record writes named values, leaving out the empty ones.
func (p *printer) record(rows []row) error {
	var cells [][]string
	width := 0
	for _, r := range rows {
		if r.value == "" {
			continue
		}
		if !p.terminal {
			cells = append(cells, []string{r.key, r.value})
			continue
		}
		cells = append(cells, []string{r.label, r.value})
		width = max(width, columns(r.label))
	}
	lines := make([]string, len(cells))
	for i, c := range cells {
		sep := "\t"
		if p.terminal {
			sep = strings.Repeat(" ", width-columns(c[0])+2)
		}
		lines[i] = c[0] + sep + printable(c[1], "")
	}
	return p.lines(lines)
}

// columns is how many cells of a terminal a text takes. Characters whose width
// depends on where they stand count as one, as terminals have it by default.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// printable makes text fit for a terminal: whatever a platform sends, it shall
// not move the cursor or change the window's title. Line breaks that are not in
// keep become visible.
func printable(text, keep string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return text // as signatures and addresses are
	}
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(keep, r):
			return r
		case r == '\n' || r == '\u2028' || r == '\u2029':
			return '⏎'
		case r == '\t':
			return ' '
		case playful(r):
			return '\uFFFD'
		}
		return r
	}, text)
}

// playful characters move the cursor, give a terminal orders, or turn the
// reading direction around.
func playful(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// rfc3339 is a time for programs: UTC, whole seconds; "" for the zero time.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// clock is a time for people: local, whole seconds; "" for the zero time.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(time.DateTime)
}

// span is a length of time for people: the two largest units that matter.
func span(l *translations.Localizer, d time.Duration) string {
	d = d.Truncate(time.Second)
	days, hours, minutes := int(d/(24*time.Hour)), int(d/time.Hour)%24, int(d/time.Minute)%60
	switch {
	case days >= 10 || days > 0 && hours == 0:
		return l.T("cli.span.days", "Count", days)
	case days > 0:
		return l.T("cli.span.days_hours", "Count", days, "Hours", hours)
	case hours > 0 && minutes == 0:
		return l.T("cli.span.hours", "Count", hours)
	case hours > 0:
		return l.T("cli.span.hours_minutes", "Count", hours, "Minutes", minutes)
	case d >= 10*time.Minute || d >= time.Minute && d%time.Minute == 0:
		return l.T("cli.span.minutes", "Count", minutes)
	case d >= time.Minute:
		return l.T("cli.span.minutes_seconds", "Count", minutes, "Seconds", int(d/time.Second)%60)
	default:
		return l.T("cli.span.seconds", "Count", int(d/time.Second))
	}
}
