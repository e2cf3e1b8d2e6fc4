package subclass

import (
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sys/windows"
)

// The messages that the rooms beside this one listen for.
const (
	PositionChanged  = 0x0047 // WM_WINDOWPOSCHANGED
	Destroyed        = 0x0082 // WM_NCDESTROY, the last one of a window
	StartComposition = 0x010d // WM_IME_STARTCOMPOSITION
	EndComposition   = 0x010e // WM_IME_ENDCOMPOSITION
	Composition      = 0x010f // WM_IME_COMPOSITION
	IMENotify        = 0x0282 // WM_IME_NOTIFY
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")

	setWindowLong  = user32.NewProc("SetWindowLongPtrW")
	callWindowProc = user32.NewProc("CallWindowProcW")
	defWindowProc  = user32.NewProc("DefWindowProcW")
)

// hooked is a window whose procedure has been replaced. It stays so until the window is destroyed:
// a procedure cannot be put back once another program's code has replaced it in turn.
type hooked struct {
	old   uintptr
	hears []*func(message, wparam uintptr) // replaced, not changed
}

var (
	mu  sync.Mutex
	all = map[uintptr]*hooked{}
)

// procedure is made once for all windows, since Windows callbacks are never given back.
var procedure = sync.OnceValue(func() uintptr {
	return windows.NewCallback(func(window, message, wparam, lparam uintptr) uintptr {
		mu.Lock()
		h := all[window]
		var hears []*func(message, wparam uintptr)
		if h != nil {
			hears = h.hears
		}
		if message == Destroyed {
			delete(all, window)
		}
		mu.Unlock()
		for _, hear := range hears {
			(*hear)(message, wparam)
		}
		if h == nil {
			result, _, _ := defWindowProc.Call(window, message, wparam, lparam)
			return result
		}
		result, _, _ := callWindowProc.Call(h.old, window, message, wparam, lparam)
		return result
	})
})

// Listen calls hear with each message of a window of this process, on the window's thread and before
// the window sees the message. After stop has returned no further call begins.
func Listen(window uintptr, hear func(message, wparam uintptr)) (stop func(), err error) {
	if !windows.IsWindow(windows.HWND(window)) {
		return nil, fmt.Errorf("window: %w", windows.ERROR_INVALID_WINDOW_HANDLE)
	}
	mu.Lock()
	defer mu.Unlock()
	h := all[window]
	if h == nil {
		const procedureOfWindow = ^uintptr(3) // GWLP_WNDPROC, -4
		old, _, err := setWindowLong.Call(window, procedureOfWindow, procedure())
		if old == 0 {
			return nil, fmt.Errorf("window: %w", err)
		}
		h = &hooked{old: old}
		all[window] = h
	}
	own := &hear
	h.hears = append(slices.Clip(h.hears), own)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		h.hears = slices.DeleteFunc(slices.Clone(h.hears), func(other *func(message, wparam uintptr)) bool { return other == own })
	}, nil
}
