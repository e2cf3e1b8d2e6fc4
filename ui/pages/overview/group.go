package overview

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// group is a heading and a card of rows below it.
type group struct {
	object  *fyne.Container
	heading *widgets.SectionHeading
	name    string
	remark  string
	stack   *fyne.Container
	card    *widgets.Card
	ids     []string // of the tokens, from top to bottom
}

func newGroup(name, remark string) *group {
	g := &group{name: name, remark: remark, stack: widgets.Stack(0)}
	g.heading = widgets.NewSectionHeading(name, "", remark)
	g.card = widgets.NewCard(g.stack, 0)
	g.object = widgets.Stack(theme.Space2, g.heading, g.card)
	return g
}

// show puts the rows into the card; an empty group hides.
func (g *group) show(p *Page, rows []present.Row) {
	g.object.Hidden = len(rows) == 0
	ids := make([]string, len(rows))
	objects := make([]fyne.CanvasObject, len(rows))
	for i, r := range rows {
		ids[i] = r.TokenID
		row := p.row(r.TokenID)
		row.set(r)
		objects[i] = row.ListRow
	}
	if slices.Equal(ids, g.ids) {
		return
	}
	for i, id := range ids {
		p.rows[id].SetEdges(i == 0, i == len(ids)-1)
	}
	g.ids = ids
	g.heading.Set(g.name, strconv.Itoa(len(rows)), g.remark)
	g.stack.Objects = objects
	p.scroll.Refresh()
}

// row is a token's row; the same one as long as the page lives.
type row struct {
	*widgets.ListRow
	now        present.Row
	refreshing bool
	chipText   func(broker.Health) string
}

func (p *Page) row(id string) *row {
	if r, ok := p.rows[id]; ok {
		return r
	}
	r := &row{ListRow: widgets.NewListRow(p.c.T("action.refresh"), p.c.T("action.copy"))}
	r.OnOpen = func() { p.c.Nav.Platform(r.now.Platform, r.now.CredentialID) }
	r.OnRefresh = func() { p.refreshOne(r) }
	r.OnCopy = func() { p.copyToken(r) }
	r.OnMove = func(delta int) { p.move(id, delta) }
	r.chipText = func(state broker.Health) string { return present.Chip(p.c.Text, state) }
	p.rows[id] = r
	return r
}

func (r *row) set(now present.Row) {
	r.now = now
	r.draw()
}

var statuses = map[broker.Health]widgets.Status{
	broker.Expired: widgets.StatusExpired,
	broker.Soon:    widgets.StatusExpiring,
	broker.Fresh:   widgets.StatusOk,
	broker.Never:   widgets.StatusNever,
}

func (r *row) draw() {
	r.Set(widgets.RowContent{
		Name:        r.now.Title,
		Detail:      r.now.Detail,
		Remaining:   r.now.Remaining,
		Absolute:    r.now.Until,
		Chip:        r.chipText(r.now.State),
		Look:        theme.Platform(r.now.Platform),
		Status:      statuses[r.now.State],
		Fraction:    float32(r.now.Left),
		Refreshable: r.now.Renewable(),
		Refreshing:  r.refreshing,
		Copyable:    r.now.CanCopy,
	})
}

// keepPlaces puts the rows where they were before; new ones come last.
func keepPlaces(top, bottom []string, attention, fine []present.Row) (keptTop, keptBottom []present.Row) {
	now := map[string]present.Row{}
	for _, r := range slices.Concat(attention, fine) {
		now[r.TokenID] = r
	}
	take := func(ids []string) []present.Row {
		var kept []present.Row
		for _, id := range ids {
			if r, ok := now[id]; ok {
				kept = append(kept, r)
				delete(now, id)
			}
		}
		return kept
	}
	rest := func(kept, rows []present.Row) []present.Row {
		for _, r := range rows {
			if _, isNew := now[r.TokenID]; isNew {
				kept = append(kept, r)
			}
		}
		return kept
	}
	keptTop, keptBottom = take(top), take(bottom)
	return rest(keptTop, attention), rest(keptBottom, fine)
}
