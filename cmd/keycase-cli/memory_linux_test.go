package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// unlimited runs a command in a folder of its own, with the cores that this machine allows.
func unlimited(t *testing.T, command ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `ulimit -S -c "$(ulimit -H -c)"; exec "$@"`, "sh"}, command...)...)
	cmd.Dir, cmd.Env = t.TempDir(), append(os.Environ(), "GOTRACEBACK=crash")
	return cmd
}

// coresIn are the cores that a command has left where it ran.
func coresIn(t *testing.T, cmd *exec.Cmd) []string {
	t.Helper()
	cores, err := filepath.Glob(filepath.Join(cmd.Dir, "*core*"))
	require.NoError(t, err)
	return cores
}

func dumped(t *testing.T, cmd *exec.Cmd) bool {
	t.Helper()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	require.True(t, ok)
	require.Equal(t, syscall.SIGABRT, status.Signal())
	return status.CoreDump()
}

// TestCrashLeavesNoMemory aborts the program while a platform keeps it waiting, as it is and with the
// first of its two guards taken away from outside, and before that a program without guards, which must
// leave a core wherever this machine allows one.
func TestCrashLeavesNoMemory(t *testing.T) {
	var most unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &most))
	bare := unlimited(t, "sh", "-c", "kill -ABRT $$")
	require.Error(t, bare.Run())
	require.Equal(t, most.Max > 1, dumped(t, bare), "this machine leaves cores")

	for name, abort := range map[string]func(pid int){
		"as it is": func(pid int) { assert.NoError(t, unix.Kill(pid, unix.SIGABRT)) },
		"with a limit that somebody has raised": func(pid int) {
			var own unix.Rlimit
			assert.NoError(t, unix.Prlimit(pid, unix.RLIMIT_CORE, &unix.Rlimit{Cur: most.Max, Max: most.Max}, &own))
			assert.Equal(t, unix.Rlimit{Cur: min(1, most.Max), Max: most.Max}, own)
			assert.NoError(t, unix.Kill(pid, unix.SIGABRT))
		},
	} {
		t.Run(name, func(t *testing.T) {
			pids := make(chan int, 1)
			platform := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				abort(<-pids)
				<-r.Context().Done() // nobody is left to be answered
			}))
			defer platform.Close()
			cmd := unlimited(t, "keycase-cli", "run", "robot.token", "--input", "-", "--store", "memory", "--base-url", "robot="+platform.URL)
			cmd.Stdin = strings.NewReader(`{"api_key": "key", "secret_key": "` + canary + `"}`)
			var told strings.Builder
			cmd.Stderr = &told
			require.NoError(t, cmd.Start())
			pids <- cmd.Process.Pid
			require.Error(t, cmd.Wait())
			assert.False(t, dumped(t, cmd))
			assert.Empty(t, coresIn(t, cmd))
			assert.Contains(t, told.String(), "SIGABRT")
			assert.NotContains(t, told.String(), canary)
		})
	}
}

// TestCommandMayLeaveItsCore: what a person runs under exec crashes as it would without it.
func TestCommandMayLeaveItsCore(t *testing.T) {
	crash := []string{"sh", "-c", "ulimit -S -c; kill -ABRT $$"}
	free := unlimited(t, crash...)
	want, err := free.Output()
	require.Error(t, err)
	under := unlimited(t, append(append([]string{"keycase-cli", "exec", "r"}, tokenHome(t)...), append([]string{"--"}, crash...)...)...)
	got, err := under.Output()
	require.Error(t, err)
	assert.Equal(t, 128+int(unix.SIGABRT), under.ProcessState.ExitCode())
	assert.Equal(t, string(want), string(got))
	assert.Len(t, coresIn(t, under), len(coresIn(t, free)))
}
