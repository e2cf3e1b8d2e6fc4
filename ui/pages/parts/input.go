// Package parts holds what several pages are made of: the controls that a
// platform's description turns into, page frames, and the ways to say an error.
package parts

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Input is the control for one value, made from the description of its field.
// A wrong value stays as it was typed.
type Input struct {
	Field providers.Field

	// OnChanged is told about each change by a person, OnSubmit about Enter,
	// OnFocus and OnBlur about the keyboard coming and going, OnResized about a
	// change of its height. Each may be nil.
	OnChanged, OnSubmit, OnFocus, OnBlur, OnResized func()

	// OnReach is told which part of the input the keyboard came to, so that the
	// page can bring it into view. It may be nil.
	OnReach func(part fyne.CanvasObject)

	object  *fyne.Container
	control control
	note    *widgets.Text
	problem string
	edited  bool
}

// control is what the kinds of input differ in.
type control interface {
	canvasObject() fyne.CanvasObject
	value() string
	setValue(string)
	setProblem(string)
	setHelp(string)
	focus() fyne.Focusable
	lock(locked bool)
	mask()
}

// InputOptions are what a page decides about an input.
type InputOptions struct {
	// Placeholder replaces the field's example.
	Placeholder string
	// Plain takes the text font: for names, which are no keys.
	Plain bool
	// Unmarked leaves out the mark of a required field.
	Unmarked bool
	// Narrow leaves out a long example, but for how an address begins: a column has no room for it.
	Narrow bool
}

// longestExample is how much of an example fits into a column, in characters.
const longestExample = 30

// FitsColumn tells whether a column has room for a whole example.
func FitsColumn(example string) bool { return utf8.RuneCountInString(example) <= longestExample }

// example is what stands in an empty input.
func (o InputOptions) example(f providers.Field) string {
	switch {
	case o.Placeholder != "" || f.Secret:
		return o.Placeholder
	case o.Narrow && f.Kind == providers.KindLine && !FitsColumn(f.Example):
		scheme, _, address := strings.Cut(f.Example, "://")
		if !address {
			return ""
		}
		return scheme + "://"
	default:
		return f.Example
	}
}

// NewInput makes the control for a field.
func NewInput(c *core.Context, f providers.Field, o InputOptions) *Input {
	in := &Input{Field: f, note: widgets.NewParagraph("", widgets.Caption, theme.ColorWarnText)}
	in.note.Hide()
	switch f.Kind {
	case providers.KindChoice:
		in.control = newChoice(c, f, o, in)
	case providers.KindPairs:
		in.control = newPairs(c, f, in)
	default:
		in.control = newLine(c, f, o, in)
	}
	in.object = widgets.Stack(4, in.control.canvasObject(), in.note)
	return in
}

// Object is what goes into the page.
func (in *Input) Object() fyne.CanvasObject { return in.object }

// Value is what stands in the control, unchecked.
func (in *Input) Value() string { return in.control.value() }

// SetValue fills the control.
func (in *Input) SetValue(value string) { in.control.setValue(value) }

// SetHelp changes the sentence below the control.
func (in *Input) SetHelp(sentence string) { in.control.setHelp(sentence) }

// OnPaste is asked first when a person pastes a text into a line, and tells whether it took it.
func (in *Input) OnPaste(take func(text string) (taken bool)) {
	if l, ok := in.control.(*line); ok {
		l.field.OnPaste(take)
	}
}

// SetProblem shows what is wrong with the value; "" takes it back.
func (in *Input) SetProblem(sentence string) {
	if in.problem == sentence {
		return
	}
	in.problem = sentence
	in.control.setProblem(sentence)
	if sentence != "" {
		in.SetNote("")
	}
	call(in.OnResized)
}

// Problem is what SetProblem shows.
func (in *Input) Problem() string { return in.problem }

// SetNote shows what is unusual about the value; "" takes it back.
func (in *Input) SetNote(sentence string) {
	if in.note.Text() == sentence {
		return
	}
	in.note.SetText(sentence)
	in.note.Hidden = sentence == ""
	call(in.OnResized)
}

// Note is what SetNote shows.
func (in *Input) Note() string { return in.note.Text() }

// Edited tells whether a person changed the value.
func (in *Input) Edited() bool { return in.edited }

// Focusable is the part that takes the keyboard.
func (in *Input) Focusable() fyne.Focusable { return in.control.focus() }

// Lock keeps the value from being changed while work is under way.
func (in *Input) Lock(locked bool) { in.control.lock(locked) }

// Mask hides a secret that was revealed.
func (in *Input) Mask() { in.control.mask() }

// changed is called by the controls when a person changed the value.
func (in *Input) changed() {
	in.edited = true
	call(in.OnChanged)
}

// reached is called by the controls when the keyboard comes to a part of them.
func (in *Input) reached(part fyne.CanvasObject) {
	if in.OnReach != nil {
		in.OnReach(part)
	}
}

func call(fn func()) {
	if fn != nil {
		fn()
	}
}

// line is one line of text, or several.
type line struct {
	field   *widgets.Field
	setting bool
	last    string
}

// bodyRows is how many lines of a body are visible.
const bodyRows = 5

func newLine(c *core.Context, f providers.Field, o InputOptions, in *Input) *line {
	options := widgets.FieldOptions{
		Required: f.Required && !o.Unmarked, Secret: f.Secret, Mono: !o.Plain,
		Placeholder: o.example(f), Help: f.Help.In(c.Lang()),
		RevealTip: c.T("action.reveal"), HideTip: c.T("action.hide"),
	}
	if f.Kind == providers.KindBody {
		options.Rows = bodyRows
	}
	l := &line{field: widgets.NewField(f.Label.In(c.Lang()), options)}
	l.field.OnChanged = func(text string) { l.changed(c, in, text) }
	l.field.OnSubmitted = func(string) { call(in.OnSubmit) }
	l.field.OnBlur = func() { call(in.OnBlur) }
	l.field.OnCopy = func(selected string) { c.Clip.Copy(f.Label.In(c.Lang()), selected, true) }
	l.field.OnFocus(func() {
		call(in.OnFocus)
		in.reached(in.object)
	})
	l.field.SuitFont()
	return l
}

// changed drops the white space that a secret was copied with, because nobody
// can see it there. Typing adds one character at a time, pasting several.
func (l *line) changed(c *core.Context, in *Input, text string) {
	before := l.last
	l.last = text
	if l.setting {
		return
	}
	l.field.SuitFont()
	in.SetNote("")
	if pasted := len([]rune(text)) > len([]rune(before))+1; pasted && in.Field.Secret {
		if clean := strings.TrimSpace(text); clean != text {
			l.setValue(clean)
			in.SetNote(c.T("input.trimmed"))
		}
	}
	in.changed()
}

func (l *line) canvasObject() fyne.CanvasObject { return l.field }
func (l *line) value() string                   { return l.field.Text() }
func (l *line) setProblem(sentence string)      { l.field.SetError(sentence) }
func (l *line) setHelp(sentence string)         { l.field.SetHelp(sentence) }
func (l *line) focus() fyne.Focusable           { return l.field.Focusable() }
func (l *line) mask()                           { l.field.Mask() }
func (l *line) lock(locked bool)                { setDisabled(l.field, locked) }

func (l *line) setValue(value string) {
	l.setting = true
	l.field.SetText(value)
	l.last = value
	l.setting = false
	l.field.SuitFont()
}
