package credentials

import (
	"context"
	"reflect"
	"time"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// detail is everything about one credential.
type detail struct {
	p      *Page
	c      *core.Context
	cred   vault.Credential
	object *fyne.Container
	scroll *parts.Scroll
	failed *parts.Alert // why a secret could not be read
	alert  *fyne.Container

	back   *widgets.IconButton
	more   *widgets.IconButton
	name   *widgets.Text
	about  *widgets.Text
	fields *fieldCard
	tokens *tokenCard
	grants *grantCard
	works  *operations
}

// revealFor is how long a secret stays on screen.
const revealFor = 20 * time.Second

func newDetail(p *Page, cred vault.Credential) *detail {
	d := &detail{p: p, c: p.c, cred: cred}
	d.name = widgets.NewFitText("", widgets.Title2, theme.ColorInk)
	d.about = widgets.NewFitText("", widgets.Small, theme.ColorInk2)
	d.fields, d.tokens, d.grants = newFieldCard(d), newTokenCard(d), newGrantCard(d)
	d.works = newOperations(d)
	column := widgets.Stack(theme.Space6, d.head(), d.fields.object, d.tokens.object, d.grants.object, d.works.object)
	d.scroll = parts.NewScroll(widgets.Pad(column, theme.Space6, theme.PagePadding, theme.Space8, theme.PagePadding))
	d.failed = parts.NewAlert(d.c)
	d.alert = widgets.Stack(0, widgets.Pad(d.failed.Object(), theme.Space4, theme.PagePadding, 0, theme.PagePadding))
	d.alert.Hide()
	d.object = parts.Frame(d.alert, d.scroll.Object(), nil)
	d.draw()
	return d
}

func (d *detail) head() fyne.CanvasObject {
	c := d.c
	d.back = widgets.NewIconButton("chevron-left", c.T("action.back"), d.p.closeDetail)
	d.more = widgets.NewIconButton("ellipsis", c.T("action.more"), d.menu)
	edit := widgets.NewButton(c.T("action.edit"), "pencil", widgets.Secondary, func() { c.Nav.EditCredential(d.cred.ID) })
	d.reaching(d.back, edit, d.more)
	return widgets.Columns(theme.Space4, []float32{widgets.Natural, widgets.Natural, widgets.Flexible, widgets.Natural, widgets.Natural},
		d.back, widgets.NewPlatformMark(theme.Platform(d.cred.Platform), 48), widgets.Stack(0, d.name, d.about), edit, d.more)
}

// reaching brings what the keyboard comes to into view.
func (d *detail) reaching(keys ...parts.Reachable) {
	for _, key := range keys {
		key.OnReach(func() { d.scroll.Reveal(key) })
	}
}

// first is where the keyboard begins.
func (d *detail) first() fyne.Focusable {
	if len(d.fields.rows) == 0 {
		return d.more
	}
	return d.fields.rows[0].SecretField
}

// setBack shows the way back to the list, where that is not beside.
func (d *detail) setBack(visible bool) { setVisible(d.back, visible) }

func section(name string, body fyne.CanvasObject) *fyne.Container {
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(name, "", ""), body)
}

// update shows the credential as it is stored now. What is revealed stays so,
// unless the secrets themselves may have changed.
func (d *detail) update(cred vault.Credential) {
	before := d.cred
	d.cred = cred
	before.UsedAt = cred.UsedAt
	if !reflect.DeepEqual(before, cred) {
		d.mask()
		d.draw()
	} else {
		d.tokens.learn()
	}
	d.tick(d.p.moment)
}

// draw shows everything that does not depend on the time.
func (d *detail) draw() {
	d.name.SetText(d.cred.Name)
	d.fields.draw()
	d.tokens.draw()
	d.grants.draw()
	d.works.draw()
	d.tick(d.p.moment)
	d.scroll.Relayout()
}

// tick draws the moment now. It asks for seconds while a countdown shows them or
// a secret waits to be hidden.
func (d *detail) tick(now time.Time) (seconds bool) {
	d.about.SetText(about(d.c.Text, d.cred, parts.Where(d.c, d.cred), now))
	fields, tokens := d.fields.tick(now), d.tokens.tick(now)
	return fields || tokens
}

// reveals tells whether a secret is on screen.
func (d *detail) reveals() bool {
	for _, row := range d.fields.rows {
		if row.Revealed() {
			return true
		}
	}
	for _, row := range d.tokens.rows {
		if !row.until.IsZero() {
			return true
		}
	}
	return false
}

// revealed is told after a secret came up or went.
func (d *detail) revealed() {
	d.scroll.Relayout()
	d.p.again()
}

// mask hides what is revealed and stops what is on its way to be.
func (d *detail) mask() {
	d.fields.mask()
	d.tokens.mask()
	d.tell(nil, nil)
	d.scroll.Relayout()
}

// remove deletes the credential, which the menu has asked about.
func (d *detail) remove() {
	id, name := d.cred.ID, d.cred.Name
	d.do(func(ctx context.Context) error { return d.c.Broker.RemoveCredential(ctx, id) }, func() {
		d.c.Notice.Toast(parts.Say(d.c, "credential.removed", "Name", name))
	})
}

// do runs something that changes the stored data and shows what has become of it.
func (d *detail) do(work func(ctx context.Context) error, done func()) {
	core.Do(d.c, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			d.c.Notice.Fail(err)
		} else {
			done()
		}
		d.p.Reload()
	})
}
