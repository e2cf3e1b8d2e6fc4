package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
)

// surface is a plain area in a theme colour.
type surface struct {
	widget.BaseWidget
	rect *canvas.Rectangle
	name fyne.ThemeColorName
}

// newSurface makes an area; radius is that of its corners in Fyne units.
func newSurface(name fyne.ThemeColorName, radius float32) *surface {
	s := &surface{name: name, rect: canvas.NewRectangle(theme.Color(name))}
	s.rect.CornerRadius = radius
	s.ExtendBaseWidget(s)
	return s
}

func (s *surface) set(name fyne.ThemeColorName) {
	s.name = name
	s.Refresh()
}

// Refresh implements fyne.Widget: the theme may have changed.
func (s *surface) Refresh() {
	s.rect.FillColor = theme.Color(s.name)
	s.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *surface) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.rect) }

// press is a surface that answers to the pointer; what it does can also be
// reached by the keyboard in another way: the settings by the sidebar, by their
// shortcut and by the palette.
type press struct {
	surface
	action func()
}

func newPress(action func()) *press {
	p := &press{action: action}
	p.rect = canvas.NewRectangle(nil)
	p.rect.CornerRadius = theme.RadiusInner
	p.name = theme.ColorSidebar
	p.ExtendBaseWidget(p)
	return p
}

// on puts content in front of the press.
func (p *press) on(content fyne.CanvasObject) *fyne.Container { return container.NewStack(p, content) }

// Tapped implements fyne.Tappable.
func (p *press) Tapped(*fyne.PointEvent) { p.action() }

// Cursor implements desktop.Cursorable.
func (p *press) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (p *press) MouseIn(*desktop.MouseEvent) { p.set(theme.ColorHover) }

// MouseMoved implements desktop.Hoverable.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *press) MouseOut() { p.set(theme.ColorSidebar) }
