package main

import (
	"bufio"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"keycase/client"
)

// startServe runs the program itself, and returns when it listens.
func startServe(t *testing.T, s *served) (cmd *exec.Cmd, socket string) {
	t.Helper()
	cmd = exec.Command("keycase-cli", append([]string{"serve", "--all"}, s.flags...)...)
	cmd.Stderr = s.said
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "%s", s.said)
	return cmd, strings.TrimSpace(line)
}

func TestServeEndsAtASignal(t *testing.T) {
	for _, signal := range []syscall.Signal{unix.SIGTERM, unix.SIGINT} {
		s := newServed(t, "robot")
		cmd, socket := startServe(t, s)
		assert.Equal(t, filepath.Join(s.home, "run", "tokens.sock"), socket)
		_, err := client.Unix(socket).Token(t.Context(), "robot")
		require.NoError(t, err)
		require.NoError(t, cmd.Process.Signal(signal))
		require.NoError(t, cmd.Wait())
		assert.NoFileExists(t, socket)
		assert.NotContains(t, s.said.String(), s.world.Requests("robot")[0].Path)
	}
}

// TestServeReplacesWhatAKilledOneLeft, and nothing that lives.
func TestServeReplacesWhatAKilledOneLeft(t *testing.T) {
	s := newServed(t, "robot")
	cmd, socket := startServe(t, s)
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	assert.FileExists(t, socket)
	_, err := net.Dial("unix", socket)
	require.Error(t, err)

	_, again := startServe(t, s)
	assert.Equal(t, socket, again)
	_, err = client.Unix(socket).Token(t.Context(), "robot")
	require.NoError(t, err)
}
