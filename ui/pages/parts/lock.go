package parts

import "fyne.io/fyne/v2"

// Lock keeps controls from being used while something is under way, or gives them
// back.
func Lock(locked bool, controls ...fyne.Disableable) {
	for _, control := range controls {
		setDisabled(control, locked)
	}
}
