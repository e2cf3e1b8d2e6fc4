package credentials

import (
	"time"

	"fyne.io/fyne/v2"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// tokenCard shows what was issued for the credential.
type tokenCard struct {
	d      *detail
	object *fyne.Container
	stack  *fyne.Container
	rows   []*tokenRow
}

func newTokenCard(d *detail) *tokenCard {
	t := &tokenCard{d: d, stack: widgets.Stack(0)}
	t.object = section(d.c.T("credential.tokens"), widgets.NewCard(t.stack, 0))
	return t
}

// draw makes a row for each token; those that were there keep theirs.
func (t *tokenCard) draw() {
	before := map[string]*tokenRow{}
	for _, row := range t.rows {
		before[row.token.ID] = row
	}
	t.rows = nil
	t.stack.RemoveAll()
	for i, token := range t.d.cred.Tokens {
		row, ok := before[token.ID]
		if !ok {
			row = newTokenRow(t.d)
		}
		row.set(token)
		t.rows = append(t.rows, row)
		if i > 0 {
			t.stack.Add(widgets.NewDivider(rowTextX))
		}
		t.stack.Add(row.object)
	}
	if len(t.rows) == 0 {
		t.stack.Add(t.none())
	}
}

// learn finds out anew how the tokens can be renewed: a platform may have refused a
// refresh token that is stored as it was.
func (t *tokenCard) learn() {
	for _, row := range t.rows {
		row.renewal = t.d.c.Broker.RenewalOf(t.d.cred, row.token)
	}
}

// none says that there is no token and leads to the operation that gives one.
func (t *tokenCard) none() fyne.CanvasObject {
	c := t.d.c
	ring := widgets.NewCountdownRing(widgets.RingMedium)
	ring.SetIcon("key-round", theme.ColorInk3)
	text := widgets.NewFitText(c.T("credential.no_token_line"), widgets.Body, theme.ColorInk2)
	row := []fyne.CanvasObject{ring, text}
	if op, ok := issuer(t.d.p.platform, t.d.cred); ok {
		issue := widgets.NewSizedButton(op.Title.In(c.Lang()), op.Icon, widgets.Soft, widgets.SizeS, func() {
			c.Nav.Operation(t.d.p.platform.ID+"."+op.ID, t.d.cred.ID)
		})
		t.d.reaching(issue)
		row = append(row, issue)
	}
	return widgets.Pad(widgets.Columns(rowGap, []float32{widgets.Natural, widgets.Flexible, widgets.Natural}, row...),
		rowPadding, rowPadding, rowPadding, rowPadding)
}

// tick draws the moment now.
func (t *tokenCard) tick(now time.Time) (seconds bool) {
	for _, row := range t.rows {
		if row.tick(now) {
			seconds = true
		}
	}
	return seconds
}

func (t *tokenCard) mask() {
	for _, row := range t.rows {
		row.mask()
	}
}
