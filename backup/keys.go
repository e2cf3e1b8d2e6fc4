package backup

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"filippo.io/age"
)

// maxKeys bounds how many public keys one file is made for. age itself reads no
// more than about this many.
const maxKeys = 20

// Key is a public key that a backup is made for.
type Key struct {
	text      string
	recipient age.Recipient
	hybrid    bool
}

// String is the key as it was given, without space around it.
func (k Key) String() string { return k.text }

// KeyError is a public key that can't be used. It does not quote the key, which
// may be a private one.
type KeyError struct {
	Line int // from 1
	Err  error
}

func (e *KeyError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the reason.
func (e *KeyError) Unwrap() error { return e.Err }

// ParseKeys reads public keys, one a line; empty lines and those that begin with
// "#" are left out, and so is a key that is there twice. Its errors are ErrNoKey,
// ErrMixedKeys and *KeyError.
func ParseKeys(text string) ([]Key, error) {
	var keys []Key
	line := 0
	for part := range strings.Lines(text) {
		line++
		part = strings.TrimSpace(strings.TrimPrefix(part, "\uFEFF"))
		if part == "" || strings.HasPrefix(part, "#") {
			continue
		}
		key, err := parseKey(part)
		if err != nil {
			return nil, &KeyError{line, err}
		}
		if slices.ContainsFunc(keys, func(k Key) bool { return k.text == key.text }) {
			continue
		}
		if keys = append(keys, key); len(keys) > maxKeys {
			return nil, &KeyError{line, ErrTooLarge}
		}
	}
	if len(keys) == 0 {
		return nil, ErrNoKey
	}
	if slices.ContainsFunc(keys, func(k Key) bool { return k.hybrid != keys[0].hybrid }) {
		return nil, ErrMixedKeys
	}
	return keys, nil
}

func parseKey(text string) (Key, error) {
	switch lower := strings.ToLower(text); {
	case strings.HasPrefix(lower, "age-secret-key-"), strings.HasPrefix(lower, "age-plugin-"), strings.Contains(text, "PRIVATE KEY"):
		return Key{}, ErrPrivateKey
	case strings.HasPrefix(lower, "age1pq1"):
		recipient, err := age.ParseHybridRecipient(text)
		if err != nil {
			return Key{}, ErrBadKey
		}
		return Key{text, recipient, true}, nil
	case strings.HasPrefix(lower, "ssh-"), isPlugin(lower):
		return Key{}, ErrUnsupportedKey
	}
	recipient, err := age.ParseX25519Recipient(text)
	if err != nil {
		return Key{}, ErrBadKey
	}
	return Key{text, recipient, false}, nil
}

// isPlugin tells keys of plugins, which are age1NAME1…: a "1" does not occur in
// what follows the name.
func isPlugin(text string) bool {
	rest, ok := strings.CutPrefix(text, "age1")
	return ok && strings.Contains(rest, "1") && !strings.Contains(rest, " ")
}

// maxIdentities is the largest file of private keys, in bytes.
const maxIdentities = 64 << 10

// Identities are private keys.
type Identities struct{ list []age.Identity }

// ParseIdentities reads a file of private keys as age-keygen writes it: one a
// line, beside comments. Anything else gives ErrNoIdentity.
func ParseIdentities(text []byte) (Identities, error) {
	if len(text) > maxIdentities {
		return Identities{}, ErrNoIdentity
	}
	list, err := age.ParseIdentities(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
	if err != nil { // whose text quotes the line
		return Identities{}, ErrNoIdentity
	}
	return Identities{list}, nil
}

// Given tells whether there are any.
func (i Identities) Given() bool { return len(i.list) > 0 }

// capture is a recipient that also keeps the file's key, so that what was written
// can be read back. It adds nothing to the file.
type capture struct {
	age.Recipient
	fileKey *[]byte
}

func (c capture) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	*c.fileKey = bytes.Clone(fileKey)
	return c.Recipient.Wrap(fileKey)
}

func (c capture) WrapWithLabels(fileKey []byte) ([]*age.Stanza, []string, error) {
	if labelled, ok := c.Recipient.(age.RecipientWithLabels); ok {
		*c.fileKey = bytes.Clone(fileKey)
		return labelled.WrapWithLabels(fileKey)
	}
	stanzas, err := c.Wrap(fileKey)
	return stanzas, nil, err
}

// errNoLock is a mistake of the caller: neither passphrase nor keys, or both.
var errNoLock = errors.New("either a passphrase or public keys")
