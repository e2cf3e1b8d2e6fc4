package opengl

import "golang.org/x/sys/windows"

// Ask shows a box of the system, which needs no OpenGL, with buttons for yes and no
// where it is a question. yes is false where it cannot be shown.
func Ask(title, text string, question bool) (yes bool) {
	wideTitle, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return false
	}
	wideText, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return false
	}
	buttons := uint32(windows.MB_OK)
	if question {
		buttons = windows.MB_YESNO
	}
	const idYes = 6
	answer, err := windows.MessageBox(0, wideText, wideTitle, buttons|windows.MB_ICONWARNING|windows.MB_SETFOREGROUND)
	return err == nil && answer == idYes
}
