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
		"abcd1234":         "storage.strength_fair",
		"abcdefghijkl":     "storage.strength_fair",
		"abcdefghijk1":     "storage.strength_good",
		"abcdefghijklmnop": "storage.strength_good",
		"七个字不够的":           "storage.passphrase_help",
		"八个字已经可以了":         "storage.strength_fair",
	} {
		assert.Equal(t, key, strengthKey(passphrase), passphrase)
		assert.Equal(t, key == "storage.passphrase_help", app.WeakPassphrase(passphrase), passphrase)
	}
}

func TestKinds(t *testing.T) {
	for s, n := range map[string]int{"": 0, "abc": 1, "aB": 2, "aB3": 3, "aB3 ": 4, "密码": 1} {
		assert.Equal(t, n, kindsOf(s), s)
	}
}
