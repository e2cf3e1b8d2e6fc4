//go:build !windows

package service_test

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/service"
)

// short is a folder whose path leaves room for a socket's name.
func short(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "kc")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func TestTheSocketIsForItsUserOnly(t *testing.T) {
	path := filepath.Join(short(t), "a", "b", "tokens.sock")
	socket, err := service.Listen(t.Context(), path)
	require.NoError(t, err)
	for file, mode := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Dir(filepath.Dir(path)): 0o700} {
		info, err := os.Stat(file)
		require.NoError(t, err)
		assert.Equal(t, mode, info.Mode().Perm(), file)
	}
	_, err = service.Listen(t.Context(), path)
	require.ErrorIs(t, err, service.ErrServing)
	require.NoError(t, socket.Close())
	assert.NoFileExists(t, path)

	socket, err = service.Listen(t.Context(), path)
	require.NoError(t, err, "another may serve there")
	require.NoError(t, socket.Close())
}

func TestConnectionsOfOthersAreClosed(t *testing.T) {
	for _, own := range []bool{true, false} {
		path := filepath.Join(short(t), "run", "tokens.sock")
		user := os.Geteuid()
		if !own {
			user++
		}
		listener, err := service.ListenAs(t.Context(), path, user)
		require.NoError(t, err)
		go func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				_, _ = io.WriteString(conn, "welcome")
				_ = conn.Close()
			}
		}()
		conn, err := net.Dial("unix", path)
		require.NoError(t, err)
		said, _ := io.ReadAll(conn)
		assert.Equal(t, own, string(said) == "welcome")
		assert.Equal(t, !own, len(said) == 0)
		require.NoError(t, conn.Close())
		require.NoError(t, listener.Close())
	}
}

func TestOnlyADeadSocketIsReplaced(t *testing.T) {
	dir := short(t)
	require.NoError(t, os.Chmod(dir, 0o700))
	path := filepath.Join(dir, "tokens.sock")
	listen := func() error {
		socket, err := service.Listen(t.Context(), path)
		if err == nil {
			err = socket.Close()
		}
		return err
	}

	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	require.NoError(t, err)
	require.ErrorIs(t, listen(), service.ErrServing, "somebody listens who knows no lock")
	dead.SetUnlinkOnClose(false)
	require.NoError(t, dead.Close())
	assert.FileExists(t, path)
	require.NoError(t, listen())

	// A socket that takes no such connections may well have somebody behind it.
	other, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	require.NoError(t, err)
	require.ErrorIs(t, listen(), service.ErrServing)
	require.NoError(t, other.Close())
	require.NoError(t, os.Remove(path))

	require.NoError(t, os.WriteFile(path, []byte("mine"), 0o600))
	require.ErrorIs(t, listen(), service.ErrNoSocket)
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Symlink("elsewhere", path))
	require.ErrorIs(t, listen(), service.ErrNoSocket)
	require.NoError(t, os.Remove(path))
	require.NoError(t, listen())
}

func TestNoSocketInAFolderOfOthers(t *testing.T) {
	dir := short(t)
	require.NoError(t, os.Chmod(dir, 0o755))
	_, err := service.Listen(t.Context(), filepath.Join(dir, "s"))
	require.ErrorIs(t, err, service.ErrOpenFolder)

	require.NoError(t, os.Chmod(dir, 0o700))
	link := filepath.Join(short(t), "link")
	require.NoError(t, os.Symlink(dir, link))
	_, err = service.Listen(t.Context(), filepath.Join(link, "s"))
	require.ErrorIs(t, err, service.ErrOpenFolder)

	_, err = service.Listen(t.Context(), filepath.Join(dir, strings.Repeat("long", 26)))
	require.ErrorIs(t, err, service.ErrTooLong)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
}
