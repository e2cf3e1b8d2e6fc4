package main

import (
	"context"
	"errors"
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
	"golang.org/x/sys/unix"

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

// TestBlockedReadingHeedsASignal: nobody writes on, and Ctrl+C and SIGTERM end
// the program all the same.
func TestBlockedReadingHeedsASignal(t *testing.T) {
	for name, args := range map[string][]string{
		"parse":      {"parse", "jdy.app-token"},
		"input":      {"sign", "jdy.app-signature", "--input", "-"},
		"credential": {"credential", "add", "robot", "r", "--input", "-"},
		"pipe":       {"run", "robot.token", "--input", "FIFO"},
		"passphrase": {"credential", "add", "robot", "r", "--input", "FILE", "--store", "file", "--passphrase-file", "FIFO"},
	} {
		for _, signal := range []os.Signal{os.Interrupt, unix.SIGTERM} {
			t.Run(name+" "+signal.String(), func(t *testing.T) {
				home := t.TempDir()
				values, fifo := filepath.Join(home, "values.json"), filepath.Join(home, "fifo")
				require.NoError(t, os.WriteFile(values, []byte(`{"api_key": "key", "secret_key": "secret"}`), 0o600))
				require.NoError(t, unix.Mkfifo(fifo, 0o600))
				in, write, err := os.Pipe()
				require.NoError(t, err)
				defer func() { _ = errors.Join(in.Close(), write.Close()) }()
				_, err = write.WriteString("{")
				require.NoError(t, err)

				line := strings.NewReplacer("FILE", values, "FIFO", fifo).Replace(strings.Join(args, "\n"))
				cmd := exec.CommandContext(t.Context(), "keycase-cli", append(strings.Split(line, "\n"), "--home", home, "--lang", "en")...)
				messages := &lockedBuffer{}
				cmd.Stdin, cmd.Stderr = in, messages
				require.NoError(t, cmd.Start())
				reads := func() bool { n, err := unix.IoctlGetInt(int(in.Fd()), unix.TIOCINQ); return err == nil && n == 0 }
				if strings.Contains(line, fifo) {
					reads = func() bool {
						fd, err := unix.Open(fifo, unix.O_WRONLY|unix.O_NONBLOCK, 0)
						t.Cleanup(func() { _ = unix.Close(fd) })
						return err == nil
					}
				}
				require.Eventually(t, reads, 20*time.Second, time.Millisecond)
				require.NoError(t, cmd.Process.Signal(signal))
				var exit *exec.ExitError
				require.ErrorAs(t, cmd.Wait(), &exit)
				assert.Equal(t, exitUnexpected, exit.ExitCode(), "%s", messages)
				assert.Contains(t, messages.String(), "what to do")
			})
		}
	}
}
