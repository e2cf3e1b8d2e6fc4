package jdy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"testing"

	"keycase/providers"
)

// kept is what the bare primitives give: a signer hands it on.
var kept string

// BenchmarkSign compares X-Api-Signature with its bare primitives on the same
// string: the difference is what building that string costs.
func BenchmarkSign(b *testing.B) {
	c := call{
		method: "GET", path: issuePath, nonce: "4427456950", timestamp: "1670305063559",
		query: []providers.Pair{
			{Name: "app_key", Value: "bVZgAZOv1"},
			{Name: "app_signature", Value: "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA=="},
		},
	}
	const secret = "f2adcfef73369bfc4e1384677d38a0ff"
	text := c.stringToSign()

	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.sign(secret)
		}
	})
	b.Run("primitives", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			mac := hmac.New(sha256.New, []byte(secret))
			mac.Write([]byte(text))
			kept = base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(mac.Sum(nil))))
		}
	})
}

// BenchmarkAppSignature does the same for app_signature.
func BenchmarkAppSignature(b *testing.B) {
	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			appSignature("bVZgAZOv1", "0123456789abcdef0123456789abcdef01234567")
		}
	})
	b.Run("primitives", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			mac := hmac.New(sha256.New, []byte("0123456789abcdef0123456789abcdef01234567"))
			mac.Write([]byte("bVZgAZOv1"))
			kept = base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(mac.Sum(nil))))
		}
	})
}

// BenchmarkEncode compares encoding a value twice with net/url doing so, which needs
// two texts for it.
func BenchmarkEncode(b *testing.B) {
	const value = "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA=="
	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			once := appendEncoded(make([]byte, 0, 128), wire, value)
			kept = string(appendAgain(make([]byte, 0, 192), once))
		}
	})
	b.Run("primitives", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			kept = url.QueryEscape(url.QueryEscape(value))
		}
	})
}
