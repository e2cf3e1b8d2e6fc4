package overview

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2/container"

	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// group is a heading and a card below it, on which the list puts rows.
type group struct {
	heading *widgets.SectionHeading
	card    *widgets.Card
	name    string
	remark  string
	tokens  []*present.Token // from top to bottom
	first   float32          // where the first row begins, in Fyne units
}

func newGroup(name, remark string) *group {
	return &group{
		name: name, remark: remark,
		heading: widgets.NewSectionHeading(name, "", remark),
		card:    widgets.NewCard(container.NewWithoutLayout(), 0),
	}
}

// set says which tokens there are; a group without any hides.
func (g *group) set(tokens []*present.Token) {
	if len(tokens) != len(g.tokens) {
		g.heading.Set(g.name, strconv.Itoa(len(tokens)), g.remark)
	}
	g.tokens = tokens
	g.heading.Hidden = len(tokens) == 0
	g.card.Hidden = g.heading.Hidden
}

// The card has a border of one unit, and each row a line below, but the last.
const (
	rowPitch   = theme.OverviewRowHeight + 1
	cardBorder = 1
)

// height is that of heading and card in Fyne units.
func (g *group) height() float32 {
	if len(g.tokens) == 0 {
		return 0
	}
	return theme.LineSmall + theme.Space2 + g.cardHeight()
}

func (g *group) cardHeight() float32 { return float32(len(g.tokens))*rowPitch - 1 + 2*cardBorder }

// place puts heading and card at y.
func (g *group) place(y, width float32) {
	put(g.heading, theme.PagePadding, y, width, theme.LineSmall)
	y += theme.LineSmall + theme.Space2
	put(g.card, theme.PagePadding, y, width, g.cardHeight())
	g.first = y + cardBorder
}

// within is the range of rows between two heights of the list, one more at each
// end, so that Tab finds the way on.
func (g *group) within(top, bottom float32) (first, end int) {
	first = max(int((top-g.first)/rowPitch)-1, 0)
	end = min(int((bottom-g.first)/rowPitch)+2, len(g.tokens))
	return first, max(end, first)
}

func ids(tokens []*present.Token) []string {
	all := make([]string, len(tokens))
	for i, t := range tokens {
		all[i] = t.TokenID
	}
	return all
}

// keepPlaces puts the tokens where they were before; new ones come last.
func keepPlaces(top, bottom []string, attention, fine []*present.Token) (keptTop, keptBottom []*present.Token) {
	now := map[string]*present.Token{}
	for _, t := range slices.Concat(attention, fine) {
		now[t.TokenID] = t
	}
	take := func(ids []string) []*present.Token {
		var kept []*present.Token
		for _, id := range ids {
			if t, ok := now[id]; ok {
				kept = append(kept, t)
				delete(now, id)
			}
		}
		return kept
	}
	rest := func(kept, tokens []*present.Token) []*present.Token {
		for _, t := range tokens {
			if _, isNew := now[t.TokenID]; isNew {
				kept = append(kept, t)
			}
		}
		return kept
	}
	keptTop, keptBottom = take(top), take(bottom)
	return rest(keptTop, attention), rest(keptBottom, fine)
}
