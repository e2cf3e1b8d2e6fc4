package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// bindingBytes is how much of the hash an item carries: enough that nobody finds
// a second one, and short, for a keyring's item may be no more than 2,560 bytes.
const bindingBytes = 16

// binding says what an item was stored for. It stands before the item's value, so
// that an index which somebody edited can't hand one credential's secrets to
// another, or send them to another address.
type binding string

// bind is different for different parts.
func bind(parts ...string) binding {
	var b []byte
	for _, part := range parts {
		b = appendString(b, part) // in quotes, so that parts can't run together
	}
	sum := sha256.Sum256(b)
	return binding(base64.RawURLEncoding.EncodeToString(sum[:bindingBytes]))
}

// fieldsBinding is for the credential's own secret fields. The platform is part
// of it because an empty address is that platform's.
func (r *record) fieldsBinding(baseURL string) binding {
	return bind("fields", r.id, r.platform, baseURL)
}

func (r *record) grantBinding(baseURL string, g *Grant) binding {
	return bind("grant", r.id, r.platform, baseURL, g.Kind, g.Subject)
}

func (r *record) tokenBinding(t *Token) binding {
	return bind("token", r.id, r.platform, r.baseURL, t.Kind, t.Subject)
}

// The bindings of items that were stored before the address was part of them.

func (r *record) oldGrantBinding(g *Grant) binding {
	return bind("grant", r.id, r.platform, g.Kind, g.Subject)
}

func (r *record) oldTokenBinding(t *Token) binding {
	return bind("token", r.id, r.platform, t.Kind, t.Subject)
}

// prepend makes what is stored from an item's value.
func (b binding) prepend(value []byte) []byte { return append([]byte(b), value...) }

// errOtherUse: the index refers to an item that was stored for something else.
var errOtherUse = fmt.Errorf("%w: the secret was stored for another credential, address or use", ErrCorrupt)

// value gives back what was stored under ref. It is ErrItemMissing if nobody knows
// any more to which address it belongs, and ErrCorrupt if it was stored for
// something else.
func (ref itemRef) value(stored []byte) ([]byte, error) {
	value, ours := bytes.CutPrefix(stored, []byte(ref.bound))
	switch {
	case ours:
	case ref.before != "" && bytes.HasPrefix(stored, []byte(ref.before)):
		return nil, fmt.Errorf("%w: item %s was stored for no address", ErrItemMissing, ref.item)
	default:
		return nil, errOtherUse
	}
	return value, nil
}
