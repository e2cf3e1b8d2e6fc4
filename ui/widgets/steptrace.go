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
	Hint    string // why; at the end of the title's line, or below it where it has no room there
	Rule    string // address of a page about it; empty for none
	Value   string // what the step gives; percent escapes stand out
	Result  string // the signature itself, on a fill of its own
	Missing string // what is still missing, instead of a value; the steps after it step back
}

// StepTrace shows the steps one below the other, and marks in their values what differs from those
// before. A click on a step, or Enter, copies its value.
type StepTrace struct {
	base

	// OnCopy is told the index of the step whose value is wanted.
	OnCopy func(step int)
	// OnRule is told the address of the page that is wanted.
	OnRule func(address string)

	ruleTip string
	steps   []*traceStep
}

// NewStepTrace makes an empty trace; ruleTip says what the button of a step with a rule does.
func NewStepTrace(ruleTip string) *StepTrace {
	t := &StepTrace{ruleTip: ruleTip}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows steps; those that stay where they were are not built again, so that it may be called
// on every keystroke.
func (t *StepTrace) Set(steps []TraceStep) {
	for len(t.steps) < len(steps) {
		index := len(t.steps)
		t.steps = append(t.steps, newTraceStep(index+1, t.ruleTip, func() {
			if t.OnCopy != nil {
				t.OnCopy(index)
			}
		}, func(address string) {
			if t.OnRule != nil {
				t.OnRule(address)
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

// Forget takes what is shown for the beginning: the next steps are marked nowhere.
func (t *StepTrace) Forget() {
	for _, step := range t.steps {
		step.value.fresh, step.result.fresh = true, true
	}
}

const (
	traceCircle = 20
	traceTextX  = 36 // from the circle's left edge
	traceGap    = 12 // between two steps
	traceInset  = 10 // of the result's fill around its text
	traceRule   = 28 // the button that leads to the rule
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
	value, result           *tracedText
	rule                    *IconButton
}

// tracedText is a value that may differ from the one before.
type tracedText struct {
	*Text
	fresh bool // nothing was before it
	diff  difference
	marks bool // diff is to be shown
	mark  *differenceMark
}

func newTracedText() *tracedText {
	return &tracedText{Text: NewParagraph("", MonoSmall, theme.ColorInk), fresh: true, mark: newDifferenceMark()}
}

// compare finds what is new in the text that follows.
func (t *tracedText) compare(after string) {
	t.marks = false
	if !t.fresh && t.text != "" && after != "" {
		t.diff, t.marks = differ(t.text, after)
	}
	t.fresh = false
}

func newTraceStep(number int, ruleTip string, copyValue func(), open func(address string)) *traceStep {
	s := &traceStep{
		box:    newBox(theme.RadiusInner),
		circle: newBox(traceCircle / 2),
		rail:   canvas.NewRectangle(color.Transparent),
		fill:   newBox(theme.RadiusInner),
		number: NewText(strconv.Itoa(number), CaptionMedium, theme.ColorAccentText).SetAlign(fyne.TextAlignCenter),
		title:  NewFitText("", SmallMedium, theme.ColorInk),
		hint:   NewParagraph("", Caption, theme.ColorInk3),
		value:  newTracedText(),
		result: newTracedText(),
	}
	s.value.paints = highlightEscapes
	s.rule = NewIconButton("globe", ruleTip, func() { open(s.step.Rule) })
	s.cuts(s.title)
	s.action = copyValue
	s.ExtendBaseWidget(s)
	return s
}

func (s *traceStep) set(step TraceStep, dim, last bool) {
	marked := s.value.marks || s.result.marks
	if step.Missing != "" || s.step.Missing != "" || s.step.Title != step.Title {
		s.value.fresh, s.result.fresh = true, true
	}
	s.value.compare(step.Value)
	s.result.compare(step.Result)
	if s.step == step && s.dim == dim && s.last == last && !marked {
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
	s.value.Hidden = s.value.text == ""
	s.result.Hidden = s.step.Result == ""
	s.fill.Hidden = s.result.Hidden
	s.rule.Hidden = s.step.Rule == ""

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

// hintBeside tells whether the hint has room at the end of the title's line.
func (s *traceStep) hintBeside(width float32) bool {
	return s.title.naturalWidth()+traceTitleGap+s.hint.naturalWidth() <= width-s.ruleWidth()
}

func (s *traceStep) ruleWidth() float32 {
	if s.rule.Hidden {
		return 0
	}
	return traceRule
}

const traceTitleGap = 16 // between title and hint

func (s *traceStep) heightFor(width float32) float32 {
	height := float32(traceCircle)
	text := width - traceTextX
	if !s.hintBeside(text) {
		height += s.hint.HeightFor(text)
	}
	if s.value.text != "" {
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
	y := s.layoutHead(width)
	value := s.value.HeightFor(width)
	place(s.value, traceTextX, y, width, value)
	if !s.value.Hidden {
		y += value
	}
	result := s.result.HeightFor(width)
	place(s.fill, traceTextX-traceInset, y+6, width+2*traceInset, result+12)
	place(s.result, traceTextX, y+12, width, result)
	s.value.mark.lay(s.value.Text, s.value.diff, s.value.marks)
	s.result.mark.lay(s.result.Text, s.result.diff, s.result.marks)
}

// layoutHead places title, hint and the way to the rule, and returns where the value begins.
func (s *traceStep) layoutHead(width float32) (below float32) {
	rule := s.ruleWidth()
	title := min(s.title.naturalWidth(), width-rule)
	place(s.title, traceTextX, 0, title, theme.LineSmall)
	place(s.rule, traceTextX+width-traceRule+6, (theme.LineSmall-traceRule)/2, traceRule, traceRule)
	if s.hintBeside(width) {
		hint := s.hint.naturalWidth() + 1 // so that rounding does not break it
		place(s.hint, traceTextX+width-rule-hint, 2, hint, theme.LineCaption)
		return traceCircle + 2
	}
	hint := s.hint.HeightFor(width)
	place(s.hint, traceTextX, traceCircle, width, hint)
	return traceCircle + hint + 2
}

// CreateRenderer implements fyne.Widget.
func (s *traceStep) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of: s,
		objects: []fyne.CanvasObject{
			s.box, s.rail, s.circle, s.number, s.title, s.hint, s.value.mark, s.value.Text,
			s.fill, s.result.mark, s.result.Text, s.rule,
		},
		min:    func() fyne.Size { return fyne.NewSize(0, s.heightFor(s.Size().Width)) },
		layout: s.layout,
		paint:  s.paint,
	})
}
