package widgets

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"keycase/ui/theme"
)

// FieldOptions says what kind of field it is. The zero value is a single line of plain text.
type FieldOptions struct {
	Required    bool   // shows a mark after the label
	Secret      bool   // hides what is typed, with an eye and Ctrl+E to look
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

	frame   frame
	focused bool
	box     *canvas.Rectangle
	entry   *input
	mask    mask
	eye     *eye
	hiding  func() // stops what will hide a revealed secret; nil where nothing will
}

// typedLife is how long a secret that is being typed stays readable.
const typedLife = 20 * time.Second

// NewField makes a field with the given label above it.
func NewField(label string, options FieldOptions) *Field {
	f := &Field{
		options: options,
		frame:   newFrame(label, options.Help, options.Required),
		box:     newBox(theme.RadiusControl),
		entry:   newInput(options.Rows),
		mask:    newMask(),
	}
	f.eye = newEye(options.RevealTip, options.HideTip, func() {
		f.toggle()
		f.Tapped(nil) // the press took the keyboard away
	})
	f.eye.Hidden = !options.Secret
	f.entry.label = label
	f.entry.SetPlaceHolder(options.Placeholder)
	f.entry.TextStyle = fyne.TextStyle{Monospace: options.Mono || options.Secret}
	f.connect()
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) connect() {
	f.entry.onFocus = f.setFocused
	f.entry.OnChanged = func(text string) {
		f.veil()
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
		f.entry.onReveal = f.toggle
		f.entry.ActionItem = canvas.NewRectangle(color.Transparent) // keeps Fyne from adding an eye of its own
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
func (f *Field) SetLabel(label string) {
	f.entry.label = label
	f.frame.label.SetText(label)
}

// SetError shows in a sentence what is wrong, in place of the help; empty takes it back. What was
// typed stays.
func (f *Field) SetError(sentence string) {
	if f.frame.failure == sentence {
		return
	}
	f.frame.failure = sentence
	f.Refresh()
}

// Error is the sentence shown, or empty.
func (f *Field) Error() string { return f.frame.failure }

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

// Mask hides a revealed secret again, as it is hidden by itself after 20 seconds where the window has
// a layer for tips, which knows of time.
func (f *Field) Mask() { f.reveal(false) }

func (f *Field) reveal(show bool) {
	if !f.options.Secret {
		return
	}
	f.entry.Password = !show
	f.entry.Refresh()
	f.veil()
	f.eye.setOpen(show)
	if f.hiding != nil {
		f.hiding()
		f.hiding = nil
	}
	if t := tipsOn(canvasOf(f.eye)); show && t != nil {
		f.hiding = t.after(typedLife, f.Mask)
	}
}

// veil draws a secret as eight dots while nobody types: the dots of Fyne's entry, one for each
// character, would show its length to whoever looks on.
func (f *Field) veil() {
	veiled := f.entry.Password && !f.focused && f.entry.Text != ""
	f.entry.setVeiled(veiled)
	f.mask.paint(veiled)
}

func (f *Field) toggle() { f.reveal(f.entry.Password) }

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
	fill := theme.ColorSurface
	if f.Disabled() {
		fill = theme.ColorDisabledFill
	}
	stroke, width := f.frame.border(f.Disabled(), f.focused)
	dressWide(f.box, fill, stroke, width)
	f.frame.paint()
	f.veil()
}

// inputHeight of several rows is what their text needs.
func (f *Field) inputHeight() float32 {
	if f.options.Rows > 1 {
		return max(theme.InputHeight, f.entry.MinSize().Height)
	}
	return theme.InputHeight
}

// HeightFor is the height in Fyne units at the given width; a long sentence takes two lines.
func (f *Field) HeightFor(width float32) float32 { return f.frame.heightFor(width, f.inputHeight()) }

func (f *Field) layout(size fyne.Size) {
	top, height := f.frame.top(), f.inputHeight()
	f.frame.layout(size.Width, height)
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
	f.mask.place(4+fynetheme.InnerPadding(), top, theme.InputHeight)
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      f,
		objects: slices.Concat(f.frame.objects(), []fyne.CanvasObject{f.box, f.entry, f.eye}, f.mask.objects()),
		min: func() fyne.Size {
			width := f.frame.minWidth()
			return fyne.NewSize(width, f.HeightFor(max(width, f.Size().Width)))
		},
		layout: f.layout,
		paint:  f.paint,
	})
}
