package parts

import (
	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// choice is a segmented control with a label above, and below it the help or what is
// wrong.
type choice struct {
	object  *fyne.Container
	field   providers.Field
	segment *widgets.Segmented
	help    *widgets.Text
	wrong   *widgets.Remark
}

func newChoice(c *core.Context, f providers.Field, o InputOptions, in *Input) *choice {
	words := make([]string, len(f.Choices))
	for i, option := range f.Choices {
		words[i] = option.Label.In(c.Lang())
	}
	label := f.Label.In(c.Lang())
	ch := &choice{
		field:   f,
		segment: widgets.NewSegmented(label, words),
		help:    widgets.NewParagraph(f.Help.In(c.Lang()), widgets.Caption, theme.ColorInk3),
		wrong:   widgets.NewRemark("circle-alert", "", theme.ColorErrText),
	}
	ch.segment.OnChanged = func(int) { in.changed() }
	ch.segment.OnSubmitted = func() { call(in.OnSubmit) }
	ch.segment.OnReach(func() { in.reached(in.object) })
	sign := widgets.NewText("*", widgets.Small, theme.ColorErrText)
	sign.Hidden = !f.Required || o.Unmarked
	head := widgets.Row(4, widgets.NewText(label, widgets.Small, theme.ColorInk2), sign)
	ch.object = widgets.Stack(6, head, Slim(ch.segment), ch.help, ch.wrong)
	ch.setProblem("")
	ch.setValue("")
	return ch
}

func (ch *choice) canvasObject() fyne.CanvasObject { return ch.object }

func (ch *choice) value() string {
	if i := ch.segment.Selected(); i >= 0 {
		return ch.field.Choices[i].Value
	}
	return ""
}

// setValue takes the default for an empty value; where there is none, a person
// has to choose.
func (ch *choice) setValue(value string) {
	if value == "" {
		value = ch.field.Default
	}
	ch.segment.SetUnchosen()
	for i, option := range ch.field.Choices {
		if option.Value == value {
			ch.segment.SetSelected(i)
		}
	}
}

func (ch *choice) setHelp(sentence string) {
	ch.help.SetText(sentence)
	ch.setProblem("")
}

func (ch *choice) setProblem(sentence string) {
	ch.wrong.SetText(sentence)
	ch.wrong.Hidden = sentence == ""
	ch.help.Hidden = sentence != "" || ch.help.Text() == ""
	ch.object.Refresh() // one takes the place of the other, also where both are as high
}

func (ch *choice) focus() fyne.Focusable { return ch.segment }
func (ch *choice) mask()                 {}

func (ch *choice) lock(locked bool) { setDisabled(ch.segment, locked) }
