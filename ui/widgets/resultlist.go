package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// ResultContent is one line of what came out of a wizard.
type ResultContent struct {
	Icon     string // a Lucide name, in a ring where there is a status, else alone
	Status   Status
	Fraction float32 // of the lifetime that is left, 0 to 1
	Title    string
	Detail   string // below the title; gives way to a quota

	ChipKind ChipKind
	Chip     string // at the end; "" for none
	Quota    *Quota // ticks below the title, which is then the quota's; nil for none
}

// ResultList is a card with a row for each result, divided by lines.
type ResultList struct {
	base
	box  *canvas.Rectangle
	rows []*resultRow
}

// NewResultList makes the card.
func NewResultList(rows ...ResultContent) *ResultList {
	l := &ResultList{box: newBox(theme.RadiusCard)}
	l.ExtendBaseWidget(l)
	l.Set(rows...)
	return l
}

// Set shows other rows; those that stay are not built again, so that it may be called each second.
func (l *ResultList) Set(rows ...ResultContent) {
	for len(l.rows) < len(rows) {
		l.rows = append(l.rows, newResultRow())
	}
	clear(l.rows[len(rows):])
	l.rows = l.rows[:len(rows)]
	for i, content := range rows {
		l.rows[i].set(content, i > 0)
	}
	l.Refresh()
}

// HeightFor is the height in Fyne units at the given width; a long second line takes two.
func (l *ResultList) HeightFor(width float32) float32 {
	height := float32(2)
	for _, row := range l.rows {
		height += row.heightFor(width - 2)
	}
	return height
}

// AccessibilityLabel is what all rows say.
func (l *ResultList) AccessibilityLabel() string {
	var said []string
	for _, row := range l.rows {
		said = append(said, row.AccessibilityLabel())
	}
	return spoken(said...)
}

// AccessibilityRole implements fyne.Accessible.
func (l *ResultList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (l *ResultList) CreateRenderer() fyne.WidgetRenderer {
	r := &resultsRenderer{l}
	r.paint()
	return r
}

type resultsRenderer struct{ of *ResultList }

func (r *resultsRenderer) Destroy() {}

func (r *resultsRenderer) MinSize() fyne.Size {
	const least = 240
	return fyne.NewSize(least, r.of.HeightFor(max(least, r.of.Size().Width)))
}

func (r *resultsRenderer) Layout(size fyne.Size) {
	r.of.box.Resize(size)
	y := float32(1)
	for _, row := range r.of.rows {
		height := row.heightFor(size.Width - 2)
		place(row, 1, y, size.Width-2, height)
		y += height
	}
}

func (r *resultsRenderer) paint() { dress(r.of.box, theme.ColorSurface, theme.ColorBorder) }

func (r *resultsRenderer) Refresh() {
	r.paint()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *resultsRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.of.box}
	for _, row := range r.of.rows {
		objects = append(objects, row)
	}
	return objects
}

// resultRow is one of them, with the line above it.
type resultRow struct {
	base
	content ResultContent

	line          *Divider
	ring          *CountdownRing
	icon          *glyph
	title, detail *Text
	chip          *StatusChip
	ticks         *QuotaTicks
}

const (
	resultText   = 72 // from the left
	resultPad    = 16
	resultHeight = 72
	resultQuota  = 84
)

func newResultRow() *resultRow {
	r := &resultRow{
		line:   NewDivider(resultText),
		ring:   NewCountdownRing(RingMedium),
		icon:   newGlyph("", theme.ColorInk2, 20),
		title:  NewFitText("", BodyMedium, theme.ColorInk),
		detail: NewParagraph("", Caption, theme.ColorInk2).SetMaxLines(2),
		chip:   NewStatusChip(ChipOk, ""),
		ticks:  NewQuotaTicks(Quota{}),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *resultRow) set(content ResultContent, lined bool) {
	r.content = content
	r.line.Hidden = !lined
	r.ring.Hidden = content.Status == StatusNone
	r.ring.Set(content.Status, content.Fraction)
	r.ring.SetIcon(content.Icon, ringInk(content.Status))
	r.title.SetText(content.Title)
	r.title.Hidden = content.Quota != nil
	r.detail.SetText(content.Detail)
	r.detail.Hidden = content.Detail == "" || content.Quota != nil
	r.chip.Set(content.ChipKind, content.Chip)
	r.chip.Hidden = content.Chip == "" || content.Quota != nil
	r.ticks.Hidden = content.Quota == nil
	if content.Quota != nil {
		quota := *content.Quota
		quota.Title = content.Title
		r.ticks.Set(quota)
	}
	r.Refresh()
}

// ringInk is the colour of an icon inside a ring.
func ringInk(status Status) fyne.ThemeColorName {
	switch status {
	case StatusOk:
		return theme.ColorOkText
	case StatusExpiring:
		return theme.ColorWarnText
	case StatusExpired:
		return theme.ColorErrText
	default:
		return theme.ColorInk2
	}
}

// AccessibilityLabel is the title with what stands beside and below it.
func (r *resultRow) AccessibilityLabel() string {
	if r.content.Quota != nil {
		return spoken(r.content.Title, r.content.Quota.Text)
	}
	return spoken(r.content.Title, r.content.Chip, r.content.Detail)
}

// textWidth is what the chip leaves.
func (r *resultRow) textWidth(width float32) float32 {
	width -= resultText + resultPad
	if !r.chip.Hidden {
		width -= r.chip.MinSize().Width + 12
	}
	return max(width, 0)
}

func (r *resultRow) heightFor(width float32) float32 {
	height := float32(resultHeight)
	switch {
	case r.content.Quota != nil:
		height = resultQuota
	case !r.detail.Hidden:
		height += r.detail.HeightFor(r.textWidth(width)) - theme.LineCaption
	}
	if !r.line.Hidden {
		height++
	}
	return height
}

func (r *resultRow) layout(size fyne.Size) {
	place(r.line, 0, 0, size.Width, 1)
	top := float32(0)
	if !r.line.Hidden {
		top = 1
	}
	height := size.Height - top
	place(r.ring, resultPad, top+(height-RingMedium)/2, RingMedium, RingMedium)
	place(r.icon.Image, resultPad+(RingMedium-r.icon.size)/2, top+(height-r.icon.size)/2, r.icon.size, r.icon.size)

	width := r.textWidth(size.Width)
	detail := r.detail.HeightFor(width)
	y := top + (height-theme.LineBody-1-detail)/2
	if r.detail.Hidden {
		y = top + (height-theme.LineBody)/2
	}
	place(r.title, resultText, y, width, theme.LineBody)
	place(r.detail, resultText, y+theme.LineBody+1, width, detail)
	ticks := r.ticks.MinSize().Height
	place(r.ticks, resultText, top+(height-ticks)/2, size.Width-resultText-resultPad, ticks)

	chip, tail := r.chip.MinSize().Width, float32(0)
	if chipLooks[r.content.ChipKind].fill == "" {
		tail = chipTail
	}
	place(r.chip, size.Width-resultPad-chip+tail, top+(height-chipHeight)/2, chip, chipHeight)
}

// chipTail is what a chip without a fill keeps free after its word, which is to end at the padding.
const chipTail = 10

// CreateRenderer implements fyne.Widget.
func (r *resultRow) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      r,
		objects: []fyne.CanvasObject{r.line, r.ring, r.icon.Image, r.title, r.detail, r.chip, r.ticks},
		min:     func() fyne.Size { return fyne.NewSize(0, r.heightFor(r.Size().Width)) },
		layout:  r.layout,
		paint: func() {
			alone := r.content.Icon
			if r.content.Status != StatusNone {
				alone = ""
			}
			r.icon.set(alone, theme.ColorInk2)
		},
	})
}
