package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/ui/theme"
)

// Share is a part of a picture, in fractions of its width and height from 0 to 1.
type Share struct{ X, Y, W, H float32 }

// leastShare is how small a part can be: less than that has no code in it that anybody could read.
const leastShare = 0.02

// within is the nearest part of that size that lies in the picture.
func (s Share) within() Share {
	s.W, s.H = min(max(s.W, leastShare), 1), min(max(s.H, leastShare), 1)
	s.X, s.Y = min(max(s.X, 0), 1-s.W), min(max(s.Y, 0), 1-s.H)
	return s
}

// grown is a part with the same middle, so many times as large.
func (s Share) grown(times float32) Share {
	w, h := s.W*times, s.H*times
	return Share{X: s.X - (w-s.W)/2, Y: s.Y - (h-s.H)/2, W: w, H: h}.within()
}

// Region is a picture on which a frame is drawn around a part: by dragging, or with arrow keys, which
// move it, and + and −, which change its size.
type Region struct {
	control
	// OnChanged is told of another part that a person chose; may be nil.
	OnChanged func(Share)

	name, words string
	aspect      float32 // of the picture: width to height
	share       Share
	from        fyne.Position // where the pointer went down

	picture     *canvas.Image
	edge, frame *canvas.Rectangle
	shades      [4]*canvas.Rectangle // above, below, left, right of the frame
	area        frameArea            // where the picture lies
}

// frameArea is a rectangle in the widget.
type frameArea struct{ x, y, w, h float32 }

var _ fyne.Draggable = (*Region)(nil)

// shadeColor dims what is outside of the frame, whatever colours the picture has.
var shadeColor = color.NRGBA{A: 0x73}

// NewRegion makes a picture with a frame around its middle; submit is for Enter. The picture is drawn as
// it is, and so is to be no larger than a screen shows it.
func NewRegion(name string, picture image.Image, submit func()) *Region {
	size := picture.Bounds()
	r := &Region{
		name: name, aspect: float32(max(size.Dx(), 1)) / float32(max(size.Dy(), 1)),
		share: Share{X: 0.25, Y: 0.25, W: 0.5, H: 0.5},
		// Faster is sharp enough, and does not scale it once more on the UI goroutine.
		picture: &canvas.Image{Image: picture, FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
		edge:    newBox(0), frame: newBox(0),
	}
	for i := range r.shades {
		r.shades[i] = canvas.NewRectangle(shadeColor)
	}
	r.action = submit
	r.ExtendBaseWidget(r)
	r.SetWords("")
	return r
}

// Share is the part in the frame.
func (r *Region) Share() Share { return r.share }

// SetShare draws the frame around another part.
func (r *Region) SetShare(s Share) {
	r.share = s.within()
	r.arrange()
}

// SetWords says to screen readers where the frame is.
func (r *Region) SetWords(words string) {
	r.words = words
	r.label = spoken(r.name, words)
}

// choose is what a person does.
func (r *Region) choose(s Share) {
	r.SetShare(s)
	if r.OnChanged != nil {
		r.OnChanged(r.share)
	}
}

// regionStep is how far an arrow key moves the frame, and regionGrow how much + and − change its size.
const (
	regionStep = 0.025
	regionGrow = 1.25
)

// TypedKey moves the frame.
func (r *Region) TypedKey(key *fyne.KeyEvent) {
	to := r.share
	switch key.Name {
	case fyne.KeyLeft:
		to.X -= regionStep
	case fyne.KeyRight:
		to.X += regionStep
	case fyne.KeyUp:
		to.Y -= regionStep
	case fyne.KeyDown:
		to.Y += regionStep
	default:
		r.control.TypedKey(key)
		return
	}
	if !r.disabled {
		r.choose(to.within())
	}
}

// TypedRune changes the size of the frame; = is + without Shift.
func (r *Region) TypedRune(typed rune) {
	switch {
	case r.disabled:
	case typed == '+' || typed == '=':
		r.choose(r.share.grown(regionGrow))
	case typed == '-' || typed == '_':
		r.choose(r.share.grown(1 / regionGrow))
	}
}

// MouseDown begins a frame.
func (r *Region) MouseDown(e *desktop.MouseEvent) {
	r.control.MouseDown(e)
	r.from = e.Position
	if c := canvasOf(r); c != nil && !r.disabled {
		c.Focus(r)
	}
}

// Tapped does nothing: only dragging makes a frame.
func (r *Region) Tapped(*fyne.PointEvent) {}

// Cursor implements desktop.Cursorable.
func (r *Region) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// Dragged draws the frame from where the pointer went down to where it is.
func (r *Region) Dragged(e *fyne.DragEvent) {
	if r.disabled || r.area.w == 0 || r.area.h == 0 {
		return
	}
	ax, ay := r.area.at(r.from)
	bx, by := r.area.at(e.Position)
	r.choose(Share{X: min(ax, bx), Y: min(ay, by), W: max(ax, bx) - min(ax, bx), H: max(ay, by) - min(ay, by)})
}

// DragEnd implements fyne.Draggable.
func (r *Region) DragEnd() {}

// at is where in the picture a point of the widget lies.
func (a frameArea) at(p fyne.Position) (x, y float32) {
	return min(max((p.X-a.x)/a.w, 0), 1), min(max((p.Y-a.y)/a.h, 0), 1)
}

// regionMost is how high a picture is shown, so that what stands around it fits beside it.
const regionMost = 360

// HeightFor is the height in Fyne units at a width.
func (r *Region) HeightFor(width float32) float32 { return min(width/r.aspect, regionMost) }

// arrange places everything. The picture stays what it is: to draw it anew costs.
func (r *Region) arrange() {
	size := r.Size()
	h := min(size.Height, size.Width/r.aspect)
	a := frameArea{w: h * r.aspect, h: h}
	a.x, a.y = whole((size.Width-a.w)/2), whole((size.Height-h)/2)
	r.area = a
	place(r.picture, a.x, a.y, a.w, a.h)
	place(r.edge, a.x, a.y, a.w, a.h)
	// Whole units: two shades that share a pixel would leave a seam in it.
	x, y := whole(r.share.X*a.w), whole(r.share.Y*a.h)
	w, h := whole(r.share.W*a.w), whole(r.share.H*a.h)
	place(r.frame, a.x+x, a.y+y, w, h)
	place(r.shades[0], a.x, a.y, a.w, y)
	place(r.shades[1], a.x, a.y+y+h, a.w, max(a.h-y-h, 0))
	place(r.shades[2], a.x, a.y+y, x, h)
	place(r.shades[3], a.x+x+w, a.y+y, max(a.w-x-w, 0), h)
}

func whole(length float32) float32 { return float32(math.Round(float64(length))) }

// CreateRenderer implements fyne.Widget.
func (r *Region) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{r.picture}
	for _, shade := range r.shades {
		objects = append(objects, shade)
	}
	return newRenderer(renderer{
		of:      r,
		objects: append(objects, r.frame, r.edge),
		min: func() fyne.Size {
			const least = 160
			return fyne.NewSize(least, r.HeightFor(max(least, r.Size().Width)))
		},
		layout: func(fyne.Size) { r.arrange() },
		paint: func() {
			dressWide(r.frame, "", theme.ColorAccent, 2)
			dress(r.edge, "", theme.ColorBorderStrong)
			if r.ring {
				dressWide(r.edge, "", theme.ColorFocus, 2)
			}
		},
	})
}
