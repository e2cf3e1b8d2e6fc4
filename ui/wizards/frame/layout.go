package frame

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// frameLayout puts the top and the foot at their heights, and gives the body the rest.
type frameLayout struct{}

// MinSize implements fyne.Layout; no text can make the window grow.
func (frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.WizardTopHeight+theme.WizardFootHeight)
}

// Layout implements fyne.Layout.
func (frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	body, foot, top := objects[0], objects[1], objects[2]
	place(top, 0, 0, size.Width, theme.WizardTopHeight)
	place(body, 0, theme.WizardTopHeight, size.Width, max(size.Height-theme.WizardTopHeight-theme.WizardFootHeight, 0))
	place(foot, 0, size.Height-theme.WizardFootHeight, size.Width, theme.WizardFootHeight)
}

// topLayout has the way out and the title on the left, the steps in the middle of the window, and where
// calls go on the right. Where the steps do not fit into the middle, they move and give way.
type topLayout struct{}

const (
	closeX    = 16
	closeSide = 48 // also where a finger hits it
	titleX    = 68
	whereEnd  = 14 // the chip itself keeps 10 more free
	topGap    = theme.Space6
)

// MinSize implements fyne.Layout.
func (topLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.WizardTopHeight)
}

// Layout implements fyne.Layout.
func (topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	leave, title, where, line := objects[1], objects[2], objects[3], objects[4]
	middle := func(object fyne.CanvasObject, x, w, h float32) { place(object, x, (size.Height-h)/2, w, h) }
	place(line, 0, size.Height-1, size.Width, 1)
	middle(leave, closeX, closeSide, closeSide)
	chip := where.MinSize()
	end := size.Width - whereEnd - chip.Width
	middle(where, end, chip.Width, chip.Height)

	steps, ok := objects[0].(*widgets.Steps)
	if !ok {
		return
	}
	text, natural := titleWidth(title), steps.NaturalWidth()
	x, w := (size.Width-natural)/2, natural
	from, to := titleX+text+topGap, end-topGap
	if x < from || x+w > to {
		least := steps.MinSize().Width
		w = max(min(natural, to-from), least)
		x = max(min(max(x, from), to-w), titleX)
	}
	middle(steps, x, w, steps.MinSize().Height)
	middle(title, titleX, max(min(text, x-titleX-theme.Space2), 0), theme.LineBody)
}

// titleWidth is the room that a title needs on one line.
func titleWidth(title fyne.CanvasObject) float32 {
	text, ok := title.(*widgets.Text)
	if !ok {
		return title.MinSize().Width
	}
	return widgets.NewText(text.Text(), widgets.BodyMedium, theme.ColorInk).MinSize().Width + 1
}

// footLayout has the way back on the left, the hint and the primary button on the right.
type footLayout struct{}

const (
	footLeft  = theme.Space6 // the button keeps 24 more free
	footRight = theme.Space8
	footGap   = theme.Space6
)

// MinSize implements fyne.Layout.
func (footLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.WizardFootHeight)
}

// Layout implements fyne.Layout.
func (footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	primary, back, hint, line := objects[0], objects[1], objects[2], objects[3]
	place(line, 0, 0, size.Width, 1)
	middle := func(object fyne.CanvasObject, x, w, h float32) { place(object, x, (size.Height+2-h)/2, w, h) }
	from, to := float32(footLeft), size.Width-footRight
	if back.Visible() {
		least := back.MinSize()
		middle(back, from, least.Width, least.Height)
		from += least.Width + footGap
	}
	if primary.Visible() {
		least := primary.MinSize()
		middle(primary, to-least.Width, least.Width, least.Height)
		to -= least.Width + footGap
	}
	middle(hint, from, max(to-from, 0), theme.LineSmall)
}
