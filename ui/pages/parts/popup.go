package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
)

// PopUp shows a menu below a button, ending where the button ends.
func PopUp(window fyne.Window, button fyne.CanvasObject, items ...*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	m := &popUp{
		canvas: window.Canvas(),
		menu:   widget.NewMenu(fyne.NewMenu("", items...)),
		edge:   canvas.NewRectangle(nil),
		end:    at.AddXY(button.Size().Width, button.Size().Height+menuGap),
	}
	m.menu.OnDismiss = m.close
	m.ExtendBaseWidget(m)
	m.canvas.Overlays().Add(m)
	m.Resize(m.canvas.Size())
	m.canvas.Focus(m)
}

const (
	menuGap    = 4 // between button and menu
	menuMargin = 8 // to the window's edge
)

// popUp is Fyne's menu with an edge. The one that Fyne brings along is set off from
// the page by a shadow alone, and surfaces here have none.
type popUp struct {
	widget.BaseWidget
	canvas fyne.Canvas
	menu   *widget.Menu
	edge   *canvas.Rectangle
	end    fyne.Position // of the menu's upper right corner
}

func (m *popUp) close() { m.canvas.Overlays().Remove(m) }

// Hide implements fyne.CanvasObject: a menu that is hidden has gone.
func (m *popUp) Hide() { m.close() }

// Tapped implements fyne.Tappable: a click beside the menu closes it.
func (m *popUp) Tapped(*fyne.PointEvent) { m.close() }

// TappedSecondary implements fyne.SecondaryTappable, see Tapped.
func (m *popUp) TappedSecondary(*fyne.PointEvent) { m.close() }

// FocusGained implements fyne.Focusable; the menu has the keyboard all the time.
func (m *popUp) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (m *popUp) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (m *popUp) TypedRune(rune) {}

// TypedShortcut implements fyne.Shortcutable: those of the window wait behind a menu.
func (m *popUp) TypedShortcut(fyne.Shortcut) {}

// TypedKey implements fyne.Focusable.
func (m *popUp) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		m.menu.ActivateNext()
	case fyne.KeyUp:
		m.menu.ActivatePrevious()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.menu.TriggerLast()
	case fyne.KeyEscape:
		m.close()
	}
}

// CreateRenderer implements fyne.Widget.
func (m *popUp) CreateRenderer() fyne.WidgetRenderer {
	r := &popUpRenderer{m}
	r.paint()
	return r
}

type popUpRenderer struct{ of *popUp }

func (r *popUpRenderer) paint() {
	r.of.edge.FillColor = theme.Color(theme.ColorBorderStrong)
	r.of.edge.CornerRadius = theme.RadiusControl + 1
}

// Layout keeps the menu inside the window.
func (r *popUpRenderer) Layout(size fyne.Size) {
	menu := r.of.menu.MinSize()
	x := min(max(r.of.end.X-menu.Width, menuMargin), max(size.Width-menu.Width-menuMargin, 0))
	y := min(r.of.end.Y, max(size.Height-menu.Height-menuMargin, 0))
	r.of.menu.Move(fyne.NewPos(x, y))
	r.of.menu.Resize(menu)
	r.of.edge.Move(fyne.NewPos(x-1, y-1))
	r.of.edge.Resize(r.of.menu.Size().AddWidthHeight(2, 2))
}

func (r *popUpRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *popUpRenderer) Refresh() {
	r.paint()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *popUpRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.of.edge, r.of.menu}
}

func (r *popUpRenderer) Destroy() {}
