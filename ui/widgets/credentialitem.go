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

// CredentialItem is a credential in the list column. A click or Enter opens it; Up and Down move.
type CredentialItem struct {
	control
	OnOpen func()
	OnMove func(delta int) // -1 is up

	content  ItemContent
	selected bool

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

// TypedKey implements fyne.Focusable.
func (i *CredentialItem) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyUp || key.Name == fyne.KeyDown {
		move(i.OnMove, key)
		return
	}
	i.control.TypedKey(key)
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
