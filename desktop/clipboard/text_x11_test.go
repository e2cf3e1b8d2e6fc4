//go:build display && (linux || freebsd || netbsd || openbsd)

package clipboard

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/xvfb"
)

func TestTextIsTakenFromAnotherProgram(t *testing.T) {
	xvfb.Start(t)
	read, err := Text()
	require.NoError(t, err, "an empty clipboard")
	assert.Empty(t, read)
	for name, want := range map[string]string{
		"ASCII": "k-1", "Chinese": "钥匣 🗝\n二", "in pieces": strings.Repeat("钥匣\n", 200_000),
	} {
		xsel(t, want, "--input")
		eventually(t, name, func() bool {
			got, err := Text()
			return err == nil && got == want
		})
	}
}

func TestOurOwnSecretIsReadToo(t *testing.T) {
	xvfb.Start(t)
	put(t, open(t), "钥匣")
	read, err := Text()
	require.NoError(t, err)
	assert.Equal(t, "钥匣", read)
}

func TestTextOfOldPrograms(t *testing.T) {
	xvfb.Start(t)
	command := exec.CommandContext(t.Context(), "xclip", "-selection", "clipboard", "-t", "STRING")
	command.Stdin = strings.NewReader("na\xefve")
	require.NoError(t, command.Run())
	eventually(t, "Latin-1", func() bool {
		read, err := Text()
		return err == nil && read == "na\u00efve"
	})
}

func TestTextEndsAtANUL(t *testing.T) {
	xvfb.Start(t)
	command := exec.CommandContext(t.Context(), "xclip", "-selection", "clipboard", "-t", "UTF8_STRING")
	command.Stdin = strings.NewReader("k\xff\x00\x00")
	require.NoError(t, command.Run())
	eventually(t, "what comes before", func() bool {
		read, err := Text()
		return err == nil && read == "k\ufffd"
	})
}

// TestAPictureIsNoText: this program hands it over under any name.
func TestAPictureIsNoText(t *testing.T) {
	xvfb.Start(t)
	command := exec.CommandContext(t.Context(), "xclip", "-selection", "clipboard", "-t", "image/png")
	command.Stdin = strings.NewReader("a picture")
	require.NoError(t, command.Run())
	eventually(t, "the picture lies there", func() bool {
		picture, err := Picture()
		return err == nil && string(picture) == "a picture"
	})
	read, err := Text()
	require.NoError(t, err)
	assert.Empty(t, read)
}

// TestTextDoesNotWaitForASilentProgram that owns the clipboard and hangs, before it
// answers or in the middle.
func TestTextDoesNotWaitForASilentProgram(t *testing.T) {
	xvfb.Start(t)
	p := newPaster(t)
	xproto.SetSelectionOwner(p.conn.Conn, p.window, p.atoms[selection], xproto.TimeCurrentTime)
	require.False(t, p.empty())
	began := time.Now()
	_, err := Text()
	require.ErrorIs(t, err, ErrBusy)
	assert.GreaterOrEqual(t, time.Since(began), answerPatience, "it was given its time")
}

func TestTextDoesNotWaitForASilentServer(t *testing.T) {
	server := xvfb.Start(t)
	server.Freeze()
	defer server.Thaw()
	_, err := Text()
	require.Error(t, err)
}
