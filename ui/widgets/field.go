package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// FieldOptions says what kind of field it is. The zero value is a single line of plain text.
type FieldOptions struct {
	Required    bool   // shows a mark after the label
	Secret      bool   // hides what is typed, with an eye to look
	Mono        bool   // ids, keys, URLs
	Rows        int    // more than 1 makes a multi-line field
	Placeholder string // an example of what belongs here
	Help        string // one sentence below the field

	// RevealTip and HideTip describe the eye of a secret field.
	RevealTip, HideTip string
}

// Field is a label with an input below it and a line for help or for what is wrong. A wrong value
// stays as it was typed.
type Field struct {
	base
	options FieldOptions

	// OnChanged is told each value; OnSubmitted on Enter; OnBlur when the focus leaves. OnCopy gets
	// what a person copies or cuts out of a revealed secret, instead of the clipboard.
	OnChanged   func(text string)
	OnSubmitted func(text string)
	OnBlur      func()
	OnCopy      func(selected string)

	failure string
	focused bool

	label, mark *Text
	box         *canvas.Rectangle
	entry       *input
	eye         *IconButton
	alert       *glyph
	help        *Text
}

// NewField makes a field with the given label above it.
func NewField(label string, options FieldOptions) *Field {
	f := &Field{
		options: options,
		label:   NewText(label, Small, theme.ColorInk2),
		mark:    NewText("*", Small, theme.ColorErrText),
		box:     newBox(theme.RadiusControl),
		entry:   newInput(options.Rows),
		alert:   newGlyph("", theme.ColorErrText, 14),
		help:    NewParagraph(options.Help, Caption, theme.ColorInk3),
	}
	f.eye = NewIconButton("eye", options.RevealTip, func() { f.reveal(f.entry.Password) })
	f.eye.Hidden = !options.Secret
	f.mark.Hidden = !options.Required
	f.entry.SetPlaceHolder(options.Placeholder)
	f.entry.TextStyle = fyne.TextStyle{Monospace: options.Mono || options.Secret}
	f.connect()
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) connect() {
	f.entry.onFocus = f.setFocused
	f.entry.OnChanged = func(text string) {
		if f.OnChanged != nil {
			f.OnChanged(text)
		}
	}
	f.entry.OnSubmitted = func(text string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted(text)
		}
	}
	if f.options.Secret {
		f.entry.Password = true
		f.entry.ActionItem = canvas.NewRectangle(nil) // keeps Fyne from adding an eye of its own
		f.entry.onCopy = func(selected string) {
			if f.OnCopy != nil {
				f.OnCopy(selected)
			}
		}
	}
}

// Text is what was typed.
func (f *Field) Text() string { return f.entry.Text }

// SetText fills the field.
func (f *Field) SetText(text string) { f.entry.SetText(text) }

// SetLabel changes the label.
func (f *Field) SetLabel(label string) { f.label.SetText(label) }

// SetError shows in a sentence what is wrong, in place of the help; empty takes it back. What was
// typed stays.
func (f *Field) SetError(sentence string) {
	if f.failure == sentence {
		return
	}
	f.failure = sentence
	f.Refresh()
}

// Error is the sentence shown, or empty.
func (f *Field) Error() string { return f.failure }

// Focusable is the part that takes the keyboard, for canvas.Focus.
func (f *Field) Focusable() fyne.Focusable { return f.entry }

// Enable implements fyne.Disableable.
func (f *Field) Enable() {
	f.entry.Enable()
	f.Refresh()
}

// Disable implements fyne.Disableable; what was typed stays readable.
func (f *Field) Disable() {
	f.entry.Disable()
	f.Refresh()
}

// Disabled implements fyne.Disableable.
func (f *Field) Disabled() bool { return f.entry.Disabled() }

// Mask hides a revealed secret again.
func (f *Field) Mask() { f.reveal(false) }

func (f *Field) reveal(show bool) {
	if !f.options.Secret {
		return
	}
	f.entry.Password = !show
	f.entry.Refresh()
	if show {
		f.eye.SetIcon("eye-off", f.options.HideTip)
	} else {
		f.eye.SetIcon("eye", f.options.RevealTip)
	}
}

// Tapped brings the keyboard to the field from wherever its frame is hit.
func (f *Field) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil && !f.Disabled() {
		c.Focus(f.entry)
	}
}

func (f *Field) setFocused(focused bool) {
	f.focused = focused
	if !focused && f.OnBlur != nil {
		f.OnBlur()
	}
	f.Refresh()
}

func (f *Field) paint() {
	fill, stroke, width := theme.ColorSurface, theme.ColorBorderStrong, float32(1)
	switch {
	case f.Disabled():
		fill, stroke = theme.ColorDisabledFill, theme.ColorBorder
	case f.focused:
		stroke, width = theme.ColorFocus, 2
	case f.failure != "":
		stroke = theme.ColorErr
	}
	dressWide(f.box, fill, stroke, width)
	if f.failure != "" {
		f.help.Set(f.failure, theme.ColorErrText)
		f.alert.set("circle-alert", theme.ColorErrText)
	} else {
		f.help.Set(f.options.Help, theme.ColorInk3)
		f.alert.set("", theme.ColorErrText)
	}
	f.help.Hidden = f.help.Text() == ""
}

const fieldGap = 6

// inputHeight of several rows is what their text needs.
func (f *Field) inputHeight() float32 {
	if f.options.Rows > 1 {
		return max(theme.InputHeight, f.entry.MinSize().Height)
	}
	return theme.InputHeight
}

func (f *Field) labelHeight() float32 {
	if f.label.Text() == "" {
		return 0
	}
	return theme.LineSmall + fieldGap
}

// HeightFor is the height in Fyne units at the given width; a long sentence takes two lines.
func (f *Field) HeightFor(width float32) float32 {
	height := f.labelHeight() + f.inputHeight()
	if !f.help.Hidden {
		height += fieldGap + f.help.HeightFor(width-f.alert.width(fieldGap))
	}
	return height
}

func (f *Field) layout(size fyne.Size) {
	label := f.label.MinSize().Width
	place(f.label, 0, 0, label, theme.LineSmall)
	place(f.mark, label+4, 0, f.mark.MinSize().Width, theme.LineSmall)

	top, height := f.labelHeight(), f.inputHeight()
	place(f.box, 0, top, size.Width, height)
	right := float32(4)
	if f.options.Secret {
		right = 4 + theme.IconButtonSize
		place(f.eye, size.Width-right, top+(height-theme.IconButtonSize)/2, theme.IconButtonSize, theme.IconButtonSize)
	}
	text := f.entry.MinSize().Height
	if f.options.Rows > 1 {
		text = height + 1
	}
	place(f.entry, 4, top+(height-text)/2-1, size.Width-4-right, text)

	below, x := top+height+fieldGap, f.alert.width(fieldGap)
	place(f.alert.Image, 0, below+1, f.alert.size, f.alert.size)
	place(f.help, x, below, size.Width-x, f.help.HeightFor(size.Width-x))
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of: f,
		objects: []fyne.CanvasObject{
			f.label, f.mark, f.box, f.entry, f.eye, f.alert.Image, f.help,
		},
		min: func() fyne.Size {
			width := max(160, f.label.MinSize().Width+16)
			return fyne.NewSize(width, f.HeightFor(max(width, f.Size().Width)))
		},
		layout: f.layout,
		paint:  f.paint,
	})
}
