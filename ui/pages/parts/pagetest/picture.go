package pagetest

import (
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
)

// PicturesVariable names the folder that Picture writes to.
const PicturesVariable = "KEYCASE_PICTURES"

// Picture draws the window for human eyes, where the variable names a folder.
func (b *Bench) Picture(name string, scale float32) {
	b.t.Helper()
	folder := os.Getenv(PicturesVariable)
	if folder == "" {
		return
	}
	c, ok := b.Window.Canvas().(software.WindowlessCanvas)
	if !ok {
		b.t.Fatal("the window has no canvas of its own")
	}
	c.SetScale(scale)
	picture := c.Capture()
	b.must(os.MkdirAll(folder, 0o750))                         // #nosec G703 -- the developer's own choice
	file, err := os.Create(filepath.Join(folder, name+".png")) // #nosec G304 G703 -- the same
	b.must(err)
	b.must(png.Encode(file, picture))
	b.must(file.Close())
}

// Resize gives the page another size, in Fyne units.
func (b *Bench) Resize(width, height float32) { b.Window.Resize(fyne.NewSize(width, height)) }
