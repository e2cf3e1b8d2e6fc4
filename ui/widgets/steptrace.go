package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// TraceStep is one step of a signature as it is made.
type TraceStep struct {
	Title   string
	Hint    string // at the end of the title's line
	Value   string // what the step gives; percent escapes stand out
	Result  string // the signature itself, on a fill of its own
	Missing string // what is still missing, instead of a value; the steps after it step back
}

// StepTrace shows the steps one below the other. A click on a step, or Enter, copies its value.
type StepTrace struct {
	base

	// OnCopy is told the index of the step whose value is wanted.
	OnCopy func(step int)

	steps []*traceStep
}

// NewStepTrace makes an empty trace.
func NewStepTrace() *StepTrace {
	t := &StepTrace{}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows steps; those that stay where they were are not built again, so that it may be called
// on every keystroke.
func (t *StepTrace) Set(steps []TraceStep) {
	for len(t.steps) < len(steps) {
		index := len(t.steps)
		t.steps = append(t.steps, newTraceStep(index+1, func() {
			if t.OnCopy != nil {
				t.OnCopy(index)
			}
		}))
	}
	clear(t.steps[len(steps):])
	t.steps = t.steps[:len(steps)]
	missing := false
	for i, step := range steps {
		t.steps[i].set(step, missing, i == len(steps)-1)
		missing = missing || step.Missing != ""
	}
	t.Refresh()
}

const (
	traceCircle = 20
	traceTextX  = 36 // from the circle's left edge
	traceGap    = 12 // between two steps
	traceInset  = 10 // of the result's fill around its text
)

// HeightFor is the height in Fyne units at the given width.
func (t *StepTrace) HeightFor(width float32) float32 {
	height := float32(0)
	for _, step := range t.steps {
		height += step.heightFor(width)
	}
	return height
}

// CreateRenderer implements fyne.Widget.
func (t *StepTrace) CreateRenderer() fyne.WidgetRenderer { return &traceRenderer{t} }

type traceRenderer struct{ trace *StepTrace }

func (r *traceRenderer) Destroy() {}

func (r *traceRenderer) MinSize() fyne.Size {
	const least = 240
	return fyne.NewSize(least, r.trace.HeightFor(max(least, r.trace.Size().Width)))
}

func (r *traceRenderer) Layout(size fyne.Size) {
	y := float32(0)
	for _, step := range r.trace.steps {
		height := step.heightFor(size.Width)
		place(step, 0, y, size.Width, height)
		y += height
	}
}

func (r *traceRenderer) Refresh() {
	r.Layout(r.trace.Size())
	canvas.Refresh(r.trace)
}

func (r *traceRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.trace.steps))
	for i, step := range r.trace.steps {
		objects[i] = step
	}
	return objects
}

// traceStep is one step with its number and the rail to the next.
type traceStep struct {
	control
	step TraceStep
	dim  bool // a step before it lacks something
	last bool

	box, circle, rail, fill *canvas.Rectangle
	number, title, hint     *Text
	value, result           *Text
}

func newTraceStep(number int, copyValue func()) *traceStep {
	s := &traceStep{
		box:    newBox(theme.RadiusInner),
		circle: newBox(traceCircle / 2),
		rail:   canvas.NewRectangle(color.Transparent),
		fill:   newBox(theme.RadiusInner),
		number: NewText(strconv.Itoa(number), CaptionMedium, theme.ColorAccentText).SetAlign(fyne.TextAlignCenter),
		title:  NewFitText("", SmallMedium, theme.ColorInk),
		hint:   NewFitText("", Caption, theme.ColorInk3).SetAlign(fyne.TextAlignTrailing),
		value:  NewParagraph("", MonoSmall, theme.ColorInk),
		result: NewParagraph("", MonoSmall, theme.ColorInk),
	}
	s.value.paints = highlightEscapes
	s.cuts(s.title, s.hint)
	s.action = copyValue
	s.ExtendBaseWidget(s)
	return s
}

func (s *traceStep) set(step TraceStep, dim, last bool) {
	if s.step == step && s.dim == dim && s.last == last {
		return
	}
	s.step, s.dim, s.last = step, dim, last
	s.label = step.Title
	s.Refresh()
}

func (s *traceStep) paint() {
	missing := s.step.Missing != ""
	ink := theme.ColorInk
	if s.dim {
		ink = theme.ColorInk3
	}
	s.title.Set(s.step.Title, ink)
	s.hint.SetText(s.step.Hint)
	s.result.Set(s.step.Result, ink)
	if missing {
		s.value.SetStyle(Caption)
		s.value.Set(s.step.Missing, theme.ColorWarnText)
	} else {
		s.value.SetStyle(MonoSmall)
		s.value.Set(s.step.Value, ink)
	}
	s.value.Hidden = s.value.Text() == ""
	s.result.Hidden = s.step.Result == ""
	s.fill.Hidden = s.result.Hidden

	dress(s.fill, theme.ColorAccentSoft, "")
	if missing || s.dim {
		dress(s.circle, "", theme.ColorBorderStrong)
		s.number.SetColor(theme.ColorInk3)
	} else {
		dress(s.circle, theme.ColorAccentSoft, "")
		s.number.SetColor(theme.ColorAccentText)
	}
	s.rail.FillColor = theme.Color(theme.ColorBorderStrong)
	s.rail.Hidden = s.last
	dress(s.box, "", "")
	if s.ring {
		dressWide(s.box, "", theme.ColorFocus, 2)
	}
}

func (s *traceStep) heightFor(width float32) float32 {
	height := float32(traceCircle)
	text := width - traceTextX
	if s.value.Text() != "" {
		height += 2 + s.value.HeightFor(text)
	}
	if s.step.Result != "" {
		height += 6 + s.result.HeightFor(text) + 12
	}
	if !s.last {
		height += traceGap
	}
	return height
}

func (s *traceStep) layout(size fyne.Size) {
	end := size.Height
	if !s.last {
		end -= traceGap
	}
	place(s.box, traceTextX-6, -3, size.Width-traceTextX+12, end+6)
	place(s.circle, 0, 0, traceCircle, traceCircle)
	placeMiddle(s.number, 0, traceCircle, traceCircle, theme.LineCaption)
	place(s.rail, traceCircle/2, traceCircle+4, 1, max(size.Height-traceCircle-8, 0))

	width := max(size.Width-traceTextX, 0)
	title := min(s.title.naturalWidth(), width)
	place(s.title, traceTextX, 0, title, theme.LineSmall)
	place(s.hint, traceTextX+title+16, 2, max(width-title-16, 0), theme.LineCaption)
	y := float32(traceCircle + 2)
	value := s.value.HeightFor(width)
	place(s.value, traceTextX, y, width, value)
	if !s.value.Hidden {
		y += value
	}
	result := s.result.HeightFor(width)
	place(s.fill, traceTextX-traceInset, y+6, width+2*traceInset, result+12)
	place(s.result, traceTextX, y+12, width, result)
}

// CreateRenderer implements fyne.Widget.
func (s *traceStep) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of: s,
		objects: []fyne.CanvasObject{
			s.box, s.rail, s.circle, s.number, s.title, s.hint, s.value, s.fill, s.result,
		},
		min:    func() fyne.Size { return fyne.NewSize(0, s.heightFor(s.Size().Width)) },
		layout: s.layout,
		paint:  s.paint,
	})
}
