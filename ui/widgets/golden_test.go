package widgets

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

var modes = map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark}

// wear puts on the theme of Keycase for one test.
func wear(t *testing.T, mode theme.Mode) {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(mode))
}

// show puts an object on a canvas of its own, without padding.
func show(t *testing.T, object fyne.CanvasObject, width float32) software.WindowlessCanvas {
	t.Helper()
	w := test.NewTempWindow(t, object)
	w.SetPadded(false)
	c, ok := w.Canvas().(software.WindowlessCanvas)
	require.True(t, ok)
	c.Resize(fyne.NewSize(width, 10)) // paragraphs learn their width first
	c.Resize(fyne.NewSize(width, heightFor(object, width)))
	return c
}

// TestGolden compares each widget in its states with testdata. After a wanted change, move the
// files of testdata/failed over those beside it, having looked at the gallery.
func TestGolden(t *testing.T) {
	for name, mode := range modes {
		for _, s := range specimens {
			t.Run(s.name+" "+name, func(t *testing.T) {
				wear(t, mode)
				test.AssertRendersToMarkup(t, s.name+"-"+name+".xml", show(t, s.build(), s.width))
			})
		}
	}
}

// galleryVariable names the folder that pictures are written to, for human eyes.
const galleryVariable = "KEYCASE_GALLERY"

// TestGallery draws every specimen at all scales: KEYCASE_GALLERY=$PWD/build/gallery go test …
// Without the variable it proves, once in each mode, that drawing works.
func TestGallery(t *testing.T) {
	for name, mode := range modes {
		for _, scale := range []float32{0.8, 1, 1.5, 2} {
			drawn := scale == 1 && mode == theme.Light || scale == 1.5 && mode == theme.Dark
			if os.Getenv(galleryVariable) == "" && !drawn {
				continue
			}
			for _, s := range specimens {
				wear(t, mode)
				background := canvas.NewRectangle(theme.Color(theme.ColorBackground))
				object := Pad(s.build(), 8, 8, 8, 8)
				c := show(t, object, s.width+16)
				c.SetScale(scale)
				height := heightFor(object, s.width+16)
				c.SetContent(container.NewStack(background, object))
				c.Resize(fyne.NewSize(s.width+16, height))
				picture := c.Capture()
				require.InDelta(t, (s.width+16)*scale, picture.Bounds().Dx(), 1)

				if folder := os.Getenv(galleryVariable); folder != "" {
					require.NoError(t, os.MkdirAll(folder, 0o750))
					path := filepath.Join(folder, fmt.Sprintf("%s-%s-%d.png", s.name, name, int(scale*100)))
					file, err := os.Create(path) // #nosec G304 -- the developer's own choice
					require.NoError(t, err)
					require.NoError(t, png.Encode(file, picture))
					require.NoError(t, file.Close())
				}
			}
		}
	}
}
