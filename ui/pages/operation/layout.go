package operation

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// Measures of the page in Fyne units.
const (
	formWidth = 288
	sideGap   = theme.Space6
)

// sides puts the form at its width to the left and gives the rest to the right.
type sides struct{}

// Layout implements fyne.Layout.
func (sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const left = theme.PagePadding + formWidth + sideGap
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(left-sideGap/2, size.Height))
	objects[1].Move(fyne.NewPos(left-sideGap/2, 0))
	objects[1].Resize(fyne.NewSize(max(size.Width-left+sideGap/2, 0), size.Height))
}

// MinSize implements fyne.Layout.
func (sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	return fyne.NewSize(theme.PagePadding+formWidth+sideGap+least.Width, max(objects[0].MinSize().Height, least.Height))
}

// tower puts objects below each other; the last one takes what is left.
type tower struct{}

const towerGap = theme.Space4

// Layout implements fyne.Layout.
func (tower) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	last := lastVisible(objects)
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		object.Move(fyne.NewPos(0, y))
		// First the width: the height depends on it.
		object.Resize(fyne.NewSize(size.Width, object.Size().Height))
		height := object.MinSize().Height
		if i == last {
			height = max(height, size.Height-y)
		}
		object.Resize(fyne.NewSize(size.Width, height))
		y += height + towerGap
	}
}

func lastVisible(objects []fyne.CanvasObject) int {
	for i := len(objects) - 1; i >= 0; i-- {
		if objects[i].Visible() {
			return i
		}
	}
	return -1
}

// MinSize implements fyne.Layout.
func (tower) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, gap := fyne.Size{}, float32(0)
	for _, object := range objects {
		if object.Visible() {
			least := object.MinSize()
			size = fyne.NewSize(max(size.Width, least.Width), size.Height+gap+least.Height)
			gap = towerGap
		}
	}
	return size
}
