package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// sizer is what can tell its height for a width before it gets it, as paragraphs can.
type sizer interface{ HeightFor(width float32) float32 }

// heightFor asks an object for the height that it needs at a width.
func heightFor(object fyne.CanvasObject, width float32) float32 {
	if s, ok := object.(sizer); ok {
		return s.HeightFor(width)
	}
	if box, ok := object.(*fyne.Container); ok {
		if s, ok := box.Layout.(containerSizer); ok {
			return s.heightFor(box.Objects, width)
		}
	}
	return object.MinSize().Height
}

// containerSizer is a layout that can do the same for its objects.
type containerSizer interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// Stack puts objects below each other with the gap between them, each as wide as the stack.
// Unlike Fyne's boxes it gives a paragraph the height that it needs at once.
func Stack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stackLayout{gap: gap}, objects...)
}

type stackLayout struct {
	gap   float32
	width float32 // of the last layout; paragraphs need it to know their height
}

func (l *stackLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		height := heightFor(object, size.Width)
		place(object, 0, y, size.Width, height)
		y += height + l.gap
	}
}

func (l *stackLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, object := range objects {
		if object.Visible() {
			width = max(width, object.MinSize().Width)
		}
	}
	return fyne.NewSize(width, l.heightFor(objects, max(width, l.width)))
}

func (l *stackLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height, gap := float32(0), float32(0)
	for _, object := range objects {
		if object.Visible() {
			height += gap + heightFor(object, width)
			gap = l.gap
		}
	}
	return height
}

// Flexible is the width of a column that takes what the fixed ones leave.
const Flexible = 0

// Columns puts objects beside each other, vertically in the middle, with the gap between them. A
// width is in Fyne units; Flexible ones share the rest; Natural asks the object.
func Columns(gap float32, widths []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, widths: widths}, objects...)
}

// Natural is the width of a column that is as wide as its object.
const Natural = -1

// Row puts objects beside each other at their natural widths, vertically in the middle.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap}, objects...)
}

type columnLayout struct {
	gap    float32
	widths []float32
}

// width of the column i; a hidden object keeps a fixed column open, so that rows stay aligned.
func (l *columnLayout) width(i int, object fyne.CanvasObject) float32 {
	if i >= len(l.widths) || l.widths[i] == Natural {
		return object.MinSize().Width
	}
	return l.widths[i]
}

func (l *columnLayout) takesPart(i int, object fyne.CanvasObject) bool {
	return object.Visible() || i < len(l.widths) && l.widths[i] > 0
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	free, flexible, gaps := size.Width, 0, float32(0)
	for i, object := range objects {
		if !l.takesPart(i, object) {
			continue
		}
		free -= l.width(i, object) + gaps
		gaps = l.gap
		if l.width(i, object) == Flexible {
			flexible++
		}
	}
	x := float32(0)
	for i, object := range objects {
		if !l.takesPart(i, object) {
			continue
		}
		width := l.width(i, object)
		if width == Flexible {
			width = max(free, 0) / float32(flexible)
		}
		height := min(heightFor(object, width), size.Height)
		placeMiddle(object, x, size.Height, width, height)
		x += width + l.gap
	}
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, gap := fyne.Size{}, float32(0)
	for i, object := range objects {
		if !l.takesPart(i, object) {
			continue
		}
		width := l.width(i, object)
		if width == Flexible {
			width = object.MinSize().Width
		}
		size.Width += gap + width
		size.Height = max(size.Height, object.MinSize().Height)
		gap = l.gap
	}
	return size
}

// Pad surrounds an object by margins in Fyne units.
func Pad(object fyne.CanvasObject, top, right, bottom, left float32) *fyne.Container {
	return container.New(&padLayout{top: top, right: right, bottom: bottom, left: left}, object)
}

type padLayout struct{ top, right, bottom, left float32 }

func (l *padLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		place(object, l.left, l.top, size.Width-l.left-l.right, size.Height-l.top-l.bottom)
	}
}

func (l *padLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return size.AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *padLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, object := range objects {
		height = max(height, heightFor(object, width-l.left-l.right))
	}
	return height + l.top + l.bottom
}

// Sized gives an object at least the given size in Fyne units; 0 leaves that side to the object.
func Sized(object fyne.CanvasObject, width, height float32) *fyne.Container {
	return container.New(&sizedLayout{fyne.NewSize(width, height)}, object)
}

type sizedLayout struct{ least fyne.Size }

func (l *sizedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		place(object, 0, 0, size.Width, size.Height)
	}
}

func (l *sizedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := l.least
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return size
}
