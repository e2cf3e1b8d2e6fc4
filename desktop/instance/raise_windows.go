package instance

import "golang.org/x/sys/windows"

var allowSetForegroundWindow = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// allowRaise hands on the right to come to the front. Windows gives it to the
// process that a person has just started, which is this one and not the one that
// has the window; without it that one could only blink in the task bar.
func allowRaise() {
	const anyProcess = 0xFFFFFFFF
	if allowSetForegroundWindow.Find() == nil {
		_, _, _ = allowSetForegroundWindow.Call(anyProcess)
	}
}
