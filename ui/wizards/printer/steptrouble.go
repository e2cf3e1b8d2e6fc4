package printer

import (
	"strings"

	"fyne.io/fyne/v2"

	"keycase/pairing"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// drawTrouble says why the pairing did not work, and what to do.
func (p *page) drawTrouble(app vault.Credential) {
	c := p.c
	now := c.Clock()
	t := situation{l: c.Text, slip: p.flow.slip, self: selfOwned(app), now: now}.explain(p.flow.failure)
	column := widgets.Stack(theme.Space4)
	if len(t.hints) > 0 {
		column.Add(widgets.NewHintList(t.hints...))
	}
	if other := p.remedy(t.other, app); other.Text != "" {
		column.Add(asked(t.question, widgets.NewSizedButton(other.Text, other.Icon, widgets.Link, widgets.SizeS, other.Do)))
	}
	right := fyne.CanvasObject(column)
	if t.details != "" {
		right = frame.Column(column, widgets.NewDetailsStrip(t.details, c.T("action.copy_details"), func() {
			c.Clip.Copy(c.T("details.name"), t.all(), false)
		}))
	}
	chip := widgets.NewStatusChip(widgets.ChipErr, c.T("printer.failed"))
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel, Head: frame.Result(chip, t.headline, t.why), Left: p.troublePicture(t), Right: right,
	})
	p.SetFoot(p.Back(func() { p.goBack(atScan) }), "", p.remedy(t.first, app))
}

// all is what is copied for somebody who can help.
func (t trouble) all() string { return strings.Join([]string{t.headline, t.why, t.details}, "\n") }

// troublePicture shows the cause where there is something to see of it.
func (p *page) troublePicture(t trouble) fyne.CanvasObject {
	c, slip := p.c, p.flow.slip
	if t.first != remedyNewSlip {
		return widgets.NewDropZone(picture(p), "", "")
	}
	gone := widgets.NewExpiredPicture(clock(slip.left(c.Clock())),
		widgets.SlipLine{Name: c.T("printer.slip.code"), Value: slip.code}, widgets.SlipLine{Name: c.T("printer.slip.qr_key")})
	return widgets.NewDropZone(gone, "", c.T("printer.expired_slip"))
}

// remedy is the button that does something about a trouble.
func (p *page) remedy(r remedy, app vault.Credential) frame.Action {
	c := p.c
	to := typeSelf
	if selfOwned(app) {
		to = typeOpen
	}
	useKind := func(kind pairing.KeyKind) func() {
		return func() {
			p.flow.useKind(kind, c.Clock())
			p.draw()
		}
	}
	switch r {
	case remedyAgain:
		return frame.Action{Text: c.T("action.retry"), Icon: "refresh-cw", Do: p.authorise}
	case remedyCheck:
		return frame.Action{Text: c.T("printer.remedy.check"), Icon: "pencil", Do: func() { p.goBack(atScan) }}
	case remedyNewSlip:
		return frame.Action{Text: c.T("printer.remedy.new_slip"), Icon: "scan-qr-code", Do: p.newSlip}
	case remedyQRKey:
		return frame.Action{Text: c.T("printer.remedy.qr_key"), Icon: "scan-qr-code", Do: useKind(pairing.KindQRKey)}
	case remedyMSign:
		return frame.Action{Text: c.T("printer.remedy.msign"), Icon: "key-round", Do: useKind(pairing.KindMSign)}
	case remedyType:
		return frame.Action{Text: c.T("printer.remedy.to_" + to), Icon: "refresh-cw", Do: func() { p.bind(to) }}
	case remedyApp:
		return frame.Action{Text: c.T("printer.remedy.app"), Icon: "pencil", Do: p.mend}
	case remedyOther:
		return frame.Action{Text: c.T("printer.remedy.other"), Icon: "printer", Do: func() {
			p.flow.again(c.Clock())
			p.draw()
		}}
	case remedyOverview:
		return frame.Action{Text: c.T("printer.remedy.overview"), Icon: "timer", Do: c.Nav.Overview}
	default:
		return frame.Action{}
	}
}
