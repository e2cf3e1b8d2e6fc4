package robot

import (
	"net/url"
	"testing"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// kept is what the bare primitives give.
var kept string

// BenchmarkSign compares the query of a token's request, which is all that this
// platform has for a signature, with escaping its values by net/url.
func BenchmarkSign(b *testing.B) {
	const key, secret = "Yk8robotApiKey0123456789", "Zn4robot+Secret/Key7Bx2Lf9Hq6Tc3Wj=="
	b.Run("keycase", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			form.Encode([]providers.Pair{{Name: "grant_type", Value: "client_credentials"}, {Name: "client_id", Value: key}, {Name: "client_secret", Value: secret}})
		}
	})
	b.Run("primitives", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			kept = "grant_type=client_credentials&client_id=" + url.QueryEscape(key) + "&client_secret=" + url.QueryEscape(secret)
		}
	})
}
