package jdy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/providers"
)

// Keys beyond one block of the hash are hashed first, and messages beyond the
// usual buffer move to the heap.
func TestHMACIsTheStandardLibrarys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringN(0, -1, 3*sha256.BlockSize).Draw(t, "key")
		message := rapid.StringN(0, -1, 1500).Draw(t, "message")
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write([]byte(message))
		want := hex.EncodeToString(mac.Sum(nil))

		digits, encoded := hmacBase64(key, message)
		assert.Equal(t, want, digits)
		assert.Equal(t, base64.StdEncoding.EncodeToString([]byte(want)), encoded)
	})
}

func TestSigningTakesFewAllocations(t *testing.T) {
	c := call{
		method: "GET", path: issuePath, nonce: "4427456950", timestamp: "1670305063559",
		query: []providers.Pair{{Name: "app_key", Value: "bVZgAZOv1"}, {Name: "app_signature", Value: "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYx"}},
	}
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { c.sign("f2adcfef73369bfc4e1384677d38a0ff") }), 6.0)
}
