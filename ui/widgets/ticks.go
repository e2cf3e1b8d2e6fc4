package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Quota is what may be done so many times, and how often it was.
type Quota struct {
	Total, Used int
	Title       string // above the ticks; may be empty
	Text        string // how many are left, in words
}

// fewLeft is from where on a quota warns.
const fewLeft = 3

// low tells whether little is left.
func (q Quota) low() bool { return q.Total-q.Used <= fewLeft }

const (
	tickHeight = 6
	tickGap    = 3
	tickAlert  = 14 // the icon before the text
	tickTitle  = 28 // from the title to the ticks
)

// QuotaTicks show a quota as ticks, the used ones dark, with the words at the end. With 3 left or
// fewer they turn amber, and a triangle stands before the words.
type QuotaTicks struct {
	base
	quota Quota
	title *Text
	ticks []*canvas.Rectangle
	alert *glyph
	text  *Text
}

// NewQuotaTicks makes the ticks of a quota; what was used beyond the total counts as the total.
func NewQuotaTicks(quota Quota) *QuotaTicks {
	t := &QuotaTicks{
		title: NewFitText("", BodyMedium, theme.ColorInk),
		alert: newGlyph("", theme.ColorWarnText, tickAlert),
		text:  NewText("", Small, theme.ColorInk2),
	}
	t.ExtendBaseWidget(t)
	t.Set(quota)
	return t
}

// Set shows another quota.
func (t *QuotaTicks) Set(quota Quota) {
	quota.Total = max(quota.Total, 0)
	quota.Used = min(max(quota.Used, 0), quota.Total)
	t.quota = quota
	for len(t.ticks) < quota.Total {
		t.ticks = append(t.ticks, newBox(tickHeight/2))
	}
	t.ticks = t.ticks[:quota.Total]
	t.title.SetText(quota.Title)
	t.title.Hidden = quota.Title == ""
	t.text.SetText(quota.Text)
	t.Refresh()
}

// AccessibilityLabel is the title with the words.
func (t *QuotaTicks) AccessibilityLabel() string { return spoken(t.quota.Title, t.quota.Text) }

// AccessibilityRole implements fyne.Accessible.
func (t *QuotaTicks) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// endWidth is that of the words with the icon and the gap before them.
func (t *QuotaTicks) endWidth() float32 {
	if t.quota.Text == "" {
		return 0
	}
	width := theme.Space4 + t.text.MinSize().Width
	if t.quota.low() {
		width += tickAlert + 6
	}
	return width
}

// CreateRenderer implements fyne.Widget.
func (t *QuotaTicks) CreateRenderer() fyne.WidgetRenderer {
	r := &ticksRenderer{t}
	r.paint()
	return r
}

type ticksRenderer struct{ of *QuotaTicks }

func (r *ticksRenderer) Destroy() {}

func (r *ticksRenderer) MinSize() fyne.Size {
	height := float32(theme.LineSmall)
	if r.of.quota.Title != "" {
		height = tickTitle + tickHeight
	}
	return fyne.NewSize(float32(r.of.quota.Total)*(tickHeight+tickGap)+r.of.endWidth(), height)
}

func (r *ticksRenderer) Layout(size fyne.Size) {
	t := r.of
	n := float32(len(t.ticks))
	left := max(size.Width-t.endWidth(), 0)
	place(t.title, 0, 0, left, theme.LineBody)
	y := (size.Height - tickHeight) / 2
	if t.quota.Title != "" {
		y = tickTitle
	}
	width := (left - (n-1)*tickGap) / max(n, 1)
	for i, tick := range t.ticks {
		place(tick, float32(i)*(width+tickGap), y, max(width, 0), tickHeight)
	}
	text := t.text.MinSize().Width
	placeMiddle(t.text, size.Width-text, size.Height, text, theme.LineSmall)
	t.alert.middle(size.Width-text-6-tickAlert, size.Height)
}

func (r *ticksRenderer) paint() {
	t := r.of
	used, ink, alert := theme.ColorInk3, theme.ColorInk2, ""
	if t.quota.low() {
		used, ink, alert = theme.ColorWarn, theme.ColorWarnText, "triangle-alert"
	}
	for i, tick := range t.ticks {
		fill := theme.ColorTrack
		if i < t.quota.Used {
			fill = used
		}
		dress(tick, fill, "")
	}
	if t.quota.Text == "" {
		alert = ""
	}
	t.alert.set(alert, theme.ColorWarnText)
	t.text.SetColor(ink)
}

func (r *ticksRenderer) Refresh() {
	r.paint()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *ticksRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.of.title}
	for _, tick := range r.of.ticks {
		objects = append(objects, tick)
	}
	return append(objects, r.of.alert.Image, r.of.text)
}
