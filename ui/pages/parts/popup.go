package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// PopUp shows a menu below a button, ending where the button ends.
func PopUp(window fyne.Window, button fyne.CanvasObject, items ...*fyne.MenuItem) {
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), window.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	menu.ShowAtPosition(at.AddXY(button.Size().Width-menu.MinSize().Width, button.Size().Height+4))
}
