package main

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"keycase/providers/catalog"
	"keycase/vault"
)

// tokenHome is a data folder with a credential "r" and a token that works.
func tokenHome(t *testing.T) (flags []string) {
	t.Helper()
	home := t.TempDir()
	passphrase := filepath.Join(home, "passphrase")
	require.NoError(t, os.WriteFile(passphrase, []byte("correct horse battery\n"), 0o600))
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(home, "vault"), Store: vault.StoreFile, Clock: time.Now, WorkFactor: 2,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse battery"), nil },
	})
	require.NoError(t, err)
	cred, err := v.Add(t.Context(), vault.Credential{Platform: "robot", Name: "r"}, map[string]string{"api_key": "key", "secret_key": canary})
	require.NoError(t, err)
	now := time.Now()
	_, err = v.PutToken(t.Context(), cred.ID, vault.Token{Kind: "access_token", IssuedAt: now, ExpiresAt: now.Add(2 * time.Hour)}, vault.TokenSecret{Value: "works"})
	require.NoError(t, err)
	require.NoError(t, v.Close())
	return []string{"--home", home, "--passphrase-file", passphrase, "--lang", "en"}
}

// running is a shell under exec that has begun.
type running struct {
	t     *testing.T
	cmd   *exec.Cmd
	shown *lockedBuffer
}

func run(t *testing.T, script string, change func(*exec.Cmd)) *running {
	t.Helper()
	return begin(t, append([]string{"exec", "r"}, tokenHome(t)...), script, change)
}

func begin(t *testing.T, args []string, script string, change func(*exec.Cmd)) *running {
	t.Helper()
	r := &running{t: t, cmd: exec.Command("keycase-cli", append(args, "--", "sh", "-c", script)...), shown: &lockedBuffer{}}
	r.cmd.Stdout, r.cmd.Stderr = r.shown, r.shown
	if change != nil {
		change(r.cmd)
	}
	heedAgain(t)
	require.NoError(t, r.cmd.Start())
	t.Cleanup(func() { _ = r.cmd.Process.Kill() })
	r.shows("begun\n")
	return r
}

// heedAgain takes back what the tests themselves were started with: a runner in the background of
// a shell, or under nohup, ignores signals, and so would each of its children.
func heedAgain(t *testing.T) {
	t.Helper()
	caught := make(chan os.Signal, 1) // what is caught here is not ignored there
	signal.Notify(caught, unix.SIGHUP, unix.SIGINT, unix.SIGQUIT)
	t.Cleanup(func() { signal.Stop(caught) })
}

func (r *running) shows(text string) {
	r.t.Helper()
	require.Eventually(r.t, func() bool { return strings.Contains(r.shown.String(), text) }, 20*time.Second, 5*time.Millisecond, "%s", r.shown)
}

func (r *running) ends() int {
	r.t.Helper()
	_ = r.cmd.Wait()
	return r.cmd.ProcessState.ExitCode()
}

// heeds is a script that tells of a signal and goes on, until it has seen two.
const heeds = `n=0
trap 'echo HUP; n=$((n+1))' HUP
trap 'echo INT; n=$((n+1))' INT
trap 'echo TERM; n=$((n+1))' TERM
trap 'echo USR1; n=$((n+1))' USR1
echo begun
while [ $n -lt 2 ]; do sleep 0.01; done
exit 9`

// TestExecPassesSignalsOn: each of them, also a second time, and none ends the
// program before its command.
func TestExecPassesSignalsOn(t *testing.T) {
	for name, s := range map[string]syscall.Signal{"HUP": unix.SIGHUP, "INT": unix.SIGINT, "TERM": unix.SIGTERM, "USR1": unix.SIGUSR1} {
		t.Run(name, func(t *testing.T) {
			r := run(t, heeds, nil)
			require.NoError(t, r.cmd.Process.Signal(s))
			r.shows("begun\n" + name + "\n")
			require.NoError(t, r.cmd.Process.Signal(s))
			assert.Equal(t, 9, r.ends())
			assert.Equal(t, "begun\n"+name+"\n"+name+"\n", r.shown.String())
		})
	}
}

func TestExecEndsAsItsCommandDoes(t *testing.T) {
	r := run(t, "echo begun; exec sleep 600", nil)
	require.NoError(t, r.cmd.Process.Signal(unix.SIGTERM))
	assert.Equal(t, 128+int(unix.SIGTERM), r.ends())
	assert.Equal(t, "begun\n", r.shown.String())
}

// TestExecKeepsDeaf: what nohup keeps from this program is kept from its command.
func TestExecKeepsDeaf(t *testing.T) {
	for _, ignored := range []string{"HUP", "INT"} {
		args := append(append([]string{"exec", "r"}, tokenHome(t)...), "--", "sh", "-c", "kill -"+ignored+" $$; echo alive")
		for i, arg := range args {
			args[i] = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		out, err := exec.Command("sh", "-c", "trap '' "+ignored+"; keycase-cli "+strings.Join(args, " ")).CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Equal(t, "alive\n", string(out))
	}
}

// TestExecAtATerminal: Ctrl+C reaches the command by the terminal, and not a second
// time by way of this program.
func TestExecAtATerminal(t *testing.T) {
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	require.NoError(t, err)
	defer func() { _ = near.Close() }()
	require.NoError(t, unix.IoctlSetPointerInt(int(near.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(near.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	far, err := os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	defer func() { _ = far.Close() }()
	r := run(t, heeds, func(cmd *exec.Cmd) {
		cmd.Stdin = far
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	})
	require.NoError(t, r.cmd.Process.Signal(unix.SIGINT)) // as this program gets it from the terminal
	require.NoError(t, r.cmd.Process.Signal(unix.SIGTERM))
	r.shows("begun\nTERM\n")
	_, err = near.WriteString("\x03")
	require.NoError(t, err)
	assert.Equal(t, 9, r.ends())
	assert.Equal(t, "begun\nTERM\nINT\n", r.shown.String())
}

// TestExecKeepsNothingOpen: while the command runs, the vault is closed, although it
// has just stored a token.
func TestExecKeepsNothingOpen(t *testing.T) {
	s := newServed(t, "robot")
	r := begin(t, append([]string{"exec", "robot"}, s.flags...), "echo begun; exec sleep 600", nil)
	assert.Equal(t, 1, s.asked("robot"))
	files, err := filepath.Glob(filepath.Join("/proc", strconv.Itoa(r.cmd.Process.Pid), "fd", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		if to, err := os.Readlink(file); err == nil {
			assert.NotContains(t, to, s.home)
		}
	}
	require.NoError(t, r.cmd.Process.Signal(unix.SIGTERM))
	r.ends()
}

// TestPublicFieldsHaveNamesOfTheirOwn: no platform has a public field that would be
// taken for something about the token.
func TestPublicFieldsHaveNamesOfTheirOwn(t *testing.T) {
	for _, p := range catalog.Registry() {
		for _, f := range p.Fields {
			name := shouted(f.Name)
			taken := name == "TOKEN" || name == "BASE_URL" || strings.HasPrefix(name, "TOKEN_")
			assert.False(t, taken && !f.Secret, "%s %s", p.ID, f.Name)
		}
	}
}

func TestVariablesAreNamedAfterTheirCredential(t *testing.T) {
	for name, want := range map[string]string{
		"my-shop": "KEYCASE_MY_SHOP_", "晨光商贸": "KEYCASE_JDY_", "2 号店": "KEYCASE_2_", "--a__b--": "KEYCASE_A_B_", "Café": "KEYCASE_CAF_",
	} {
		assert.Equal(t, want, prefixOf(vault.Credential{Name: name, Platform: "jdy"}), name)
	}
}

func TestEnvironment(t *testing.T) {
	env := environment([]string{
		"PATH=/bin", "KEYCASE_PASSPHRASE=x", "KEYCASE_A_TOKEN=old", "KEYCASE_A_TOKEN_EXPIRES_AT=old", "KEYCASE_B_TOKEN_STATE=outer", "PASSPHRASE=theirs", "=C:=odd",
	}, map[string]string{"KEYCASE_A_TOKEN": "new=1"})
	assert.Equal(t, []string{"PATH=/bin", "KEYCASE_B_TOKEN_STATE=outer", "PASSPHRASE=theirs", "=C:=odd", "KEYCASE_A_TOKEN=new=1"}, slices.Clip(env))
}
