package digest

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// The test suite of RFC 1321, appendix A.5.
func TestMD5OfTheRFC(t *testing.T) {
	for message, want := range map[string]string{
		"":                           "d41d8cd98f00b204e9800998ecf8427e",
		"a":                          "0cc175b9c0f1b6a831c399e269772661",
		"abc":                        "900150983cd24fb0d6963f7d28e17f72",
		"abcdefghijklmnopqrstuvwxyz": "c3fcd3d76192e4007dfb496cca67e13b",
	} {
		text, sum := MD5(Lower, message)
		assert.Equal(t, message, text)
		assert.Equal(t, want, sum)
		_, sum = MD5(Upper, message)
		assert.Equal(t, strings.ToUpper(want), sum)
	}
}

// Only the joined text counts, not where it was cut; lengths beyond the usual
// buffer are no exception.
func TestMD5JoinsWithoutSeparator(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringN(0, 100, 400), 0, 6).Draw(t, "parts")
		joined := strings.Join(parts, "")
		hash := md5.Sum([]byte(joined))

		text, sum := MD5(Lower, parts...)
		assert.Equal(t, joined, text)
		assert.Equal(t, hex.EncodeToString(hash[:]), sum)
	})
}
