package importing

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// intake is where a text comes in.
type intake struct {
	p      *Page
	object fyne.CanvasObject
	field  *widgets.Field
	scroll *parts.Scroll
	paste  *widgets.Button
	file   *widgets.Button
	read   *widgets.Button
	last   string
}

// pasteRows is how many lines of the text are visible.
const pasteRows = 8

func newIntake(p *Page) *intake {
	c := p.c
	in := &intake{p: p}
	in.field = widgets.NewField(c.T("import.text"), widgets.FieldOptions{
		Rows: pasteRows, Mono: true, Placeholder: c.T("import.text_example"), Help: c.T("import.text_help"),
	})
	in.field.OnChanged = in.changed
	in.field.OnPaste(in.takeLong)
	in.field.OnSubmitted = func(string) { p.readTyped() }
	in.paste = widgets.NewButton(c.T("import.paste"), "clipboard-paste", widgets.Secondary, p.paste)
	in.file = widgets.NewButton(c.T("import.file"), "file-text", widgets.Secondary, p.chooseFile)
	in.read = widgets.NewButton(c.T("import.read"), "", widgets.Primary, p.readTyped)
	in.read.Disable()
	ways := widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Natural, widgets.Flexible, widgets.Natural},
		in.paste, in.file, widgets.NewFitText(c.T("import.drop"), widgets.Caption, theme.ColorInk2), in.read)
	stack := widgets.Stack(theme.Space6,
		widgets.NewParagraph(c.T("import.sentence"), widgets.Body, theme.ColorInk2),
		widgets.NewCard(widgets.Stack(theme.Space4, in.field, ways), theme.Space5),
		widgets.NewHintList(
			widgets.Hint{Title: c.T("import.hint_read"), Detail: c.T("import.hint_read_detail")},
			widgets.Hint{Title: c.T("import.hint_check"), Detail: c.T("import.hint_check_detail")},
			widgets.Hint{Title: c.T("import.hint_store"), Detail: c.T("import.hint_store_detail")},
		),
	)
	in.scroll = parts.NewScroll(parts.Column(widgets.Pad(stack, theme.Space2, 0, theme.Space6, 0), columnWidth))
	for _, b := range []*widgets.Button{in.paste, in.file, in.read} {
		b.OnReach(func() { in.scroll.Reveal(b) })
	}
	in.object = in.scroll.Object()
	return in
}

// takeLong reads past the field a text that is too long for it.
func (in *intake) takeLong(text string) bool {
	long := len(text) > widgets.LongestText
	if long {
		in.p.pasted(text)
	}
	return long
}

// changed reads at once what was pasted, so that it does not stay on screen. Typing
// adds one character at a time.
func (in *intake) changed(text string) {
	before := in.last
	in.last = text
	in.field.SuitFont()
	in.say("")
	setDisabled(in.read, text == "")
	if utf8.RuneCountInString(text) > utf8.RuneCountInString(before)+1 {
		in.p.readTyped()
	}
}

func (in *intake) text() string { return in.field.Text() }

// say shows why nothing was read; "" takes it back.
func (in *intake) say(sentence string) {
	if in.field.Error() == sentence {
		return
	}
	in.field.SetError(sentence)
	in.scroll.Relayout()
}

func (in *intake) fail(sentence string) {
	in.say(sentence)
	in.p.focus(in.field.Focusable())
}

// clear drops the text; Fyne's memory of what could be undone goes with it.
func (in *intake) clear() {
	in.last = ""
	in.field.SetText("")
	in.read.Disable()
}

func (in *intake) setBusy(busy bool) {
	in.read.SetBusy(busy)
	setDisabled(in.field, busy)
	setDisabled(in.paste, busy)
	setDisabled(in.file, busy)
}

func setDisabled(object fyne.Disableable, disabled bool) {
	if disabled {
		object.Disable()
	} else {
		object.Enable()
	}
}
