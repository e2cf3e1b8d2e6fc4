package kis

import (
	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
)

// drawTrouble says what is in the way of the step, and what to do about it.
func (p *page) drawTrouble() {
	c := p.c
	s := p.flow.say(c.Text, p.platform)
	chip := widgets.NewStatusChip(widgets.ChipErr, c.T("wizard.kis.failed"))
	top := widgets.Stack(theme.Space4)
	switch {
	case len(s.causes) > 0:
		top.Add(p.causeCard(s.causes))
	case len(s.hints) > 0:
		hints := make([]widgets.Hint, len(s.hints))
		for i, h := range s.hints {
			hints[i] = widgets.Hint{Title: h.title, Detail: h.detail}
		}
		top.Add(widgets.NewHintList(hints...))
	}
	if s.other.act != actNone {
		top.Add(parts.Flush(widgets.NewSizedButton(s.other.label, signs[s.other.act], widgets.Link, widgets.SizeS, func() { p.do(s.other) })))
	}
	body := frame.Body{Layout: frame.LayoutPanel, Head: frame.Result(chip, s.title, s.why), Right: top, Left: p.troublePanel(s)}
	if s.about == "" {
		body.Narrow = widgets.NewParagraph(s.reassure, widgets.Small, theme.ColorInk2)
	}
	if s.details != "" {
		body.Right = frame.Column(top, widgets.NewDetailsStrip(s.details, c.T("action.copy_details"), func() {
			c.Clip.Copy(c.T("details.name"), s.title+"\n"+s.why+"\n"+s.details, false)
		}))
	}
	p.SetBody(body)
	p.SetFoot(p.Back(p.goBack), p.EnterHint(), frame.Action{Text: s.primary.label, Icon: signs[s.primary.act], Do: func() { p.do(s.primary) }})
}

// signs are the icons of what can be done.
var signs = map[act]string{
	actRetry: "refresh-cw", actCase: "refresh-cw", actAccount: "pencil", actEdit: "pencil", actSave: "save", actBind: "check", actLeave: "timer",
}

// looks are the icon and the colour of a verdict.
var looks = map[verdict]struct {
	icon string
	ink  fyne.ThemeColorName
}{
	verdictFine:   {"circle-check", theme.ColorOkText},
	verdictOpen:   {"info", theme.ColorInk2},
	verdictGuilty: {"triangle-alert", theme.ColorWarnText},
}

// causeCard lists the causes in the order in which they were looked at.
func (p *page) causeCard(causes []cause) fyne.CanvasObject {
	rows := widgets.Stack(0)
	for i, cause := range causes {
		if i > 0 {
			rows.Add(widgets.Pad(widgets.NewDivider(0), 0, 0, 0, theme.Space4+causeIcon+theme.Space3))
		}
		rows.Add(p.causeRow(cause))
	}
	return widgets.NewCard(rows, 0)
}

// causeRow is a cause with what was found below it, and what to do about it at the end of its line.
func (p *page) causeRow(c cause) fyne.CanvasObject {
	look := looks[c.verdict]
	title := widgets.NewFitText(c.title, widgets.BodyMedium, theme.ColorInk)
	widths := []float32{causeIcon, widgets.Flexible, widgets.Natural}
	line := widgets.Columns(theme.Space3, widths[:2], widgets.NewIcon(look.icon, look.ink, causeIcon), title)
	if c.offer.act != actNone {
		button := widgets.NewSizedButton(c.offer.label, "", widgets.Secondary, widgets.SizeS, func() { p.do(c.offer) })
		line = widgets.Columns(theme.Space3, widths, widgets.NewIcon(look.icon, look.ink, causeIcon), title, button)
	}
	// Not beside the button: a paragraph has to know its width to know its height.
	found := widgets.Pad(widgets.NewParagraph(c.found, widgets.Caption, theme.ColorInk2), 0, 0, 0, causeIcon+theme.Space3)
	return widgets.Pad(widgets.Stack(theme.Space1, line, found), theme.Space3, theme.Space4, theme.Space3, theme.Space4)
}

const causeIcon = 18

// troublePanel shows what it is about: where the value is found that is most likely wrong, or a sign of
// what is in the way.
func (p *page) troublePanel(s said) fyne.CanvasObject {
	if s.about != "" {
		field, _ := providers.FieldNamed(p.platform.Fields, s.about)
		picture, title, where := p.panel(field)
		return widgets.NewDropZone(picture, title, where)
	}
	sign := theme.Look{Icon: s.icon, Ink: theme.ColorWarnText, Soft: theme.ColorWarnSoft}
	return widgets.NewDropZone(widgets.NewPlatformMark(sign, signSize), "", s.reassure)
}

// signSize is the side of a sign in a panel, in Fyne units.
const signSize = 88
