package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Plane is an area in one theme colour, without corners or a border. It is a picture of one pixel:
// where OpenGL is software that takes less time than a rectangle, whose shader looks at each pixel
// for the stroke that might be there.
type Plane struct {
	base
	fill    fyne.ThemeColorName
	picture *canvas.Image
}

// NewPlane makes an area in an opaque colour.
func NewPlane(fill fyne.ThemeColorName) *Plane {
	p := &Plane{fill: fill, picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels}}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *Plane) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      p,
		objects: []fyne.CanvasObject{p.picture},
		min:     func() fyne.Size { return fyne.Size{} },
		layout:  p.picture.Resize,
		paint:   p.paint,
	})
}

func (p *Plane) paint() {
	pixel := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	pixel.Set(0, 0, theme.Color(p.fill))
	p.picture.Image = pixel
	p.picture.Refresh()
}
