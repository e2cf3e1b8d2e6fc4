package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// ItemContent is what a credential in the list column says.
type ItemContent struct {
	Name     string
	Detail   string // such as "expires in 46 minutes"
	Look     theme.Look
	Status   Status // of its most urgent token
	Fraction float32
}

// CredentialItem is a credential in the list column. A click opens it; the keyboard comes to it
// through its [CredentialList].
type CredentialItem struct {
	pointed
	OnOpen func()

	content  ItemContent
	selected bool
	ring     bool // the keys are about it

	box          *canvas.Rectangle
	mark         *PlatformMark
	countdown    *CountdownRing
	name, detail *Text
}

// NewCredentialItem makes an empty item.
func NewCredentialItem() *CredentialItem {
	i := &CredentialItem{
		box:       newBox(theme.RadiusLarge),
		mark:      NewPlatformMark(theme.Look{}, 36),
		countdown: NewCountdownRing(RingSmall),
		name:      NewFitText("", BodyMedium, theme.ColorInk),
		detail:    NewFitText("", Caption, theme.ColorInk2),
	}
	i.cuts(i.name, i.detail)
	i.action = func() { call(i.OnOpen) }
	i.ExtendBaseWidget(i)
	return i
}

// Set shows another content.
func (i *CredentialItem) Set(content ItemContent) {
	if i.content == content {
		return
	}
	i.content = content
	i.label = content.Name + ", " + content.Detail
	i.Refresh()
}

// SetSelected marks the item whose page is open.
func (i *CredentialItem) SetSelected(selected bool) { i.change(&i.selected, selected) }

// setRing follows the keyboard, and awaits the tip of what is cut as other widgets do then.
func (i *CredentialItem) setRing(ring bool) {
	if i.ring == ring {
		return
	}
	i.change(&i.ring, ring)
	if ring {
		i.await()
	} else {
		i.drop()
	}
}

func (i *CredentialItem) paint() {
	c := i.content
	fill := fyne.ThemeColorName("")
	switch {
	case i.selected:
		fill = theme.ColorSelected
	case i.hot():
		fill = theme.ColorHover
	}
	dress(i.box, fill, "")
	if i.ring {
		dressWide(i.box, fill, theme.ColorFocus, 2)
	}
	track := theme.ColorTrack
	if i.selected {
		track = theme.ColorBorderStrong // the usual one would drown
	}
	i.countdown.SetColors(theme.ColorAccent, track)
	i.mark.SetLook(c.Look)
	i.countdown.Set(c.Status, c.Fraction)
	i.countdown.SetWords(c.Detail)
	i.name.SetText(c.Name)
	ink := theme.ColorInk2
	if c.Status == StatusExpiring || c.Status == StatusExpired {
		ink = statusInk(c.Status)
	}
	i.detail.Set(c.Detail, ink)
}

// CreateRenderer implements fyne.Widget.
func (i *CredentialItem) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      i,
		objects: []fyne.CanvasObject{i.box, i.mark, i.name, i.detail, i.countdown},
		min:     func() fyne.Size { return fyne.NewSize(200, theme.ListItemHeight) },
		layout: func(size fyne.Size) {
			i.box.Resize(size)
			placeMiddle(i.mark, 12, size.Height, 36, 36)
			ring := size.Width - 12 - RingSmall
			placeMiddle(i.countdown, ring, size.Height, RingSmall, RingSmall)
			width := max(ring-12-60, 0)
			place(i.name, 60, size.Height/2-20, width, theme.LineBody)
			place(i.detail, 60, size.Height/2+2, width, theme.LineCaption)
		},
		paint: i.paint,
	})
}

// CredentialList is the keyboard of a column of items: one stop for Tab, however many there are. It
// has no look of its own; the item that the keys are about shows the ring.
type CredentialList struct {
	control
	// OnKey is told each key; it reports whether the list has a use for it.
	OnKey func(key fyne.KeyName) (used bool)
	// OnCopy is called by the copy shortcut.
	OnCopy func()

	content fyne.CanvasObject
	current *CredentialItem // nil while it is out of sight
}

// NewCredentialList puts the keyboard around what shows the items; label is for screen readers.
func NewCredentialList(label string, content fyne.CanvasObject) *CredentialList {
	l := &CredentialList{content: content}
	l.label = label
	l.ExtendBaseWidget(l)
	return l
}

// SetCurrent tells which item the keys are about; nil where it is out of sight.
func (l *CredentialList) SetCurrent(item *CredentialItem) {
	if l.current != nil && l.current != item {
		l.current.setRing(false)
	}
	l.current = item
	l.show()
}

func (l *CredentialList) show() {
	if l.current != nil {
		l.current.setRing(l.ring)
	}
}

// Take gives the keyboard to the list after a click on an item, which needs no ring.
func (l *CredentialList) Take() { l.take() }

// take is focus that a pointer brought.
func (c *control) take() {
	if on := canvasOf(c.outer); on != nil {
		c.pressed = true
		if focusable, ok := c.outer.(fyne.Focusable); ok {
			on.Focus(focusable)
		}
		c.pressed = false
	}
}

// FocusGained implements fyne.Focusable.
func (l *CredentialList) FocusGained() {
	l.control.FocusGained()
	l.show()
}

// FocusLost implements fyne.Focusable.
func (l *CredentialList) FocusLost() {
	l.control.FocusLost()
	l.show()
}

// TypedKey implements fyne.Focusable. From the first key on the ring has to be seen.
func (l *CredentialList) TypedKey(key *fyne.KeyEvent) {
	if l.OnKey == nil || !l.OnKey(key.Name) {
		passKey(l, key)
		return
	}
	l.ring = l.focused
	l.show()
}

// TypedShortcut implements fyne.Shortcutable.
func (l *CredentialList) TypedShortcut(shortcut fyne.Shortcut) { typedCopy(l, shortcut, l.OnCopy) }

// Tapped implements fyne.Tappable; the gaps between the items do nothing.
func (l *CredentialList) Tapped(*fyne.PointEvent) {}

// AccessibilityLabel is the label with the item that the keys are about.
func (l *CredentialList) AccessibilityLabel() string {
	if l.current == nil {
		return l.label
	}
	return spoken(l.label, l.current.label)
}

// AccessibilityRole implements fyne.Accessible.
func (l *CredentialList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (l *CredentialList) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      l,
		objects: []fyne.CanvasObject{l.content},
		min:     l.content.MinSize,
		layout:  l.content.Resize,
	})
}
