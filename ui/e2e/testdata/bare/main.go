// The bare window is what the idle window is measured beside: one label.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	window := app.NewWithID("app.keycase.bare").NewWindow("bare")
	window.Resize(fyne.NewSize(1180, 760))
	window.SetContent(widget.NewLabel("bare"))
	window.ShowAndRun()
}
