package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// How long a pointer rests on something, or the keyboard stays, before the tip is there.
const tipDelay = 500 * time.Millisecond

// tipWatch is how often a tip that is there looks whether what it belongs to is where it was. Fyne
// tells nobody that a page scrolled or went.
const tipWatch = 100 * time.Millisecond

// tipLife is how long a tip stays at most. Fyne tells nobody that the pointer left the window.
const tipLife = 10 * time.Second

// tip is what a tip says.
type tip struct {
	text string // empty where there is nothing to say
	keys string // a shortcut, such as "Ctrl C"
	mono bool
}

// tipped is what a tip can belong to.
type tipped interface {
	fyne.CanvasObject
	// tip is asked when it is due, and again while it is there.
	tip() tip
}

// WithTips puts a layer for tips over what is the content of a window or an overlay; it takes
// neither pointer nor keyboard. after runs a function on Fyne's goroutine once the time has passed,
// unless stop is called first. Without the layer there are no tips.
//
// A tip comes when the pointer rests on an icon without words or on a text that ends with an
// ellipsis, or when the keyboard comes to a widget with such a text or icon. It goes when the
// pointer or the keyboard does, with a press, a key, [HideTip], and when what it belongs to moves.
func WithTips(content fyne.CanvasObject, after func(time.Duration, func()) (stop func())) *fyne.Container {
	t := &tips{after: after, content: content, bubble: newTipBubble()}
	t.bubble.Hide()
	return container.New(t, content, t.bubble)
}

// HideTip takes the tip of a canvas away, as Esc does; it reports whether there was one.
func HideTip(c fyne.Canvas) bool {
	t := tipsOn(c)
	if t == nil {
		return false
	}
	shown := t.bubble.Visible()
	t.hide()
	return shown
}

// tips is the layer. It is the layout of its container: Fyne's screen readers look into containers
// and not into widgets.
type tips struct {
	after   func(time.Duration, func()) (stop func())
	content fyne.CanvasObject
	bubble  *tipBubble

	of   tipped        // whose tip is there or awaited; nil for none
	at   fyne.Position // of it when the tip came
	life time.Duration // that the tip has left
	stop func()
}

// tipsOn finds the layer in front of a canvas; nil where there is none.
func tipsOn(c fyne.Canvas) *tips {
	if c == nil {
		return nil
	}
	front := c.Content()
	if top := c.Overlays().Top(); top != nil {
		front = top
	}
	if root, ok := front.(*fyne.Container); ok {
		t, _ := root.Layout.(*tips)
		return t
	}
	return nil
}

// awaitTip shows the tip of something in a while, unless it is dropped before.
func awaitTip(of tipped) {
	t := tipsOn(canvasOf(of))
	if t == nil {
		return
	}
	t.hide()
	t.of, t.stop = of, t.after(tipDelay, t.show)
}

// dropTip takes the tip of something away, and no other.
func dropTip(of tipped) {
	if t := tipsOn(canvasOf(of)); t != nil && t.of == of {
		t.hide()
	}
}

func (t *tips) hide() {
	if t.stop != nil {
		t.stop()
	}
	t.of, t.stop = nil, nil
	t.bubble.Hide()
}

func (t *tips) show() {
	t.at, t.life = absolute(t.of), tipLife
	t.look()
}

// look keeps the tip while what it belongs to is there, in its place and in front.
func (t *tips) look() {
	said := t.of.tip()
	if said.text == "" || tipsOn(canvasOf(t.of)) != t || !t.of.Visible() || absolute(t.of) != t.at || t.life <= 0 {
		t.hide()
		return
	}
	if !t.bubble.Visible() || t.bubble.said != said {
		t.bubble.set(said)
		t.bubble.Show()
		t.place()
		// What was hidden until now is on no canvas yet, so to show it asks for no frame.
		canvas.Refresh(t.of)
	}
	t.life -= tipWatch
	t.stop = t.after(tipWatch, t.look)
}

func absolute(object fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(object)
}

const (
	tipGap    = 6  // between a tip and what it belongs to
	tipMargin = 8  // to the window's edge
	tipIcon   = 48 // wide at most is what a tip is centred below
)

// place puts the tip below what it belongs to, or above where there is no room.
func (t *tips) place() {
	room, own, size := t.content.Size(), t.of.Size(), t.bubble.MinSize()
	x := t.at.X - tipPaddingX // so that the letters stand below each other
	if own.Width <= tipIcon {
		x = t.at.X + (own.Width-size.Width)/2
	}
	x = max(min(x, room.Width-tipMargin-size.Width), tipMargin)
	y := t.at.Y + own.Height + tipGap
	if y+size.Height > room.Height-tipMargin {
		y = max(t.at.Y-tipGap-size.Height, tipMargin)
	}
	place(t.bubble, x, y, size.Width, size.Height)
}

// Layout implements fyne.Layout. It leaves the tip alone: to show one asks for a layout, and
// whether what is below has moved is seen by look.
func (t *tips) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place(t.content, 0, 0, size.Width, size.Height)
}

// MinSize implements fyne.Layout.
func (t *tips) MinSize([]fyne.CanvasObject) fyne.Size { return t.content.MinSize() }

// spot is the part of a cut text that notices the pointer. It is there only while the text is cut,
// so that other texts leave the pointer to what they stand on; and it notices nothing but the
// pointer's coming and going, so that clicks reach what they are meant for.
type spot struct {
	base
	of *Text
}

var _ desktop.Hoverable = (*spot)(nil)

func newSpot(of *Text) *spot {
	s := &spot{of: of}
	s.ExtendBaseWidget(s)
	return s
}

// MouseIn implements desktop.Hoverable.
func (s *spot) MouseIn(*desktop.MouseEvent) {
	s.tellHost(true)
	awaitTip(s.of)
}

// MouseMoved implements desktop.Hoverable.
func (s *spot) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *spot) MouseOut() {
	s.tellHost(false)
	dropTip(s.of)
}

// tellHost lets the widget around the text look as under the pointer, which it is.
func (s *spot) tellHost(inside bool) {
	if s.of.host != nil {
		s.of.host.change(&s.of.host.hovered, inside)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *spot) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{of: s, min: func() fyne.Size { return fyne.Size{} }, layout: func(fyne.Size) {}})
}
