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

	"keycase/internal/lazy"
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

// hidden stands for a name, spoiled for bytes that are no text, and elsewhere for a
// data folder that does not lie below the person's own.
const (
	hidden    = "***"
	spoiled   = "\uFFFD"
	elsewhere = "<folder>"
)

// hider returns what takes everything private out of a text. Longer names come
// first, since they may contain others.
func (d *Doctor) hider() func(string) string {
	private := d.p.Private()
	names := slices.DeleteFunc(slices.Clone(private.Names), func(n string) bool { return utf8.RuneCountInString(n) < 2 })
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	folder, home := filepath.Clean(private.Folder), filepath.Clean(d.p.Paths.Home)
	return func(text string) string {
		if !below(home, folder) {
			text = strings.ReplaceAll(text, home, elsewhere) // people name folders after customers
		}
		if len(folder) > 1 {
			text = strings.ReplaceAll(text, folder, "~")
		}
		text = inPaths().ReplaceAllStringFunc(text, func(path string) string {
			for _, n := range names {
				path = hideAll(path, n)
			}
			return path
		})
		for _, n := range names {
			text = hideName(text, n)
		}
		return strings.Join(strings.Fields(text), " ")
	}
}

// below tells whether a path lies in a folder; nothing lies in a root or in none.
func below(path, folder string) bool {
	inside, err := filepath.Rel(folder, path)
	return err == nil && len(folder) > 1 && filepath.IsLocal(inside)
}

// inPaths are the paths in a text, each from its root to the next space. What
// separates two words, as in linux/amd64, begins none.
var inPaths = lazy.Regexp(`(^|[^\pL\pN])([A-Za-z]:)?[/\\~]\S*`)

// hideAll hides a name in any letter case, within longer words as well: folders are
// called lisi-backup or lisi2.
func hideAll(text, name string) string {
	return letters(name).ReplaceAllLiteralString(strings.ToValidUTF8(text, spoiled), hidden)
}

// letters finds a name in any letter case. The system's names need be no text; as
// text they are spoiled alike.
func letters(name string) *regexp.Regexp {
	return regexp.MustCompile("(?i)" + regexp.QuoteMeta(strings.ToValidUTF8(name, spoiled)))
}

// hideName hides a name in any letter case, but not within longer words.
func hideName(text, name string) string {
	text = strings.ToValidUTF8(text, spoiled)
	var b strings.Builder
	end := 0
	for _, at := range letters(name).FindAllStringIndex(text, -1) {
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
