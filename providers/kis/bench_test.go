package kis

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
	"testing"

	"keycase/providers/internal/digest"
)

// kept is what the bare primitives give: a signer hands it on.
var kept string

// BenchmarkSign compares an access_token with its bare primitives on the same
// text: the difference is what joining the text and upper case cost.
func BenchmarkSign(b *testing.B) {
	m := moment{timestamp: "2014-03-14 16:52:03", state: "PR8KmKvIu80NbCmk"}
	const id, secret, token = "1400000001", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd", "0123456789ABCDEF0123456789ABCDEF"
	text, _ := m.signV2(digest.Upper, id, secret, token)

	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.signV2(digest.Upper, id, secret, token)
		}
	})
	b.Run("primitives", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sum := md5.Sum([]byte(text))
			kept = strings.ToUpper(hex.EncodeToString(sum[:]))
		}
	})
}

// BenchmarkSignV1 does the same for version 1, in lower case.
func BenchmarkSignV1(b *testing.B) {
	m := moment{timestamp: "2014-03-14 16:52:03", state: "PR8KmKvIu80NbCmk"}
	const eid, id, secret = "1234567", "1400000001", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd"
	text, _ := m.signV1(digest.Lower, eid, id, secret)

	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.signV1(digest.Lower, eid, id, secret)
		}
	})
	b.Run("primitives", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sum := md5.Sum([]byte(text))
			kept = hex.EncodeToString(sum[:])
		}
	})
}
