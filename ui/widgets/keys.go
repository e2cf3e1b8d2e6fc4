package widgets

import "runtime"

// Keys is how the shortcut of a key is written on this system: "Ctrl K", or "⌘ K".
func Keys(key string) string {
	if runtime.GOOS == "darwin" {
		return "⌘ " + key
	}
	return "Ctrl " + key
}
