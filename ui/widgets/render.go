package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// renderer is a fyne.WidgetRenderer made of functions, so that each widget says only what is
// its own: how big, where, and in which colours.
type renderer struct {
	of      fyne.Widget
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	paint   func() // takes over colours; may be nil
	destroy func() // may be nil
}

func (r *renderer) MinSize() fyne.Size { return r.min() }

func (r *renderer) Layout(size fyne.Size) { r.layout(size) }

// Refresh does not pass on to the children: a text or an icon that changed has refreshed itself,
// and a change of theme visits each of them anyway.
func (r *renderer) Refresh() {
	if r.paint != nil {
		r.paint()
	}
	r.layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *renderer) Destroy() {
	if r.destroy != nil {
		r.destroy()
	}
}

// newRenderer paints once, so that a fresh widget has its colours.
func newRenderer(r renderer) fyne.WidgetRenderer {
	if r.paint != nil {
		r.paint()
	}
	return &r
}

// place puts an object at x, y with the size w, h.
func place(object fyne.CanvasObject, x, y, w, h float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(w, h))
}

// placeMiddle puts an object of the size w, h at x, in the middle of a line of the given height.
func placeMiddle(object fyne.CanvasObject, x, lineHeight, w, h float32) {
	place(object, x, (lineHeight-h)/2, w, h)
}

// newBox is a rounded rectangle; dress gives it its colours.
func newBox(radius float32) *canvas.Rectangle {
	box := canvas.NewRectangle(color.Transparent)
	box.CornerRadius = radius
	return box
}

// dress colours a box. An empty name means transparent; a stroke is 1 unit wide.
func dress(box *canvas.Rectangle, fill, stroke fyne.ThemeColorName) {
	dressWide(box, fill, stroke, 1)
}

func dressWide(box *canvas.Rectangle, fill, stroke fyne.ThemeColorName, width float32) {
	box.FillColor = colorOrNone(fill)
	box.StrokeColor = colorOrNone(stroke)
	box.StrokeWidth = width
	switch {
	case stroke == "":
		box.StrokeWidth = 0
	case fill == "":
		// OpenGL blends the inner edge of the stroke into the fill, also into an invisible one:
		// transparent black would leave a dark fringe.
		r, g, b, _ := box.StrokeColor.RGBA()
		box.FillColor = color.NRGBA{R: byte(r >> 8), G: byte(g >> 8), B: byte(b >> 8)} // #nosec G115 -- the high byte of 16 bits
	}
}

func colorOrNone(name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	return theme.Color(name)
}

// glyph is an icon inside a widget: a picture that can change its name and colour.
type glyph struct {
	*canvas.Image
	name  string
	color fyne.ThemeColorName
	size  float32

	pixels int // of one side when it was last drawn
}

func newGlyph(name string, colorName fyne.ThemeColorName, size float32) *glyph {
	g := &glyph{Image: &canvas.Image{FillMode: canvas.ImageFillContain}, size: size}
	g.set(name, colorName)
	return g
}

// set also has to run on a change of theme or scale; an empty name hides the icon. Reading an SVG
// is not free, so nothing happens while the drawing stays the same.
func (g *glyph) set(name string, colorName fyne.ThemeColorName) {
	g.name, g.color = name, colorName
	g.Hidden = name == ""
	if g.Hidden {
		return
	}
	drawing, pixels := theme.IconSized(name, colorName, g.size), g.pixelsNow()
	if drawing == g.Resource && pixels == g.pixels {
		return
	}
	g.Resource, g.pixels = drawing, pixels
	g.Refresh()
}

// pixelsNow is 0 until the icon is on screen.
func (g *glyph) pixelsNow() int {
	c := canvasOf(g.Image)
	if c == nil {
		return 0
	}
	pixels, _ := c.PixelCoordinateForPosition(fyne.NewPos(g.size, g.size))
	return pixels
}

// width is what the icon takes up together with the gap after it.
func (g *glyph) width(gap float32) float32 {
	if g.Hidden {
		return 0
	}
	return g.size + gap
}

// middle places the icon at x, in the middle of a line of the given height.
func (g *glyph) middle(x, lineHeight float32) { placeMiddle(g.Image, x, lineHeight, g.size, g.size) }

// Icon is a Lucide icon of its own, in a theme colour that follows the theme.
type Icon struct {
	base
	glyph *glyph
}

// NewIcon shows the named Lucide icon; size is in Fyne units.
func NewIcon(name string, colorName fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{glyph: newGlyph(name, colorName, size)}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes icon and colour.
func (i *Icon) Set(name string, colorName fyne.ThemeColorName) {
	i.glyph.set(name, colorName)
	i.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      i,
		objects: []fyne.CanvasObject{i.glyph.Image},
		min:     func() fyne.Size { return fyne.NewSquareSize(i.glyph.size) },
		layout:  func(size fyne.Size) { i.glyph.Resize(size) },
		paint:   func() { i.glyph.set(i.glyph.name, i.glyph.color) },
	})
}
