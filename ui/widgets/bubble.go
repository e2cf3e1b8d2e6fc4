package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Fyne hands keys and shortcuts to the focused widget only. What such a widget has no use for goes
// on from here to the window, so that Esc and the shortcuts of the window work from everywhere.

// passKey hands a key to the window's own handler.
func passKey(from fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := canvasOf(from); c != nil {
		if typed := c.OnTypedKey(); typed != nil {
			typed(key)
		}
	}
}

// passShortcut hands a shortcut of the window's own making to the window. Those of the clipboard
// belong to the focused widget alone.
func passShortcut(from fyne.CanvasObject, shortcut fyne.Shortcut) {
	if _, own := shortcut.(*desktop.CustomShortcut); !own {
		return
	}
	if c, ok := canvasOf(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(shortcut)
	}
}

func canvasOf(object fyne.CanvasObject) fyne.Canvas {
	if object == nil {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(object)
}
