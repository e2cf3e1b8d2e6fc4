package credentials

import (
	"context"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// autoRow is the choice whether a token is refreshed by itself, and what that costs.
// It hides where only a person can get a new one.
type autoRow struct {
	r      *tokenRow
	object *fyne.Container
	toggle *widgets.Toggle
	hint   *widgets.Text
}

func newAutoRow(r *tokenRow) *autoRow {
	c := r.d.c
	a := &autoRow{r: r, hint: widgets.NewParagraph("", widgets.Caption, theme.ColorInk2)}
	a.toggle = widgets.NewToggle(c.T("token.auto"))
	a.toggle.OnChanged = a.choose
	a.toggle.OnReach(func() { r.d.scroll.Reveal(a.object) })
	row := widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Natural, widgets.Flexible},
		a.toggle, widgets.NewText(c.T("token.auto"), widgets.Small, theme.ColorInk), a.hint)
	a.object = widgets.Pad(row, 0, rowPadding, theme.Space3, rowTextX)
	a.object.Hide()
	return a
}

// set shows what was chosen for the row's token.
func (a *autoRow) set() {
	c, cred, token := a.r.d.c, a.r.d.cred, a.r.token
	on := c.Broker.AutoRenews(cred, token)
	a.toggle.SetOn(on)
	setVisible(a.object, on || c.Broker.CanAutoRenew(cred, token))
	hint := c.T("token.auto_hint")
	if _, op, err := c.Broker.Registry().Operation(a.r.renewal.Operation); err == nil && op.Quota != nil && op.Quota.Window >= day {
		hint = c.T("token.auto_hint_daily", "Limit", op.Quota.Limit)
	}
	a.hint.SetText(hint)
}

// choose keeps the choice; where it cannot be kept, the switch goes back.
func (a *autoRow) choose(on bool) {
	c, cred, token := a.r.d.c, a.r.d.cred.ID, a.r.token.ID
	core.Do(c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.Broker.SetAutoRenew(ctx, cred, token, on)
	}, func(_ struct{}, err error) {
		if err != nil {
			c.Notice.Fail(err)
		}
		a.set()
	})
}
