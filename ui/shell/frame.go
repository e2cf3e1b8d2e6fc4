package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// The least window, in Fyne units.
const (
	minWidth  = 960
	minHeight = 600
)

// frame is what stands around the pages, in one language.
type frame struct {
	root     *fyne.Container // of the window: the parts, and tips over them
	parts    *fyne.Container
	banners  *banners
	sidebar  *sidebar
	sideLine *widgets.Divider
	content  *fyne.Container
	status   *statusBar
	toast    *fyne.Container
	bare     bool // the page has the window for itself: no sidebar
	whole    bool // nor a status bar
}

func newFrame(s *Shell) *frame {
	f := &frame{
		banners:  newBanners(s),
		sidebar:  newSidebar(s),
		sideLine: widgets.NewVerticalDivider(),
		content:  container.NewStack(),
		status:   newStatusBar(s),
		toast:    container.NewStack(),
	}
	f.parts = container.New(f, f.banners.box, f.sidebar.object, f.sideLine, f.content, f.status.object, f.toast)
	f.root = widgets.WithTips(f.parts, s.c.Ticker.After)
	return f
}

// room is how much of the window a page takes.
type room int

const (
	besideSidebar room = iota
	overSidebar        // the status bar stays
	wholeWindow        // but for the banners
)

// show puts a page into the window.
func (f *frame) show(page fyne.CanvasObject, room room) {
	f.bare, f.whole = room != besideSidebar, room == wholeWindow
	f.sidebar.object.Hidden = f.bare
	f.sideLine.Hidden = f.bare
	if f.whole {
		f.status.object.Hide()
	} else {
		f.status.object.Show()
	}
	f.content.Objects = []fyne.CanvasObject{page}
	f.arrange()
}

// arrange lays the parts out anew.
func (f *frame) arrange() { f.parts.Refresh() }

// MinSize implements fyne.Layout. It does not ask the pages, so that no text can
// make the window grow.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(minWidth, minHeight) }

// Layout implements fyne.Layout.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top := f.banners.box.MinSize().Height
	place(f.banners.box, 0, 0, size.Width, top)
	bottom := size.Height
	if !f.whole {
		bottom -= theme.StatusBarHeight
		place(f.status.object, 0, bottom, size.Width, theme.StatusBarHeight)
	}

	left := float32(0)
	if !f.bare {
		left = theme.SidebarWidth
		place(f.sidebar.object, 0, top, left-1, bottom-top)
		place(f.sideLine, left-1, top, 1, bottom-top)
	}
	place(f.content, left, top, size.Width-left, bottom-top)

	place(f.toast, left, top, size.Width-left, size.Height-top)
}

func place(object fyne.CanvasObject, x, y, w, h float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(w, h))
}
