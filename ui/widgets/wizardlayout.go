package widgets

import "fyne.io/fyne/v2"

// HeightFor is the height in Fyne units that an object needs at a width, where it can tell that
// before it gets it, as paragraphs, stacks and cards can.
func HeightFor(object fyne.CanvasObject, width float32) float32 { return heightFor(object, width) }

// holder is a widget that holds others: a person comes to those one by one.
type holder interface{ held() []fyne.CanvasObject }

func (c *Card) held() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

func (d *DetailsStrip) held() []fyne.CanvasObject { return []fyne.CanvasObject{d.copy} }

func (b *Banner) held() []fyne.CanvasObject { return []fyne.CanvasObject{b.button} }

func (e *EmptyState) held() []fyne.CanvasObject { return []fyne.CanvasObject{e.button} }

// Walk visits an object and, from the first to the last, what is in it: the objects of containers,
// and those of the widgets of this package that hold others. It does not go into what visit answers
// with false. A nil object is nothing.
func Walk(object fyne.CanvasObject, visit func(fyne.CanvasObject) (into bool)) {
	if object == nil || !visit(object) {
		return
	}
	var inside []fyne.CanvasObject
	switch o := object.(type) {
	case *fyne.Container:
		inside = o.Objects
	case holder:
		inside = o.held()
	}
	for _, one := range inside {
		Walk(one, visit)
	}
}
