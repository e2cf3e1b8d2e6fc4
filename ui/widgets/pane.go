package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// pane shows the content of a scroll, clipped as the scroll would, without being one itself. The
// entry of a single line follows its cursor with a scroll that would take the wheel from the page.
type pane struct {
	widget.BaseWidget
	scroll *container.Scroll
}

func newPane(scroll *container.Scroll) *pane {
	p := &pane{scroll: scroll}
	p.ExtendBaseWidget(p)
	return p
}

// Position is that of the scroll, which the entry lays out.
func (p *pane) Position() fyne.Position { return p.scroll.Position() }

// Size is that of the scroll, which the entry lays out.
func (p *pane) Size() fyne.Size { return p.scroll.Size() }

// CreateRenderer implements fyne.Widget.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	return clipping{&renderer{
		of:      p,
		objects: []fyne.CanvasObject{p.scroll.Content},
		min:     p.scroll.MinSize,
		layout:  func(size fyne.Size) { p.scroll.Content.Resize(p.scroll.Content.MinSize().Max(size)) },
	}}
}

// clipping marks a renderer for Fyne: what is outside of its widget is not drawn.
type clipping struct{ *renderer }

// IsClip is the mark.
func (clipping) IsClip() {}
