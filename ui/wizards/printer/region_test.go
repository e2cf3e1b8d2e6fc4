package printer

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

// screenOf is a screen of 1920 by 1080 pixels with codes on it, by where their upper left corners are.
func screenOf(t *testing.T, at map[image.Point]string) image.Image {
	screen := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	draw.Draw(screen, screen.Rect, image.NewUniform(color.RGBA{0x2D, 0x5B, 0xA0, 0xFF}), image.Point{}, draw.Src)
	for corner, text := range at {
		draw.Draw(screen, image.Rectangle{Min: corner, Max: corner.Add(image.Pt(240, 240))}, codes(t, text), image.Point{}, draw.Src)
	}
	return screen
}

// screenLab has looked at a screen.
func screenLab(t *testing.T, screen image.Image) *lab {
	l := newLab(t)
	l.m.Ways.Screen = func(context.Context) (image.Image, error) { return screen, nil }
	l.open(l.openApp().ID)
	l.p.lookAtScreen()
	l.Settle()
	return l
}

// blank is a screen without anything.
var blank = image.NewGray(image.Rect(0, 0, 320, 180))

const (
	leftCode  = "machine_code=4004683219&qr_key=m7k2qx9d"
	rightCode = "machine_code=4004683220&qr_key=b7kq2m9x"
)

var twoCodes = map[image.Point]string{{X: 200, Y: 100}: leftCode, {X: 1400, Y: 700}: rightCode}

// TestAPartOfTheScreenIsFramed by keyboard, where there are several codes.
func TestAPartOfTheScreenIsFramed(t *testing.T) {
	l := screenLab(t, codes(t, leftCode, rightCode))
	l.assertSays("图里有几个二维码", "框出屏幕的一块来读")
	l.Window.Canvas().FocusNext()
	l.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	l.assertSays("框出要读的那一块", "被挡住了就挪开窗口", "读框里的")
	require.NotNil(t, l.p.region)
	region := l.p.region.region
	assert.Same(t, region, l.Window.Canvas().Focused())
	assert.Contains(t, region.AccessibilityLabel(), "从左 25%、从上 25% 起，宽 50%，高 50%")
	for range 10 {
		region.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	region.OnChanged(widgets.Share{W: 1, H: region.Share().H})
	l.look()
	region.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	l.Settle()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, openPrinter, l.p.flow.slip.code)
	assert.Equal(t, "m7k2qx9d", l.p.flow.slip.key)
	l.enter()
	assert.Nil(t, l.p.shot)
}

// TestOneOfTwoCodesOnAScreen is a frame away.
func TestOneOfTwoCodesOnAScreen(t *testing.T) {
	l := screenLab(t, screenOf(t, twoCodes))
	l.assertSays("图里有几个二维码", "框出屏幕的一块来读")
	l.p.shot.framing = true
	l.p.draw()
	l.p.region.region.OnChanged(widgets.Share{X: 0.7, Y: 0.6, W: 0.2, H: 0.3})
	l.p.draw()
	l.Picture("printer-2-region", 1)
	l.enter()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, "4004683220", l.p.flow.slip.code)
	assert.Equal(t, "b7kq2m9x", l.p.flow.slip.key)
	l.assertSays("框出屏幕的一块来读")
}

// TestNothingOnTheScreen leads to a frame, and a frame without a code says so.
func TestNothingOnTheScreen(t *testing.T) {
	l := screenLab(t, blank)
	l.assertSays("框出要读的那一块", "整个屏幕上没找到能用的二维码")
	l.enter()
	l.assertSays("框里没找到二维码")
	l.Picture("printer-2-region-none", 1)
	l.p.region.region.TypedRune('+')
	assert.NotContains(t, l.said(), "框里没找到二维码")
	framed := l.p.shot.share

	l.m.Ways.Screen = func(context.Context) (image.Image, error) { return nil, errors.New("gone") }
	l.p.lookAtScreen()
	l.Settle()
	l.assertSays("没读出来")
	l.m.Ways.Screen = func(context.Context) (image.Image, error) { return blank, nil }
	l.p.lookAtScreen()
	l.Settle()
	assert.Equal(t, framed, l.p.shot.share, "the frame stays")
	l.m.Ways.Screen = func(context.Context) (image.Image, error) {
		return screenOf(t, map[image.Point]string{{X: 900, Y: 400}: rightCode}), nil
	}
	l.p.lookAtScreen()
	l.Settle()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, "b7kq2m9x", l.p.flow.slip.key, "what came up meanwhile is read")
}

// TestTheScreenIsNotKept once the step is left, whichever way.
func TestTheScreenIsNotKept(t *testing.T) {
	for name, leave := range map[string]func(l *lab){
		"back":        func(l *lab) { l.p.unframe() },
		"another":     func(l *lab) { l.p.goBack(atApp) },
		"the lock":    func(l *lab) { l.m.Forget() },
		"the way out": func(l *lab) { l.p.Hidden() },
	} {
		t.Run(name, func(t *testing.T) {
			l := screenLab(t, blank)
			require.NotNil(t, l.p.shot)
			leave(l)
			assert.Nil(t, l.p.shot)
			assert.Nil(t, l.p.region)
		})
	}
}

func TestReadingAFrameCanBeCancelled(t *testing.T) {
	l := screenLab(t, blank)
	l.m.Ways.Screen = func(ctx context.Context) (image.Image, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	l.p.lookAtScreen()
	l.Tick(300 * time.Millisecond)
	require.True(t, l.p.Busy())
	l.p.Escape()
	assert.False(t, l.p.Busy())
	l.Settle()
	l.assertSays("框出要读的那一块")
	assert.Empty(t, l.Went)
}

func TestALockWhileAFrameIsRead(t *testing.T) {
	l := screenLab(t, codes(t, leftCode))
	l.p.shot.framing = true
	l.p.draw()
	l.p.shot.share = widgets.Share{W: 1, H: 1}
	l.look()
	l.p.TakeKey(fyne.KeyReturn)
	l.m.Forget()
	l.Settle()
	assert.Nil(t, l.p.shot)
	require.NotNil(t, l.p.scan)
}

func TestAFrameIsCutFromTheScreenItself(t *testing.T) {
	taken := newShot(screenOf(t, twoCodes))
	assert.Equal(t, image.Rect(0, 0, 1280, 720), taken.preview.Bounds())
	taken.share = widgets.Share{X: 0.5, Y: 0.5, W: 0.5, H: 0.5}
	assert.Equal(t, image.Rect(0, 0, 960, 540), taken.framed().Bounds())
	taken.share = widgets.Share{W: 1, H: 1}
	assert.Equal(t, taken.picture.Bounds(), taken.framed().Bounds())

	tiny := newShot(image.NewGray(image.Rect(5, 5, 6, 6)))
	assert.Equal(t, image.Rect(0, 0, 1, 1), tiny.preview.Bounds())
}

func TestLayoutOfAFrame(t *testing.T) {
	for name, empty := range map[string]bool{"none": true, "some": false} {
		t.Run(name, func(t *testing.T) {
			pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
				l := on(t, b)
				l.open(l.openApp().ID)
				l.p.shot = newShot(blank)
				l.p.shot.framing, l.p.shot.empty = true, empty
				l.p.draw()
				l.p.region.fail("框里没找到二维码")
				return l.p
			}, func(t *testing.T, _ *pagetest.Bench, cut []string) { assert.Empty(t, cut) })
		})
	}
}
