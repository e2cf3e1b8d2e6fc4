package printer

import (
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
)

// asks are the names of the questions in the texts.
var asks = map[question]string{whichPicture: "picture", whichCode: "code", whichKey: "key"}

// drawPick asks what nobody but the person can tell. It belongs to the step of reading.
func (p *page) drawPick() {
	c, pick := p.c, p.flow.pick
	var cards []widgets.RadioContent
	for _, o := range pick.shown(c.Text) {
		cards = append(cards, widgets.RadioContent{Title: o.title, Detail: o.detail})
	}
	cards = append(cards, widgets.RadioContent{Title: c.T("printer.pick.none")})
	title := c.T("printer.pick." + asks[pick.what])
	choice := widgets.NewRadioCards(title, c.T("printer.chosen"), cards)
	column := widgets.Stack(theme.Space4, choice)
	if p.shot != nil && pick.what == whichPicture {
		column.Add(p.offerRegion())
	}
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel, Head: frame.Heading(title, c.T("printer.pick."+asks[pick.what]+"_body")),
		Left: widgets.NewDropZone(picture(p), "", ""), Right: column,
	})
	p.SetFoot(p.Back(func() {
		p.flow.pick = nil
		p.draw()
	}), p.EnterHint(), p.Next(func() {
		err := p.flow.choose(choice.Selected(), c.Clock())
		p.draw()
		if err != nil {
			p.readFailed(err)
		}
	}))
}
