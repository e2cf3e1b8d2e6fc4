package widgets

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Style is one row of the type scale.
type Style struct {
	Size float32 // of the letters, in Fyne units
	Line float32 // height of one line, in Fyne units
	Bold bool    // the Medium weight
	Mono bool
}

// The type scale. The Medium variants of small styles are for names and emphasis.
var (
	Display       = Style{Size: theme.SizeDisplay, Line: theme.LineDisplay, Bold: true}
	DisplayRing   = Style{Size: theme.SizeDisplayRing, Line: theme.LineDisplay, Bold: true}
	Title1        = Style{Size: theme.SizeTitle1, Line: theme.LineTitle1, Bold: true}
	Title2        = Style{Size: theme.SizeTitle2, Line: theme.LineTitle2, Bold: true}
	Title3        = Style{Size: theme.SizeTitle3, Line: theme.LineTitle3, Bold: true}
	Large         = Style{Size: theme.SizeTitle3, Line: theme.LineTitle3}
	Body          = Style{Size: theme.SizeBody, Line: theme.LineBody}
	BodyMedium    = Style{Size: theme.SizeBody, Line: theme.LineBody, Bold: true}
	Small         = Style{Size: theme.SizeSmall, Line: theme.LineSmall}
	SmallMedium   = Style{Size: theme.SizeSmall, Line: theme.LineSmall, Bold: true}
	Caption       = Style{Size: theme.SizeCaption, Line: theme.LineCaption}
	CaptionMedium = Style{Size: theme.SizeCaption, Line: theme.LineCaption, Bold: true}
	KeyHint       = Style{Size: theme.SizeKeyHint, Line: theme.LineCaption}
	Mono          = Style{Size: theme.SizeMono, Line: theme.LineMono, Mono: true}
	MonoSmall     = Style{Size: theme.SizeMonoSmall, Line: theme.LineMonoSmall, Mono: true}
	MonoInput     = Style{Size: theme.SizeMonoInput, Line: theme.LineMonoInput, Mono: true}
)

func (s Style) fyne() fyne.TextStyle { return fyne.TextStyle{Bold: s.Bold, Monospace: s.Mono} }

// sans is the style that characters outside the monospaced font are drawn in.
func (s Style) sans() Style {
	s.Mono = false
	return s
}

// overflow is what a text does where its width does not suffice.
type overflow int

const (
	grow overflow = iota // it asks for its full width
	fit                  // it ends with an ellipsis
	wrap                 // it continues on the next line
)

// Text is a text in a style and colour of the design that follow the theme. It does not select
// and does not react, but where it ends with an ellipsis it has a tip with the full text.
type Text struct {
	base
	text     string
	style    Style
	color    fyne.ThemeColorName
	align    fyne.TextAlign
	overflow overflow
	maxLines int
	paints   highlighter // may be nil
	host     *pointed    // the widget that the text is a part of; nil for none
	private  bool        // see Conceal

	// The broken lines, kept until text, style or width changes.
	lines      []string
	linesWidth float32
	cut        bool // an ellipsis stands for a part of the text
}

// NewText is one line that needs its full width.
func NewText(text string, style Style, colorName fyne.ThemeColorName) *Text {
	return newText(text, style, colorName, grow)
}

// NewFitText is one line that takes what it gets and ends with an ellipsis rather than overlap.
func NewFitText(text string, style Style, colorName fyne.ThemeColorName) *Text {
	return newText(text, style, colorName, fit)
}

// NewParagraph breaks its text into lines: between Chinese characters, at spaces, and where
// nothing else helps inside long words, as in signatures. A line feed begins a new line.
func NewParagraph(text string, style Style, colorName fyne.ThemeColorName) *Text {
	return newText(text, style, colorName, wrap)
}

func newText(text string, style Style, colorName fyne.ThemeColorName, over overflow) *Text {
	t := &Text{text: text, style: style, color: colorName, overflow: over}
	t.ExtendBaseWidget(t)
	return t
}

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string {
	if t.private {
		return ""
	}
	return t.text
}

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Conceal keeps the text, which may be a secret, out of tips and from screen readers; it returns t for
// chaining.
func (t *Text) Conceal() *Text {
	t.private = true
	return t
}

// tip implements tipped.
func (t *Text) tip() tip {
	if t.private || !t.Truncated() {
		return tip{}
	}
	return tip{text: t.text, mono: t.style.Mono}
}

// Text returns the full text, also where only a part is visible.
func (t *Text) Text() string { return t.text }

// SetText changes the text.
func (t *Text) SetText(text string) { t.Set(text, t.color) }

// SetColor changes the colour.
func (t *Text) SetColor(colorName fyne.ThemeColorName) { t.Set(t.text, colorName) }

// Set changes text and colour together.
func (t *Text) Set(text string, colorName fyne.ThemeColorName) {
	if t.text == text && t.color == colorName {
		return
	}
	t.text, t.color, t.lines = text, colorName, nil
	t.Refresh()
}

// SetStyle changes the style, such as the weight of a selected item.
func (t *Text) SetStyle(style Style) {
	if t.style == style {
		return
	}
	t.style, t.lines = style, nil
	t.Refresh()
}

// SetAlign aligns leading, in the centre or trailing; it returns t for chaining.
func (t *Text) SetAlign(align fyne.TextAlign) *Text {
	t.align = align
	return t
}

// SetMaxLines cuts a paragraph off with an ellipsis after so many lines; 0 means never.
func (t *Text) SetMaxLines(lines int) *Text {
	t.maxLines, t.lines = lines, nil
	return t
}

// Truncated tells whether an ellipsis stands for a part of the text.
func (t *Text) Truncated() bool {
	t.broken(t.Size().Width)
	return t.cut
}

// HeightFor is the height in Fyne units that the text needs at the given width.
func (t *Text) HeightFor(width float32) float32 {
	return float32(len(t.broken(width))) * t.style.Line
}

// broken returns the visible lines for a width.
func (t *Text) broken(width float32) []string {
	if t.lines == nil || t.linesWidth != width {
		t.linesWidth, t.cut = width, false
		switch {
		case t.overflow == fit:
			line := ellipsis(t.text, t.style, width)
			t.lines, t.cut = []string{line}, line != t.text
		case t.overflow == wrap && width > 0:
			t.lines, t.cut = breakLines(t.text, t.style, width, t.maxLines)
		default:
			t.lines = []string{t.text}
		}
	}
	return t.lines
}

// roomFor is a width that shows a whole text, its longest line without a break, also where the
// width comes out of sums that were rounded.
func roomFor(t *Text) float32 {
	widest := float32(0)
	for _, line := range strings.Split(t.text, "\n") {
		widest = max(widest, measure(line, t.style))
	}
	return float32(math.Ceil(float64(widest))) + 1
}

// naturalWidth is what the text would take up on one line.
func (t *Text) naturalWidth() float32 { return measure(t.text, t.style) }

func (t *Text) min() fyne.Size {
	switch t.overflow {
	case grow:
		return fyne.NewSize(t.naturalWidth(), t.style.Line)
	case wrap:
		return fyne.NewSize(0, t.HeightFor(t.Size().Width))
	default:
		return fyne.NewSize(0, t.style.Line)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t}
	r.build(t.Size())
	return r
}

type textRenderer struct {
	text  *Text
	drawn []fyne.CanvasObject // canvas texts
	cut   bool
	spot  *spot // nil until the text is cut
}

func (r *textRenderer) MinSize() fyne.Size    { return r.text.min() }
func (r *textRenderer) Layout(size fyne.Size) { r.build(size) }
func (r *textRenderer) Destroy()              {}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	if r.cut {
		return append(r.drawn[:len(r.drawn):len(r.drawn)], r.spot)
	}
	return r.drawn
}

func (r *textRenderer) Refresh() {
	r.build(r.text.Size())
	canvas.Refresh(r.text)
}

// build makes one canvas text for each run of each line, reusing those that are there.
func (r *textRenderer) build(size fyne.Size) {
	t := r.text
	used := 0
	top := t.firstBaseline(size)
	for i, line := range t.broken(size.Width) {
		runs := t.runs(line)
		x := aligned(t.align, size.Width, runs)
		for _, run := range runs {
			natural, baseline := metrics(run.text, run.style)
			above := float32(math.Ceil(float64(baseline))) // Fyne begins to draw on a whole pixel
			object := r.object(used)
			r.show(object, run)
			place(object, x, float32(i)*t.style.Line+top-above, natural.Width, natural.Height)
			x += natural.Width
			used++
		}
	}
	clear(r.drawn[used:]) // a secret that is hidden again leaves nothing behind
	r.drawn = r.drawn[:used]
	r.notice(t.cut && !t.private, size)
}

// notice lets a cut text notice the pointer.
func (r *textRenderer) notice(cut bool, size fyne.Size) {
	r.cut = cut
	if !cut {
		return
	}
	if r.spot == nil {
		r.spot = newSpot(r.text)
	}
	r.spot.Resize(size)
}

// runs cuts a line where the font or the colour changes.
func (t *Text) runs(line string) []run {
	if t.paints == nil {
		return split(line, t.style)
	}
	var runs []run
	for _, span := range t.paints(line) {
		for _, run := range split(span.text, t.style) {
			run.color = span.color
			runs = append(runs, run)
		}
	}
	return runs
}

// firstBaseline is where the letters of the first line stand, in whole units, as browsers round it
// and as the mockups show it. A single line stays in the middle of more height than it needs.
func (t *Text) firstBaseline(size fyne.Size) float32 {
	line := t.style.Line
	if t.overflow != wrap {
		line = max(line, size.Height)
	}
	ascent, descent := rounded(t.style)
	return float32(math.Floor(float64(line-ascent-descent)/2)) + ascent
}

func rounded(style Style) (ascent, descent float32) {
	size, baseline := metrics(" ", style)
	return float32(math.Round(float64(baseline))), float32(math.Round(float64(size.Height - baseline)))
}

// show sets what is drawn; an unchanged text keeps its texture.
func (r *textRenderer) show(object *canvas.Text, run run) {
	want := theme.Color(r.text.color)
	if run.color != "" {
		want = theme.Color(run.color)
	}
	if object.Text == run.text && object.TextSize == run.style.Size &&
		object.TextStyle == run.style.fyne() && object.Color == want {
		return
	}
	object.Text, object.TextSize, object.TextStyle, object.Color = run.text, run.style.Size, run.style.fyne(), want
	object.Refresh()
}

func (r *textRenderer) object(i int) *canvas.Text {
	if i == len(r.drawn) {
		r.drawn = append(r.drawn, canvas.NewText("", theme.Color(r.text.color)))
	}
	text, _ := r.drawn[i].(*canvas.Text)
	return text
}

func aligned(align fyne.TextAlign, width float32, runs []run) float32 {
	if align == fyne.TextAlignLeading {
		return 0
	}
	total := float32(0)
	for _, run := range runs {
		total += measure(run.text, run.style)
	}
	if align == fyne.TextAlignCenter {
		return (width - total) / 2
	}
	return width - total
}
