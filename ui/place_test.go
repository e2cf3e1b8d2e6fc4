package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/window"
	"keycase/ui/pages/settings"
	"keycase/vault"
)

func TestSizeIsRemembered(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{}
	u := b.start(func(p *Params) { p.Desktop = d.desktop() })
	b.watchClose()
	u.Window().Resize(fyne.NewSize(1300, 700))
	u.native.handle = 7
	u.p.Desktop.Placed = func(h window.Handle) (window.Geometry, error) {
		assert.Equal(t, window.Handle(7), h)
		return window.Geometry{X: 10, Y: 20, Width: 1300, Height: 700}, nil
	}
	u.quit()
	b.settle()
	r, ok := u.known()
	require.True(t, ok)
	assert.Equal(t, remembered{Width: 1300, Height: 700, Scale: 1, Place: &window.Geometry{X: 10, Y: 20, Width: 1300, Height: 700}}, r)

	var placed []window.Geometry
	u.p.Desktop.Place = func(_ window.Handle, g window.Geometry) error {
		placed = append(placed, g)
		return errors.New("gone")
	}
	u.settleAtLast()
	b.settle()
	assert.Equal(t, []window.Geometry{{X: 10, Y: 20, Width: 1300, Height: 700}}, placed)

	for _, broken := range []string{"", "{", `{"Width":-1,"Height":5}`, `{"Width":1e30,"Height":700}`, `{"Width":60000,"Height":60000}`} {
		u.p.App.Preferences().SetString(prefWindow, broken)
		_, ok = u.known()
		assert.False(t, ok, broken)
	}
}

// screened is a window on a screen with that room, whose canvas follows the chosen
// size as Fyne's does.
func screened(t *testing.T, d *desk, width, height int) (b *bench, places *[]window.Geometry) {
	t.Helper()
	b, places = newBench(t, vault.StateReady), &[]window.Geometry{}
	b.start(func(p *Params) {
		p.Desktop = d.desktop()
		p.Desktop.Room = func(h window.Handle) (int, int, error) {
			assert.Equal(t, window.Handle(7), h)
			return width, height, nil
		}
		p.Desktop.Placed = func(window.Handle) (window.Geometry, error) {
			return window.Geometry{X: 10, Y: 20, Width: 3000, Height: 2000}, nil
		}
		p.Desktop.Place = func(_ window.Handle, g window.Geometry) error {
			*places = append(*places, g)
			return nil
		}
		p.Desktop.SetScale = func(percent int) {
			d.scale, d.scaleSet = percent, append(d.scaleSet, percent)
			b.scaleTo(percent)
		}
	})
	b.u.native.handle = 7
	return b, places
}

func (b *bench) scaleTo(percent int) {
	if b.u != nil {
		b.u.Window().Canvas().(software.WindowlessCanvas).SetScale(float32(percent) / 100)
	}
}

func TestTheLeastWindowIsThatOfTheShell(t *testing.T) {
	b := newBench(t, vault.StateReady)
	assert.Equal(t, fyne.NewSize(leastWidth, leastHeight), b.start(nil).Window().Content().MinSize())
}

func TestEverythingFitsTheScreen(t *testing.T) {
	for _, c := range []struct{ width, height, asked, want int }{
		{1920, 1040, 200, 150}, // 960 × 600 units would take 1920 × 1200
		{1920, 1040, 150, 150},
		{3840, 2100, 200, 200},
		{1366, 728, 130, 120},
		{1280, 780, 130, 130},
		{800, 560, 100, 80},
		{640, 400, 100, 80}, // as near as it gets
		{640, 400, 80, 80},
	} {
		d := &desk{scale: c.asked}
		b, _ := screened(t, d, c.width, c.height)
		b.scaleTo(c.asked)
		b.u.settleAtLast()
		b.settle()
		assert.Equal(t, c.want, b.u.scaleNow(), c)
	}
}

func TestOnlyWhatFitsIsOffered(t *testing.T) {
	b, places := screened(t, &desk{}, 1920, 1040)
	assert.Equal(t, settings.Scales, b.u.offeredScales(), "the screen is not known yet")
	b.u.settleAtLast()
	b.settle()
	assert.Equal(t, []int{80, 90, 100, 110, 120, 130, 150}, b.u.offeredScales())
	assert.Empty(t, *places, "it fits as it is")

	b.u.setScale(150)
	b.settle()
	assert.Equal(t, 150, b.u.scaleNow())
	assert.Equal(t, []window.Geometry{{X: 10, Y: 20, Width: 3000, Height: 2000}}, *places, "it has grown beyond the screen")
	b.u.setScale(200)
	b.settle()
	assert.Equal(t, 150, b.u.scaleNow(), "it was moved to a lower screen meanwhile")
}

// TestGoingBackToASizeGivesBackTheWindow that the screen took a part of meanwhile.
func TestGoingBackToASizeGivesBackTheWindow(t *testing.T) {
	large, left := fyne.NewSize(1920, 1300), fyne.NewSize(1001, 690)
	for name, c := range map[string]struct{ meanwhile, want fyne.Size }{
		"as it was left":     {left, large},
		"to within a pixel":  {left.SubtractWidthHeight(0.5, 0.5), large},
		"resized by someone": {fyne.NewSize(980, 620), fyne.NewSize(980, 620)},
	} {
		t.Run(name, func(t *testing.T) {
			b, places := screened(t, &desk{}, 2002, 1380)
			w := b.u.Window()
			w.Resize(large)
			b.u.settleAtLast()
			b.settle()
			b.u.setScale(200)
			b.settle()
			require.Len(t, *places, 1, "it has grown beyond the screen")
			w.Resize(c.meanwhile) // as the window system does
			b.u.setScale(100)
			b.settle()
			assert.Equal(t, c.want, w.Canvas().Size())
			assert.Len(t, *places, 1)
		})
	}
}

// TestASmallerSizeGivesBackWhatFits and the rest later.
func TestASmallerSizeGivesBackWhatFits(t *testing.T) {
	b, _ := screened(t, &desk{}, 2000, 1400)
	w := b.u.Window()
	w.Resize(fyne.NewSize(1800, 1300))
	b.u.settleAtLast()
	b.settle()
	b.u.setScale(200)
	b.settle()
	w.Resize(fyne.NewSize(1000, 700))
	b.u.setScale(150)
	b.settle()
	assert.InDelta(t, 2000/1.5, w.Canvas().Size().Width, 0.1)
	assert.InDelta(t, 1400/1.5, w.Canvas().Size().Height, 0.1)
	b.u.setScale(100)
	b.settle()
	assert.Equal(t, fyne.NewSize(1800, 1300), w.Canvas().Size())
}

func TestRememberedSizeIsInUnits(t *testing.T) {
	place := &window.Geometry{X: 10, Y: 20, Width: 1010, Height: 730} // with a frame
	r := remembered{Width: 1000, Height: 700, Scale: 1, Place: place}
	assert.Equal(t, window.Geometry{X: 10, Y: 20, Width: 1510, Height: 1080}, r.at(1.5))
	assert.Equal(t, *place, r.at(1))
	assert.Equal(t, window.Geometry{X: 10, Y: 20, Width: 810, Height: 590}, r.at(0.8))
	r.Scale = 0
	assert.Equal(t, *place, r.at(1.5), "from before it was written down")

	b, places := screened(t, &desk{}, 3840, 2100)
	b.u.p.App.Preferences().SetString(prefWindow, `{"Width":1000,"Height":700,"Scale":2,"Place":{"X":1,"Y":2,"Width":2000,"Height":1400}}`)
	b.u.settleAtLast()
	b.settle()
	assert.Equal(t, []window.Geometry{{X: 1, Y: 2, Width: 1000, Height: 700}}, *places)
}

func TestWithoutKnowingTheRoomNothingChanges(t *testing.T) {
	b, places := screened(t, &desk{}, 0, 0)
	b.u.settleAtLast()
	b.settle()
	b.u.p.Desktop.Room = func(window.Handle) (int, int, error) { return 1, 1, errors.New("gone") }
	b.u.settleAtLast()
	b.settle()
	assert.Empty(t, *places)
	assert.Equal(t, 100, b.u.scaleNow())
}
