package settings

import "fyne.io/fyne/v2"

// block is a widget whose height follows from its width.
type block interface {
	fyne.Widget
	// HeightFor is the height in Fyne units at the given width.
	HeightFor(width float32) float32
	leastWidth() float32
	arrange(size fyne.Size)
	objects() []fyne.CanvasObject
}

// renderer draws a block, which is no more than its objects.
type renderer struct{ of block }

// Layout implements fyne.WidgetRenderer.
func (r *renderer) Layout(size fyne.Size) { r.of.arrange(size) }

// MinSize implements fyne.WidgetRenderer.
func (r *renderer) MinSize() fyne.Size {
	least := r.of.leastWidth()
	return fyne.NewSize(least, r.of.HeightFor(max(least, r.of.Size().Width)))
}

// Objects implements fyne.WidgetRenderer.
func (r *renderer) Objects() []fyne.CanvasObject { return r.of.objects() }

// Refresh implements fyne.WidgetRenderer.
func (r *renderer) Refresh() { r.of.arrange(r.of.Size()) }

// Destroy implements fyne.WidgetRenderer.
func (r *renderer) Destroy() {}

func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}
