package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"keycase/ui/theme"
)

// StepState is how far a step of a wizard is.
type StepState int

// The states. A number, a check or an exclamation mark says the same as the colour.
const (
	StepTodo StepState = iota
	StepCurrent
	StepDone
	StepFailed
)

// StepContent is one step of a wizard.
type StepContent struct {
	Name   string // what stands beside the circle
	Spoken string // all of it for screen readers, such as "step 2 of 4: scan, under way"
	State  StepState
}

// Steps shows how far a wizard is. A person can go back to a step that is done, by click, Enter or
// Space, but never forward. Where the names do not fit, only that of the step under way stays, and
// the others are in tips.
type Steps struct {
	base
	onBack func(index int)
	locked bool
	items  []*stepItem
	lines  []*canvas.Rectangle
}

// NewSteps makes the steps, whose number stays; onBack is told the index of the step that a person
// goes back to.
func NewSteps(steps []StepContent, onBack func(index int)) *Steps {
	s := &Steps{onBack: onBack}
	for i, step := range steps {
		s.items = append(s.items, newStepItem(i, step, func() { s.onBack(i) }))
		if i > 0 {
			s.lines = append(s.lines, canvas.NewRectangle(color.Transparent))
		}
	}
	s.ExtendBaseWidget(s)
	s.update()
	return s
}

// SetStep changes the step with the given index; one that does not exist changes nothing.
func (s *Steps) SetStep(index int, step StepContent) {
	if index < 0 || index >= len(s.items) || s.items[index].step == step {
		return
	}
	s.items[index].set(step)
	s.update()
	s.Refresh()
}

// SetLocked keeps a person where they are, while something is under way.
func (s *Steps) SetLocked(locked bool) {
	s.locked = locked
	s.update()
}

// here is the index of the step that a person is at; -1 when all are done or none has begun.
func (s *Steps) here() int {
	for i := len(s.items) - 1; i >= 0; i-- {
		if state := s.items[i].step.State; state == StepCurrent || state == StepFailed {
			return i
		}
	}
	return -1
}

func (s *Steps) update() {
	here := s.here()
	for i, item := range s.items {
		item.change(&item.disabled, s.locked || item.step.State != StepDone || i >= here)
	}
}

const (
	stepCircle  = 24
	stepGap     = 8  // between circle and name
	stepPadding = 8  // around both, within the area that answers
	stepLine    = 32 // between two steps
	stepShort   = 12 // the same where there is little room
	stepAside   = 4  // between a step's area and a line
	stepHeight  = 48
)

// width is that of all steps, with lines of the given length.
func (s *Steps) width(short bool, line float32) float32 {
	width := float32(0)
	for i, item := range s.items {
		if i > 0 {
			width += line + 2*stepAside
		}
		width += item.width(short)
	}
	return width
}

// NaturalWidth is the width in Fyne units at which all names are there.
func (s *Steps) NaturalWidth() float32 { return s.width(false, stepLine) }

// fit finds what of the steps a width has room for.
func (s *Steps) fit(width float32) (short bool, line float32) {
	switch {
	case s.width(false, stepLine) <= width:
		return false, stepLine
	case s.width(false, stepShort) <= width:
		return false, stepShort
	case s.width(true, stepLine) <= width:
		return true, stepLine
	default:
		return true, stepShort
	}
}

func (s *Steps) layout(size fyne.Size) {
	short, line := s.fit(size.Width)
	x := float32(0)
	for i, item := range s.items {
		if i > 0 {
			placeMiddle(s.lines[i-1], x+stepAside, size.Height, line, 1)
			x += line + 2*stepAside
		}
		item.shorten(short)
		placeMiddle(item, x, size.Height, item.width(short), stepHeight)
		x += item.width(short)
	}
}

// AccessibilityLabel is what the step says that a person is at.
func (s *Steps) AccessibilityLabel() string {
	here := s.here()
	if here < 0 {
		here = len(s.items) - 1
	}
	if here < 0 {
		return ""
	}
	return s.items[here].step.Spoken
}

// AccessibilityRole implements fyne.Accessible.
func (s *Steps) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer {
	var objects []fyne.CanvasObject
	for i, item := range s.items {
		if i > 0 {
			objects = append(objects, s.lines[i-1])
		}
		objects = append(objects, item)
	}
	return newRenderer(renderer{
		of:      s,
		objects: objects,
		min:     func() fyne.Size { return fyne.NewSize(s.width(true, stepShort), stepHeight) },
		layout:  s.layout,
		paint: func() {
			for _, line := range s.lines {
				line.FillColor = theme.Color(theme.ColorBorderStrong)
			}
		},
	})
}

// stepItem is one step: a circle and a name.
type stepItem struct {
	control
	index int
	step  StepContent

	box, circle *canvas.Rectangle
	number      *Text
	check       *glyph
	name        *Text
}

func newStepItem(index int, step StepContent, back func()) *stepItem {
	i := &stepItem{
		index:  index,
		box:    newBox(theme.RadiusControl),
		circle: newBox(stepCircle / 2),
		number: NewText("", CaptionMedium, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
		check:  newGlyph("", theme.ColorAccentText, 14),
		name:   NewText("", Small, theme.ColorInk2),
	}
	i.action = back
	i.set(step)
	i.ExtendBaseWidget(i)
	return i
}

func (i *stepItem) set(step StepContent) {
	i.step, i.label = step, step.Name
	i.name.SetStyle(i.style())
	i.name.SetText(step.Name)
	i.number.SetText(strconv.Itoa(i.index + 1))
	if step.State == StepFailed {
		i.number.SetText("!")
	}
	i.Refresh()
}

// style lets the step under way stand out.
func (i *stepItem) style() Style {
	if i.step.State == StepCurrent || i.step.State == StepFailed {
		return SmallMedium
	}
	return Small
}

// cut tells whether the name goes where there is little room.
func (i *stepItem) cut(short bool) bool { return short && i.style() == Small }

func (i *stepItem) width(short bool) float32 {
	if i.cut(short) {
		return stepCircle + 2*stepPadding
	}
	return stepCircle + stepGap + i.name.MinSize().Width + 2*stepPadding
}

func (i *stepItem) shorten(short bool) {
	i.wordless = i.cut(short)
	i.name.Hidden = i.wordless
}

// AccessibilityLabel is the step with its place and its state.
func (i *stepItem) AccessibilityLabel() string { return i.step.Spoken }

// AccessibilityRole is that of a button where a person can go back to the step.
func (i *stepItem) AccessibilityRole() fyne.AccessibleRole {
	if i.disabled {
		return fyne.AccessibleRoleText
	}
	return fyne.AccessibleRoleButton
}

func (i *stepItem) paint() {
	fill := fyne.ThemeColorName("")
	if i.hot() {
		fill = theme.ColorHover
	}
	dress(i.box, fill, "")
	if i.ring {
		dressWide(i.box, fill, theme.ColorFocus, 2)
	}
	check := ""
	switch i.step.State {
	case StepCurrent:
		dress(i.circle, theme.ColorAccent, "")
		i.number.SetColor(theme.ColorOnAccent)
		i.name.SetColor(theme.ColorInk)
	case StepFailed:
		dress(i.circle, theme.ColorErr, "")
		i.number.SetColor(fynetheme.ColorNameForegroundOnError)
		i.name.SetColor(theme.ColorErrText)
	case StepDone:
		dress(i.circle, theme.ColorAccentSoft, "")
		check = "check"
		i.name.SetColor(theme.ColorInk2)
	default:
		dress(i.circle, "", theme.ColorBorderStrong)
		i.number.SetColor(theme.ColorInk2)
		i.name.SetColor(theme.ColorInk2)
	}
	i.check.set(check, theme.ColorAccentText)
	i.number.Hidden = check != ""
}

// CreateRenderer implements fyne.Widget.
func (i *stepItem) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      i,
		objects: []fyne.CanvasObject{i.box, i.circle, i.number, i.check.Image, i.name},
		min:     func() fyne.Size { return fyne.NewSize(i.width(i.wordless), stepHeight) },
		layout: func(size fyne.Size) {
			placeMiddle(i.box, 0, size.Height, size.Width, theme.ButtonHeightM)
			placeMiddle(i.circle, stepPadding, size.Height, stepCircle, stepCircle)
			placeMiddle(i.number, stepPadding, size.Height, stepCircle, theme.LineCaption)
			i.check.middle(stepPadding+(stepCircle-i.check.size)/2, size.Height)
			placeMiddle(i.name, stepPadding+stepCircle+stepGap, size.Height, i.name.MinSize().Width, theme.LineSmall)
		},
		paint: i.paint,
	})
}
