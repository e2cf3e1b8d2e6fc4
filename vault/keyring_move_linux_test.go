//go:build keyring

package vault

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// filled is a vault in the keyring with a few secrets.
func filled(t *testing.T) *Vault {
	t.Helper()
	v := openTest(t, Options{Dir: t.TempDir(), Store: StoreKeyring, WorkFactor: 1})
	for _, name := range []string{"a", "b", "c", "d"} {
		_, err := v.Add(t.Context(), Credential{Platform: "kis", Name: name}, map[string]string{"client_secret": name + "3cret"})
		require.NoError(t, err)
	}
	return v
}

func assertReadable(t *testing.T, v *Vault) {
	t.Helper()
	for _, c := range v.List() {
		secrets, err := v.Secrets(t.Context(), c.ID)
		require.NoError(t, err)
		assert.Equal(t, c.Name+"3cret", secrets["client_secret"])
	}
}

func TestKeyringMove(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	v := filled(t)
	for range 2 {
		require.NoError(t, moveTo(StoreFile)(t.Context(), v))
		assert.Empty(t, storedItems(t))
		assertReadable(t, v)
		require.NoError(t, moveTo(StoreKeyring)(t.Context(), v))
		assert.Len(t, storedItems(t), 4)
		assertReadable(t, v)
	}
}

// TestKeyringDaemonDiesInAMove, wherever that is: nothing is lost, and once there is
// a keyring again, nothing is left in both places.
func TestKeyringDaemonDiesInAMove(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	d := startDaemon(t, "password")
	v := filled(t)
	for _, to := range []StoreKind{StoreFile, StoreKeyring} {
		for at := 1; ; at++ {
			o := moveOptions(to)
			steps, died := 0, false
			o.Progress = func(MoveProgress) {
				if steps++; steps == at {
					d.kill()
					died = true
				}
			}
			err := v.Move(t.Context(), o)
			if died {
				d = startDaemon(t, "password")
			}
			assertReadable(t, v)
			if err == nil || errors.Is(err, ErrLeftover) {
				require.Equal(t, to, v.Kind())
				require.NoError(t, v.Move(t.Context(), moveOptions(to)), "what was left is deleted now")
				break
			}
			require.NotEqual(t, to, v.Kind())
			require.Equal(t, o.To == StoreFile, v.Kind() == StoreKeyring)
		}
		dir := filepath.Join(v.index.dir, secretsDir)
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		require.NoError(t, err)
		if to == StoreFile {
			assert.Empty(t, storedItems(t))
			assert.Len(t, files, 5)
		} else {
			assert.Len(t, storedItems(t), 4)
			assert.Empty(t, files)
		}
	}
}

// TestKeyringLockedIsTold without a prompt, where nobody asked for one.
func TestKeyringLockedIsTold(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	v := filled(t)
	lockLogin(t)
	require.ErrorIs(t, v.Status(t.Context()).Err, ErrKeyringLocked)
	_, err := v.Secrets(t.Context(), v.List()[0].ID)
	require.ErrorIs(t, err, ErrKeyringLocked)
	require.ErrorIs(t, moveTo(StoreFile)(t.Context(), v), ErrKeyringLocked)
	assert.Equal(t, StoreKeyring, v.Kind())
	_, err = os.Stat(filepath.Join(v.index.dir, secretsDir, identityName))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// TestKeyringKilledDuringACall: nothing starts another one.
func TestKeyringKilledDuringACall(t *testing.T) {
	if !ownSession(t, withoutServices(t)) {
		return
	}
	d := startDaemon(t, "password")
	s := newKeyringStore(systemKeyring())
	require.NoError(t, s.Set(t.Context(), "a", []byte("1")))
	d.signal(syscall.SIGSTOP)
	done := make(chan error, 1)
	// Past the probe, which would wait for the daemon too.
	go func() {
		_, err := s.call(t.Context(), func() (string, error) { return s.keyring.Get("a") })
		done <- err
	}()
	d.kill() // whether the question is on its way or not, nobody answers it
	require.ErrorIs(t, <-done, ErrKeyringGone)
}
