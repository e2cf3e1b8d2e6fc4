package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
)

// slab is a large box with round corners and a border. Fyne's shader for round corners works on
// every pixel of what it draws, and where OpenGL is software a box as large as a page costs more
// than all that stands on it. So only the rim of the box is drawn by it, through four slits; the
// same box behind each, because parts of their own would not meet at scales that are no whole number.
// Fyne's software painter, which draws the pictures of tests, shifts what a clip cuts off above and
// at the left; the window has no such fault.
type slab struct {
	rim    float32 // in Fyne units: what the corners take up
	slits  [4]slit // above, below, left, right
	middle *Plane
}

// slit shows a part of a box.
type slit struct {
	clip *container.Clip
	box  *canvas.Rectangle
}

func newSlab(fill fyne.ThemeColorName, radius float32) *slab {
	s := &slab{rim: radius + 1, middle: NewPlane(fill)}
	for i := range s.slits {
		box := newBox(radius)
		s.slits[i] = slit{clip: container.NewClip(box), box: box}
	}
	return s
}

// objects are the parts in the order in which they are drawn.
func (s *slab) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.middle}
	for _, slit := range s.slits {
		all = append(all, slit.clip)
	}
	return all
}

func (s *slab) paint() {
	s.middle.Refresh()
	for _, slit := range s.slits {
		dress(slit.box, s.middle.fill, theme.ColorBorder)
	}
}

func (s *slab) resize(size fyne.Size) {
	top, left := min(s.rim, size.Height/2), min(s.rim, size.Width/2)
	s.slits[0].show(size, 0, 0, size.Width, top)
	s.slits[1].show(size, 0, size.Height-top, size.Width, top)
	s.slits[2].show(size, 0, top, left, size.Height-2*top)
	s.slits[3].show(size, size.Width-left, top, left, size.Height-2*top)
	// One unit into the rim, so that no gap is left between them.
	place(s.middle, left-1, top-1, size.Width-2*left+2, size.Height-2*top+2)
}

// show opens the slit at x, y with the size w, h.
func (s slit) show(size fyne.Size, x, y, w, h float32) {
	s.box.SetMinSize(size) // a clip makes what is in it as small as that
	place(s.clip, x, y, w, h)
	place(s.box, -x, -y, size.Width, size.Height)
}
