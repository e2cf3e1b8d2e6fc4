package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// SecretField is a row with a label and a value that may be secret. A secret is eight dots, whatever
// its length, until the eye asks for it; the widget holds it only while it shows it. Space
// reveals and hides, the copy shortcut copies from the row and from its buttons, and neither needs the
// other. A click gives the keyboard to the row.
type SecretField struct {
	control

	// OnReveal is called when the eye is pressed. It gets the value, at once or later, and
	// passes it to show on Fyne's goroutine; an answer that comes after the row was masked or
	// changed is dropped.
	OnReveal func(show func(value string))
	// OnMasked is called when the person hides the value again.
	OnMasked func()
	// OnCopy is called by the copy button and the shortcut. It copies by itself.
	OnCopy func()

	mode     fieldMode
	revealed bool
	asked    int // counts the questions, so that late answers can be told
	last     bool
	tips     SecretTips

	box, line   *canvas.Rectangle
	name        *Text
	mask        mask
	value       *Text
	note        *Text
	eye, copier *IconButton
}

type fieldMode int

const (
	fieldEmpty fieldMode = iota
	fieldPlain
	fieldSecret
)

// SecretTips are the words for the row's buttons.
type SecretTips struct{ Reveal, Hide, Copy string }

// NewSecretField makes a row without a value.
func NewSecretField(label string, tips SecretTips) *SecretField {
	f := &SecretField{
		tips:  tips,
		box:   newBox(theme.RadiusControl),
		line:  canvas.NewRectangle(color.Transparent),
		name:  NewFitText(label, Small, theme.ColorInk2),
		value: NewParagraph("", Mono, theme.ColorInk),
		note:  NewFitText("", Caption, theme.ColorInk3),
		mask:  newMask(),
	}
	f.eye = NewIconButton("eye", tips.Reveal, f.toggle)
	f.copier = NewIconButton("copy", tips.Copy, f.copy).SetKeyHint(Keys("C"))
	f.eye.OnCopy(f.copy)
	f.copier.OnCopy(f.copy)
	f.cuts(f.name, f.note)
	f.label = label
	f.ExtendBaseWidget(f)
	return f
}

// OnReach sets who is told when the keyboard comes to the row or to one of its buttons.
func (f *SecretField) OnReach(listen func()) {
	f.control.OnReach(listen)
	f.eye.OnReach(listen)
	f.copier.OnReach(listen)
}

// SetLabel changes the label.
func (f *SecretField) SetLabel(label string) {
	f.label = label
	f.name.SetText(label)
}

// SetNote shows a remark after the dots, such as a secret's age.
func (f *SecretField) SetNote(note string) {
	f.note.SetText(note)
	f.Refresh()
}

// SetEmpty shows a sentence in place of a value; there is nothing to reveal or copy.
func (f *SecretField) SetEmpty(sentence string) { f.become(fieldEmpty, sentence) }

// SetPlain shows a value that is no secret.
func (f *SecretField) SetPlain(value string) { f.become(fieldPlain, value) }

// SetSecret shows the dots.
func (f *SecretField) SetSecret() { f.become(fieldSecret, "") }

// SetMasked hides a revealed secret again, as after 20 seconds or when the window loses the focus.
func (f *SecretField) SetMasked() {
	if f.mode == fieldSecret {
		f.become(fieldSecret, "")
	}
}

// Revealed tells whether a secret is on screen.
func (f *SecretField) Revealed() bool { return f.revealed }

// SetLast leaves out the line below.
func (f *SecretField) SetLast(last bool) {
	f.last = last
	f.Refresh()
}

func (f *SecretField) become(mode fieldMode, text string) {
	f.asked++
	f.mode, f.revealed = mode, false
	f.value.private = mode == fieldSecret
	f.value.SetText(text)
	f.Refresh()
}

func (f *SecretField) toggle() {
	if f.mode != fieldSecret {
		return
	}
	if f.revealed {
		f.SetMasked()
		call(f.OnMasked)
		return
	}
	if f.OnReveal == nil {
		return
	}
	f.asked++
	question := f.asked
	f.OnReveal(func(value string) {
		if question != f.asked {
			return
		}
		f.revealed = true
		f.value.SetText(value)
		f.Refresh()
	})
}

// Tapped gives the keyboard to the row.
func (f *SecretField) Tapped(*fyne.PointEvent) { f.take() }

// TypedKey implements fyne.Focusable.
func (f *SecretField) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeySpace {
		f.toggle()
		return
	}
	passKey(f, key)
}

// TypedShortcut implements fyne.Shortcutable.
func (f *SecretField) TypedShortcut(shortcut fyne.Shortcut) { typedCopy(f, shortcut, f.copy) }

func (f *SecretField) copy() {
	if f.mode != fieldEmpty {
		call(f.OnCopy)
	}
}

// AccessibilityRole implements fyne.Accessible.
func (f *SecretField) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

const (
	fieldPadding = 16
	fieldValueX  = fieldPadding + 128
	fieldRight   = 8
)

func (f *SecretField) masked() bool { return f.mode == fieldSecret && !f.revealed }

func (f *SecretField) paint() {
	fill := fyne.ThemeColorName("")
	if f.focused && !f.ring {
		fill = theme.ColorHoverRow // what a click has chosen
	}
	dress(f.box, fill, "")
	if f.ring {
		dressWide(f.box, "", theme.ColorFocus, 2)
	}
	f.line.FillColor = theme.Color(theme.ColorBorder)
	f.line.Hidden = f.last
	f.mask.paint(f.masked())
	f.note.Hidden = !f.masked() || f.note.Text() == ""
	f.value.Hidden = f.masked()
	if f.mode == fieldEmpty {
		f.value.SetStyle(Small)
		f.value.SetColor(theme.ColorInk3)
	} else {
		f.value.SetStyle(Mono)
		f.value.SetColor(theme.ColorInk)
	}
	f.eye.Hidden = f.mode != fieldSecret
	f.copier.Hidden = f.mode == fieldEmpty
	if f.revealed {
		f.eye.SetIcon("eye-off", f.tips.Hide)
	} else {
		f.eye.SetIcon("eye", f.tips.Reveal)
	}
}

func (f *SecretField) valueWidth(width float32) float32 {
	return max(width-fieldValueX-fieldRight-2*theme.IconButtonSize-8, 0)
}

// rowHeight grows where a long value takes several lines.
func (f *SecretField) rowHeight(width float32) float32 {
	if f.masked() {
		return theme.FieldRowHeight
	}
	return max(theme.FieldRowHeight, f.value.HeightFor(f.valueWidth(width))+28)
}

// HeightFor is the height in Fyne units at the given width, with the line below.
func (f *SecretField) HeightFor(width float32) float32 {
	if f.last {
		return f.rowHeight(width)
	}
	return f.rowHeight(width) + 1
}

func (f *SecretField) layout(size fyne.Size) {
	height := f.rowHeight(size.Width)
	place(f.box, 2, 2, size.Width-4, height-4)
	place(f.line, fieldPadding, height, size.Width-fieldPadding, 1)
	placeMiddle(f.name, fieldPadding, height, 120, theme.LineSmall)
	f.mask.place(fieldValueX, 0, height)
	width := f.valueWidth(size.Width)
	placeMiddle(f.value, fieldValueX, height, width, f.value.HeightFor(width))
	placeMiddle(f.note, fieldValueX+maskWidth+12, height, max(width-maskWidth-12, 0), theme.LineCaption)

	const button = theme.IconButtonSize
	placeMiddle(f.copier, size.Width-fieldRight-button, height, button, button)
	placeMiddle(f.eye, size.Width-fieldRight-2*button, height, button, button)
}

// CreateRenderer implements fyne.Widget.
func (f *SecretField) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{f.box, f.line, f.name, f.value, f.note, f.eye, f.copier}
	return newRenderer(renderer{
		of:      f,
		objects: append(objects, f.mask.objects()...),
		min: func() fyne.Size {
			const least = fieldValueX + maskWidth + 2*theme.IconButtonSize + fieldRight + 8
			return fyne.NewSize(least, f.HeightFor(max(least, f.Size().Width)))
		},
		layout: f.layout,
		paint:  f.paint,
	})
}
