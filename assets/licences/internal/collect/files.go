package collect

import (
	"regexp"
	"strings"
)

var unfit = regexp.MustCompile(`[^a-z0-9.]+`)

// Files are what package licences embeds: a list with a line for each work, and
// the texts by file name. A text that several works share is there once, under
// the name of the first.
func Files(works []Work) (list string, texts map[string]string) {
	var b strings.Builder
	texts = map[string]string{}
	named := map[string]string{}
	for _, w := range works {
		file, ok := named[w.Text]
		if !ok {
			file = unfit.ReplaceAllString(strings.ToLower(w.Name), "-") + ".txt"
			named[w.Text], texts[file] = file, w.Text
		}
		b.WriteString(w.Name + "\t" + w.Licence + "\t" + file + "\n")
	}
	return b.String(), texts
}
