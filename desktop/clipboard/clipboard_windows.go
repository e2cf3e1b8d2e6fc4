package clipboard

import (
	"encoding/binary"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"time"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	kernel = windows.NewLazySystemDLL("kernel32.dll")

	clipboardOwner    = user32.NewProc("GetClipboardOwner")
	openClipboard     = user32.NewProc("OpenClipboard")
	closeClipboard    = user32.NewProc("CloseClipboard")
	emptyClipboard    = user32.NewProc("EmptyClipboard")
	setClipboardData  = user32.NewProc("SetClipboardData")
	getClipboardData  = user32.NewProc("GetClipboardData")
	formatAvailable   = user32.NewProc("IsClipboardFormatAvailable")
	registerClipboard = user32.NewProc("RegisterClipboardFormatW")
	createWindow      = user32.NewProc("CreateWindowExW")
	destroyWindow     = user32.NewProc("DestroyWindow")

	globalAlloc  = kernel.NewProc("GlobalAlloc")
	globalFree   = kernel.NewProc("GlobalFree")
	globalLock   = kernel.NewProc("GlobalLock")
	globalUnlock = kernel.NewProc("GlobalUnlock")
	globalSize   = kernel.NewProc("GlobalSize")
	moveMemory   = kernel.NewProc("RtlMoveMemory")
)

const (
	formatUnicodeText = 13 // CF_UNICODETEXT
	moveable          = 2  // GMEM_MOVEABLE, which the clipboard asks for

	// formatMark holds which claim the clipboard's content belongs to. It travels with the content,
	// where a sequence number would only tell that something has happened since.
	formatMark = "KeycaseClaim"
)

// exclusions are the formats that keep a text from programs that watch the clipboard, from the
// history and from the cloud. The first counts by being there, the others by being 0.
var exclusions = []string{
	"ExcludeClipboardContentFromMonitorProcessing",
	"CanIncludeInClipboardHistory",
	"CanUploadToCloudClipboard",
}

// holding is a text that Windows keeps, and the mark that lies beside it.
type holding struct {
	mark  []byte
	ended atomic.Bool
}

func probe() error { return openClipboard.Find() }

func owner() (uint64, error) {
	window, _, _ := clipboardOwner.Call() // 0 is also the answer where nobody owns it
	return uint64(window), nil
}

// claims counts the claims of this process, so that no two have the same mark.
var claims atomic.Uint32

func hold(text string) (*holding, error) {
	h := &holding{}
	h.mark = binary.LittleEndian.AppendUint32(h.mark, uint32(os.Getpid())) //nolint:gosec // a DWORD
	h.mark = binary.LittleEndian.AppendUint32(h.mark, claims.Add(1))
	data := textData(text)
	defer clear(data)
	err := whileOpen(func() error {
		if ok, _, err := emptyClipboard.Call(); ok == 0 {
			return fmt.Errorf("clipboard: empty: %w", err)
		}
		if err := h.fill(data); err != nil {
			_, _, _ = emptyClipboard.Call() // no text without its marks
			return err
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// fill hands over the marks, and only then the text.
func (h *holding) fill(text []byte) error {
	for _, name := range exclusions {
		if err := handOverNamed(name, make([]byte, 4)); err != nil {
			return err
		}
	}
	if err := handOverNamed(formatMark, h.mark); err != nil {
		return err
	}
	return handOver(formatUnicodeText, text)
}

// textData is a text as CF_UNICODETEXT: UTF-16 with a NUL at its end.
func textData(text string) []byte {
	units := make([]uint16, 0, len(text)+1)
	for _, r := range text {
		units = utf16.AppendRune(units, r)
	}
	defer clear(units)
	data := make([]byte, 0, 2*len(units)+2)
	for _, unit := range units {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return append(data, 0, 0)
}

func handOverNamed(name string, data []byte) error {
	format, err := format(name)
	if err != nil {
		return err
	}
	return handOver(format, data)
}

// format is the number of a format with a name, the same for all programs.
func format(name string) (uintptr, error) {
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, fmt.Errorf("clipboard: format %s: %w", name, err)
	}
	number, _, err := registerClipboard.Call(uintptr(unsafe.Pointer(wide)))
	if number == 0 {
		return 0, fmt.Errorf("clipboard: format %s: %w", name, err)
	}
	return number, nil
}

// handOver gives the open clipboard a copy of data.
func handOver(format uintptr, data []byte) error {
	memory, _, err := globalAlloc.Call(moveable, uintptr(len(data)))
	if memory == 0 {
		return fmt.Errorf("clipboard: memory: %w", err)
	}
	place, _, err := globalLock.Call(memory)
	if place == 0 {
		_, _, _ = globalFree.Call(memory)
		return fmt.Errorf("clipboard: memory: %w", err)
	}
	_, _, _ = moveMemory.Call(place, uintptr(unsafe.Pointer(unsafe.SliceData(data))), uintptr(len(data)))
	_, _, _ = globalUnlock.Call(memory)
	if ok, _, err := setClipboardData.Call(format, memory); ok == 0 {
		_, _, _ = globalFree.Call(memory)
		return fmt.Errorf("clipboard: set: %w", err)
	}
	return nil
}

// held looks for a mark without opening the clipboard, which would keep others from it. That the
// mark is this claim's is checked by clear.
func (h *holding) held() bool {
	if h.ended.Load() {
		return false
	}
	mark, err := format(formatMark)
	if err != nil {
		return false
	}
	there, _, _ := formatAvailable.Call(mark)
	return there != 0
}

func (h *holding) forget() { h.ended.Store(true) }

func (h *holding) clear() error {
	if h.ended.Load() {
		return nil
	}
	err := whileOpen(func() error {
		mark, err := format(formatMark)
		if err != nil || !slices.Equal(lying(mark, len(h.mark)), h.mark) {
			return err
		}
		if ok, _, err := emptyClipboard.Call(); ok == 0 {
			return fmt.Errorf("clipboard: empty: %w", err)
		}
		return nil
	})
	if err == nil {
		h.forget()
	}
	return err
}

// lying is what lies on the open clipboard in a format, of at most the given size.
func lying(format uintptr, most int) []byte {
	memory, _, _ := getClipboardData.Call(format)
	if memory == 0 {
		return nil
	}
	place, _, _ := globalLock.Call(memory)
	if place == 0 {
		return nil
	}
	defer func() { _, _, _ = globalUnlock.Call(memory) }()
	size, _, _ := globalSize.Call(memory)
	data := make([]byte, min(int(size), most)) //nolint:gosec // the size of a piece of memory
	_, _, _ = moveMemory.Call(uintptr(unsafe.Pointer(unsafe.SliceData(data))), place, uintptr(len(data)))
	return data
}

// whileOpen works on the clipboard, which one window at a time can have open. Other programs have it
// for moments only, so it is tried for a second.
func whileOpen(work func() error) error {
	const tries, pause = 50, 20 * time.Millisecond
	runtime.LockOSThread() // windows and the open clipboard belong to threads
	defer runtime.UnlockOSThread()
	window, err := newWindow()
	if err != nil {
		return err
	}
	defer func() { _, _, _ = destroyWindow.Call(window) }()
	for range tries {
		if ok, _, _ := openClipboard.Call(window); ok != 0 {
			defer func() { _, _, _ = closeClipboard.Call() }()
			return work()
		}
		<-time.After(pause)
	}
	return ErrBusy
}

// newWindow makes a window that only receives messages. Without one, two programs could have the
// clipboard open at once. It need not outlive the work: the content stays when its owner goes.
func newWindow() (uintptr, error) {
	const messageOnly = ^uintptr(2) // HWND_MESSAGE, -3
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return 0, fmt.Errorf("clipboard: window: %w", err)
	}
	window, _, err := createWindow.Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 0, 0, messageOnly, 0, 0, 0)
	if window == 0 {
		return 0, fmt.Errorf("clipboard: window: %w", err)
	}
	return window, nil
}
