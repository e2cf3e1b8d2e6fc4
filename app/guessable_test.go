package app

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestGuessablePassphrase(t *testing.T) {
	for _, passphrase := range []string{
		"password", "Password", "password1", "Passw0rd!", "P@ssw0rd", "p@$$w0rd", "passwordpassword", "pass word", " password ",
		"12345678", "123456789", "87654321", "11223344", "11111111", "aaaaaaaa", "        ", "12121212", "aaaabbbb", "abcabcabc",
		"abcdefgh", "abcd1234", "abcdefghijklmnop", "qwertyui", "qwer1234", "1qaz2wsx", "qazwsxedc", "zxcvbnm,", "asdfghjkl", "!@#$%^&*",
		"a1234567", "qq123456", "abc12345", "admin123", "admin888", "administrator", "welcome1", "iloveyou", "iloveyou1", "letmein1",
		"woaini520", "woaini1314", "wodemima", "sunshine", "trustno1", "football", "superman", "19900101", "13800138000", "我的密码12345",
	} {
		assert.True(t, GuessablePassphrase(passphrase), passphrase)
	}
	for _, passphrase := range []string{
		"three unrelated words", "correct horse battery staple", "mukidora", "tr0ub4dor&3", "八个字已经可以了", "床前明月光疑是地上霜",
		"admin-8842-3141-5926", "password for the attic", "xK9#mQ2$", "314159265358", "horse horse cloud",
	} {
		assert.False(t, GuessablePassphrase(passphrase), passphrase)
	}
}

// TestWhatIsAddedOrRepeatedHidesNothing, for each of the words that are long enough.
func TestWhatIsAddedOrRepeatedHidesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		word := rapid.SampledFrom(commonWords()).Draw(r, "word")
		added := rapid.StringMatching(`[0-9!.]{0,6}`).Draw(r, "added")
		times := rapid.IntRange(1, 3).Draw(r, "times")
		typed := strings.Repeat(strings.ToUpper(word)+added, times)
		if times > 1 && utf8.RuneCountInString(word+added) < MinPassphrase {
			return // a short one that is repeated is told by that alone
		}
		assert.True(r, GuessablePassphrase(typed), typed)
	})
}
