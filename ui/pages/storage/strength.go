package storage

import (
	"unicode"
	"unicode/utf8"

	"keycase/app"
)

// Lengths of a passphrase that is better than just taken, in characters.
const (
	good = 12
	long = 16
)

// weakKey is why a passphrase will not do; "" for one that does.
func weakKey(passphrase string) string {
	switch {
	case app.ShortPassphrase(passphrase):
		return "storage.too_short"
	case app.GuessablePassphrase(passphrase):
		return "storage.too_common"
	}
	return ""
}

// strengthKey is the hint below the field.
func strengthKey(passphrase string) string {
	n, kinds := utf8.RuneCountInString(passphrase), kindsOf(passphrase)
	switch {
	case app.ShortPassphrase(passphrase):
		return "storage.passphrase_help"
	case app.GuessablePassphrase(passphrase):
		return "storage.too_common"
	case n >= long || n >= good && kinds >= 2:
		return "storage.strength_good"
	default:
		return "storage.strength_fair"
	}
}

// kindsOf counts the kinds of characters: letters in lower and upper case,
// digits, everything else.
func kindsOf(s string) int {
	var lower, upper, digit, other int
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	return lower + upper + digit + other
}
