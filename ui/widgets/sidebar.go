package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// SidebarItem is one entry of the navigation: icon, name, and a count or a badge at the end.
type SidebarItem struct {
	control
	iconName string
	selected bool

	box, badgeBox *canvas.Rectangle
	icon          *glyph
	name          *Text
	count, badge  *Text
}

// NewSidebarItem makes an item from a Lucide icon and a name; action opens its page.
func NewSidebarItem(icon, name string, action func()) *SidebarItem {
	s := &SidebarItem{
		iconName: icon,
		box:      newBox(theme.RadiusControl),
		badgeBox: newBox(badgeSize / 2),
		icon:     newGlyph(icon, theme.ColorInk2, 18),
		name:     NewFitText(name, Body, theme.ColorInk),
		count:    NewText("", Caption, theme.ColorInk3),
		badge:    NewText("", CaptionMedium, theme.ColorWarnText).SetAlign(fyne.TextAlignCenter),
	}
	s.cuts(s.name)
	s.label, s.action = name, action
	s.ExtendBaseWidget(s)
	return s
}

// SetText changes the name, as a change of language does.
func (s *SidebarItem) SetText(name string) {
	s.label = name
	s.name.SetText(name)
}

// SetSelected marks the item of the open page.
func (s *SidebarItem) SetSelected(selected bool) { s.change(&s.selected, selected) }

// SetCount shows how many there are; empty shows nothing.
func (s *SidebarItem) SetCount(count string) {
	s.count.SetText(count)
	s.Refresh()
}

// SetBadge shows how many need attention; empty shows nothing. A badge takes the count's place.
func (s *SidebarItem) SetBadge(count string) {
	s.badge.SetText(count)
	s.Refresh()
}

const (
	navPadding = 12
	badgeSize  = 20
)

func (s *SidebarItem) paint() {
	fill, icon, style := fyne.ThemeColorName(""), theme.ColorInk2, Body
	switch {
	case s.selected:
		fill, icon, style = theme.ColorSelected, theme.ColorAccentText, BodyMedium
	case s.hot():
		fill = theme.ColorHover
	}
	dress(s.box, fill, "")
	if s.ring {
		dressWide(s.box, fill, theme.ColorFocus, 2)
	}
	s.icon.set(s.iconName, icon)
	s.name.SetStyle(style)
	count := theme.ColorInk3
	if s.selected || s.hot() {
		count = theme.ColorInk2
	}
	s.count.SetColor(count)
	dress(s.badgeBox, theme.ColorWarnSoft, "")
	s.badgeBox.Hidden = s.badge.Text() == ""
	s.badge.Hidden = s.badgeBox.Hidden
	s.count.Hidden = !s.badgeBox.Hidden
}

func (s *SidebarItem) layout(size fyne.Size) {
	s.box.Resize(size)
	s.icon.middle(navPadding, size.Height)
	end := size.Width - navPadding
	badge := max(badgeSize, s.badge.MinSize().Width+10)
	placeMiddle(s.badgeBox, end-badge, size.Height, badge, badgeSize)
	placeMiddle(s.badge, end-badge, size.Height, badge, theme.LineCaption)
	count := s.count.MinSize().Width
	placeMiddle(s.count, end-count, size.Height, count, theme.LineCaption)

	tail := count
	if !s.badge.Hidden {
		tail = badge
	}
	x := float32(navPadding + 18 + 12)
	placeMiddle(s.name, x, size.Height, max(end-tail-8-x, 0), theme.LineBody)
}

// CreateRenderer implements fyne.Widget.
func (s *SidebarItem) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      s,
		objects: []fyne.CanvasObject{s.box, s.icon.Image, s.name, s.count, s.badgeBox, s.badge},
		min:     func() fyne.Size { return fyne.NewSize(badgeSize*4, theme.NavItemHeight) },
		layout:  s.layout,
		paint:   s.paint,
	})
}
