package overview

import (
	"time"

	"keycase/broker"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// row is the widget of a token in sight. It is lent to another token once this one
// is out of sight.
type row struct {
	*widgets.ListRow
	p     *Page
	token *present.Token
	facts present.Facts

	shown       widgets.RowContent
	fresh       bool // it was lent to this token just now
	first, last bool
}

func newRow(p *Page) *row {
	r := &row{ListRow: widgets.NewListRow(p.c.T("action.refresh"), p.c.T("action.copy")), p: p}
	r.OnOpen = func() { p.c.Nav.Platform(r.token.Platform, r.token.CredentialID) }
	r.OnRefresh = func() { p.askRefresh(r.token) }
	r.OnCopy = func() { p.copyToken(r.token) }
	r.OnMove = func(delta int) { p.list.move(delta) }
	r.OnReach(func() { p.list.reveal(p.list.index(r.token.TokenID)) })
	return r
}

// edges tells whether the row is the first or the last of its card.
func (r *row) edges(first, last bool) {
	if r.first != first || r.last != last {
		r.first, r.last = first, last
		r.SetEdges(first, last)
	}
}

var statuses = map[broker.Health]widgets.Status{
	broker.Expired: widgets.StatusExpired,
	broker.Soon:    widgets.StatusExpiring,
	broker.Fresh:   widgets.StatusOk,
	broker.Never:   widgets.StatusNever,
}

// narrow is from which width down a row has no room for the name of the platform, in
// Fyne units; its icon tells it, too.
const narrow = 756

func (r *row) detail() string {
	if r.Size().Width < narrow {
		return r.facts.Detail
	}
	return r.facts.Line()
}

// draw shows the moment now. The ring moves when the text does: a row whose text
// stays the same is not drawn again.
func (r *row) draw(now time.Time) (seconds bool) {
	c := r.p.c
	moment := r.token.At(c.Text, now)
	r.facts = r.token.Facts(c.Text)
	work := r.p.work[r.token.TokenID]
	content := widgets.RowContent{
		Name:        r.token.Title,
		Detail:      r.detail(),
		Remaining:   moment.Remaining,
		Absolute:    moment.Until,
		Chip:        r.token.Chip(c.Text, moment.State),
		Look:        theme.Platform(r.token.Platform),
		Status:      statuses[moment.State],
		Fraction:    float32(moment.Left),
		Refreshable: r.facts.Renewable,
		Refreshing:  work.refreshes(),
		Copyable:    moment.CanCopy,
		Bare:        r.token.Binding(),
	}
	if work.waits() {
		content.Detail = c.T("secret.reading")
	}
	if same := r.shown; !r.fresh {
		same.Fraction = content.Fraction
		if same == content {
			return moment.Seconds
		}
	}
	r.shown, r.fresh = content, false
	r.Set(content)
	return moment.Seconds
}
