//go:build keyring

package vault

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/require"
)

// Each test here runs in a process and a session bus of its own, with its own
// home: the test binary starts itself again under dbus-run-session. What is
// needed: dbus, gnome-keyring, gcr; for the prompts Xvfb and xdotool.

const inSession = "KEYCASE_TEST_SESSION"

// ownSession runs the calling test again in a session of its own. It returns
// true there, and false outside, once that run is over.
func ownSession(t *testing.T, wrapper []string, env ...string) bool {
	t.Helper()
	if os.Getenv(inSession) == t.Name() {
		return true
	}
	home := t.TempDir()
	run := filepath.Join(home, "run")
	require.NoError(t, os.Mkdir(run, 0o700))
	args := append(wrapper, os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", fmt.Sprintf("-full=%t", *full))
	cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch {
		case strings.HasPrefix(name, "XDG_"), name == "DISPLAY", name == "HOME", name == busAddress:
		default:
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_RUNTIME_DIR="+run, "XDG_DATA_HOME="+home+"/data",
		"XDG_CONFIG_HOME="+home+"/config", inSession+"="+t.Name())
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "in its own session:\n%s", out)
	require.Contains(t, string(out), "--- PASS: "+t.Name(), "the test did not run:\n%s", out)
	tellRoundsOf(string(out))
	return false
}

var withBus = []string{"dbus-run-session", "--"}

// daemon is a gnome-keyring-daemon in the foreground.
type daemon struct {
	t   *testing.T
	cmd *exec.Cmd
}

// startDaemon starts a daemon that unlocks, or makes, the login keyring.
func startDaemon(t *testing.T, password string) *daemon {
	t.Helper()
	d := &daemon{t: t}
	d.cmd = exec.Command("gnome-keyring-daemon", "--foreground", "--replace", "--unlock", "--components=secrets")
	d.cmd.Stdin = strings.NewReader(password)
	d.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(t, d.cmd.Start())
	t.Cleanup(d.kill)
	d.waitForOwner()
	return d
}

// waitForOwner waits until this daemon owns the service's name.
func (d *daemon) waitForOwner() {
	d.t.Helper()
	conn, err := dbus.ConnectSessionBus()
	require.NoError(d.t, err)
	defer func() { _ = conn.Close() }()
	require.Eventually(d.t, func() bool {
		var pid uint32
		err := conn.BusObject().Call(busInterface+".GetConnectionUnixProcessID", 0, secretsName).Store(&pid)
		return err == nil && int(pid) == d.cmd.Process.Pid
	}, 10*time.Second, 5*time.Millisecond, "the daemon took over no name")
}

func (d *daemon) signal(s os.Signal) { require.NoError(d.t, d.cmd.Process.Signal(s)) }

func (d *daemon) kill() {
	_ = d.cmd.Process.Kill()
	_ = d.cmd.Wait()
}

// lockLogin locks the login keyring.
func lockLogin(t *testing.T) {
	t.Helper()
	b, err := openBus(t.Context())
	require.NoError(t, err)
	defer b.close()
	call := b.conn.Object(secretsName, secretsPath).Call(serviceInterface+".Lock", 0, []dbus.ObjectPath{loginCollection})
	require.NoError(t, call.Err)
}

func openKeyring(t *testing.T) *Vault {
	t.Helper()
	return openTest(t, Options{Dir: t.TempDir(), Store: StoreKeyring})
}

// storedItems lists what the keyring holds of us.
func storedItems(t *testing.T) []dbus.ObjectPath {
	t.Helper()
	b, err := openBus(t.Context())
	require.NoError(t, err)
	defer b.close()
	var unlocked, locked []dbus.ObjectPath
	call := b.conn.Object(secretsName, secretsPath).
		Call(serviceInterface+".SearchItems", 0, map[string]string{"service": keyringService})
	require.NoError(t, call.Store(&unlocked, &locked))
	return append(unlocked, locked...)
}

// display starts an X server for a prompter and returns its DISPLAY.
func display(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	require.NoError(t, w.Close())
	var number int
	_, err = fmt.Fscan(r, &number)
	require.NoError(t, err)
	return fmt.Sprintf(":%d", number)
}

// withPrompter runs the calling test in a session that can show prompts.
func withPrompter(t *testing.T) bool {
	t.Helper()
	if os.Getenv(inSession) == t.Name() {
		return true
	}
	return ownSession(t, withBus, "DISPLAY="+display(t), "GDK_BACKEND=x11", "NO_AT_BRIDGE=1")
}

// answerPrompt waits for the prompt's window and types into it.
func answerPrompt(t *testing.T, keys ...string) {
	t.Helper()
	var window string
	require.Eventually(t, func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--class", "gcr-prompter").Output()
		window = strings.TrimSpace(string(out))
		return err == nil && window != ""
	}, time.Minute, 50*time.Millisecond, "no prompt came up")
	window, _, _ = strings.Cut(window, "\n")
	require.NoError(t, exec.Command("xdotool", "windowfocus", "--sync", window).Run())
	for _, key := range keys {
		require.NoError(t, exec.Command("xdotool", "key", key).Run())
	}
}

func promptGone() bool {
	out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--class", "gcr-prompter").Output()
	return len(bytes.TrimSpace(out)) == 0
}
