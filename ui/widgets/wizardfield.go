package widgets

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"

	"keycase/ui/theme"
)

// WizardField is a Field in the size of wizards: 52 units high, in large monospaced letters. It can
// carry the number that the same thing has in an illustration, and a check once it looks right.
type WizardField struct {
	Field

	// OnPaste is asked first when a person pastes a text into the field, and tells whether it took it;
	// nil leaves that to the field.
	OnPaste func(text string) (taken bool)

	number *Text
	ok     *glyph
	large  *container.ThemeOverride
	typing *wizardInput
}

// NewWizardField makes a field; an empty number leaves that out. FieldOptions.Mono is implied and Rows
// are not for it.
func NewWizardField(number, label string, options FieldOptions) *WizardField {
	options.Mono, options.Rows = true, 0
	f := &WizardField{
		number: NewText(number, SmallMedium, theme.ColorAccentText),
		ok:     newGlyph("", theme.ColorOkText, 20),
		typing: newWizardInput(),
	}
	f.Field = Field{
		options: options,
		frame:   newFrame(label, options.Help, options.Required),
		box:     newBox(theme.RadiusLarge),
		entry:   &f.typing.input,
		mask:    newMask(),
	}
	f.eye = newEye(options.RevealTip, options.HideTip, func() {
		f.toggle()
		f.Tapped(nil)
	})
	f.eye.Hidden = !options.Secret
	f.entry.label, f.entry.onPaste = label, f.taken
	f.entry.SetPlaceHolder(options.Placeholder)
	f.entry.TextStyle = fyne.TextStyle{Monospace: true}
	f.connect()
	f.large = container.NewThemeOverride(f.typing, largeTheme{})
	f.ExtendBaseWidget(f)
	return f
}

// SetOK shows or hides the check.
func (f *WizardField) SetOK(ok bool) {
	name := ""
	if ok {
		name = "circle-check"
	}
	if f.ok.name == name {
		return
	}
	f.ok.name = name
	f.Refresh()
}

// Focusable is the part that takes the keyboard, for canvas.Focus.
func (f *WizardField) Focusable() fyne.Focusable { return f.typing }

// Tapped brings the keyboard to the field from wherever its frame is hit.
func (f *WizardField) Tapped(*fyne.PointEvent) {
	if c := canvasOf(f); c != nil && !f.Disabled() {
		c.Focus(f.typing)
	}
}

// AccessibilityLabel is the label with its number and the sentence below; what was typed may be a
// secret.
func (f *WizardField) AccessibilityLabel() string {
	return spoken(f.number.Text(), f.Field.AccessibilityLabel())
}

// HeightFor is the height in Fyne units at the given width; a long sentence takes two lines.
func (f *WizardField) HeightFor(width float32) float32 {
	return f.frame.heightFor(width, theme.InputHeightWizard)
}

func (f *WizardField) layout(size fyne.Size) {
	const height, edge = theme.InputHeightWizard, 8
	top := f.frame.top()
	f.frame.layout(size.Width, height)
	number := f.number.MinSize().Width
	place(f.number, 0, 0, number, theme.LineSmall)
	if number > 0 {
		number += 8
	}
	f.frame.label.Move(fyne.NewPos(number, 0))
	f.frame.mark.Move(f.frame.mark.Position().AddXY(number, 0))
	place(f.box, 0, top, size.Width, height)

	right := float32(edge)
	if f.options.Secret {
		right += theme.IconButtonSize
		place(f.eye, size.Width-right, top+(height-theme.IconButtonSize)/2, theme.IconButtonSize, theme.IconButtonSize)
	}
	if f.ok.name != "" {
		right += edge + f.ok.size
		place(f.ok.Image, size.Width-right, top+(height-f.ok.size)/2, f.ok.size, f.ok.size)
	}
	text := f.large.MinSize().Height
	place(f.large, edge, top+(height-text)/2, f.textWidth(size.Width-edge-right), text)
	f.mask.place(edge+fynetheme.InnerPadding(), top, height)
}

// textWidth is what a text takes of the room there is. A long secret is scrolled to its end; the first
// dot that can be seen then is a whole one.
func (f *WizardField) textWidth(room float32) float32 {
	if !f.options.Secret {
		return room
	}
	dot, edges := measure(masked, MonoInput), f.entry.ActionItem.MinSize().Width+fynetheme.InnerPadding()
	return edges + dot*max(float32(math.Floor(float64((room-edges)/dot))), 0)
}

// masked is what Fyne draws for each character of a secret that is being typed.
const masked = "•"

// SetText fills the field; a person goes on at the end of it.
func (f *WizardField) SetText(text string) {
	if f.Text() == text {
		return
	}
	f.Field.SetText(text)
	f.entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

// CreateRenderer implements fyne.Widget.
func (f *WizardField) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      f,
		objects: slices.Concat(f.frame.objects(), []fyne.CanvasObject{f.number, f.box, f.large, f.ok.Image, f.eye}, f.mask.objects()),
		min: func() fyne.Size {
			width := f.frame.minWidth()
			return fyne.NewSize(width, f.HeightFor(max(width, f.Size().Width)))
		},
		layout: f.layout,
		paint: func() {
			f.paint()
			f.ok.set(f.ok.name, theme.ColorOkText)
		},
	})
}

// wizardInput is the part that is typed into.
type wizardInput struct {
	input
}

func newWizardInput() *wizardInput {
	e := &wizardInput{}
	e.whole = e
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey implements fyne.Focusable.
func (e *wizardInput) TypedKey(key *fyne.KeyEvent) {
	if HideTip(canvasOf(e)) && key.Name == fyne.KeyEscape {
		return
	}
	switch key.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF5:
		passKey(e, key)
		return
	}
	e.input.TypedKey(key)
}

// TypedRune implements fyne.Focusable.
func (e *wizardInput) TypedRune(r rune) {
	HideTip(canvasOf(e))
	e.input.TypedRune(r)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *wizardInput) TypedShortcut(shortcut fyne.Shortcut) {
	switch s := shortcut.(type) {
	case *fyne.ShortcutPaste:
		e.paste(canvasOf(e), s.Clipboard)
		return
	case *desktop.CustomShortcut:
		if s.ShortcutName() != revealKeys.ShortcutName() {
			e.Entry.TypedShortcut(shortcut)
			passShortcut(e, shortcut)
			return
		}
	}
	e.input.TypedShortcut(shortcut)
}

// taken tells whether the wizard takes a text. Nothing that belongs into a wizard is longer than what an
// input takes.
func (f *WizardField) taken(c fyne.Canvas, text string) bool {
	return f.OnPaste != nil && (RefusesPaste(c, text) || f.OnPaste(text))
}

// largeTheme is the theme of the window with larger letters. Fyne's entry has no size of its own.
type largeTheme struct{}

func window() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (largeTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	return window().Color(name, variant)
}

// Font implements fyne.Theme.
func (largeTheme) Font(style fyne.TextStyle) fyne.Resource { return window().Font(style) }

// Icon implements fyne.Theme.
func (largeTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return window().Icon(name) }

// Size implements fyne.Theme.
func (largeTheme) Size(name fyne.ThemeSizeName) float32 {
	if name == fynetheme.SizeNameText {
		return theme.SizeMonoInput
	}
	return window().Size(name)
}
