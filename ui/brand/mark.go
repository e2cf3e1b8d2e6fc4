package brand

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
)

// Mark is the application's sign in the accent of the theme.
type Mark struct {
	widget.BaseWidget
	image *canvas.Image
	side  float32
}

// NewMark makes a sign with the given side in Fyne units.
func NewMark(side float32) *Mark {
	m := &Mark{image: &canvas.Image{FillMode: canvas.ImageFillContain}, side: side}
	m.ExtendBaseWidget(m)
	m.dress()
	return m
}

// sign is the application's icon in shapes instead of strokes, whose width would
// not grow with the side.
const sign = `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="0 0 28 28">
<rect width="28" height="28" rx="8" ry="8" fill="ACCENT"/>
<circle cx="10" cy="14" r="5" fill="#FFFFFF"/><circle cx="10" cy="14" r="3" fill="ACCENT"/>
<rect x="14" y="13" width="9.5" height="2" rx="1" ry="1" fill="#FFFFFF"/>
<rect x="21.5" y="13" width="2" height="5.5" rx="1" ry="1" fill="#FFFFFF"/>
<rect x="17.5" y="13" width="2" height="5" rx="1" ry="1" fill="#FFFFFF"/>
</svg>`

func (m *Mark) dress() {
	r, g, b, _ := theme.Color(theme.ColorAccent).RGBA()
	accent := fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
	if m.image.Resource != nil && m.image.Resource.Name() == markName(accent) {
		return
	}
	m.image.Resource = fyne.NewStaticResource(markName(accent), []byte(strings.ReplaceAll(sign, "ACCENT", accent)))
	m.image.Refresh()
}

// markName is also Fyne's key for the picture, so it names the colour.
func markName(accent string) string { return "keycase-mark-" + accent[1:] + ".svg" }

// Refresh implements fyne.Widget: the theme may have changed.
func (m *Mark) Refresh() {
	m.dress()
	m.BaseWidget.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (m *Mark) MinSize() fyne.Size { return fyne.NewSquareSize(m.side) }

// CreateRenderer implements fyne.Widget.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.image) }
