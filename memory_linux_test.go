package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// crashIn names the folder in which the test binary, started again, crashes once the program has begun.
const crashIn = "KEYCASE_TEST_CORE"

// TestCrashLeavesNoMemory crashes for real, as a fault in the graphics library would, with cores
// allowed by whoever started it. Where the system collects them elsewhere, only the limit tells.
func TestCrashLeavesNoMemory(t *testing.T) {
	if os.Getenv(crashIn) != "" {
		crashWithACore(t)
		return
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrashLeavesNoMemory$")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), crashIn+"="+dir)
	err := cmd.Run()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	status, ok := exit.Sys().(syscall.WaitStatus)
	require.True(t, ok)
	assert.Equal(t, syscall.SIGABRT, status.Signal(), "it crashed")
	assert.False(t, status.CoreDump())
	cores, err := filepath.Glob(filepath.Join(dir, "core*"))
	require.NoError(t, err)
	assert.Empty(t, cores)
}

// crashWithACore has the program do what it does first, whatever it is asked for.
func crashWithACore(t *testing.T) {
	var limit unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &limit))
	limit.Cur = limit.Max
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &limit))
	require.Zero(t, run([]string{"-version"}, io.Discard, io.Discard))
	debug.SetTraceback("crash")
	panic("on purpose")
}
