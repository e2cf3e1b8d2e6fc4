package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// ComparedStep is one step of something that was done in two ways. Its values must hold no secret:
// they are told to screen readers.
type ComparedStep struct {
	Title       string
	Left, Right string // what the step gives; line feeds break the line
	Words       bool   // Left and Right are the same words for a person, and no value
	// LeftNote and RightNote stand at the end of the titles' lines, as how long the values are; beside
	// a value that is the same on both sides only RightNote does.
	LeftNote, RightNote string
	// First is set for the step at which the ways part. What comes before is the same in both.
	First bool
	// Lacks stands in place of a right value that is not there; empty where that is no fault.
	Lacks string
}

func (s ComparedStep) same() bool { return s.Left == s.Right && s.Lacks == "" }

// Comparison shows two ways beside each other, step by step: the right one on the left. The step at
// which they part has a sign and a fill, and a step that is the same on both is shown once.
type Comparison struct {
	base
	heads [2]comparedHead
	steps []*comparedStep
}

// comparedHead names one side, with a sign.
type comparedHead struct {
	icon *glyph
	text *Text
}

// NewComparison makes an empty comparison with the names of its sides.
func NewComparison(left, right string) *Comparison {
	c := &Comparison{heads: [2]comparedHead{
		{newGlyph("check", theme.ColorOkText, 16), NewFitText(left, SmallMedium, theme.ColorInk)},
		{newGlyph("x", theme.ColorErrText, 16), NewFitText(right, SmallMedium, theme.ColorInk)},
	}}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows steps in place of those before.
func (c *Comparison) Set(steps []ComparedStep) {
	c.steps = make([]*comparedStep, len(steps))
	for i, step := range steps {
		c.steps[i] = newComparedStep(step, i == len(steps)-1)
	}
	c.Refresh()
}

const (
	comparedGap     = theme.Space3 // between the sides
	comparedHeading = 32           // height of the line with the names of the sides
	comparedArrow   = 20           // height of the gap between two steps
)

// HeightFor is the height in Fyne units at the given width.
func (c *Comparison) HeightFor(width float32) float32 {
	height := float32(comparedHeading)
	for _, step := range c.steps {
		height += step.heightFor(width)
	}
	return height
}

// AccessibilityLabel is the step at which the ways part, and what it gives on either side.
func (c *Comparison) AccessibilityLabel() string {
	for _, s := range c.steps {
		if s.step.First {
			return spoken(s.step.Title, c.heads[0].text.Text(), s.step.Left, c.heads[1].text.Text(), s.step.Right, s.step.Lacks)
		}
	}
	return spoken(c.heads[0].text.Text(), c.heads[1].text.Text())
}

// AccessibilityRole implements fyne.Accessible.
func (c *Comparison) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (c *Comparison) CreateRenderer() fyne.WidgetRenderer { return &comparisonRenderer{c} }

type comparisonRenderer struct{ of *Comparison }

func (r *comparisonRenderer) Destroy() {}

func (r *comparisonRenderer) MinSize() fyne.Size {
	const least = 320
	return fyne.NewSize(least, r.of.HeightFor(max(least, r.of.Size().Width)))
}

func (r *comparisonRenderer) Layout(size fyne.Size) {
	half := comparedHalf(size.Width)
	for i, head := range r.of.heads {
		x := float32(i) * (half + comparedGap)
		head.icon.middle(x, theme.LineSmall)
		place(head.text, x+head.icon.size+8, 0, half-head.icon.size-8, theme.LineSmall)
	}
	y := float32(comparedHeading)
	for _, step := range r.of.steps {
		height := step.heightFor(size.Width)
		place(step, 0, y, size.Width, height)
		y += height
	}
}

func (r *comparisonRenderer) Refresh() {
	for _, head := range r.of.heads {
		head.icon.set(head.icon.name, head.icon.color)
	}
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *comparisonRenderer) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, head := range r.of.heads {
		objects = append(objects, head.icon.Image, head.text)
	}
	for _, step := range r.of.steps {
		objects = append(objects, step)
	}
	return objects
}

func comparedHalf(width float32) float32 { return max((width-comparedGap)/2, 0) }
