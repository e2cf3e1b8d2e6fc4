package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// statusBar says on the left where secrets lie, on the right where calls go.
type statusBar struct {
	object fyne.CanvasObject
	lock   *widgets.Icon
	store  *widgets.Text
	dot    *surface
	where  *widgets.Text

	left, right *fyne.Container
}

const dotSide = 8

func newStatusBar(s *Shell) *statusBar {
	b := &statusBar{
		lock:  widgets.NewIcon("lock", theme.ColorInk2, 14),
		store: widgets.NewText("", widgets.Caption, theme.ColorInk2),
		dot:   newSurface(theme.ColorOk, dotSide/2),
		where: widgets.NewText("", widgets.Caption, theme.ColorInk2),
	}
	b.left = newPress(func() { s.away(s.Settings) }).on(widgets.Pad(widgets.Row(8, b.lock, b.store), 4, 8, 4, 8))
	b.right = newPress(func() { s.away(s.Settings) }).on(widgets.Pad(widgets.Row(8, widgets.Sized(b.dot, dotSide, dotSide), b.where), 4, 8, 4, 8))
	b.object = container.NewStack(widgets.NewPlane(theme.ColorSidebar), container.New(statusLayout{}, widgets.NewDivider(0), b.left, b.right))
	return b
}

// statusLayout puts one part at the left, one at the right, below the line.
type statusLayout struct{}

const statusInset = 12

func (statusLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.StatusBarHeight)
}

func (statusLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	line, left, right := objects[0], objects[1].MinSize(), objects[2].MinSize()
	place(line, 0, 0, size.Width, 1)
	place(objects[1], statusInset, (size.Height-left.Height)/2, left.Width, left.Height)
	place(objects[2], size.Width-statusInset-right.Width, (size.Height-right.Height)/2, right.Width, right.Height)
}

func (b *statusBar) update(s *Shell) {
	icon := "lock-open"
	state := s.storeState()
	if state == vault.StateLocked {
		icon = "lock"
	}
	b.lock.Set(icon, theme.ColorInk2)
	text := s.c.T("store." + string(s.c.Vault.Kind()) + ".where")
	if word := stateWord(s, state); word != "" {
		text += " · " + word
	}
	b.store.SetText(text)

	colour, places := theme.ColorOk, []string{}
	for _, e := range s.environments() {
		if e != Production {
			colour = theme.ColorWarn
		}
		places = append(places, s.c.T(environmentKeys[e]))
	}
	b.dot.set(colour)
	b.where.SetText(strings.Join(places, " + "))
	b.object.Refresh()
	begin := float32(0) // of the page
	if !s.frame.bare {
		begin = theme.SidebarWidth
	}
	s.toasts.setEnds(max(statusInset+b.left.MinSize().Width-begin, 0), statusInset+b.right.MinSize().Width)
}

// storeState is what is known now, without asking the store. The lock of the
// file store is this program's own, so it is always known.
func (s *Shell) storeState() vault.State {
	if s.c.Vault.Locked() {
		return vault.StateLocked
	}
	if s.c.Vault.Kind() != vault.StoreKeyring {
		return vault.StateReady
	}
	return s.health.status.State
}

// stateWord is "" while nothing is known, and for the memory store, which has no
// lock.
func stateWord(s *Shell, state vault.State) string {
	switch {
	case s.c.Vault.Kind() == vault.StoreMemory || state == "":
		return ""
	case state == vault.StateReady:
		return s.c.T("store.unlocked")
	case state == vault.StateLocked:
		return s.c.T("store.locked")
	default:
		return s.c.T("store.silent")
	}
}
