//go:build display && (linux || freebsd || netbsd || openbsd)

package clipboard

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/xvfb"
)

// noise is a PNG of about as many bytes as it has pixels.
func noise(t *testing.T, side int) []byte {
	t.Helper()
	p := image.NewGray(image.Rect(0, 0, side, side))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range p.Pix {
		p.Pix[i] = byte(random.Uint32())
	}
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, p))
	return file.Bytes()
}

func TestPictureIsTakenFromAnotherProgram(t *testing.T) {
	xvfb.Start(t)
	_, err := Picture()
	require.ErrorIs(t, err, ErrNoPicture, "an empty clipboard")
	xsel(t, "text", "--input")
	_, err = Picture()
	require.ErrorIs(t, err, ErrNoPicture, "text")

	for _, side := range []int{20, 1800} { // whole, and in pieces
		want := noise(t, side)
		path := filepath.Join(t.TempDir(), "picture.png")
		require.NoError(t, os.WriteFile(path, want, 0o600))
		require.NoError(t, exec.CommandContext(t.Context(), "xclip", "-selection", "clipboard", "-t", "image/png", path).Run())
		eventually(t, "the picture", func() bool { // xclip comes back before it owns the selection
			got, err := Picture()
			return err == nil && bytes.Equal(want, got)
		})
	}
}

func TestPictureDoesNotWaitForASilentServer(t *testing.T) {
	server := xvfb.Start(t)
	server.Freeze()
	defer server.Thaw()
	_, err := Picture()
	require.Error(t, err)
	assert.NotErrorIs(t, err, ErrNoPicture)
}
