package screen

import (
	"fmt"
	"image"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	gdi32  = windows.NewLazySystemDLL("gdi32.dll")

	getDC            = user32.NewProc("GetDC")
	releaseDC        = user32.NewProc("ReleaseDC")
	systemMetrics    = user32.NewProc("GetSystemMetrics")
	compatibleDC     = gdi32.NewProc("CreateCompatibleDC")
	deleteDC         = gdi32.NewProc("DeleteDC")
	createDIBSection = gdi32.NewProc("CreateDIBSection")
	selectObject     = gdi32.NewProc("SelectObject")
	deleteObject     = gdi32.NewProc("DeleteObject")
	bitBlt           = gdi32.NewProc("BitBlt")
)

// The screens together are the virtual screen.
const (
	virtualX, virtualY          = 76, 77 // SM_XVIRTUALSCREEN, SM_YVIRTUALSCREEN
	virtualWidth, virtualHeight = 78, 79
	sourceCopy                  = 0x00cc0020
)

// bitmapInfo is BITMAPINFOHEADER.
type bitmapInfo struct {
	size          uint32
	width, height int32
	planes, bits  uint16
	rest          [6]uint32
}

func capture() (*image.RGBA, error) {
	x, y, width, height := metric(virtualX), metric(virtualY), metric(virtualWidth), metric(virtualHeight)
	if width <= 0 || height <= 0 {
		return nil, ErrEmpty
	}
	screen, _, err := getDC.Call(0)
	if screen == 0 {
		return nil, fmt.Errorf("screen: %w", err)
	}
	defer func() { _, _, _ = releaseDC.Call(0, screen) }()
	memory, _, err := compatibleDC.Call(screen)
	if memory == 0 {
		return nil, fmt.Errorf("screen: %w", err)
	}
	defer func() { _, _, _ = deleteDC.Call(memory) }()
	// A negative height means from the top down.
	info := bitmapInfo{width: width, height: -height, planes: 1, bits: 32}
	info.size = uint32(unsafe.Sizeof(info))
	var pixels *byte
	bitmap, _, err := createDIBSection.Call(memory, uintptr(unsafe.Pointer(&info)), 0, uintptr(unsafe.Pointer(&pixels)), 0, 0)
	if bitmap == 0 {
		return nil, fmt.Errorf("screen: %w", err)
	}
	defer func() { _, _, _ = deleteObject.Call(bitmap) }()
	before, _, _ := selectObject.Call(memory, bitmap)
	defer func() { _, _, _ = selectObject.Call(memory, before) }()
	ok, _, err := bitBlt.Call(memory, 0, 0, uintptr(width), uintptr(height), screen, uintptr(x), uintptr(y), sourceCopy)
	if ok == 0 {
		return nil, fmt.Errorf("screen: %w", err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	swap(picture.Pix, unsafe.Slice(pixels, len(picture.Pix)))
	return picture, nil
}

func metric(number uintptr) int32 {
	value, _, _ := systemMetrics.Call(number)
	return int32(value) //nolint:gosec // it is an int of 32 bits
}
