// Command host is linked to OPENGL32.dll as the window is, and has itself drawn in
// software. It tells by which DLL it was started, and with which arguments.
package main

// #cgo LDFLAGS: -lopengl32
// #include <windows.h>
import "C"

import (
	"fmt"
	"os"
	"path/filepath"
	"unsafe"

	"keycase/desktop/opengl"
)

func main() {
	which := "system"
	if uintptr(unsafe.Pointer(C.wglGetCurrentContext())) == 0x5eed {
		which = "stand-in"
	}
	place, _ := os.Executable()
	fmt.Println(which, filepath.Base(filepath.Dir(filepath.Dir(place))), os.Getenv("GALLIUM_DRIVER"), os.Args[1:])
	drawing, ok := opengl.FindSoftware(os.Args[1])
	if !ok {
		fmt.Println("there is no software")
		return
	}
	restarted, err := drawing.Enter(os.Args[1:])
	fmt.Println(restarted, err)
}
