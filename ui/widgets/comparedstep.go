package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// comparedStep is one step on both sides, and the way to the next.
type comparedStep struct {
	base
	step  ComparedStep
	last  bool
	sides [2]*comparedSide
	downs [2]*glyph
}

// comparedSide is what a step gives on one side, or where both are the same, on either.
type comparedSide struct {
	box         *canvas.Rectangle
	sign        *glyph
	title, note *Text
	value       *Text
	diff        difference // from the other side
	marks       bool       // diff is to be shown
	mark        *differenceMark
}

// The most lines that a value takes: where the ways part or nothing stands beside it, and after that.
// The full text is in its tip.
const (
	comparedFirst = 10
	comparedRest  = 2
)

func newComparedStep(step ComparedStep, last bool) *comparedStep {
	s := &comparedStep{
		step: step, last: last,
		sides: [2]*comparedSide{newComparedSide(step, step.Left, step.LeftNote), newComparedSide(step, step.Right, step.RightNote)},
		downs: [2]*glyph{newGlyph("arrow-down", theme.ColorInk3, 14), newGlyph("arrow-down", theme.ColorInk3, 14)},
	}
	switch {
	case step.Words:
		s.sides[0].value = NewParagraph(step.Left, Caption, theme.ColorInk2).SetMaxLines(comparedRest)
	case step.same():
		s.sides[0].value = NewFitText(oneLine(step.Left), MonoSmall, theme.ColorInk2)
		s.sides[0].value.paints = highlightEscapes
		s.sides[0].note.SetText(step.RightNote)
	case step.Lacks != "":
		s.sides[1].value = NewParagraph(step.Lacks, Caption, theme.ColorInk2)
	case step.First:
		s.sides[0].compare(step.Right)
	}
	s.paint() // a sign takes room, and so heights are known from the beginning
	s.ExtendBaseWidget(s)
	return s
}

func newComparedSide(step ComparedStep, value, note string) *comparedSide {
	lines := comparedRest
	if step.First || step.Lacks != "" {
		lines = comparedFirst
	}
	side := &comparedSide{
		box: newBox(theme.RadiusControl), sign: newGlyph("", theme.ColorInk3, 14),
		title: NewFitText(step.Title, Caption, theme.ColorInk2),
		note:  NewText(note, Caption, theme.ColorInk3),
		value: NewParagraph(value, MonoSmall, theme.ColorInk).SetMaxLines(lines),
		mark:  newDifferenceMark(),
	}
	side.value.paints = highlightEscapes
	return side
}

// compare finds what is other than on the other side. Where that is most of it, as in
// hashes, a mark would tell nothing.
func (side *comparedSide) compare(with string) {
	side.diff, side.marks = differ(with, side.value.text)
	side.marks = side.marks && 2*(side.diff.end-side.diff.start) < len(side.value.text)
}

// oneLine is the first line of a text, with a sign that it goes on.
func oneLine(text string) string {
	for i, r := range text {
		if r == '\n' && i < len(text)-1 {
			return text[:i] + " …"
		}
	}
	return text
}

const (
	comparedInset = 12 // of the texts in their box
	comparedPad   = 8  // above and below them, and between title and note
	comparedSign  = 6  // between sign and title
)

// head is the height of title and note, which stands below where it has no room beside.
func (side *comparedSide) head(width float32) float32 {
	if side.noteBelow(width) {
		return 2 * theme.LineCaption
	}
	return theme.LineCaption
}

func (side *comparedSide) noteBelow(width float32) bool {
	note := side.note.naturalWidth()
	return note > 0 && side.sign.width(comparedSign)+side.title.naturalWidth()+comparedPad+note > width-2*comparedInset
}

func (side *comparedSide) heightFor(width float32) float32 {
	return 2*comparedPad + side.head(width) + 4 + max(side.value.HeightFor(width-2*comparedInset), theme.LineMonoSmall)
}

func (side *comparedSide) layout(x, width, height float32) {
	place(side.box, x, 0, width, height)
	left, right := x+comparedInset, x+width-comparedInset
	if !side.sign.Hidden {
		place(side.sign.Image, left, comparedPad+1, side.sign.size, side.sign.size)
		left += side.sign.width(comparedSign)
	}
	inner, head := max(width-2*comparedInset, 0), side.head(width)
	note := side.note.naturalWidth()
	if side.noteBelow(width) {
		place(side.title, left, comparedPad, max(right-left, 0), theme.LineCaption)
		place(side.note, x+comparedInset, comparedPad+theme.LineCaption, note, theme.LineCaption)
	} else {
		place(side.title, left, comparedPad, max(right-left-note, 0), theme.LineCaption)
		place(side.note, right-note, comparedPad, note, theme.LineCaption)
	}
	place(side.value, x+comparedInset, comparedPad+head+4, inner, side.value.HeightFor(inner))
	side.mark.lay(side.value, side.diff, side.marks)
}

func (s *comparedStep) boxHeight(width float32) float32 {
	if s.step.same() {
		return s.sides[0].heightFor(width)
	}
	half := comparedHalf(width)
	return max(s.sides[0].heightFor(half), s.sides[1].heightFor(half))
}

func (s *comparedStep) heightFor(width float32) float32 {
	if s.last {
		return s.boxHeight(width)
	}
	return s.boxHeight(width) + comparedArrow
}

func (s *comparedStep) layout(size fyne.Size) {
	half, height := comparedHalf(size.Width), s.boxHeight(size.Width)
	for i, side := range s.sides {
		x := float32(i) * (half + comparedGap)
		if s.step.same() {
			side.layout(0, size.Width, height)
		} else {
			side.layout(x, half, height)
		}
		down := s.downs[i]
		place(down.Image, x+(half-down.size)/2, height+(comparedArrow-down.size)/2, down.size, down.size)
	}
}

func (s *comparedStep) paint() {
	for _, down := range s.downs {
		down.set("arrow-down", theme.ColorInk3)
		down.Hidden = s.last
	}
	left, right := s.sides[0], s.sides[1]
	dress(left.box, "", theme.ColorBorder)
	dress(right.box, "", theme.ColorBorder)
	switch {
	case s.step.First:
		left.stress("check", theme.ColorOkSoft, theme.ColorOkText)
		right.stress("x", theme.ColorErrSoft, theme.ColorErrText)
	case !s.step.same():
		left.note.SetColor(theme.ColorOkText)
		right.note.SetColor(theme.ColorErrText)
	}
}

// stress makes a side stand out, by a sign as well as by its colours.
func (side *comparedSide) stress(sign string, fill, ink fyne.ThemeColorName) {
	dress(side.box, fill, "")
	side.sign.set(sign, ink)
	side.note.SetColor(ink)
	side.title.SetColor(theme.ColorInk)
	if !side.value.style.Mono {
		side.value.SetColor(ink) // what stands in place of a value
	}
}

// CreateRenderer implements fyne.Widget.
func (s *comparedStep) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{s.downs[0].Image, s.downs[1].Image}
	for i, side := range s.sides {
		if i == 0 || !s.step.same() {
			objects = append(objects, side.box, side.mark, side.sign.Image, side.title, side.note, side.value)
		}
	}
	return newRenderer(renderer{
		of:      s,
		objects: objects,
		min:     func() fyne.Size { return fyne.NewSize(0, s.heightFor(s.Size().Width)) },
		layout:  s.layout,
		paint:   s.paint,
	})
}
