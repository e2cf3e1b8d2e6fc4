package widgets

import (
	"fmt"
	"image"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

// inked is something that leaves marks: letters, an icon or a ring, in pixels of the screen.
type inked struct {
	what  string
	owner fyne.CanvasObject
	area  image.Rectangle
}

// inks finds what leaves marks inside of an object, rounded to pixels as the painter does.
func inks(object, owner fyne.CanvasObject, at fyne.Position, scale float32) []inked {
	if !object.Visible() {
		return nil
	}
	at = at.Add(object.Position())
	if text, ok := object.(*Text); ok {
		owner = text
	}
	var all []inked
	switch o := object.(type) {
	case *canvas.Text:
		if o.Text != "" {
			natural := fyne.MeasureText(o.Text, o.TextSize, o.TextStyle)
			middle := at.Y + o.Size().Height/2
			letters := fyne.NewPos(at.X, middle-o.TextSize/2)
			return []inked{{o.Text, owner, pixels(letters, fyne.NewSize(natural.Width, o.TextSize), scale)}}
		}
	case *canvas.Image:
		if o.Resource != nil {
			return []inked{{o.Resource.Name(), o, pixels(at, o.Size(), scale)}}
		}
	case *CountdownRing:
		return []inked{{"ring", o, pixels(at, o.Size(), scale)}} // its icon belongs inside
	case *container.Scroll, *pane:
		return nil // what reaches out is scrolled to
	case *fyne.Container:
		for _, part := range o.Objects {
			all = append(all, inks(part, owner, at, scale)...)
		}
	case fyne.Widget:
		for _, part := range test.WidgetRenderer(o).Objects() {
			all = append(all, inks(part, owner, at, scale)...)
		}
	}
	return all
}

func pixels(at fyne.Position, size fyne.Size, scale float32) image.Rectangle {
	round := func(v float32) int { return int(math.Round(float64(v * scale))) }
	return image.Rect(round(at.X), round(at.Y), round(at.X+size.Width), round(at.Y+size.Height))
}

// TestScales: at none of the scales that a person can choose do letters, icons and rings of a widget
// touch each other or reach out of it, and each icon is drawn in as many pixels as it is shown in.
func TestScales(t *testing.T) {
	count := 0
	for _, scale := range []float32{0.8, 1, 1.25, 1.5, 2} {
		for _, s := range specimens {
			wear(t, theme.Light)
			object := s.build()
			c := show(t, object, s.width)
			c.SetScale(scale)
			object.Refresh()
			what := fmt.Sprintf("%s at %v", s.name, scale)
			bounds := pixels(fyne.Position{}, object.Size(), scale).Inset(-1)
			found := inks(object, nil, fyne.Position{}, scale)
			count += len(found)
			for i, a := range found {
				assert.True(t, a.area.In(bounds), "%s: %q reaches out: %v of %v", what, a.what, a.area, bounds)
				for _, b := range found[i+1:] {
					both := a.area.Intersect(b.area)
					touch := a.owner != b.owner && both.Dx() > 1 && both.Dy() > 1
					assert.False(t, touch, "%s: %q touches %q", what, a.what, b.what)
				}
			}
			for _, part := range parts(object) {
				if icon, ok := part.(*Icon); ok {
					assert.InDelta(t, icon.glyph.size*scale, icon.glyph.Image.Image.Bounds().Dx(), 1, what)
				}
			}
		}
	}
	assert.Greater(t, count, 1000)
}
