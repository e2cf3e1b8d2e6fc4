//go:build keyring

package vault

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKeyringRoundTrip(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	require.Equal(t, StateReady, KeyringStatus(t.Context()).State)
	s := newKeyringStore(systemKeyring())
	values := map[string]string{
		"aaaa": "plain", "AAAA": "other case", "a:b": "colon", "a": "part", "b": "part",
		"utf8": "中文 🗝 \n\x00\xff", "long": strings.Repeat("x", 100_000),
	}
	for item, value := range values {
		require.NoError(t, s.Set(t.Context(), item, []byte(value)))
	}
	for item, value := range values {
		got, err := s.Get(t.Context(), item)
		require.NoError(t, err)
		assert.Equal(t, value, string(got), item)
	}
	for item := range values {
		require.NoError(t, s.Delete(t.Context(), item))
		_, err := s.Get(t.Context(), item)
		require.ErrorIs(t, err, ErrItemMissing)
		require.NoError(t, s.Delete(t.Context(), item), "deleting twice is no error")
	}
}

func TestKeyringVault(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	v := openKeyring(t)
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "s3cret"})
	require.NoError(t, err)
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, "s3cret", secrets["client_secret"])
	assert.Len(t, storedItems(t), 1)
	require.NoError(t, v.Remove(t.Context(), c.ID))
	assert.Empty(t, storedItems(t))
}

func TestKeyringDaemonKilledAndRestarted(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	first := startDaemon(t, "password")
	v := openKeyring(t)
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "s3cret"})
	require.NoError(t, err)
	first.kill()
	_, err = v.Add(t.Context(), Credential{Platform: "kis", Name: "b"}, map[string]string{"client_secret": "x"})
	require.Error(t, err, "the bus starts a locked daemon, or none")
	require.Len(t, v.List(), 1)

	startDaemon(t, "password")
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, "s3cret", secrets["client_secret"])
	_, err = v.Add(t.Context(), Credential{Platform: "kis", Name: "b"}, map[string]string{"client_secret": "x"})
	require.NoError(t, err)
	assert.Len(t, storedItems(t), 2)
}

func TestKeyringDaemonHangs(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	d := startDaemon(t, "password")
	v := openKeyring(t)
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "s3cret"})
	require.NoError(t, err)

	d.signal(syscall.SIGSTOP)
	start := time.Now()
	_, err = v.Secrets(t.Context(), c.ID)
	require.ErrorIs(t, err, ErrKeyringHangs)
	st := v.Status(t.Context())
	assert.Equal(t, StateHanging, st.State, st.Detail)
	assert.Less(t, time.Since(start), 2*callWait, "two probes of 5 s")
	assert.Zero(t, v.store().(*keyringStore).stuck.Load(), "nothing may be left hanging")

	d.signal(syscall.SIGCONT)
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, "s3cret", secrets["client_secret"])
}

func TestKeyringBusHangs(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	v := openKeyring(t)
	b, err := openBus(t.Context())
	require.NoError(t, err)
	defer b.close()
	var pid uint32
	call := b.conn.BusObject().Call(busInterface+".GetConnectionUnixProcessID", 0, busInterface)
	require.NoError(t, call.Store(&pid))
	require.NoError(t, syscall.Kill(int(pid), syscall.SIGSTOP))
	st := v.Status(t.Context())
	require.NoError(t, syscall.Kill(int(pid), syscall.SIGCONT))
	assert.Equal(t, StateHanging, st.State, st.Detail)
	assert.Equal(t, StateReady, v.Status(t.Context()).State)
}

func TestKeyringLockedIsToldWithoutPrompt(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	v := openKeyring(t)
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "s3cret"})
	require.NoError(t, err)
	lockLogin(t)
	assert.Equal(t, StateLocked, KeyringStatus(t.Context()).State)
	_, err = v.Secrets(t.Context(), c.ID)
	require.ErrorIs(t, err, ErrLocked)
	_, err = v.Add(t.Context(), Credential{Platform: "kis", Name: "b"}, map[string]string{"client_secret": "x"})
	require.ErrorIs(t, err, ErrLocked)
	assert.Len(t, v.List(), 1)
	assert.Len(t, storedItems(t), 1)
}

func TestKeyringWithoutDefaultCollection(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	st := KeyringStatus(t.Context()) // the bus starts a daemon that has no keyring yet
	assert.Equal(t, StateMissing, st.State, st.Detail)
	assert.Contains(t, st.Detail, "no default keyring")
	assert.ErrorIs(t, st.Err, ErrNoKeyring)
}

func TestKeyringWithoutService(t *testing.T) {
	if !ownSession(t, withoutServices(t)) {
		return
	}
	st := KeyringStatus(t.Context())
	assert.Equal(t, StateMissing, st.State, st.Detail)
	assert.ErrorIs(t, st.Err, ErrNoService)
	assert.Contains(t, st.Detail, "nothing provides")
}

// withoutServices wraps a test in a bus that starts nothing by itself.
func withoutServices(t *testing.T) []string {
	t.Helper()
	config := filepath.Join(t.TempDir(), "bus.conf")
	require.NoError(t, os.WriteFile(config, []byte(busWithoutServices), 0o600))
	return []string{"dbus-run-session", "--config-file=" + config, "--"}
}

const busWithoutServices = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>`

func TestKeyringWithoutBusStartsNone(t *testing.T) {
	if !ownSession(t, []string{"env"}) {
		return
	}
	_, err := exec.LookPath("dbus-launch")
	require.NoError(t, err, "without dbus-launch this test shows nothing")
	before := busDaemons(t)
	st := KeyringStatus(t.Context())
	assert.Equal(t, StateMissing, st.State)
	v := openKeyring(t)
	_, err = v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "x"})
	require.ErrorIs(t, err, ErrNoBus)
	assert.Equal(t, before, busDaemons(t))
	assert.Empty(t, os.Getenv(busAddress))
}

// busDaemons lists the bus processes whose environment names this test.
func busDaemons(t *testing.T) []string {
	t.Helper()
	var found []string
	dirs, err := filepath.Glob("/proc/[0-9]*")
	require.NoError(t, err)
	for _, dir := range dirs {
		comm, _ := os.ReadFile(dir + "/comm")
		env, _ := os.ReadFile(dir + "/environ")
		if strings.HasPrefix(string(comm), "dbus-") && bytes.Contains(env, []byte(inSession+"="+t.Name())) {
			found = append(found, dir)
		}
	}
	return found
}

func TestKeyringFindsBusByRuntimeDir(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	// The bus's own socket under the name that systemd gives it.
	path, ok := strings.CutPrefix(os.Getenv(busAddress), "unix:path=")
	require.True(t, ok, os.Getenv(busAddress))
	path, _, _ = strings.Cut(path, ",")
	require.NoError(t, os.Symlink(path, filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus")))
	require.NoError(t, os.Unsetenv(busAddress))
	v := openKeyring(t)
	_, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "x"})
	require.NoError(t, err)
	assert.Len(t, storedItems(t), 1)
}

func TestKeyringPromptDismissed(t *testing.T) {
	if !withPrompter(t) {
		return
	}
	startDaemon(t, "pw")
	v := openKeyring(t)
	lockLogin(t)
	done := make(chan error, 1)
	go func() {
		_, err := v.Add(WithPrompt(t.Context()), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "x"})
		done <- err
	}()
	answerPrompt(t, "Escape")
	err := <-done
	require.ErrorIs(t, err, ErrDismissed)
	assert.Empty(t, v.List())
	assert.Empty(t, storedItems(t))
	assert.Zero(t, v.store().(*keyringStore).stuck.Load())
}

func TestKeyringPromptAnswered(t *testing.T) {
	if !withPrompter(t) {
		return
	}
	startDaemon(t, "pw")
	v := openKeyring(t)
	lockLogin(t)
	done := make(chan error, 1)
	go func() {
		_, err := v.Add(WithPrompt(t.Context()), Credential{Platform: "kis", Name: "a"}, map[string]string{"client_secret": "x"})
		done <- err
	}()
	answerPrompt(t, "p", "w", "Return")
	require.NoError(t, <-done)
	assert.Len(t, storedItems(t), 1)
}

func TestKeyringPromptCancelled(t *testing.T) {
	if !withPrompter(t) {
		return
	}
	startDaemon(t, "pw")
	v := openKeyring(t)
	lockLogin(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- v.Unlock(ctx, nil) }()
	answerPrompt(t)
	cancel()
	require.ErrorIs(t, <-done, context.Canceled)
	require.Eventually(t, promptGone, 10*time.Second, 50*time.Millisecond, "the prompt stays up")
}

func TestKeyringDaemonDiesUnderThePrompt(t *testing.T) {
	if !withPrompter(t) {
		return
	}
	d := startDaemon(t, "pw")
	v := openKeyring(t)
	lockLogin(t)
	done := make(chan error, 1)
	go func() { done <- v.Unlock(t.Context(), nil) }()
	answerPrompt(t)
	d.kill()
	require.ErrorIs(t, <-done, ErrKeyringGone)
	startDaemon(t, "pw")
	require.Equal(t, StateReady, v.Status(t.Context()).State)
}
