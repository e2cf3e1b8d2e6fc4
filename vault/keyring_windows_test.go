//go:build keyring

package vault

import (
	"bytes"
	"strings"
	"testing"

	"github.com/danieljoos/wincred"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// managed are the names and values that Credential Manager has of ours.
func managed(t *testing.T) map[string]string {
	t.Helper()
	all, err := wincred.List()
	require.NoError(t, err)
	found := map[string]string{}
	for _, c := range all {
		if item, ours := strings.CutPrefix(c.TargetName, keyringService+":"); ours {
			found[item] = string(c.CredentialBlob)
		}
	}
	return found
}

// ownManager begins and ends with nothing of ours.
func ownManager(t *testing.T) {
	t.Helper()
	require.Empty(t, managed(t), "these tests are not for a machine where somebody uses Keycase")
	t.Cleanup(func() {
		for item := range managed(t) {
			require.NoError(t, bareKeyring{}.Delete(item))
		}
	})
}

func openManager(t *testing.T) *Vault {
	t.Helper()
	v, err := Open(t.Context(), Options{Dir: t.TempDir(), Store: StoreKeyring, Clock: testClock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	return v
}

func TestCredentialManagerKeepsSecrets(t *testing.T) {
	ownManager(t)
	v := openManager(t)
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "一号"}, map[string]string{"client_secret": "s3cret 密"})
	require.NoError(t, err)
	require.Len(t, managed(t), 1)
	for _, value := range managed(t) {
		assert.Contains(t, value, "s3cret 密")
	}
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, "s3cret 密", secrets["client_secret"])
	items, err := newKeyringStore(systemKeyring()).Items(t.Context())
	require.NoError(t, err)
	assert.Len(t, items, 1)
	require.NoError(t, v.Remove(t.Context(), c.ID))
	assert.Empty(t, managed(t))
}

func TestCredentialManagerLimit(t *testing.T) {
	ownManager(t)
	s := newKeyringStore(systemKeyring())
	most := bytes.Repeat([]byte("中"), 2560/3)
	require.NoError(t, s.Set(t.Context(), "aaaa", most))
	got, err := s.Get(t.Context(), "aaaa")
	require.NoError(t, err)
	assert.Equal(t, most, got)

	// Wine takes more than Windows: what refuses it is the vault, before anything
	// is written.
	var tooLarge *TooLargeError
	require.ErrorAs(t, s.Set(t.Context(), "aaaa", make([]byte, 2561)), &tooLarge)
	assert.Equal(t, TooLargeError{Size: 2561, Limit: 2560}, *tooLarge)
	got, err = s.Get(t.Context(), "aaaa")
	require.NoError(t, err)
	assert.Equal(t, most, got, "the older value stays")
	require.ErrorIs(t, bareKeyring{}.Set("aaaa", strings.Repeat("x", 2561)), ErrTooLarge)
}

func TestCredentialManagerRefusesLargeCredential(t *testing.T) {
	ownManager(t)
	v := openManager(t)
	_, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": strings.Repeat("x", 2560)})
	require.ErrorIs(t, err, ErrTooLarge)
	assert.Empty(t, v.List())
	assert.Empty(t, managed(t))
}
