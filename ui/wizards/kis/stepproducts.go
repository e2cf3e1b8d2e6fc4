package kis

import (
	"time"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
)

// productStep is the step on which one of several products is chosen.
type productStep struct {
	p        *page
	products []product
	check    *widgets.CheckRow
	over     bool // the check has expired, as the foot says
}

func (p *page) drawProducts() {
	c, found := p.c, p.flow.check
	s := &productStep{p: p, products: productsOf(c.Text, found.products, c.Clock()), check: widgets.NewCheckRow("", "")}
	p.products = s
	cards := widgets.NewRadioCards(c.T("wizard.kis.product.title"), c.T("wizard.kis.product.chosen"), s.cards())
	index, _ := found.find(found.choice)
	cards.SetSelected(index)
	cards.OnChanged = func(index int) {
		p.flow.choose(found.products[index].Subject)
		s.foot()
		p.warn()
	}
	p.SetBody(frame.Body{
		Layout: frame.LayoutList,
		Head:   frame.Heading(c.T("wizard.kis.product.title"), s.sentence()),
		Left:   cards, Right: s.side(),
	})
	p.Focus(cards)
	s.over = found.expired(c.Clock())
	s.foot()
	s.tick(c.Clock())
}

func (s *productStep) sentence() string {
	key := "wizard.kis.product.several"
	if s.products[0].newest {
		key = "wizard.kis.product.newest"
	}
	return s.p.c.T(key, "Count", len(s.products))
}

func (s *productStep) cards() []widgets.RadioContent {
	c := s.p.c
	cards := make([]widgets.RadioContent, len(s.products))
	for i, product := range s.products {
		card := widgets.RadioContent{Look: theme.Platform(platformID), Title: product.name, Detail: product.line, End: product.login}
		if product.login != "" {
			card.EndDetail = c.T("wizard.kis.product.login")
		}
		if product.newest {
			card.Chips = append(card.Chips, widgets.RadioChip{Kind: widgets.ChipAccent, Text: c.T("wizard.kis.product.recent")})
		}
		if product.plain {
			card.Chips = append(card.Chips, widgets.RadioChip{Kind: widgets.ChipUnsafe, Text: c.T("grant.unencrypted")})
		}
		if product.address == "" {
			card.Chips = append(card.Chips, widgets.RadioChip{Kind: widgets.ChipWarn, Text: c.T("wizard.kis.product.nowhere")})
		}
		cards[i] = card
	}
	return cards
}

// side is the card about the account that was checked.
func (s *productStep) side() fyne.CanvasObject {
	c := s.p.c
	facts := make([]widgets.Fact, 0, len(order))
	for _, name := range []string{eidField, idField, keyField, tokenField} {
		field, _ := providers.FieldNamed(s.p.platform.Fields, name)
		fact := widgets.Fact{Name: shortLabel(field, c.Text)}
		if !field.Secret {
			fact.Value = s.p.publicValue(name)
		}
		facts = append(facts, fact)
	}
	return widgets.NewSunkenCard(widgets.Stack(theme.Space4, s.check, widgets.NewDivider(0), widgets.NewFactList(facts...), widgets.NewDivider(0),
		widgets.NewParagraph(c.T("wizard.kis.product.later"), widgets.Caption, theme.ColorInk2)), theme.Space5, theme.RadiusCard)
}

func (p *page) publicValue(name string) string {
	if stored := p.credential(); stored != nil {
		return stored.Public[name]
	}
	return p.flow.values[name]
}

// tick moves the countdown of the check; when it ends, the check has to be made again.
func (s *productStep) tick(now time.Time) (seconds bool) {
	c := s.p.c
	left, fraction := s.p.flow.check.left(now)
	if left <= 0 {
		s.check.Set(widgets.StatusExpired, 0, c.T("wizard.kis.product.over"), c.T("wizard.kis.product.over_detail"))
		if !s.over {
			s.over = true
			s.foot()
		}
		return false
	}
	status := widgets.StatusOk
	if left <= expiresSoon {
		status = widgets.StatusExpiring
	}
	s.check.Set(status, fraction, c.T("wizard.kis.product.passed"), tidy(c.Text, "wizard.kis.product.valid", "Left", present.Left(c.Text, left)))
	return true
}

// expiresSoon is from where on the check's countdown warns.
const expiresSoon = 3 * time.Minute

// widestName is what a product's name may take of the primary button, in Fyne units.
const widestName = 240

func (s *productStep) foot() {
	p, c := s.p, s.p.c
	primary := frame.Action{Text: p.flow.bindLabel(c.Text), Do: p.store}
	hint := c.T("wizard.kis.product.hint")
	if s.over {
		primary = frame.Action{Text: c.T("wizard.kis.product.again"), Icon: "refresh-cw", Do: p.ask}
		hint = c.T("wizard.kis.product.again_hint")
	}
	p.SetFoot(p.Back(p.goBack), hint, primary)
}
