package importing

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// columnWidth is how wide the cards get, in Fyne units.
const columnWidth = 720

// column keeps what scrolls at its width.
type column struct{}

// Layout implements fyne.Layout.
func (column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width-2*theme.PagePadding, columnWidth)
	for _, object := range objects {
		object.Move(fyne.NewPos(theme.PagePadding, 0))
		object.Resize(fyne.NewSize(width, size.Height))
		object.Resize(fyne.NewSize(width, object.MinSize().Height))
	}
}

// MinSize implements fyne.Layout.
func (column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return size.AddWidthHeight(2*theme.PagePadding, 0)
}
