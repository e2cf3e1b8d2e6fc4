//go:build keyring

package vault

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"
)

// TestKeyringListsItsItems: what a real keyring holds is compared with the index,
// and what another folder stored there is left alone.
func TestKeyringListsItsItems(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	v, other := openKeyring(t), openKeyring(t)
	for _, one := range []*Vault{v, other} {
		_, err := one.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "x"})
		require.NoError(t, err)
	}
	require.NoError(t, keyring.Set("another program", "a", "x"))
	items, err := (&secretService{}).Items(t.Context())
	require.NoError(t, err)
	assert.ElementsMatch(t, append(allItems(v), allItems(other)...), items)
	assert.Equal(t, []string{"unknown  "}, what(examined(t, v)))

	gone := allItems(v)[0]
	_, err = v.Add(t.Context(), Credential{Platform: "kis", Name: "b"}, map[string]string{"client_secret": "y"})
	require.NoError(t, err, "what shows that this keyring is the right one")
	require.NoError(t, keyring.Delete(keyringService, gone))
	report := examined(t, v)
	assert.Equal(t, []string{"missing fields mark", "unknown  "}, what(report))
	require.NoError(t, v.Repair(t.Context(), report))
	assert.True(t, v.List()[0].Lost)
	assert.Equal(t, []string{"unknown  "}, what(examined(t, other)), "that of the other folder")

	lockLogin(t)
	_, err = v.Examine(t.Context())
	require.ErrorIs(t, err, ErrLocked)
}
