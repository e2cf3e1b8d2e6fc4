// Command host is linked to OPENGL32.dll as the window is, and has itself drawn in
// software. It tells from which folder it has that DLL, and with which arguments it
// was started.
package main

// #cgo LDFLAGS: -lopengl32
// #include <windows.h>
import "C"

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

	"keycase/desktop/opengl"
)

func main() {
	C.wglGetCurrentContext() // so it is linked
	place, _ := os.Executable()
	fmt.Println(library(), filepath.Base(filepath.Dir(filepath.Dir(place))), os.Getenv("LIBGL_ALWAYS_SOFTWARE"), os.Args[1:])
	drawing, ok := opengl.FindSoftware(os.Args[1])
	if !ok {
		fmt.Println("there is no software")
		return
	}
	restarted, err := drawing.Enter(os.Args[1:])
	fmt.Println(restarted, err)
}

func library() (folder string) {
	name, _ := windows.UTF16PtrFromString("opengl32.dll")
	var handle windows.Handle
	if err := windows.GetModuleHandleEx(windows.GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, name, &handle); err != nil {
		return err.Error()
	}
	file := make([]uint16, windows.MAX_LONG_PATH)
	if _, err := windows.GetModuleFileName(handle, &file[0], uint32(len(file))); err != nil {
		return err.Error()
	}
	return filepath.Base(filepath.Dir(windows.UTF16ToString(file)))
}
