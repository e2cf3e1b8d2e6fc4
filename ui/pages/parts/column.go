package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
)

// Column keeps what scrolls from becoming wider than that, in Fyne units, and between
// the page's margins.
func Column(content fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(column{width}, content)
}

type column struct{ most float32 }

// Layout implements fyne.Layout.
func (l column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width-2*theme.PagePadding, l.most)
	for _, object := range objects {
		object.Move(fyne.NewPos(theme.PagePadding, 0))
		object.Resize(fyne.NewSize(width, size.Height)) // paragraphs learn their width first
		object.Resize(fyne.NewSize(width, object.MinSize().Height))
	}
}

// MinSize implements fyne.Layout.
func (column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*theme.PagePadding, 0)
}
