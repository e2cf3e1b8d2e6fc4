package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// spinnerTurn is one round of the arc.
const spinnerTurn = time.Second

// spinnerSteps is in how many steps it turns: each is drawn, and drawing is dear
// where no graphics card helps.
const spinnerSteps = 12

// spinnerArc is the visible part of the circle in degrees.
const spinnerArc = 270

// Spinner is an arc that turns while something is under way and it is visible.
type Spinner struct {
	base
	arc       *canvas.Arc
	color     fyne.ThemeColorName
	size      float32
	animation *fyne.Animation
}

// NewSpinner makes a spinner that stands still; size is in Fyne units.
func NewSpinner(colorName fyne.ThemeColorName, size float32) *Spinner {
	s := &Spinner{arc: &canvas.Arc{}, color: colorName, size: size}
	s.ExtendBaseWidget(s)
	return s
}

// Start lets the arc turn.
func (s *Spinner) Start() {
	if s.animation != nil {
		return
	}
	last := -1
	s.animation = fyne.NewAnimation(spinnerTurn, func(done float32) {
		if step := int(done*spinnerSteps) % spinnerSteps; step != last {
			last = step
			s.turn(float32(step) * 360 / spinnerSteps)
		}
	})
	s.animation.Curve = fyne.AnimationLinear
	s.animation.RepeatCount = fyne.AnimationRepeatForever
	s.animation.Start()
}

// Stop ends the turning.
func (s *Spinner) Stop() {
	if s.animation == nil {
		return
	}
	s.animation.Stop()
	s.animation = nil
}

// Show implements fyne.CanvasObject.
func (s *Spinner) Show() {
	s.base.Show()
	s.Start()
}

// Hide implements fyne.CanvasObject.
func (s *Spinner) Hide() {
	s.Stop()
	s.base.Hide()
}

func (s *Spinner) turn(degrees float32) {
	s.arc.StartAngle, s.arc.EndAngle = degrees, degrees+spinnerArc
	canvas.Refresh(s.arc)
}

// CreateRenderer implements fyne.Widget.
func (s *Spinner) CreateRenderer() fyne.WidgetRenderer {
	stroke := ringStroke(s.size)
	s.arc.CutoutRatio = 1 - 2*stroke/s.size
	s.arc.CornerRadius = stroke / 2
	s.turn(0)
	return newRenderer(renderer{
		of:      s,
		objects: []fyne.CanvasObject{s.arc},
		min:     func() fyne.Size { return fyne.NewSquareSize(s.size) },
		layout:  func(size fyne.Size) { s.arc.Resize(size) },
		paint:   func() { s.arc.FillColor = theme.Color(s.color) },
		destroy: s.Stop,
	})
}

// SetColor changes the colour of the arc.
func (s *Spinner) SetColor(colorName fyne.ThemeColorName) {
	if s.color == colorName {
		return
	}
	s.color = colorName
	s.Refresh()
}
