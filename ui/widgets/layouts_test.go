package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

func block(width, height float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

// TestColumnsFill: fixed columns keep their width, flexible ones share the rest, and together they
// fill the row.
func TestColumnsFill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		widths := rapid.SliceOfN(rapid.SampledFrom([]float32{Flexible, Natural, 40, 96}), 1, 6).Draw(t, "widths")
		widths = append(widths, Flexible)
		gap := rapid.SampledFrom([]float32{0, 8, 16}).Draw(t, "gap")
		objects := make([]fyne.CanvasObject, len(widths))
		for i := range objects {
			objects[i] = block(20, 10)
		}
		row := Columns(gap, widths, objects...)
		row.Resize(row.MinSize().AddWidthHeight(rapid.Float32Range(0, 500).Draw(t, "more"), 30))
		x := float32(0)
		for i, object := range objects {
			require.InDelta(t, x, object.Position().X, 0.1)
			if widths[i] > 0 {
				require.InDelta(t, widths[i], object.Size().Width, 0.01)
			}
			require.InDelta(t, (row.Size().Height-10)/2, object.Position().Y, 0.01, "in the middle")
			x += object.Size().Width + gap
		}
		require.InDelta(t, row.Size().Width, x-gap, 0.1)
	})
}

func TestHiddenFixedColumnStaysOpen(t *testing.T) {
	first, second, third := block(10, 10), block(10, 10), block(10, 10)
	row := Columns(8, []float32{Natural, 96, Natural}, first, second, third)
	row.Resize(row.MinSize())
	x := third.Position().X
	second.Hide()
	row.Layout.Layout(row.Objects, row.Size())
	assert.InDelta(t, x, third.Position().X, 0, "rows stay aligned")

	natural := Row(8, first, second, third)
	natural.Resize(natural.MinSize())
	assert.InDelta(t, 18, third.Position().X, 0, "a natural one closes")
}

func TestStackGivesParagraphsTheirHeight(t *testing.T) {
	wear(t, theme.Light)
	text := NewParagraph("一二三四五六七八九十一二三四五六七八九十", Body, theme.ColorInk)
	below := block(10, 10)
	stack := Stack(8, Pad(text, 4, 10, 4, 10), below)
	stack.Resize(fyne.NewSize(120, 200))
	lines := text.HeightFor(100)
	assert.Greater(t, lines, float32(20))
	assert.InDelta(t, 4+lines+4+8, below.Position().Y, 0.01, "at the first layout")
	assert.InDelta(t, 120, below.Size().Width, 0)
	assert.InDelta(t, below.Position().Y+10, stack.MinSize().Height, 0.01)

	text.Hide()
	stack.Objects[0].Hide()
	assert.InDelta(t, 10, stack.MinSize().Height, 0.01, "hidden things leave no gap")
}

func TestSizedAndPad(t *testing.T) {
	assert.Equal(t, fyne.NewSize(100, 36), Sized(block(10, 36), 100, 20).MinSize())
	inner := block(10, 10)
	pad := Pad(inner, 1, 2, 3, 4)
	assert.Equal(t, fyne.NewSize(16, 14), pad.MinSize())
	pad.Resize(fyne.NewSize(100, 50))
	assert.Equal(t, fyne.NewPos(4, 1), inner.Position())
	assert.Equal(t, fyne.NewSize(94, 46), inner.Size())
}
