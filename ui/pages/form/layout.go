package form

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// Widths of the page in Fyne units.
const (
	formWidth  = 560
	guideWidth = 296
	guideGap   = 40
)

// besides lays the form over the whole width and, where there is room, the guide
// at its right, where it stays while the form scrolls.
type besides struct {
	form, guide fyne.CanvasObject
	// guided is told whether the guide is visible, when that changes.
	guided func(beside bool)
	beside bool
	asked  bool
}

// Layout implements fyne.Layout.
func (l *besides) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	beside := size.Width-2*theme.PagePadding >= formWidth+guideGap+guideWidth
	if !l.asked || beside != l.beside {
		l.asked, l.beside = true, beside
		l.guided(beside)
	}
	l.form.Resize(size)
	if !beside {
		l.guide.Hide()
		return
	}
	l.guide.Show()
	l.guide.Move(fyne.NewPos(theme.PagePadding+formWidth+guideGap, theme.Space2))
	l.guide.Resize(fyne.NewSize(guideWidth, size.Height))
	l.guide.Resize(fyne.NewSize(guideWidth, l.guide.MinSize().Height))
}

// MinSize implements fyne.Layout.
func (l *besides) MinSize([]fyne.CanvasObject) fyne.Size { return l.form.MinSize() }
