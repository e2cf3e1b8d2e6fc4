package storage

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/app"
)

func TestStrength(t *testing.T) {
	for passphrase, key := range map[string]string{
		"":                 "storage.passphrase_help",
		"abc1234":          "storage.passphrase_help",
		"mukidora":         "storage.strength_fair",
		"mukidorasepl":     "storage.strength_fair",
		"mukidorasep1":     "storage.strength_good",
		"mukidoraseplotam": "storage.strength_good",
		"password":         "storage.too_common",
		"abcdefghijklmnop": "storage.too_common",
		"七个字不够的":           "storage.passphrase_help",
		"八个字已经可以了":         "storage.strength_fair",
	} {
		assert.Equal(t, key, strengthKey(passphrase), passphrase)
		assert.Equal(t, key == "storage.passphrase_help" || key == "storage.too_common", app.WeakPassphrase(passphrase), passphrase)
		assert.Equal(t, app.WeakPassphrase(passphrase), weakKey(passphrase) != "", passphrase)
	}
}

func TestKinds(t *testing.T) {
	for s, n := range map[string]int{"": 0, "abc": 1, "aB": 2, "aB3": 3, "aB3 ": 4, "密码": 1} {
		assert.Equal(t, n, kindsOf(s), s)
	}
}
