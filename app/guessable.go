package app

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// GuessablePassphrase tells whether a passphrase is among those that are tried first:
// one of the commonest, few characters over and over, a row of the keyboard or of the
// alphabet, or a number as short as a date or a telephone's. It is no measure of
// strength beyond that.
func GuessablePassphrase(passphrase string) bool {
	typed := []rune(strings.ToLower(strings.TrimSpace(passphrase)))
	unit := repeated(typed)
	switch {
	case len(unit) < len(typed):
		return len(unit) < MinPassphrase || GuessablePassphrase(string(unit))
	case distinct(typed) < 4, inOrder(typed):
		return true
	case len(typed) < shortNumber && !slices.ContainsFunc(typed, func(r rune) bool { return !unicode.IsDigit(r) }):
		return true
	}
	return common(string(typed))
}

// shortNumber is the length from which digits alone will do: a telephone number has 11.
const shortNumber = 12

// repeated is what the characters repeat from begin to end; all of them if nothing.
func repeated(typed []rune) []rune {
	for n := 1; n <= len(typed)/2; n++ {
		if len(typed)%n == 0 && slices.Equal(typed[n:], typed[:len(typed)-n]) {
			return typed[:n]
		}
	}
	return typed
}

func distinct(typed []rune) int {
	sorted := slices.Sorted(slices.Values(typed))
	return len(slices.Compact(sorted))
}

// keyRows are what fingers run along: the rows of the keyboard, and its columns.
var keyRows = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "!@#$%^&*()"}

// inOrder tells whether nearly every character follows from the one before.
func inOrder(typed []rune) bool {
	breaks := 0
	for i := 1; i < len(typed); i++ {
		if !follows(typed[i-1], typed[i]) {
			breaks++
		}
	}
	return breaks <= len(typed)/4
}

func follows(a, b rune) bool {
	if a-b <= 1 && b-a <= 1 {
		return true
	}
	return slices.ContainsFunc(keyRows, func(row string) bool {
		return strings.Contains(row, string([]rune{a, b})) || strings.Contains(row, string([]rune{b, a}))
	})
}

// spelled undoes the usual disguise of letters.
var spelled = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// mostAdded is how many digits and signs around a common word hide nothing.
const mostAdded = 6

// common looks for a common word, also with digits and signs around it or in the place
// of letters.
func common(typed string) bool {
	word := strings.TrimFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) })
	if utf8.RuneCountInString(typed)-utf8.RuneCountInString(word) > mostAdded {
		return false
	}
	return slices.ContainsFunc([]string{typed, word, spelled.Replace(typed), spelled.Replace(word)}, func(w string) bool {
		return slices.Contains(commonWords(), strings.ReplaceAll(w, " ", ""))
	})
}

// commonWords are what published lists of passphrases have in common, in lower case and
// without the digits that are put around them.
var commonWords = sync.OnceValue(func() []string {
	return strings.Fields(`
	aa abc abcd access admin administrator adminadmin apple asd asdf baseball basketball batman
	beijing chocolate chelsea china company computer corvette cookie dragon
	facebook football fuckyou google hello helloworld iloveyou internet jennifer jessica
	jiayou jordan keycase kingdee letmein liverpool login love lovely loveyou manager master
	maverick mercedes metallica michael microsoft midnight mima monkey mustang nicole ninja
	nihao p pass passphrase passwd password passwort princess qazwsx qq qwe qwer qwert qwerty
	qwertz rockyou root samantha samsung secret server shadow shanghai sunshine superman starwars
	test testtest trustno trustnoi user victoria wang weixin welcome whatever windows woaini woaiwojia
	wodemima woxihuanni www xiaoming zaq zhang zhongguo zxc zxcv zxcvbn yonyou yilianyun 密码 我的密码 我爱你
`)
})
