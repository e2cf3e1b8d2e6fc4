package ime

import (
	"unsafe"

	"golang.org/x/sys/windows"

	"keycase/desktop/internal/subclass"
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	imm32  = windows.NewLazySystemDLL("imm32.dll")

	createCaret  = user32.NewProc("CreateCaret")
	setCaretPos  = user32.NewProc("SetCaretPos")
	destroyCaret = user32.NewProc("DestroyCaret")

	getContext     = imm32.NewProc("ImmGetContext")
	releaseContext = imm32.NewProc("ImmReleaseContext")
	setComposition = imm32.NewProc("ImmSetCompositionWindow")
	setCandidate   = imm32.NewProc("ImmSetCandidateWindow")
)

// point is a POINT, area a RECT.
type (
	point struct{ x, y int32 }
	area  struct{ left, top, right, bottom int32 }
)

// compositionForm is a COMPOSITIONFORM, candidateForm a CANDIDATEFORM.
type (
	compositionForm struct {
		style uint32
		at    point
		area  area
	}
	candidateForm struct {
		index, style uint32
		at           point
		area         area
	}
)

const (
	atPoint   = 0x0002 // CFS_POINT
	beside    = 0x0080 // CFS_EXCLUDE
	openList  = 0x0005 // IMN_OPENCANDIDATE
	candidate = 0      // the first list, the only one that Chinese methods have
)

// follower is one window.
type follower struct {
	window uintptr
	caret  func() (Rect, bool)
}

func follow(hwnd uintptr, caret func() (Rect, bool)) (stop func(), err error) {
	f := follower{hwnd, caret}
	return subclass.Listen(hwnd, f.hear)
}

// hear acts when composing begins, when what was composed so far has moved the caret, and when the
// list of candidates opens.
func (f follower) hear(message, wparam uintptr) {
	switch {
	case message == subclass.StartComposition, message == subclass.Composition,
		message == subclass.IMENotify && wparam == openList:
		if r, ok := f.caret(); ok {
			f.place(r)
		}
	case message == subclass.EndComposition:
		_, _, _ = destroyCaret.Call()
	}
}

func (f follower) place(r Rect) {
	context, _, _ := getContext.Call(f.window)
	if context == 0 {
		return // nothing is typed with an input method here
	}
	defer func() { _, _, _ = releaseContext.Call(f.window, context) }()
	composition, list := forms(r)
	_, _, _ = setComposition.Call(context, uintptr(unsafe.Pointer(&composition)))
	_, _, _ = setCandidate.Call(context, uintptr(unsafe.Pointer(&list)))
	// Some Chinese methods go by the system's caret, which stays invisible here.
	_, _, _ = createCaret.Call(f.window, 0, uintptr(max(r.Width, 1)), uintptr(max(r.Height, 1)))
	_, _, _ = setCaretPos.Call(uintptr(r.X), uintptr(r.Y))
}

// forms says in Windows' terms: what is composed stands at the caret, and the candidates beside it,
// so that they do not cover the line.
//
//nolint:gosec // pixels
func forms(r Rect) (compositionForm, candidateForm) {
	at := point{int32(r.X), int32(r.Y)}
	line := area{at.x, at.y, at.x + int32(r.Width), at.y + int32(r.Height)}
	return compositionForm{style: atPoint, at: at},
		candidateForm{index: candidate, style: beside, at: point{at.x, line.bottom}, area: line}
}
