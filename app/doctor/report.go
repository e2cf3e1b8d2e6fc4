package doctor

import (
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Private is what a report must not tell of the machine and its owner.
type Private struct {
	// Folder is the person's own, which is written as ~; "" for none.
	Folder string
	// Names are those of the person and the machine.
	Names []string
}

// Machine is what is private here. It may ask the system's directory of users.
func Machine() Private {
	var p Private
	p.Folder, _ = os.UserHomeDir() // without one there is nothing to hide
	if u, err := user.Current(); err == nil {
		p.Names = append(p.Names, u.Username[strings.LastIndexByte(u.Username, '\\')+1:], u.Name)
	}
	if host, err := os.Hostname(); err == nil {
		short, _, _ := strings.Cut(host, ".")
		p.Names = append(p.Names, host, short)
	}
	return p
}

// Report is the checks as plain text, to be pasted where others can read it. It
// names no person, no machine and no credential; what is secret the checks never
// had. It may take as long as the system needs to tell those names.
func (d *Doctor) Report(checks []Check) string {
	hide := d.hider()
	width := 0
	for _, id := range d.IDs() {
		width = max(width, len(id))
	}
	var b strings.Builder
	b.WriteString(d.p.Text.T("doctor.report") + "\n\n")
	for _, c := range checks {
		b.WriteString(padded(string(c.Grade), len(Warning)) + "  " + padded(c.ID, width) + "  " + hide(c.public()) + "\n")
		if c.Action != "" {
			b.WriteString(strings.Repeat(" ", len(Warning)+width+4) + "→ " + hide(c.Action) + "\n")
		}
	}
	return b.String()
}

func padded(word string, width int) string {
	return word + strings.Repeat(" ", max(width-len(word), 0))
}

// hidden stands for a name, and spoiled for bytes that are no text.
const (
	hidden  = "***"
	spoiled = "\uFFFD"
)

// hider returns what takes everything private out of a text. Longer names come
// first, since they may contain others.
func (d *Doctor) hider() func(string) string {
	private := d.p.Private()
	names := slices.Clone(private.Names)
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	folder := filepath.Clean(private.Folder)
	return func(text string) string {
		if len(folder) > 1 {
			text = strings.ReplaceAll(text, folder, "~")
		}
		for _, n := range names {
			if utf8.RuneCountInString(n) > 1 {
				text = hideName(text, n)
			}
		}
		return strings.Join(strings.Fields(text), " ")
	}
}

// hideName hides a name in any letter case, but not within longer words.
func hideName(text, name string) string {
	// The system's names need be no text; as text they are spoiled alike.
	text, name = strings.ToValidUTF8(text, spoiled), strings.ToValidUTF8(name, spoiled)
	var b strings.Builder
	end := 0
	for _, at := range regexp.MustCompile("(?i)"+regexp.QuoteMeta(name)).FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		first, _ := utf8.DecodeRuneInString(text[at[0]:])
		last, _ := utf8.DecodeLastRuneInString(text[:at[1]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if oneWord(before, first) || oneWord(last, after) {
			continue
		}
		b.WriteString(text[end:at[0]] + hidden)
		end = at[1]
	}
	return b.String() + text[end:]
}

// oneWord tells whether two neighbours belong to one word. In Chinese words are
// not set apart, so there nothing does.
func oneWord(a, b rune) bool { return wordy(a) && wordy(b) }

func wordy(r rune) bool {
	return r != utf8.RuneError && r < firstChinese && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// firstChinese is the first of the CJK radicals; the other East Asian characters
// follow.
const firstChinese = 0x2E80
