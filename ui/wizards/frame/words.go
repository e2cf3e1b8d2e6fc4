package frame

import (
	"strings"

	"keycase/assets/translations"
)

// Ended is a sentence with its full stop, for a place where others end in one; an empty one stays empty.
func Ended(l *translations.Localizer, sentence string) string {
	if sentence == "" || strings.ContainsAny(lastOf(sentence), ".。！!？?…") {
		return sentence
	}
	return sentence + l.T("sentence.end")
}

func lastOf(text string) string {
	runes := []rune(text)
	return string(runes[len(runes)-1:])
}
