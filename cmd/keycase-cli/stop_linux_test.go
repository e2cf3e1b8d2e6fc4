package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

// heldCall is the program in the middle of a call for a token: the platform has
// counted it and has not answered yet.
type heldCall struct {
	t        *testing.T
	home     string
	cmd      *exec.Cmd
	messages *lockedBuffer
	release  chan struct{}
}

func holdCall(t *testing.T, flags ...string) *heldCall {
	t.Helper()
	h := &heldCall{t: t, home: t.TempDir(), messages: &lockedBuffer{}, release: make(chan struct{})}
	arrived := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		select {
		case <-h.release:
			_, _ = w.Write([]byte(`{"access_token":"abcdefghijklmnopqrstuvwxyz012345","token_type":"bearer","expires_in":7200}`))
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(server.Close)

	passphrase := filepath.Join(h.home, "passphrase")
	require.NoError(t, os.WriteFile(passphrase, []byte("correct horse battery\n"), 0o600))
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(h.home, "vault"), Store: vault.StoreFile, Clock: time.Now, WorkFactor: 2,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse battery"), nil },
	})
	require.NoError(t, err)
	require.NoError(t, v.Close())

	common := []string{"--home", h.home, "--passphrase-file", passphrase, "--base-url", "robot=" + server.URL, "--lang", "en"}
	add := exec.Command("keycase-cli", append(common, "credential", "add", "robot", "r", "--input", "-")...)
	add.Stdin = strings.NewReader(`{"api_key": "key", "secret_key": "secret"}`)
	told, err := add.CombinedOutput()
	require.NoError(t, err, "%s", told)

	h.cmd = exec.Command("keycase-cli", append(append(common, flags...), "token", "get", "r")...)
	h.cmd.Stderr = h.messages
	require.NoError(t, h.cmd.Start())
	t.Cleanup(func() { _ = h.cmd.Process.Kill() })
	select {
	case <-arrived:
	case <-time.After(20 * time.Second):
		t.Fatalf("nothing was sent: %s", h.messages)
	}
	return h
}

func (h *heldCall) interrupt() {
	h.t.Helper()
	require.NoError(h.t, h.cmd.Process.Signal(os.Interrupt))
}

func (h *heldCall) tells(text string) {
	h.t.Helper()
	require.Eventually(h.t, func() bool { return strings.Contains(h.messages.String(), text) }, 20*time.Second, 5*time.Millisecond, "%s", h.messages)
}

// held tells whether the token was stored.
func (h *heldCall) held() string {
	h.t.Helper()
	list, err := exec.Command("keycase-cli", "--home", h.home, "token", "list", "--json").Output()
	require.NoError(h.t, err)
	return string(list)
}

// TestInterruptedCallLands: the platform has counted it, so its token is kept.
func TestInterruptedCallLands(t *testing.T) {
	h := holdCall(t)
	h.interrupt()
	h.tells("waiting for it to come back")
	close(h.release)
	var exit *exec.ExitError
	require.ErrorAs(t, h.cmd.Wait(), &exit)
	assert.Equal(t, exitUnexpected, exit.ExitCode())
	assert.Contains(t, h.held(), `"state":"valid"`)
}

// TestWaitingForAnInterruptedCallEnds: at the time limit, or by a second signal.
func TestWaitingForAnInterruptedCallEnds(t *testing.T) {
	t.Run("time limit", func(t *testing.T) {
		h := holdCall(t, "--timeout", "1s")
		h.interrupt()
		h.tells("Ctrl+C again")
		require.Error(t, h.cmd.Wait())
		assert.Contains(t, h.held(), `"tokens":[]`)
	})
	t.Run("second signal", func(t *testing.T) {
		h := holdCall(t, "--timeout", "10m")
		h.interrupt()
		h.tells("Ctrl+C again")
		h.interrupt()
		var exit *exec.ExitError
		require.ErrorAs(t, h.cmd.Wait(), &exit)
		assert.False(t, exit.Exited(), "the signal ended it")
	})
}
