package opengl

import "golang.org/x/sys/windows"

// Fyne shows a box in English and ends the process, so not even the first start may
// fail.
const firstIsDoubtful = true

// sessionKind tells a session at the machine from one over the network, which has
// other drivers.
func sessionKind() string {
	const remoteSession = 0x1000 // SM_REMOTESESSION
	if remote, _, _ := metrics.Call(remoteSession); remote != 0 {
		return "remote"
	}
	return "local"
}

var metrics = windows.NewLazySystemDLL("user32.dll").NewProc("GetSystemMetrics")
