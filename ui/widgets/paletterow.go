package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// PaletteRow is a result in a palette.
type PaletteRow struct {
	Title    string
	Marks    []Mark // the parts of the title that match, in order
	Subtitle string
	Kind     string // what it is, in a word
	Keys     string // a shortcut that does the same; empty for none
	Look     theme.Look
}

// Mark is a part of a text, in runes; End is the first rune after it.
type Mark struct{ Start, End int }

// paletteRow shows one. The chosen one has a fill; a shortcut stands at the right.
type paletteRow struct {
	pointed
	content PaletteRow
	chosen  bool

	box        *canvas.Rectangle
	mark       *PlatformMark
	title, sub *Text
	kind, keys *Text
}

func newPaletteRow() *paletteRow {
	r := &paletteRow{
		box:   newBox(theme.RadiusControl),
		mark:  NewPlatformMark(theme.Look{}, 24),
		title: NewFitText("", Body, theme.ColorInk),
		sub:   NewFitText("", Caption, theme.ColorInk2),
		kind:  NewText("", Caption, theme.ColorInk2),
		keys:  NewText("", KeyHint, theme.ColorInk2),
	}
	r.title.paints = r.highlight
	r.cuts(r.title, r.sub)
	r.ExtendBaseWidget(r)
	return r
}

func (r *paletteRow) set(content PaletteRow, chosen bool) {
	r.content, r.chosen = content, chosen
	r.label = content.Title + ", " + content.Kind
	r.Refresh()
}

// highlight colours what matches. The line may be shorter than the title.
func (r *paletteRow) highlight(line string) []span {
	runes := []rune(line)
	var spans []span
	last := 0
	add := func(end int, name fyne.ThemeColorName) {
		if end = min(end, len(runes)); end > last {
			spans = append(spans, span{string(runes[last:end]), name})
			last = end
		}
	}
	for _, m := range r.content.Marks {
		add(m.Start, "")
		add(m.End, theme.ColorAccentText)
	}
	add(len(runes), "")
	return spans
}

func (r *paletteRow) paint() {
	fill := fyne.ThemeColorName("")
	switch {
	case r.chosen:
		fill = theme.ColorSelected
	case r.hot():
		fill = theme.ColorHover
	}
	dress(r.box, fill, "")
	r.mark.SetLook(r.content.Look)
	r.title.SetText(r.content.Title)
	r.title.Refresh() // other parts of the same title may match
	r.sub.SetText(r.content.Subtitle)
	r.kind.SetText(r.content.Kind)
	r.keys.SetText(r.content.Keys)
}

const (
	paletteMark  = 24
	paletteInset = 8
	paletteGap   = 12
	paletteLeast = 40 // less of a subtitle says nothing
)

func (r *paletteRow) layout(size fyne.Size) {
	r.box.Resize(size)
	placeMiddle(r.mark, paletteInset, size.Height, paletteMark, paletteMark)
	right := size.Width - paletteInset
	for _, text := range []*Text{r.kind, r.keys} {
		if width := text.MinSize().Width; text.Text() != "" {
			right -= width
			placeMiddle(text, right, size.Height, width, theme.LineCaption)
			right -= paletteGap
		}
	}
	x := float32(paletteInset + paletteMark + paletteGap)
	room := max(right-x, 0)
	title := min(r.title.naturalWidth(), room)
	placeMiddle(r.title, x, size.Height, title, theme.LineBody)
	x += title + paletteGap
	r.sub.Hidden = right-x < paletteLeast
	place(r.sub, x, (size.Height-theme.LineCaption)/2+1, max(right-x, 0), theme.LineCaption) // on the title's baseline
}

// CreateRenderer implements fyne.Widget.
func (r *paletteRow) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      r,
		objects: []fyne.CanvasObject{r.box, r.mark, r.title, r.sub, r.kind, r.keys},
		min:     func() fyne.Size { return fyne.NewSize(200, paletteRowHeight) },
		layout:  r.layout,
		paint:   r.paint,
	})
}
