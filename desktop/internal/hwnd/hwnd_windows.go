package hwnd

import (
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")

	createWindow  = user32.NewProc("CreateWindowExW")
	destroyWindow = user32.NewProc("DestroyWindow")
	getMessage    = user32.NewProc("GetMessageW")
	dispatch      = user32.NewProc("DispatchMessageW")
	postMessage   = user32.NewProc("PostMessageW")
)

const (
	overlapped  = 0x00cf0000 // WS_OVERLAPPEDWINDOW
	visible     = 0x10000000 // WS_VISIBLE
	messageQuit = 0x0012     // WM_QUIT
)

// Open shows a window of 640 × 480 with a title bar at 100, 120. It belongs to a thread of its own,
// which answers what is sent to it until the test ends.
func Open(t testing.TB) uintptr {
	t.Helper()
	opened, closed := make(chan uintptr), make(chan struct{})
	go func() {
		defer close(closed)
		own(opened)
	}()
	window := <-opened
	if window == 0 {
		t.Fatal("no window")
	}
	t.Cleanup(func() {
		_, _, _ = postMessage.Call(window, messageQuit, 0, 0)
		<-closed
	})
	return window
}

func own(opened chan<- uintptr) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	class, _ := windows.UTF16PtrFromString("STATIC")
	window, _, _ := createWindow.Call(0, uintptr(unsafe.Pointer(class)), 0, overlapped|visible, 100, 120, 640, 480, 0, 0, 0, 0)
	opened <- window
	var message [64]byte // room for a MSG
	for {
		more, _, _ := getMessage.Call(uintptr(unsafe.Pointer(&message)), 0, 0, 0)
		if int32(more) <= 0 { //nolint:gosec // a BOOL that can be -1
			_, _, _ = destroyWindow.Call(window)
			return
		}
		_, _, _ = dispatch.Call(uintptr(unsafe.Pointer(&message)))
	}
}
