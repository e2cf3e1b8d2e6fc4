//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// inside marks the process that runs on the private bus.
const inside = "KEYCASE_E2E_INSIDE"

// TestMain starts itself again on a session bus with an unlocked keyring: what
// the bus activates inherits the bus's environment, so the private home has to
// be there first.
func TestMain(m *testing.M) {
	if os.Getenv(inside) != "" {
		os.Exit(runInside(m))
	}
	os.Exit(runOutside())
}

func runOutside() int {
	home, err := os.MkdirTemp("", "keycase-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(home) }()
	runtime := filepath.Join(home, "run")
	for _, dir := range []string{runtime, filepath.Join(home, ".local/share"), filepath.Join(home, ".config")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	self := exec.Command("dbus-run-session", append([]string{"--", os.Args[0]}, os.Args[1:]...)...)
	self.Stdout, self.Stderr = os.Stdout, os.Stderr
	self.Env = append(cleanEnv(), inside+"=1", "HOME="+home, "XDG_RUNTIME_DIR="+runtime,
		"XDG_DATA_HOME="+filepath.Join(home, ".local/share"), "XDG_CONFIG_HOME="+filepath.Join(home, ".config"))
	if err := self.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// cleanEnv leaves out what belongs to the session around the tests.
func cleanEnv() []string {
	var env []string
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		switch {
		case name == "DISPLAY", name == "WAYLAND_DISPLAY", name == "DBUS_SESSION_BUS_ADDRESS", name == "HOME":
		case strings.HasPrefix(name, "XDG_"), strings.HasPrefix(name, "LC_"), strings.HasPrefix(name, "FYNE_"), name == "LANG":
		default:
			env = append(env, pair)
		}
	}
	return env
}

func runInside(m *testing.M) int {
	unlock := exec.Command("gnome-keyring-daemon", "--unlock", "--components=secrets")
	unlock.Stdin = strings.NewReader("password")
	if out, err := unlock.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "gnome-keyring-daemon: %v\n%s\n", err, out)
		return 1
	}
	display, stop, err := startDisplay(2400, 1600)
	if err != nil {
		fmt.Fprintln(os.Stderr, "Xvfb:", err)
		return 1
	}
	defer stop()
	if err := os.Setenv("DISPLAY", display); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// startDisplay starts an X server with one screen of a size in pixels, and
// returns its display, such as ":1".
func startDisplay(width, height int) (display string, stop func(), err error) {
	read, write, err := os.Pipe()
	if err != nil {
		return "", nil, err
	}
	screen := fmt.Sprintf("%dx%dx24", width, height)
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", screen, "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}
	_ = write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		stop()
		return "", nil, err
	}
	return ":" + strings.TrimSpace(number), stop, nil
}

// deadline bounds every wait.
const deadline = time.Minute

// eventually polls until ok.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	require.Eventually(t, ok, deadline, 100*time.Millisecond, what)
}

// tool runs a program of the system and returns what it printed.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	out, err := exec.CommandContext(ctx, name, args...).Output()
	require.NoError(t, err, "%s %s", name, strings.Join(args, " "))
	return strings.TrimRight(string(out), "\n")
}

// built is a program that make has built.
func built(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "build", name))
	require.NoError(t, err)
	require.FileExists(t, path, "make build makes it")
	return path
}

// spent is the processor time that a process has used so far, in all its threads.
func spent(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	require.NoError(t, err)
	// The name in brackets may hold anything; user and system time are the
	// 14th and 15th of all fields, in hundredths of a second.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, err := strconv.Atoi(fields[11])
	require.NoError(t, err)
	system, err := strconv.Atoi(fields[12])
	require.NoError(t, err)
	return time.Duration(user+system) * 10 * time.Millisecond
}
