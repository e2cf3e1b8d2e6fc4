package ime

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/hwnd"
	"keycase/desktop/internal/subclass"
)

var (
	sendMessage    = user32.NewProc("SendMessageW")
	getComposition = imm32.NewProc("ImmGetCompositionWindow")
	getCandidate   = imm32.NewProc("ImmGetCandidateWindow")
)

// inside runs a function on the window's thread, to which input contexts belong: as a message that
// is nobody else's.
func inside(t *testing.T, window uintptr, do func()) {
	t.Helper()
	const private = 0x8001 // WM_APP + 1
	stop, err := subclass.Listen(window, func(message, _ uintptr) {
		if message == private {
			do()
		}
	})
	require.NoError(t, err)
	defer stop()
	send(window, private, 0)
}

func send(window, message, wparam uintptr) { _, _, _ = sendMessage.Call(window, message, wparam, 0) }

// told reads back what the input method was told.
func told(t *testing.T, window uintptr) (composition compositionForm, list candidateForm) {
	t.Helper()
	inside(t, window, func() {
		context, _, _ := getContext.Call(window)
		assert.NotZero(t, context)
		defer func() { _, _, _ = releaseContext.Call(window, context) }()
		_, _, _ = getComposition.Call(context, uintptr(unsafe.Pointer(&composition)))
		_, _, _ = getCandidate.Call(context, 0, uintptr(unsafe.Pointer(&list)))
	})
	return composition, list
}

func TestFollow(t *testing.T) {
	window := hwnd.Open(t)
	caret, known, asked := Rect{30, 40, 2, 20}, true, 0
	stop, err := Follow(window, func() (Rect, bool) {
		asked++
		return caret, known
	})
	require.NoError(t, err)

	send(window, subclass.StartComposition, 0)
	composition, list := told(t, window)
	assert.Equal(t, compositionForm{style: atPoint, at: point{30, 40}}, composition)
	assert.Equal(t, candidateForm{style: beside, at: point{30, 60}, area: area{30, 40, 32, 60}}, list)

	caret.X = 90
	send(window, subclass.IMENotify, openList)
	composition, _ = told(t, window)
	assert.Equal(t, point{90, 40}, composition.at, "when the list opens")

	caret.X = 120
	send(window, subclass.Composition, 0)
	composition, _ = told(t, window)
	assert.Equal(t, point{120, 40}, composition.at, "when more is composed")

	caret.X, known = 150, false
	send(window, subclass.Composition, 0)
	composition, _ = told(t, window)
	assert.Equal(t, point{120, 40}, composition.at, "no caret")

	count := asked
	send(window, subclass.EndComposition, 0)
	send(window, subclass.IMENotify, openList+1)
	stop()
	send(window, subclass.StartComposition, 0)
	assert.Equal(t, count, asked, "nothing more is asked")
}

func TestTheWindowStillGetsItsMessages(t *testing.T) {
	window := hwnd.Open(t)
	title := user32.NewProc("GetWindowTextLengthW")
	setTitle := user32.NewProc("SetWindowTextW")
	first, err := Follow(window, func() (Rect, bool) { return Rect{}, false })
	require.NoError(t, err)
	second, err := Follow(window, func() (Rect, bool) { return Rect{}, false })
	require.NoError(t, err)
	first()
	name := []uint16{'K', 'e', 'y', 0}
	_, _, _ = setTitle.Call(window, uintptr(unsafe.Pointer(&name[0])))
	length, _, _ := title.Call(window)
	assert.Equal(t, uintptr(3), length)
	second()
	second()
}

func TestNoSuchWindow(t *testing.T) {
	_, err := Follow(0, func() (Rect, bool) { return Rect{}, false })
	require.Error(t, err)
}
