package instance

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dial connects without the protocol.
func dial(t testing.TB, path string) *net.UnixConn {
	t.Helper()
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// say sends bytes and returns what came back. The peer may hang up before it has everything.
func say(t testing.TB, path string, words []byte) string {
	t.Helper()
	conn := dial(t, path)
	_, _ = conn.Write(words)
	_ = conn.CloseWrite()
	got, _ := io.ReadAll(conn)
	_ = conn.Close()
	return string(got)
}

func listening(t testing.TB) (path string, shown *int) {
	t.Helper()
	s := in(t.TempDir())
	i, err := acquire(lockIn(s.dir), s, briefly)
	require.NoError(t, err)
	t.Cleanup(func() { _ = i.Close() })
	shown = new(int) // read after an answer, and then nobody writes
	i.OnShow(func() bool { *shown++; return true })
	return s.inside(), shown
}

func TestOnlyTheWordIsAnswered(t *testing.T) {
	path, shown := listening(t)
	for _, words := range []string{"", "s", "sho", "Show", "show\n", "showshow", " show", "quit", "open /etc/passwd"} {
		assert.Empty(t, say(t, path, []byte(words)), "%q", words)
	}
	assert.Empty(t, say(t, path, bytes.Repeat([]byte(request), 1<<20)), "nobody reads to its end")
	assert.Zero(t, *shown)
	assert.Equal(t, answer, say(t, path, []byte(request)))
	assert.Equal(t, 1, *shown)
}

// TestSilentPeerIsLeft connects and says nothing, or never comes to an end: the next one is heard.
func TestSilentPeerIsLeft(t *testing.T) {
	path, shown := listening(t)
	dial(t, path)
	_, err := dial(t, path).Write([]byte(request))
	require.NoError(t, err)
	assert.Equal(t, answer, say(t, path, []byte(request)))
	assert.Equal(t, 1, *shown)
}

// TestOtherAnswerIsNone lets something else listen where the first one should.
func TestOtherAnswerIsNone(t *testing.T) {
	for _, reply := range []string{"", "show", "shown!", "no"} {
		dir := t.TempDir()
		hold(t, dir)
		listener, err := listenAt(in(dir).inside())
		require.NoError(t, err)
		t.Cleanup(func() { _ = listener.Close() })
		go func() {
			for {
				conn, err := listener.AcceptUnix()
				if err != nil {
					return
				}
				_, _ = io.WriteString(conn, reply)
				_ = conn.Close()
			}
		}()
		_, err = acquire(lockIn(dir), in(dir), briefly)
		require.ErrorIs(t, err, ErrNotAnswering, "%q", reply)
	}
}

func TestBrokenOffIsNotHeard(t *testing.T) {
	assert.False(t, hears(io.MultiReader(strings.NewReader(request), iotest.ErrReader(io.ErrUnexpectedEOF)), request))
}

func FuzzHears(f *testing.F) {
	f.Add([]byte(request))
	f.Add([]byte(request + "\n"))
	f.Add([]byte("sho"))
	f.Fuzz(func(t *testing.T, words []byte) {
		want := string(words) == request
		assert.Equal(t, want, hears(bytes.NewReader(words), request))
		assert.Equal(t, want, hears(iotest.OneByteReader(bytes.NewReader(words)), request))
	})
}

// FuzzTalk sends anything to one that listens.
func FuzzTalk(f *testing.F) {
	path, shown := listening(f)
	f.Add([]byte(request))
	f.Add([]byte("hide"))
	f.Fuzz(func(t *testing.T, words []byte) {
		before := *shown
		got := say(t, path, words)
		if string(words) == request {
			require.Equal(t, answer, got)
			require.Equal(t, before+1, *shown)
			return
		}
		require.Empty(t, got)
		require.Equal(t, before, *shown)
	})
}
