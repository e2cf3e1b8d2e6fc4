package about

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// reader shows a long text. It takes the keyboard as one stop: the arrows and the
// keys for pages scroll.
type reader struct {
	widget.BaseWidget
	ring   *canvas.Rectangle
	text   *widgets.Text
	body   *fyne.Container
	scroll *container.Scroll
	focus
}

var _ fyne.Focusable = (*reader)(nil)

const readerPadding = theme.Space5

func newReader() *reader {
	r := &reader{ring: newRing(theme.RadiusCard), text: widgets.NewParagraph("", widgets.Small, theme.ColorInk2)}
	r.body = widgets.Pad(widgets.Stack(0, r.text), readerPadding, readerPadding, readerPadding, readerPadding)
	r.scroll = container.NewVScroll(r.body)
	r.redraw = r.Refresh
	r.ExtendBaseWidget(r)
	return r
}

// show begins another text.
func (r *reader) show(text string) {
	r.text.SetText(text)
	r.arrange(r.Size())
	r.scroll.ScrollToTop()
}

// arrange gives the text its width first, which its height follows from.
func (r *reader) arrange(size fyne.Size) {
	height := r.text.HeightFor(size.Width-2*readerPadding) + 2*readerPadding
	r.body.Resize(fyne.NewSize(size.Width, max(height, size.Height)))
	r.scroll.Resize(size)
	r.scroll.Refresh()
}

// TypedKey implements fyne.Focusable.
func (r *reader) TypedKey(key *fyne.KeyEvent) {
	const line = 2 * theme.LineSmall
	page := r.scroll.Size().Height - line
	switch key.Name {
	case fyne.KeyDown:
		r.move(line)
	case fyne.KeyUp:
		r.move(-line)
	case fyne.KeyPageDown, fyne.KeySpace:
		r.move(page)
	case fyne.KeyPageUp:
		r.move(-page)
	case fyne.KeyHome:
		r.scroll.ScrollToTop()
	case fyne.KeyEnd:
		r.scroll.ScrollToBottom()
	default:
		pass(r, key)
	}
}

func (r *reader) move(by float32) {
	end := max(r.body.Size().Height-r.scroll.Size().Height, 0)
	r.scroll.ScrollToOffset(fyne.NewPos(0, min(max(r.scroll.Offset.Y+by, 0), end)))
}

// Tapped brings the keyboard.
func (r *reader) Tapped(*fyne.PointEvent) { take(r) }

// CreateRenderer implements fyne.Widget.
func (r *reader) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{
		objects: []fyne.CanvasObject{r.scroll, r.ring},
		min:     fyne.NewSize(280, 160),
		layout: func(size fyne.Size) {
			r.ring.Resize(size)
			r.arrange(size)
		},
		refresh: func() { paintRing(r.ring, r.ringed) },
	}
}
