//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"keycase/internal/canary"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
)

// told is a window into which canaries are put, and the search for them.
type told struct {
	t      *testing.T
	w      *window
	home   string
	search *canary.Search
}

// place looks through something, and finds nothing.
func (c *told) place(where, text string) {
	c.t.Helper()
	assert.Empty(c.t, c.search.Text(where, []byte(text)))
}

// selections looks through what other programs could paste.
func (c *told) selections() {
	c.t.Helper()
	for _, name := range []string{"--clipboard", "--primary", "--secondary"} {
		out, err := exec.Command("xsel", name, "--output").Output()
		require.NoError(c.t, err)
		c.place("selection "+name, string(out))
	}
}

// outside looks at what others see of the window: title and class, arguments, environment, and
// what it wrote to its standard error.
func (c *told) outside() {
	c.t.Helper()
	c.place("title", c.w.title())
	c.place("properties", tool(c.t, "xprop", "-id", c.w.id))
	pid := itoa(c.w.cmd.Process.Pid)
	assert.Empty(c.t, c.search.Processes(func(of string) bool { return of == pid }))
}

// files looks through all that was written below the private home: settings, caches, logs, the
// index, and the keyring's own file.
func (c *told) files() {
	c.t.Helper()
	for _, dir := range []string{c.home, os.Getenv("HOME"), os.Getenv("XDG_DATA_HOME")} {
		hits, err := c.search.Tree(dir)
		require.NoError(c.t, err)
		assert.Empty(c.t, hits)
	}
}

// canaries puts an account of each platform into a home, whose secrets are canaries,
// and makes it the place of all temporary files. args go to the command line.
func canaries(t *testing.T, home string, args ...string) (world *sandbox.World, flags []string) {
	t.Helper()
	world = sandbox.New(sandbox.Options{Accounts: canary.Accounts()})
	servers, err := world.Start(t.Context(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	temp := filepath.Join(home, "tmp")
	require.NoError(t, os.Mkdir(temp, 0o700))
	t.Setenv("TMPDIR", temp)
	for _, p := range sandbox.Platforms() {
		flags = append(flags, "-base-url", p+"="+servers.URL(p))
		args = append(args, "--base-url", p+"="+servers.URL(p))
	}
	for _, account := range []string{"jdy", "kis", "robot", "yilianyun"} {
		values, err := json.Marshal(canary.Accounts().Values(account))
		require.NoError(t, err)
		add := exec.CommandContext(t.Context(), built(t, "keycase-cli"), append([]string{"credential", "add", account, account, "--input", "-", "--home", home}, args...)...)
		add.Stdin = strings.NewReader(string(values))
		out, err := add.CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	return world, flags
}

// TestWindowTellsNoOne types a canary, goes through the pages with it, has calls succeed and fail,
// copies and clears, and lets the window crash; then it looks everywhere but into the keyring.
func TestWindowTellsNoOne(t *testing.T) {
	home := t.TempDir()
	world, flags := canaries(t, home)
	limit := unlimitedCores(t)

	w := start(t, plain, []string{"FYNE_THEME=light", "GOTRACEBACK=crash"}, home, append([]string{"-lang", "zh"}, flags...)...)
	w.opened()
	c := &told{t: t, w: w, home: home, search: canary.NewSearch(canary.Secrets()...)}
	c.form()
	c.pages()
	c.calls(world)
	c.copies()
	c.files()
	c.crash(limit)
	t.Logf("%d canaries, %d places, %d bytes", c.search.Canaries, c.search.Places, c.search.Bytes)
}

// unlimitedCores lets programs that start from here leave cores, as far as the machine does.
func unlimitedCores(t *testing.T) (most uint64) {
	t.Helper()
	var before unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &before))
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: before.Max, Max: before.Max}))
	t.Cleanup(func() { require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &before)) })
	return before.Max
}

// form types a credential, with a secret that is shown and hidden again, selected, and saved.
func (c *told) form() {
	c.t.Helper()
	robot := canary.Accounts().Robot
	c.w.turn("ctrl+4")
	c.w.keys("ctrl+n")
	c.w.titled("新建凭证")
	c.w.write("typed")
	c.w.keys("Tab", "Tab")
	c.w.write(robot.APIKey)
	c.w.keys("Tab")
	c.w.write(robot.SecretKey)
	c.w.keys("ctrl+a", "ctrl+c", "ctrl+e", "ctrl+a") // masked, nothing is copied; shown, it is selected
	c.selections()
	c.w.keys("ctrl+e")
	c.outside()
	c.w.keys("Return")
	find(c.t, openVault(c.t, c.home), "typed")
	c.w.titled("业务机器人")
}

// pages opens each one, with the secrets of its credential read and shown.
func (c *told) pages() {
	c.t.Helper()
	for i := range catalog.Registry() {
		c.w.keys("ctrl+"+itoa(i+2), "Down", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "space")
		c.w.still("a page with a secret")
		c.outside()
	}
	for _, keys := range []string{"ctrl+comma", "ctrl+6", "ctrl+7", "ctrl+1"} {
		c.w.keys(keys)
		c.w.still("the page of " + keys)
		c.outside()
	}
	c.selections()
}

// calls gets a token, and has each kind of failure shown.
func (c *told) calls(world *sandbox.World) {
	c.t.Helper()
	for _, kind := range []sandbox.FaultKind{
		sandbox.FaultNone, sandbox.FaultCut, sandbox.FaultGarbage, sandbox.FaultStatus500, sandbox.FaultRedirect, sandbox.FaultHTML,
		sandbox.FaultHuge, sandbox.FaultEmpty, sandbox.FaultWrongType, sandbox.FaultClock,
	} {
		world.SetFault(sandbox.Robot, sandbox.Fault{Kind: kind, ClockOffset: time.Hour})
		before := len(world.Requests(sandbox.Robot))
		c.w.keys("ctrl+k")
		c.w.write("robot.token")
		c.w.keys("Return")
		c.w.still("the operation")
		c.w.keys("Return")
		eventually(c.t, "the platform is asked, "+string(kind), func() bool { return len(world.Requests(sandbox.Robot)) > before })
		c.w.still("the answer")
		c.outside()
	}
	world.SetFault(sandbox.Robot, sandbox.Fault{})
	v := openVault(c.t, c.home)
	for _, cred := range v.List() {
		for _, token := range cred.Tokens {
			secret, err := v.TokenSecret(c.t.Context(), cred.ID, token.ID)
			require.NoError(c.t, err)
			c.search.Add(canary.Canary{Name: "robot.token", Value: secret.Value})
		}
	}
}

// copies copies the token, which a person asked for, and leaves the page to the clipboard's clock.
func (c *told) copies() {
	c.t.Helper()
	c.w.keys("ctrl+1")
	c.w.titled("总览")
	c.w.keys("Down", "ctrl+c")
	eventually(c.t, "a token is on the clipboard", func() bool { return len(c.search.Text("the clipboard, asked for", []byte(clipboard()))) > 0 })
	c.outside()
	c.w.keys("ctrl+l") // locks, or hides what can be seen
	eventually(c.t, "the clipboard is cleared", func() bool { return clipboard() == "" })
	c.selections()
}

// crash aborts the window as a fault in a library would, and starts it again, which makes of what the
// runtime wrote a text that may be handed on.
func (c *told) crash(limit uint64) {
	c.t.Helper()
	require.NoError(c.t, c.w.cmd.Process.Signal(syscall.SIGABRT))
	_ = c.w.cmd.Wait()
	status, ok := c.w.cmd.ProcessState.Sys().(syscall.WaitStatus)
	require.True(c.t, ok)
	assert.Equal(c.t, syscall.SIGABRT, status.Signal())
	assert.False(c.t, status.CoreDump(), "of up to %d bytes", limit)
	cores, err := filepath.Glob("*core*")
	require.NoError(c.t, err)
	assert.Empty(c.t, cores)
	c.place("standard error", c.w.log.String())
	c.files()
	again := start(c.t, plain, []string{"FYNE_THEME=light"}, c.home, "-lang", "zh")
	again.opened()
	c.files()
	c.selections()
	again.quit()
}
