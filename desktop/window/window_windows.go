package window

import (
	"fmt"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")

	getPlacement     = user32.NewProc("GetWindowPlacement")
	setPlacement     = user32.NewProc("SetWindowPlacement")
	enumMonitors     = user32.NewProc("EnumDisplayMonitors")
	monitorInfo      = user32.NewProc("GetMonitorInfoW")
	monitorFromRect  = user32.NewProc("MonitorFromRect")
	windowRect       = user32.NewProc("GetWindowRect")
	clientRect       = user32.NewProc("GetClientRect")
	getMessageTime   = user32.NewProc("GetMessageTime")
	isIconic         = user32.NewProc("IsIconic")
	showWindow       = user32.NewProc("ShowWindow")
	setForeground    = user32.NewProc("SetForegroundWindow")
	bringWindowToTop = user32.NewProc("BringWindowToTop")
)

// rect is a RECT.
type rect struct{ left, top, right, bottom int32 }

func (r rect) geometry() Geometry {
	return Geometry{int(r.left), int(r.top), int(r.right - r.left), int(r.bottom - r.top)}
}

//nolint:gosec // pixels
func (g Geometry) rect() rect {
	return rect{int32(g.X), int32(g.Y), int32(g.X + g.Width), int32(g.Y + g.Height)}
}

// placement is a WINDOWPLACEMENT.
type placement struct {
	length, flags, show  uint32
	minimised, maximised struct{ x, y int32 }
	normal               rect
}

// monitor is a MONITORINFO: work is the monitor without taskbars.
type monitor struct {
	size        uint32
	whole, work rect
	flags       uint32
}

const (
	showHide       = 0 // SW_HIDE
	showRestore    = 9 // SW_RESTORE
	nearestMonitor = 2 // MONITOR_DEFAULTTONEAREST
)

// placed reads the placement, which knows where a minimised window goes back to.
func placed(h Handle) (Geometry, error) {
	p, err := placementOf(h)
	if err != nil {
		return Geometry{}, err
	}
	g := p.normal.geometry()
	dx, dy := workOffset(p.normal)
	g.X, g.Y = g.X+dx, g.Y+dy
	return g, nil
}

func place(h Handle, g Geometry) error {
	p, err := placementOf(h)
	if err != nil {
		return err
	}
	g = Clamp(g, screens())
	dx, dy := workOffset(g.rect())
	g.X, g.Y = g.X-dx, g.Y-dy
	p.normal = g.rect()
	if !windows.IsWindowVisible(windows.HWND(h)) {
		p.show = showHide // what is told of a hidden window would show it
	}
	if ok, _, err := setPlacement.Call(uintptr(h), uintptr(unsafe.Pointer(&p))); ok == 0 {
		return fmt.Errorf("window: place: %w", err)
	}
	return nil
}

// room takes the frame to be what the window has beyond its contents; a minimised one has none to
// measure.
func room(h Handle) (width, height int, err error) {
	p, err := placementOf(h)
	if err != nil {
		return 0, 0, err
	}
	all := screens()
	if len(all) == 0 {
		return 0, 0, fmt.Errorf("window: %w", windows.ERROR_INVALID_MONITOR_HANDLE)
	}
	screen := under(p.normal.geometry(), all)
	outer, inner := rectOf(windowRect, h), rectOf(clientRect, h)
	if inner.Width == 0 || inner.Height == 0 {
		return screen.Width, screen.Height, nil
	}
	return screen.Width - (outer.Width - inner.Width), screen.Height - (outer.Height - inner.Height), nil
}

// rectOf asks for a rectangle of the window; an empty one where it is not told.
func rectOf(ask *windows.LazyProc, h Handle) Geometry {
	var r rect
	_, _, _ = ask.Call(uintptr(h), uintptr(unsafe.Pointer(&r)))
	return r.geometry()
}

func placementOf(h Handle) (placement, error) {
	p := placement{}
	p.length = uint32(unsafe.Sizeof(p))
	if ok, _, err := getPlacement.Call(uintptr(h), uintptr(unsafe.Pointer(&p))); ok == 0 {
		return p, fmt.Errorf("window: place: %w", err)
	}
	return p, nil
}

// workOffset is how far taskbars above and to the left push the coordinates of placements, which
// count from the corner that they leave.
func workOffset(r rect) (dx, dy int) {
	handle, _, _ := monitorFromRect.Call(uintptr(unsafe.Pointer(&r)), nearestMonitor)
	m, ok := monitorOf(handle)
	if !ok {
		return 0, 0
	}
	return int(m.work.left - m.whole.left), int(m.work.top - m.whole.top)
}

func monitorOf(handle uintptr) (monitor, bool) {
	m := monitor{}
	m.size = uint32(unsafe.Sizeof(m))
	ok, _, _ := monitorInfo.Call(handle, uintptr(unsafe.Pointer(&m)))
	return m, ok != 0
}

// found collects what EnumDisplayMonitors tells; the callback is made once, since Windows callbacks
// are never given back.
var found struct {
	sync.Mutex
	screens []Geometry
}

var collectMonitor = sync.OnceValue(func() uintptr {
	return windows.NewCallback(func(handle, _, _, _ uintptr) uintptr {
		if m, ok := monitorOf(handle); ok {
			found.screens = append(found.screens, m.work.geometry())
		}
		return 1 // go on
	})
})

// screens are the monitors without their taskbars.
func screens() []Geometry {
	found.Lock()
	defer found.Unlock()
	found.screens = nil
	_, _, _ = enumMonitors.Call(0, 0, collectMonitor(), 0)
	return found.screens
}

func raise(h Handle) error {
	if !windows.IsWindow(windows.HWND(h)) {
		return fmt.Errorf("window: raise: %w", windows.ERROR_INVALID_WINDOW_HANDLE)
	}
	if minimised, _, _ := isIconic.Call(uintptr(h)); minimised != 0 {
		_, _, _ = showWindow.Call(uintptr(h), showRestore)
	}
	_, _, _ = bringWindowToTop.Call(uintptr(h))
	// Where Windows refuses the keyboard to programs behind, it makes the taskbar's button blink.
	_, _, _ = setForeground.Call(uintptr(h))
	return nil
}

func forgetDeadManager() error { return nil }
