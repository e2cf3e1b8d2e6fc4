package widgets

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens, specimen{"region", 640, func() fyne.CanvasObject {
		r := NewRegion("框出要读的那一块", checkered(), nothing)
		r.SetShare(Share{X: 0.5, Y: 0.2, W: 0.3, H: 0.5})
		r.SetWords("宽 30 %")
		return r
	}})
}

// checkered is a screen that is twice as wide as high.
func checkered() image.Image {
	on := image.NewGray(image.Rect(0, 0, 320, 160))
	for i := range on.Pix {
		if (i%320/20+i/320/20)%2 == 0 {
			on.Pix[i] = 0xF0
		}
	}
	return on
}

// region shows one with a picture of 400 by 200 units.
func region(t *testing.T, submit func()) *Region {
	wear(t, theme.Light)
	r := NewRegion("框出", checkered(), submit)
	show(t, r, 400)
	require.InDelta(t, 200, r.Size().Height, 1)
	return r
}

func assertShare(t *testing.T, want, got Share) {
	t.Helper()
	for i, pair := range [][2]float32{{want.X, got.X}, {want.Y, got.Y}, {want.W, got.W}, {want.H, got.H}} {
		assert.InDelta(t, pair[0], pair[1], 0.001, "%d of %v", i, got)
	}
}

func drag(r *Region, fromX, fromY, toX, toY float32) {
	down := &desktop.MouseEvent{}
	down.Position = fyne.NewPos(fromX, fromY)
	r.MouseDown(down)
	for _, at := range []float32{0.5, 1} {
		e := &fyne.DragEvent{}
		e.Position = fyne.NewPos(fromX+at*(toX-fromX), fromY+at*(toY-fromY))
		r.Dragged(e)
	}
	r.DragEnd()
	r.MouseUp(&desktop.MouseEvent{})
}

func TestARegionIsDragged(t *testing.T) {
	r := region(t, nothing)
	var told []Share
	r.OnChanged = func(s Share) { told = append(told, s) }
	drag(r, 100, 50, 200, 150)
	assertShare(t, Share{X: 0.25, Y: 0.25, W: 0.25, H: 0.5}, r.Share())
	assert.Len(t, told, 2, "while it is drawn")
	assert.Equal(t, r.Share(), told[1])
	drag(r, 200, 150, 100, 50)
	assertShare(t, Share{X: 0.25, Y: 0.25, W: 0.25, H: 0.5}, r.Share())
	drag(r, 300, 100, 900, 900)
	assertShare(t, Share{X: 0.75, Y: 0.5, W: 0.25, H: 0.5}, r.Share())

	before := r.Share()
	r.Tapped(&fyne.PointEvent{})
	assert.Equal(t, before, r.Share(), "a click makes no frame")
	r.Disable()
	drag(r, 0, 0, 400, 200)
	strike(r, fyne.KeyLeft)
	r.TypedRune('+')
	assert.Equal(t, before, r.Share())
}

func TestARegionIsMovedByKeyboard(t *testing.T) {
	submitted := 0
	r := region(t, func() { submitted++ })
	r.SetShare(Share{X: 0.4, Y: 0.4, W: 0.2, H: 0.2})
	strike(r, fyne.KeyRight)
	strike(r, fyne.KeyDown)
	strike(r, fyne.KeyDown)
	assertShare(t, Share{X: 0.425, Y: 0.45, W: 0.2, H: 0.2}, r.Share())
	r.TypedRune('+')
	assertShare(t, Share{X: 0.4, Y: 0.425, W: 0.25, H: 0.25}, r.Share())
	r.TypedRune('-')
	assertShare(t, Share{X: 0.425, Y: 0.45, W: 0.2, H: 0.2}, r.Share())
	for range 50 {
		strike(r, fyne.KeyLeft)
		strike(r, fyne.KeyUp)
	}
	assertShare(t, Share{W: 0.2, H: 0.2}, r.Share())
	strike(r, fyne.KeyReturn)
	assert.Equal(t, 1, submitted)
}

func TestARegionSaysWhereItIs(t *testing.T) {
	r := region(t, nothing)
	assert.Equal(t, "框出", r.AccessibilityLabel())
	r.SetWords("宽 50 %")
	assert.Equal(t, "框出, 宽 50 %", r.AccessibilityLabel())
}

// TestTheFrameStaysInThePicture, whatever a person does.
func TestTheFrameStaysInThePicture(t *testing.T) {
	wear(t, theme.Light)
	r := NewRegion("框出", checkered(), nothing)
	show(t, r, 400)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Float32Range(-2000, 2000)
		switch rapid.IntRange(0, 2).Draw(t, "what") {
		case 0:
			drag(r, at.Draw(t, "x"), at.Draw(t, "y"), at.Draw(t, "to x"), at.Draw(t, "to y"))
		case 1:
			strike(r, rapid.SampledFrom([]fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown}).Draw(t, "key"))
		default:
			r.TypedRune(rapid.SampledFrom([]rune("+-=_x")).Draw(t, "rune"))
		}
		s := r.Share()
		if s.X < 0 || s.Y < 0 || s.W < leastShare || s.H < leastShare || s.X+s.W > 1.0001 || s.Y+s.H > 1.0001 {
			t.Fatalf("%v is outside", s)
		}
	})
}

func strike(r *Region, key fyne.KeyName) { r.TypedKey(&fyne.KeyEvent{Name: key}) }
