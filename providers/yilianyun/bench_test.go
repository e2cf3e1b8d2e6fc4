package yilianyun

import (
	"crypto/md5"
	"encoding/hex"
	"testing"
)

// kept is what the bare primitives give: a signer hands it on.
var kept string

// BenchmarkSign compares a sign with its bare primitives on the same text: the
// difference is what joining the text costs.
func BenchmarkSign(b *testing.B) {
	const id, timestamp, secret = "1000000001", "1700000000", "0123456789abcdef0123456789abcdef"
	text, _ := signature(id, timestamp, secret)

	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			signature(id, timestamp, secret)
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
