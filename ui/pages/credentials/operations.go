package credentials

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// operations are cards that lead on, two in a row where there is room: the guided
// binding first, where there is one.
type operations struct {
	d      *detail
	object *fyne.Container
	grid   *grid
	cards  *fyne.Container
	shown  []string // the operations' IDs
}

func newOperations(d *detail) *operations {
	o := &operations{d: d, grid: &grid{}}
	o.cards = container.New(o.grid)
	o.object = section(d.c.T("credential.operations"), o.cards)
	return o
}

// draw offers what can be done with the credential as it is now: that an app becomes one
// of another type is a matter of its fields.
func (o *operations) draw() {
	d := o.d
	var suited []*providers.Operation
	var ids []string
	for i := range d.p.platform.Operations {
		op := &d.p.platform.Operations[i]
		if present.Suits(d.p.platform, op, d.cred.Public) {
			suited, ids = append(suited, op), append(ids, op.ID)
		}
	}
	if len(o.cards.Objects) > 0 && slices.Equal(ids, o.shown) {
		return // they keep the keyboard
	}
	o.shown = ids
	o.cards.RemoveAll()
	c, look := d.c, theme.Platform(d.cred.Platform)
	if c.Nav.HasWizard(d.cred.Platform) {
		title := c.T("wizard." + d.cred.Platform + ".title")
		o.add(look, title, c.T("credential.wizard_detail"), func() { c.Nav.Wizard(d.cred.Platform, d.cred.ID) })
	}
	for _, op := range suited {
		look.Icon = op.Icon
		o.add(look, op.Title.In(c.Lang()), op.Summary.In(c.Lang()), func() {
			c.Nav.Operation(d.p.platform.ID+"."+op.ID, d.cred.ID)
		})
	}
}

func (o *operations) add(look theme.Look, title, detail string, action func()) {
	card := widgets.NewActionCard(look, title, detail, action)
	o.d.reaching(card)
	o.grid.fit(title)
	o.cards.Add(card)
}
