package window

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/windows"

	"keycase/desktop/internal/hwnd"
)

const deadline = time.Minute

const (
	showNormal = 1 // SW_SHOWNORMAL
	minimise   = 6 // SW_MINIMIZE
	maximise   = 3 // SW_MAXIMIZE
)

var postMessage = user32.NewProc("PostMessageW")

func show(h Handle, how uintptr) { _, _, _ = showWindow.Call(uintptr(h), how) }

func next(t *testing.T, reports chan bool) bool {
	t.Helper()
	select {
	case visible := <-reports:
		return visible
	case <-time.After(deadline):
		require.Fail(t, "no report")
		return false
	}
}

func watched(t *testing.T, h Handle) (reports chan bool, stop func()) {
	t.Helper()
	reports = make(chan bool, 100)
	stop, err := Watch(h, func(visible bool) { reports <- visible }, func() {})
	require.NoError(t, err)
	t.Cleanup(stop)
	return reports, stop
}

func at(t *testing.T, h Handle) Geometry {
	t.Helper()
	g, err := Placed(h)
	require.NoError(t, err)
	return g
}

func TestPlaceIsIdempotent(t *testing.T) {
	h := Handle(hwnd.Open(t))
	assert.Equal(t, Geometry{100, 120, 640, 480}, at(t, h))
	want := Geometry{30, 40, 500, 400}
	require.NoError(t, Place(h, want))
	for range 3 {
		assert.Equal(t, want, at(t, h))
		require.NoError(t, Place(h, at(t, h)))
	}
}

func TestPlaceOfWindowsThatAreNotNormal(t *testing.T) {
	h := Handle(hwnd.Open(t))
	usual := at(t, h)
	for _, how := range []uintptr{minimise, maximise, showHide} {
		show(h, how)
		assert.Equal(t, usual, at(t, h), "it goes back there")
		want := Geometry{50, 60, 400, 300}
		require.NoError(t, Place(h, want))
		minimised, _, _ := isIconic.Call(uintptr(h))
		assert.Equal(t, how == minimise, minimised != 0, "it stays minimised")
		assert.Equal(t, how != showHide, windows.IsWindowVisible(windows.HWND(h)), "it stays hidden")
		show(h, showRestore)
		assert.Equal(t, want, at(t, h))
		require.NoError(t, Place(h, usual))
	}
}

func TestPlaceKeepsTheWindowOnTheScreen(t *testing.T) {
	h := Handle(hwnd.Open(t))
	all := screens()
	require.NotEmpty(t, all)
	require.Len(t, screens(), len(all), "asked again")
	require.NoError(t, Place(h, Geometry{-32000, -32000, 640, 480}))
	assert.Equal(t, Clamp(Geometry{-32000, -32000, 640, 480}, all), at(t, h))
	assert.GreaterOrEqual(t, at(t, h).X, 0)
}

func TestRoomIsTheScreenWithoutTheFrame(t *testing.T) {
	h := Handle(hwnd.Open(t))
	screen := under(at(t, h), screens())
	width, height, err := Room(h)
	require.NoError(t, err)
	outer, inner := rectOf(windowRect, h), rectOf(clientRect, h)
	assert.Equal(t, screen.Width, width+outer.Width-inner.Width)
	assert.Equal(t, screen.Height, height+outer.Height-inner.Height)
	show(h, minimise)
	_, _, err = Room(h)
	require.NoError(t, err)
	_, _, err = Room(0)
	require.Error(t, err)
}

func TestWatchMinimisingAndHiding(t *testing.T) {
	h := Handle(hwnd.Open(t))
	reports, stop := watched(t, h)
	assert.True(t, next(t, reports), "as it is now")
	show(h, minimise)
	assert.False(t, next(t, reports))
	late, _ := watched(t, h)
	assert.False(t, next(t, late), "as it is now")
	require.NoError(t, Raise(h))
	assert.True(t, next(t, reports))
	assert.True(t, next(t, late))
	show(h, showHide)
	assert.False(t, next(t, reports))
	assert.False(t, next(t, late))
	stop()
	stop()
	show(h, showNormal)
	assert.True(t, next(t, late))
	assert.Empty(t, reports, "stopped")
}

func TestWatchHands(t *testing.T) {
	const keyDown, mouseWheel = 0x0100, 0x020a // WM_KEYDOWN, WM_MOUSEWHEEL
	h := Handle(hwnd.Open(t))
	for _, message := range []uintptr{keyDown, mouseWheel} {
		touched := make(chan bool, 100)
		stop, err := Watch(h, func(bool) {}, func() { touched <- true })
		require.NoError(t, err)
		t.Cleanup(stop)
		posted, _, err := postMessage.Call(uintptr(h), message, 0, 0)
		require.NotZero(t, posted, err)
		next(t, touched)
	}
}

func TestByHand(t *testing.T) {
	for message, want := range map[uintptr]bool{
		0x000f: false, // WM_PAINT
		0x00a0: false, // WM_NCMOUSEMOVE
		0x0100: true,  // WM_KEYDOWN
		0x0102: true,  // WM_CHAR
		0x0113: false, // WM_TIMER
		0x0200: true,  // WM_MOUSEMOVE
		0x0201: true,  // WM_LBUTTONDOWN
		0x020a: true,  // WM_MOUSEWHEEL
		0x0214: false, // WM_SIZING
	} {
		assert.Equal(t, want, byHand(message), "%#x", message)
	}
}

func TestNoSuchWindow(t *testing.T) {
	const nobody = 0x7ffffff0
	_, err := Placed(nobody)
	require.Error(t, err)
	require.Error(t, Place(nobody, Geometry{0, 0, 100, 100}))
	require.Error(t, Raise(nobody))
	_, err = Watch(nobody, func(bool) { t.Error("there is nothing to tell") }, func() {})
	require.Error(t, err)
}
