package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// ofItsOwn runs the program as a process, which may leave a core.
func (a *aviary) ofItsOwn(stdin string, args []string) (stdout, stderr []byte, status int) {
	a.t.Helper()
	var out, messages bytes.Buffer
	err := a.start(strings.NewReader(stdin), &out, &messages, args).Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status = exit.ExitCode()
	} else {
		require.NoError(a.t, err)
	}
	return out.Bytes(), messages.Bytes(), status
}

// start begins such a process.
func (a *aviary) start(in io.Reader, out, messages io.Writer, args []string) *exec.Cmd {
	a.t.Helper()
	cmd := exec.CommandContext(a.t.Context(), "sh", append([]string{"-c", `ulimit -S -c "$(ulimit -H -c)"; exec keycase-cli "$@"`, "sh"}, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, messages
	cmd.Env = append(os.Environ(), "GOTRACEBACK=crash")
	require.NoError(a.t, cmd.Start())
	a.mu.Lock()
	a.pid = cmd.Process.Pid
	a.mu.Unlock()
	return cmd
}

// processes looks at all that run while a platform has a request in its hands: at their arguments,
// and at the environment of the program.
func (a *aviary) processes() {
	a.mu.Lock()
	defer a.mu.Unlock()
	looked := false
	hits := a.search.Processes(func(pid string) bool {
		looked = looked || pid == strconv.Itoa(a.pid)
		return pid == strconv.Itoa(a.pid)
	})
	assert.True(a.t, looked, "the program is among them")
	assert.Empty(a.t, hits)
}

// TestProcessesTellNoOne makes every call by a process, looks at the list of them while it lasts, and
// in the end aborts one in the middle of each call that is sent.
func TestProcessesTellNoOne(t *testing.T) {
	a := newAviary(t)
	a.program, a.meanwhile = a.ofItsOwn, a.processes
	a.store()
	a.succeed()
	a.meanwhile = func() {
		a.processes()
		assert.NoError(t, unix.Kill(a.pid, unix.SIGABRT))
	}
	for _, c := range a.turns() {
		stdin, args := a.args(c, false)
		_, status := a.says(nothing, stdin, append([]string{"run", c.operation}, args...)...)
		assert.Contains(t, []int{exitDone, -1}, status, "%s computes, or is aborted", c.operation)
	}
	cores, err := filepath.Glob("*core*")
	require.NoError(t, err)
	assert.Empty(t, cores)
	a.end()
}

// TestExecTellsItsCommand: it gets the token, nothing else that is secret, and nobody else gets that.
func TestExecTellsItsCommand(t *testing.T) {
	a := newAviary(t)
	a.store()
	a.succeed()
	a.program = a.ofItsOwn
	t.Setenv("KEYCASE_PASSPHRASE", passphraseCanary)
	for _, account := range accounts {
		out := a.does(tokens, "", "exec", account, "--kind", kindOf(account), "--", "sh", "-c",
			`tr '\0' '\n' < /proc/self/environ; echo ARGUMENTS; tr '\0' '\n' < /proc/$PPID/cmdline; tr '\0' '\n' < /proc/self/cmdline`)
		environment, arguments, _ := strings.Cut(out, "ARGUMENTS")
		assert.Contains(t, environment, "KEYCASE_TOKEN=")
		a.check(nothing, "arguments of exec", []byte(arguments))
		assert.Contains(t, arguments, "exec")
	}
	a.end(tokens)
}

// kindOf is the token that calls of an account carry.
func kindOf(account string) string {
	if account == "jdy" {
		return "app-token"
	}
	return "access_token"
}
