package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Palette is a line to type in with results below it, of which one is always chosen: Up, Down, Page
// Up, Page Down, Home and End choose, Enter opens, Esc closes. The keyboard stays in the line.
type Palette struct {
	base

	// OnChanged is told each text; the answer comes with SetRows. OnOpen gets the index of the row
	// that was opened, OnClose is called on Esc and on a click below the results.
	OnChanged func(text string)
	OnOpen    func(row int)
	OnClose   func()

	contents []PaletteRow
	chosen   int
	top      int     // the first row that can be seen
	wheel    float32 // what the wheel turned short of a row

	card, box   *canvas.Rectangle
	line, thumb *canvas.Rectangle
	icon        *glyph
	entry       *input
	rows        []*paletteRow
	none, foot  *Text
}

// PaletteTexts are the words of a palette.
type PaletteTexts struct {
	Placeholder string
	Empty       string // in place of results
	Keys        string // how to go on, below the results
}

// PaletteWidth is how wide a palette is, in Fyne units, where the window has room for it: 560 for
// the card, and a margin.
const PaletteWidth = 560 + 2*paletteMargin

const (
	paletteRows      = 8 // that can be seen at once
	paletteRowHeight = 40
	paletteMargin    = 8 // transparent, around the card: Fyne clips what can be scrolled at its very edge
	palettePadding   = 8
	paletteTop       = theme.InputHeight + 2*palettePadding // where the results begin
	paletteFoot      = 32
	paletteEmpty     = 72 // height of the sentence in place of results
)

// NewPalette makes a palette without results; it says nothing of them before the first SetRows.
func NewPalette(texts PaletteTexts) *Palette {
	p := &Palette{
		card:  newBox(theme.RadiusCard),
		box:   newBox(theme.RadiusControl),
		line:  newBox(0),
		thumb: newBox(2),
		icon:  newGlyph("search", theme.ColorInk2, 16),
		entry: newInput(1),
		none:  NewText(texts.Empty, Body, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
		foot:  NewFitText(texts.Keys, Caption, theme.ColorInk3),
	}
	p.none.Hide()
	p.entry.label = texts.Placeholder
	p.entry.SetPlaceHolder(texts.Placeholder)
	p.entry.onFocus = func(bool) {}
	p.entry.onKey = p.typedKey
	p.entry.OnChanged = func(text string) {
		if p.OnChanged != nil {
			p.OnChanged(text)
		}
	}
	for i := range paletteRows {
		row := newPaletteRow()
		row.action = func() { p.open(p.top + i) }
		p.rows = append(p.rows, row)
	}
	p.ExtendBaseWidget(p)
	return p
}

// Text is what was typed.
func (p *Palette) Text() string { return p.entry.Text }

// Focusable is the part that takes the keyboard, for canvas.Focus.
func (p *Palette) Focusable() fyne.Focusable { return p.entry }

// SetRows shows other results and chooses the first.
func (p *Palette) SetRows(rows []PaletteRow) {
	p.contents = rows
	p.chosen, p.top, p.wheel = 0, 0, 0
	p.none.Hidden = len(rows) > 0
	HideTip(canvasOf(p)) // nobody asked for one yet, and Esc closes the palette at once
	p.Refresh()
}

// Chosen is the index of the row that Enter opens; -1 for none.
func (p *Palette) Chosen() int {
	if len(p.contents) == 0 {
		return -1
	}
	return p.chosen
}

func (p *Palette) open(row int) {
	if p.OnOpen != nil && row >= 0 && row < len(p.contents) {
		p.OnOpen(row)
	}
}

func (p *Palette) typedKey(key *fyne.KeyEvent) bool {
	last := len(p.contents) - 1
	switch key.Name {
	case fyne.KeyUp:
		p.choose((p.chosen + last) % max(last+1, 1))
	case fyne.KeyDown:
		p.choose((p.chosen + 1) % max(last+1, 1))
	case fyne.KeyPageUp:
		p.choose(p.chosen - paletteRows)
	case fyne.KeyPageDown:
		p.choose(p.chosen + paletteRows)
	case fyne.KeyHome:
		p.choose(0)
	case fyne.KeyEnd:
		p.choose(last)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.open(p.Chosen())
	case fyne.KeyEscape:
		call(p.OnClose)
	default:
		return false
	}
	return true
}

// choose marks a row, brings it into sight, and lets its tip come, which has what is cut off.
func (p *Palette) choose(row int) {
	p.chosen = max(min(row, len(p.contents)-1), 0)
	p.top = min(max(p.top, p.chosen-paletteRows+1), p.chosen)
	p.Refresh()
	if len(p.contents) > 0 {
		p.rows[p.chosen-p.top].await()
	}
}

// Scrolled implements fyne.Scrollable: the wheel moves by whole rows.
func (p *Palette) Scrolled(event *fyne.ScrollEvent) {
	p.wheel -= event.Scrolled.DY
	rows := int(p.wheel / paletteRowHeight)
	if rows == 0 {
		return
	}
	p.wheel -= float32(rows) * paletteRowHeight
	p.top = max(min(p.top+rows, len(p.contents)-paletteRows), 0)
	p.Refresh()
}

// Tapped implements fyne.Tappable: the press took the keyboard away.
func (p *Palette) Tapped(event *fyne.PointEvent) {
	if y := event.Position.Y - paletteMargin; y < 0 || y > p.cardHeight() {
		call(p.OnClose)
		return
	}
	if c := canvasOf(p); c != nil {
		c.Focus(p.entry)
	}
}

// seen is how many rows can be seen.
func (p *Palette) seen() int { return min(len(p.contents), paletteRows) }

func (p *Palette) cardHeight() float32 {
	switch {
	case !p.none.Hidden:
		return paletteTop + paletteEmpty + paletteFoot
	case p.seen() == 0:
		return paletteTop
	default:
		return paletteTop + float32(p.seen())*paletteRowHeight + palettePadding + paletteFoot
	}
}

func (p *Palette) paint() {
	dress(p.card, theme.ColorSurface, theme.ColorBorderStrong)
	dressWide(p.box, theme.ColorSurface, theme.ColorFocus, 2)
	dress(p.line, theme.ColorBorder, "")
	dress(p.thumb, theme.ColorBorderStrong, "")
	p.icon.set("search", theme.ColorInk2)
	for i, row := range p.rows {
		row.Hidden = i >= p.seen()
		if !row.Hidden {
			row.set(p.contents[p.top+i], p.top+i == p.chosen)
		}
	}
	p.thumb.Hidden = len(p.contents) <= paletteRows
	p.foot.Hidden = p.seen() == 0 && p.none.Hidden
	p.line.Hidden = p.foot.Hidden
}

func (p *Palette) layout(size fyne.Size) {
	const x, top = paletteMargin + palettePadding, paletteMargin + paletteTop
	width := size.Width - 2*paletteMargin // of the card
	inner := width - 2*palettePadding
	bottom := paletteMargin + p.cardHeight()
	place(p.card, paletteMargin, paletteMargin, width, p.cardHeight())
	place(p.box, x, paletteMargin+palettePadding, inner, theme.InputHeight)
	placeMiddle(p.icon.Image, x+12, top+paletteMargin, p.icon.size, p.icon.size)
	// The entry pads its text by 8, so that it begins 36 after the box.
	placeMiddle(p.entry, x+28, top+paletteMargin, inner-28-palettePadding, p.entry.MinSize().Height)
	for i, row := range p.rows {
		place(row, x, top+float32(i)*paletteRowHeight, inner, paletteRowHeight)
	}
	if all := float32(len(p.contents)); all > paletteRows {
		track := float32(paletteRows * paletteRowHeight)
		place(p.thumb, x+inner+2, top+track*float32(p.top)/all, 4, track*paletteRows/all)
	}
	place(p.none, x, top+(paletteEmpty-theme.LineBody)/2, inner, theme.LineBody)
	place(p.line, paletteMargin+1, bottom-paletteFoot, width-2, 1)
	place(p.foot, x+12, bottom-(paletteFoot+theme.LineCaption)/2, inner-24, theme.LineCaption)
}

// MinSize is that of the palette with all rows that it can show; what the card does not fill is
// transparent.
func (p *Palette) MinSize() fyne.Size {
	return fyne.NewSize(PaletteWidth, paletteTop+paletteRows*paletteRowHeight+palettePadding+paletteFoot+2*paletteMargin)
}

// CreateRenderer implements fyne.Widget.
func (p *Palette) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{p.card, p.box, p.icon.Image, p.entry, p.line, p.none, p.foot}
	for _, row := range p.rows {
		objects = append(objects, row)
	}
	return newRenderer(renderer{of: p, objects: append(objects, p.thumb), min: p.MinSize, layout: p.layout, paint: p.paint})
}
