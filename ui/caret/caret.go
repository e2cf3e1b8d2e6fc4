// Package caret finds where on the window the next character goes, for what opens beside it: the
// candidates of an input method.
package caret

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// entry is Fyne's entry, and what embeds it.
type entry interface {
	fyne.Widget
	// CursorPosition counts from the corner of the text, which scrolls inside of the entry.
	CursorPosition() fyne.Position
}

// Origin is what an entry implements that knows how far its text has scrolled, which Fyne's keeps
// to itself.
type Origin interface {
	// CaretOrigin is the object that CursorPosition counts from: the content of the entry's scroll.
	// It is nil before the entry is drawn.
	CaretOrigin() fyne.CanvasObject
}

// At returns the caret of the focused entry as a rectangle in pixels, counted from the top left
// corner of the canvas; false where no entry has the focus. It is as high as a line of the text font.
// The caret of an entry that is no Origin is kept inside of the entry, since it may have scrolled.
func At(c fyne.Canvas) (image.Rectangle, bool) {
	focused, ok := c.Focused().(entry)
	if !ok {
		return image.Rectangle{}, false
	}
	width := theme.SizeForWidget(theme.SizeNameInputBorder, focused)
	height := fyne.MeasureText("M", theme.SizeForWidget(theme.SizeNameText, focused), fyne.TextStyle{}).Height
	at := position(focused, fyne.NewSize(width, height))
	left, top := c.PixelCoordinateForPosition(at)
	right, bottom := c.PixelCoordinateForPosition(at.AddXY(width, height))
	return image.Rect(left, top, right, bottom), true
}

// position is that of the caret's top left corner on the canvas.
func position(e entry, caret fyne.Size) fyne.Position {
	driver := fyne.CurrentApp().Driver()
	if o, ok := e.(Origin); ok && o.CaretOrigin() != nil {
		return driver.AbsolutePositionForObject(o.CaretOrigin()).Add(e.CursorPosition())
	}
	in := e.CursorPosition().AddXY(0, theme.SizeForWidget(theme.SizeNameInputBorder, e))
	room := e.Size().Subtract(caret)
	in.X, in.Y = max(min(in.X, room.Width), 0), max(min(in.Y, room.Height), 0)
	return driver.AbsolutePositionForObject(e).Add(in)
}
