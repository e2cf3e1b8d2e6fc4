package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
)

// ShowMenuBelow opens a menu below a button, ending where the button ends.
func ShowMenuBelow(c fyne.Canvas, button fyne.CanvasObject, items ...*fyne.MenuItem) {
	m := newPopUp(c, items)
	m.at = absolute(button).AddXY(button.Size().Width-m.menu.MinSize().Width, button.Size().Height+menuGap)
	m.open()
}

// ShowMenuAt opens a menu with its upper left corner at a place of the canvas.
func ShowMenuAt(c fyne.Canvas, at fyne.Position, items ...*fyne.MenuItem) {
	m := newPopUp(c, items)
	m.at = at
	m.open()
}

const (
	menuGap    = 4 // between a button and its menu
	menuMargin = 8 // to the window's edge
)

// popUp is Fyne's menu with an edge. As Fyne shows it, it is set off from the page by a shadow
// alone, and surfaces here have none.
type popUp struct {
	widget.BaseWidget
	canvas fyne.Canvas
	menu   *widget.PopUpMenu // which is never shown by itself: unlike a plain menu it can be wider than its words
	edge   *canvas.Rectangle
	at     fyne.Position // of the menu's upper left corner, where the window has room
	width  float32       // at least
}

func newPopUp(c fyne.Canvas, items []*fyne.MenuItem) *popUp {
	m := &popUp{canvas: c, menu: widget.NewPopUpMenu(fyne.NewMenu("", items...), c), edge: canvas.NewRectangle(nil)}
	m.menu.OnDismiss = m.close
	m.ExtendBaseWidget(m)
	return m
}

func (m *popUp) open() {
	m.canvas.Overlays().Add(m)
	m.Resize(m.canvas.Size())
	m.canvas.Focus(m)
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

// Layout keeps the menu inside the window. What is too high scrolls.
func (r *popUpRenderer) Layout(size fyne.Size) {
	m := r.of
	menu := m.menu.MinSize().Max(fyne.NewSize(m.width, 0))
	x := max(min(m.at.X, size.Width-menu.Width-menuMargin), menuMargin)
	y := max(min(m.at.Y, size.Height-menu.Height-menuMargin), menuMargin)
	m.menu.Move(fyne.NewPos(x, y))
	m.menu.Resize(menu)
	m.edge.Move(m.menu.Position().SubtractXY(1, 1)) // a menu that is too high takes all of the window
	m.edge.Resize(m.menu.Size().AddWidthHeight(2, 2))
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
