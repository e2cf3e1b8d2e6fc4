package pagetest

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

const long = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl"

func text(s string) *widgets.Text { return widgets.NewText(s, widgets.Body, theme.ColorInk) }

func fit(s string) *widgets.Text { return widgets.NewFitText(s, widgets.Body, theme.ColorInk) }

// free leaves objects where they are.
type free struct{}

func (free) Layout([]fyne.CanvasObject, fyne.Size) {}
func (free) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func loose(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return at(container.New(free{}, objects...), 0, 0, 200, 100)
}

// at puts an object where a test wants it.
func at(object fyne.CanvasObject, x, y, width, height float32) fyne.CanvasObject {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
	return object
}

// TestLayoutFindsFlaws shows each kind of flaw to the one that has to find it.
func TestLayoutFindsFlaws(t *testing.T) {
	label := widget.NewLabel(long)
	label.Truncation = fyne.TextTruncateEllipsis
	paragraph := widgets.NewParagraph(strings.Repeat(long, 3), widgets.Body, theme.ColorInk).SetMaxLines(1)
	for name, c := range map[string]struct {
		content fyne.CanvasObject
		flaws   []string
		cut     int
	}{
		"fine":              {at(text("fine"), 0, 0, 100, 20), nil, 0},
		"out of the window": {at(text("far away"), 370, 0, 100, 20), []string{"reaches"}, 0},
		"not in the window": {at(text("gone"), 900, 0, 100, 20), []string{"outside"}, 0},
		"below the window":  {at(text("low"), 0, 292, 100, 20), []string{"above or below"}, 0},
		"out of its parent": {at(loose(at(text(long), 0, 0, 50, 20)), 0, 0, 50, 20), []string{"reaches"}, 0},
		"on each other": {
			loose(at(text("one"), 0, 0, 100, 20), at(text("two"), 10, 8, 100, 20)), []string{"overlaps"}, 0,
		},
		"beside each other": {loose(at(text("one"), 0, 0, 40, 20), at(text("two"), 40, 0, 40, 20)), nil, 0},
		"on an icon": {
			loose(at(text("one"), 0, 0, 100, 20), at(canvas.NewImageFromResource(theme.Icon("copy", theme.ColorInk)), 4, 0, 16, 16)),
			[]string{"overlaps"}, 0,
		},
		"cut and says so":    {at(fit(long), 0, 0, 100, 20), nil, 1},
		"cut paragraph":      {at(paragraph, 0, 0, 100, 20), nil, 1},
		"cut and silent":     {at(label, 0, 0, 100, 40), []string{"does not say so"}, 0},
		"no room":            {at(fit(long), 0, 0, 2, 20), []string{"no room"}, 0},
		"ends with dots":     {at(fit("loading…"), 0, 0, 100, 20), nil, 0},
		"hidden":             {hidden(at(text(long), 380, 0, 10, 20)), nil, 0},
		"scrolled out":       {at(container.NewVScroll(widgets.Sized(widgets.Stack(900, text("a"), text("b")), 0, 1000)), 0, 0, 100, 100), nil, 0},
		"too wide to scroll": {at(container.NewVScroll(loose(at(text(long), 0, 0, 50, 20))), 0, 0, 100, 100), []string{"reaches"}, 0},
		"too high to scroll": {
			at(container.NewVScroll(container.New(free{}, at(container.New(free{}, at(text("low"), 0, 0, 50, 20)), 0, 0, 50, 6))), 0, 0, 100, 100),
			[]string{"above or below"}, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := New(t)
			b.Window.SetContent(container.New(free{}, c.content))
			b.Resize(400, 300)
			flaws, cut := b.Layout()
			assert.Len(t, cut, c.cut)
			assert.Len(t, flaws, len(c.flaws), "%v", flaws)
			for i := range min(len(flaws), len(c.flaws)) {
				assert.Contains(t, flaws[i].String(), c.flaws[i])
			}
		})
	}
}

func TestLayoutAsksForTheLeastSize(t *testing.T) {
	b := New(t)
	b.Window.SetContent(widgets.Sized(text("x"), 500, 10))
	b.Resize(400, 300)
	flaws, _ := b.Layout()
	assert.Len(t, flaws, 1)
	assert.Contains(t, flaws[0].String(), "asks for")
}

func hidden(object fyne.CanvasObject) fyne.CanvasObject {
	object.Hide()
	return object
}
