package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// RadioChip is a word beside the title of a radio card.
type RadioChip struct {
	Kind ChipKind
	Text string
}

// RadioContent is what a radio card says.
type RadioContent struct {
	Look   theme.Look // the icon and its colours; the zero value leaves them out
	Title  string
	Chips  []RadioChip
	Detail string // below the title, monospaced

	// End stands at the end of the title's line, EndDetail below it; both may be empty.
	End, EndDetail string
}

// RadioCards are cards below each other, one of which is chosen: by a click, or by ↑ and ↓, Home and
// End. They are one stop for Tab. Enter is not theirs, but goes on to the window.
type RadioCards struct {
	control

	// OnChanged is told the index of the new choice.
	OnChanged func(index int)

	cards    []*radioCard
	selected int
	chosen   string
}

// NewRadioCards makes cards of which the first is chosen; label says what for, and chosen marks the
// one that is, both for screen readers.
func NewRadioCards(label, chosen string, cards []RadioContent) *RadioCards {
	r := &RadioCards{chosen: chosen}
	for i, content := range cards {
		r.cards = append(r.cards, newRadioCard(r, content, func() { r.tapped(i) }))
	}
	r.label = label
	r.ExtendBaseWidget(r)
	r.update()
	return r
}

// Selected is the index of the choice.
func (r *RadioCards) Selected() int { return r.selected }

// SelectedCard is the card that is chosen, to bring it into view; nil where there is none.
func (r *RadioCards) SelectedCard() fyne.CanvasObject {
	if r.selected >= len(r.cards) {
		return nil
	}
	return r.cards[r.selected]
}

// SetSelected chooses without a callback; an index that does not exist changes nothing.
func (r *RadioCards) SetSelected(index int) {
	if index < 0 || index >= len(r.cards) || index == r.selected {
		return
	}
	r.selected = index
	r.Refresh()
}

func (r *RadioCards) choose(index int) {
	index = max(min(index, len(r.cards)-1), 0)
	if r.disabled || index == r.selected {
		return
	}
	r.SetSelected(index)
	if r.OnChanged != nil {
		r.OnChanged(index)
	}
}

// move is what a key does: the chosen card has to be in sight.
func (r *RadioCards) move(index int) {
	r.choose(index)
	call(r.onReach)
}

// tapped takes the keyboard as well, so that the arrows go on from there; the ring is not for what
// the pointer brought.
func (r *RadioCards) tapped(index int) {
	if c := canvasOf(r); c != nil && !r.disabled {
		r.pressed = true
		c.Focus(r)
		r.pressed = false
	}
	r.choose(index)
}

// TypedKey implements fyne.Focusable.
func (r *RadioCards) TypedKey(key *fyne.KeyEvent) {
	r.drop()
	switch key.Name {
	case fyne.KeyUp:
		r.move(r.selected - 1)
	case fyne.KeyDown:
		r.move(r.selected + 1)
	case fyne.KeyHome:
		r.move(0)
	case fyne.KeyEnd:
		r.move(len(r.cards) - 1)
	default:
		passKey(r.outer, key)
	}
}

// Tapped implements fyne.Tappable; the gaps between the cards do nothing.
func (r *RadioCards) Tapped(*fyne.PointEvent) {}

// AccessibilityLabel is the label with the card that is chosen.
func (r *RadioCards) AccessibilityLabel() string {
	if r.selected >= len(r.cards) {
		return r.label
	}
	return spoken(r.label, r.cards[r.selected].AccessibilityLabel())
}

func (r *RadioCards) update() {
	for i, card := range r.cards {
		card.show(i == r.selected, i == r.selected && r.ring, r.disabled)
	}
	r.texts = nil
	if r.selected < len(r.cards) {
		r.texts = r.cards[r.selected].texts
	}
}

const radioGap = 12 // between two cards

// CreateRenderer implements fyne.Widget.
func (r *RadioCards) CreateRenderer() fyne.WidgetRenderer {
	objects := make([]fyne.CanvasObject, len(r.cards))
	for i, card := range r.cards {
		objects[i] = card
	}
	return newRenderer(renderer{
		of:      r,
		objects: objects,
		min: func() fyne.Size {
			n := float32(len(r.cards))
			return fyne.NewSize(280, max(n*(radioHeight+radioGap)-radioGap, 0))
		},
		layout: func(size fyne.Size) {
			for i, card := range r.cards {
				place(card, 0, float32(i)*(radioHeight+radioGap), size.Width, radioHeight)
			}
		},
		paint: r.update,
	})
}

// radioCard is one of them. The keyboard belongs to all of them together.
type radioCard struct {
	pointed
	of      *RadioCards
	content RadioContent
	chosen  bool
	focused bool

	box, ring, edge, dot *canvas.Rectangle
	mark                 *PlatformMark
	title, detail        *Text
	chips                []*StatusChip
	end, endDetail       *Text
}

const (
	radioHeight  = 88
	radioDot     = 20
	radioInner   = 8
	radioHalo    = 28
	radioPadding = 20
	radioMark    = 40
	radioChipGap = 10
	radioTitle   = 24 // from the top, where there is a detail below it
)

func newRadioCard(of *RadioCards, content RadioContent, action func()) *radioCard {
	c := &radioCard{
		of: of, content: content,
		box: newBox(theme.RadiusCard), ring: newBox(radioHalo / 2), edge: newBox(radioDot / 2), dot: newBox(radioInner / 2),
		mark:      NewPlatformMark(content.Look, radioMark),
		title:     NewFitText(content.Title, Title3, theme.ColorInk),
		detail:    NewFitText(content.Detail, MonoSmall, theme.ColorInk2),
		end:       NewText(content.End, Small, theme.ColorInk).SetAlign(fyne.TextAlignTrailing),
		endDetail: NewText(content.EndDetail, Caption, theme.ColorInk3).SetAlign(fyne.TextAlignTrailing),
	}
	c.mark.Hidden = content.Look.Icon == ""
	for _, chip := range content.Chips {
		c.chips = append(c.chips, NewStatusChip(chip.Kind, chip.Text))
	}
	c.cuts(c.title, c.detail)
	c.action = action
	c.ExtendBaseWidget(c)
	return c
}

func (c *radioCard) show(chosen, focused, disabled bool) {
	if c.chosen == chosen && c.focused == focused && c.disabled == disabled {
		return
	}
	c.chosen, c.focused, c.disabled = chosen, focused, disabled
	c.Refresh()
}

// AccessibilityLabel is all that the card says.
func (c *radioCard) AccessibilityLabel() string {
	said := []string{c.content.Title}
	for _, chip := range c.content.Chips {
		said = append(said, chip.Text)
	}
	said = append(said, c.content.Detail, spokenPair(c.content.EndDetail, c.content.End))
	if c.chosen {
		said = append(said, c.of.chosen)
	}
	return spoken(said...)
}

// spokenPair says what a value is before the value.
func spokenPair(name, value string) string {
	if name == "" || value == "" {
		return name + value
	}
	return name + " " + value
}

func (c *radioCard) paint() {
	fill := theme.ColorSurface
	if c.hot() && !c.chosen {
		fill = theme.ColorHoverRow
	}
	ink, quiet, edge := theme.ColorInk, theme.ColorInk2, theme.ColorInk3
	if c.disabled {
		ink, quiet, edge = theme.ColorDisabled, theme.ColorDisabled, theme.ColorDisabled
	}
	dress(c.box, fill, theme.ColorBorder)
	dress(c.edge, theme.ColorSurface, edge)
	dress(c.dot, "", "")
	if c.chosen {
		accent, width := theme.ColorAccent, float32(2)
		if c.disabled {
			accent, width = theme.ColorDisabled, 1
		}
		dressWide(c.box, fill, accent, width)
		dress(c.edge, accent, "")
		dress(c.dot, theme.ColorOnAccent, "")
	}
	dress(c.ring, "", "")
	if c.focused {
		dressWide(c.ring, fill, theme.ColorFocus, 2)
	}
	c.title.SetColor(ink)
	c.end.SetColor(ink)
	c.detail.SetColor(quiet)
	if !c.disabled {
		quiet = c.quiet()
	}
	c.endDetail.SetColor(quiet)
}

// quiet is a text that steps back as far as the fill leaves it contrast.
func (c *radioCard) quiet() fyne.ThemeColorName {
	if c.hot() && !c.chosen {
		return theme.ColorInk2
	}
	return theme.ColorInk3
}

func (c *radioCard) layout(size fyne.Size) {
	c.box.Resize(size)
	placeMiddle(c.ring, radioPadding+1-(radioHalo-radioDot)/2, size.Height, radioHalo, radioHalo)
	placeMiddle(c.edge, radioPadding+1, size.Height, radioDot, radioDot)
	placeMiddle(c.dot, radioPadding+1+(radioDot-radioInner)/2, size.Height, radioInner, radioInner)
	x := float32(radioPadding + 1 + radioDot + 16)
	if !c.mark.Hidden {
		placeMiddle(c.mark, x, size.Height, radioMark, radioMark)
		x += radioMark + 16
	}

	end := max(c.end.MinSize().Width, c.endDetail.MinSize().Width)
	endX := size.Width - radioPadding - 1 - end
	place(c.end, endX, 26, end, theme.LineSmall)
	place(c.endDetail, endX, 46, end, theme.LineCaption)

	room := max(endX-16-x, 0)
	chips := float32(0)
	for _, chip := range c.chips {
		chips += radioChipGap + chip.MinSize().Width
	}
	title := min(roomFor(c.title), max(room-chips, 0))
	y := float32(radioTitle)
	if c.content.Detail == "" {
		y = (size.Height - theme.LineTitle3) / 2
	}
	place(c.title, x, y, title, theme.LineTitle3)
	place(c.detail, x, 48, room, theme.LineMonoSmall)
	x += title
	for _, chip := range c.chips {
		place(chip, x+radioChipGap, y-1, chip.MinSize().Width, chipHeight)
		x += radioChipGap + chip.MinSize().Width
	}
}

// CreateRenderer implements fyne.Widget.
func (c *radioCard) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{c.box, c.ring, c.edge, c.dot, c.mark, c.title, c.detail}
	for _, chip := range c.chips {
		objects = append(objects, chip)
	}
	return newRenderer(renderer{
		of:      c,
		objects: append(objects, c.end, c.endDetail),
		min:     func() fyne.Size { return fyne.NewSize(0, radioHeight) },
		layout:  c.layout,
		paint:   c.paint,
	})
}
