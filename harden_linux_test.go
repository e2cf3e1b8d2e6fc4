package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"keycase/app"
)

// crashIn names the folder in which the test binary, started again, crashes in the middle of a session.
const crashIn = "KEYCASE_TEST_CORE"

// TestCrashLeavesNoMemory crashes for real, as a fault in the graphics library would, with cores
// allowed by whoever started it. Where the system collects them elsewhere, only the limit tells.
func TestCrashLeavesNoMemory(t *testing.T) {
	if dir := os.Getenv(crashIn); dir != "" {
		crashWithACore(t, dir)
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

func crashWithACore(t *testing.T, dir string) {
	var limit unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &limit))
	limit.Cur = limit.Max
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &limit))
	paths, err := app.Locate(filepath.Join(dir, "home"), os.Getenv)
	require.NoError(t, err)
	_, err = begin(settings{store: "memory"}, paths)
	require.NoError(t, err)
	debug.SetTraceback("crash")
	panic("on purpose")
}

func TestNoCoreIsAllowed(t *testing.T) {
	var before, after unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &before))
	t.Cleanup(func() { require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &before)) })
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: before.Max, Max: before.Max}))
	harden()
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &after))
	assert.Equal(t, min(1, before.Max), after.Cur)
	assert.Equal(t, before.Max, after.Max, "programs that are started from here may have theirs")
}
