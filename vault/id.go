package vault

import (
	"encoding/base32"
	"fmt"
	"io"
)

// Ids and item names are base32 in lower case without padding: no ":" and no
// letter case by which two of them could collide in a keyring.
var lowerBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

const (
	idBytes   = 10 // 16 characters, short enough to type
	itemBytes = 16 // 26 characters
)

func randomName(rand io.Reader, size int) (string, error) {
	raw := make([]byte, size)
	if _, err := io.ReadFull(rand, raw); err != nil {
		return "", fmt.Errorf("random source: %w", err)
	}
	return lowerBase32.EncodeToString(raw), nil
}

// validItem tells whether name can be an item name. It keeps a damaged or forged
// index from reaching files outside the store's folder.
func validItem(name string) bool { return isRandomName(name, itemBytes) }

// idShaped tells whether a name could be taken for an id, in whatever letter case.
func idShaped(name string) bool { return isRandomName(nameKey(name), idBytes) }

// isRandomName tells whether randomName could make name from size bytes.
func isRandomName(name string, size int) bool {
	if len(name) != lowerBase32.EncodedLen(size) {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}
