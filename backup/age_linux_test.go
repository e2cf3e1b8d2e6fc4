package backup

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// The real age program, of the Debian package of that name: what it opens is a
// backup that outlives this program.

func TestTheAgeProgramOpensItWithAKey(t *testing.T) {
	dir := t.TempDir()
	identity, path := filepath.Join(dir, "key.txt"), filepath.Join(dir, "b.age")
	require.NoError(t, exec.Command("age-keygen", "-o", identity).Run(), "the Debian package age is needed")
	public, err := exec.Command("age-keygen", "-y", identity).Output()
	require.NoError(t, err)
	keys, err := ParseKeys(string(public))
	require.NoError(t, err)
	other, _ := newKey(t)
	require.NoError(t, Save(t.Context(), path, contentOf(shop()), Lock{Keys: append(keys, other)}, Options{}))

	plain, err := exec.Command("age", "-d", "-i", identity, path).Output()
	require.NoError(t, err)
	c, err := decode(plain)
	require.NoError(t, err)
	assert.Equal(t, "canary-secret", c.Credentials[0].Values["client_secret"])
}

func TestTheAgeProgramOpensItWithThePassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.age")
	require.NoError(t, Save(t.Context(), path, contentOf(shop()), quick("correct horse 电池"), Options{}))
	plain := ageAtTerminal(t, []string{"correct horse 电池"}, "-d", path)
	c, err := decode(plain)
	require.NoError(t, err)
	assert.Equal(t, "canary-token", c.Credentials[0].TokenValues[0].Value)
}

// TestWhatTheAgeProgramSealsIsRead: somebody opened a backup, and closed it again
// for another key, with or without armor.
func TestWhatTheAgeProgramSealsIsRead(t *testing.T) {
	plain, err := encode(contentOf(shop()))
	require.NoError(t, err)
	key, identity := newKey(t)
	for _, args := range [][]string{{"-r", key.String()}, {"-a", "-r", key.String()}} {
		cmd := exec.Command("age", args...)
		cmd.Stdin = bytes.NewReader(plain)
		data, err := cmd.Output()
		require.NoError(t, err)
		_, err = mustRead(t, data).OpenWithIdentities(identity)
		require.NoError(t, err)
	}
	path := filepath.Join(t.TempDir(), "plain.json")
	require.NoError(t, os.WriteFile(path, plain, 0o600))
	_, err = mustRead(t, ageAtTerminal(t, []string{"again", "again"}, "-p", path)).OpenWithPassphrase("again")
	require.NoError(t, err)
}

// ageAtTerminal runs age with a terminal, where it asks for passphrases, and
// returns what it writes to standard output.
func ageAtTerminal(t *testing.T, answers []string, args ...string) []byte {
	t.Helper()
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	require.NoError(t, err)
	defer func() { _ = near.Close() }()
	require.NoError(t, unix.IoctlSetPointerInt(int(near.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(near.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	far, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	defer func() { _ = far.Close() }()
	var mu sync.Mutex
	var shown strings.Builder
	go func() {
		b := make([]byte, 1024)
		for {
			n, err := near.Read(b)
			if err != nil {
				return
			}
			mu.Lock()
			shown.Write(b[:n])
			mu.Unlock()
		}
	}()
	asked := func() int {
		mu.Lock()
		defer mu.Unlock()
		return strings.Count(strings.ToLower(shown.String()), "passphrase")
	}

	cmd := exec.Command("age", args...)
	cmd.Stdin, cmd.Stderr = far, far
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
	require.NoError(t, cmd.Start(), "the Debian package age is needed")
	for i, answer := range answers {
		require.Eventually(t, func() bool {
			mode, err := unix.IoctlGetTermios(int(far.Fd()), unix.TCGETS)
			return err == nil && mode.Lflag&unix.ECHO == 0 && asked() > i
		}, 20*time.Second, 5*time.Millisecond)
		_, err = io.WriteString(near, answer+"\n")
		require.NoError(t, err)
	}
	plain, err := io.ReadAll(out)
	require.NoError(t, err)
	require.NoError(t, cmd.Wait())
	return plain
}
