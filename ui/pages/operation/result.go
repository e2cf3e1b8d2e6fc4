package operation

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// result is the card over the trace: what the call gave, or why it failed.
type result struct {
	p       *Page
	object  *widgets.Card
	stack   *fyne.Container
	failure *parts.Failure
	value   *revealed       // the token's value on screen; nil where there is no token
	shown   broker.Result   // the one on screen
	again   *widgets.Button // stores what could not be stored; nil where it could
	mend    *widgets.Button // leads to what a person can do about a refusal; nil where that is nothing
	doctor  *widgets.Button // leads to the signature doctor; nil where nobody is sent there
}

func newResult(p *Page) *result {
	r := &result{p: p, stack: widgets.Stack(theme.Space3), failure: parts.NewFailure(p.c)}
	r.object = widgets.NewCard(r.stack, theme.Space5)
	r.object.Hide()
	return r
}

func (r *result) clear() {
	r.value, r.again, r.mend, r.doctor, r.shown = nil, nil, nil, nil, broker.Result{}
	r.stack.RemoveAll()
	r.object.Hide()
	r.p.right.scroll.Relayout()
}

// show fills the card.
func (r *result) show(got broker.Result, err error) {
	r.value, r.again, r.mend, r.doctor, r.shown = nil, nil, nil, nil, got
	r.stack.RemoveAll()
	var unsaved *broker.SaveError
	if err != nil && !errors.As(err, &unsaved) {
		r.failure.Show(err)
		r.stack.Add(r.failure.Object())
		r.addMending(got, err)
		r.addDoctor(err)
		r.object.Show()
		return
	}
	c := r.p.c
	title := widgets.NewParagraph(headline(c.Text, got.Outcome), widgets.Title3, theme.ColorInk)
	r.stack.Add(widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewIcon("circle-check", theme.ColorOkText, 20), title,
		widgets.NewText(exchange(c.Text, got), widgets.Caption, theme.ColorInk3)))
	if t := got.Outcome.Token; t != nil {
		state := kept(c.Text, r.p.cred != nil)
		if unsaved != nil {
			state = "" // told at length below
		}
		r.addToken(*t, state)
	}
	if unsaved != nil {
		r.addUnsaved(err)
	}
	r.addGrants(got.Outcome.Grants)
	if len(got.Outcome.Data) > 0 {
		r.addData(got.Outcome.Data)
	}
	r.object.Show()
}

// addMending offers what a person can do about a refusal.
func (r *result) addMending(got broker.Result, err error) {
	c, cred := r.p.c, r.p.cred
	if cred == nil {
		return
	}
	mending, ok := parts.Mend(c, *cred, err)
	if !ok && blamesKeys(r.p.platform, got, err) {
		mending, ok = parts.EditCredential(c, *cred), true
	}
	if ok {
		r.mend = widgets.NewSizedButton(mending.Label, mending.Icon, widgets.Soft, widgets.SizeS, mending.Do)
		r.stack.Add(widgets.Row(0, r.mend))
	}
}

// addToken shows the token's life, and its value only when asked.
func (r *result) addToken(t providers.Token, state string) {
	c := r.p.c
	text := widgets.Stack(0, widgets.NewFitText(lifetime(c.Text, t), widgets.Body, theme.ColorInk))
	if state != "" {
		text.Add(widgets.NewFitText(state, widgets.Caption, theme.ColorInk2))
	}
	r.value = newRevealed(r.p, t.Value)
	copier := widgets.NewIconButton("copy", c.T("action.copy"), func() { c.Clip.Copy(t.Kind, t.Value, true) })
	r.stack.Add(widgets.Columns(0, []float32{widgets.Flexible, widgets.Natural, widgets.Natural}, text, r.value.eye, copier))
	r.stack.Add(r.value.text)
}

// addUnsaved offers to store once more what could not be stored.
func (r *result) addUnsaved(err error) {
	c := r.p.c
	said := parts.Explain(c, err)
	text := widgets.Stack(0, widgets.NewParagraph(said.Fact, widgets.SmallMedium, theme.ColorWarnText),
		widgets.NewParagraph(said.Detail, widgets.Caption, theme.ColorInk2))
	var again *widgets.Button
	var card *widgets.Card
	again = widgets.NewSizedButton(c.T("result.save_again"), "", widgets.Secondary, widgets.SizeS, func() {
		again.SetBusy(true)
		core.Do(c, func(ctx context.Context) (struct{}, error) { return struct{}{}, c.Broker.SaveUnsaved(ctx) }, func(_ struct{}, err error) {
			again.SetBusy(false)
			if err != nil {
				c.Notice.Fail(err)
				return
			}
			card.Hide()
			r.p.right.scroll.Relayout()
			c.Notice.Toast(c.T("result.saved"))
		})
	})
	card = widgets.NewSunkenCard(widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewIcon("triangle-alert", theme.ColorWarnText, 18), text, again), theme.Space3, theme.RadiusControl)
	r.again = again
	r.stack.Add(card)
}

// addGrants lists what the credential is bound to now. Where one of several has
// to be chosen, each offers itself.
func (r *result) addGrants(grants []providers.Grant) {
	for i, g := range grants {
		if i > 0 {
			r.stack.Add(widgets.NewDivider(0))
		}
		r.stack.Add(r.grantRow(g, len(grants) > 1))
	}
}

func (r *result) grantRow(g providers.Grant, choice bool) fyne.CanvasObject {
	c := r.p.c
	as := vault.Grant{Kind: g.Kind, Subject: g.Subject, Name: g.Name, Public: g.Public}
	name := g.Name
	if name == "" {
		name = g.Subject
	}
	var chips []fyne.CanvasObject
	if parts.Unencrypted(as) {
		chips = append(chips, widgets.NewStatusChip(widgets.ChipUnsafe, c.T("grant.unencrypted")))
	}
	title := parts.Titled(widgets.NewFitText(name, widgets.BodyMedium, theme.ColorInk), widgets.BodyMedium, chips...)
	text := widgets.Stack(0, title, widgets.NewFitText(parts.GrantLine(c.Text, as), widgets.Caption, theme.ColorInk2))
	end := fyne.CanvasObject(widgets.NewText("", widgets.Caption, theme.ColorInk3))
	if stored, ok := r.stored(g); ok && choice && present.Chosen(r.p.platform, g.Kind) {
		if stored.Selected {
			end = widgets.NewStatusChip(widgets.ChipAccent, c.T("grant.in_use"))
		} else {
			end = widgets.NewSizedButton(c.T("grant.use"), "check", widgets.Soft, widgets.SizeS, func() { r.use(stored) })
		}
	}
	return widgets.Columns(theme.Space3, []float32{widgets.Flexible, widgets.Natural}, text, end)
}

// stored finds the grant as the vault keeps it.
func (r *result) stored(g providers.Grant) (vault.Grant, bool) {
	if r.p.cred == nil {
		return vault.Grant{}, false
	}
	cred, err := r.p.c.Vault.Get(r.p.cred.ID)
	if err != nil {
		return vault.Grant{}, false
	}
	for _, stored := range cred.Grants {
		if stored.Kind == g.Kind && stored.Subject == g.Subject {
			return stored, true
		}
	}
	return vault.Grant{}, false
}

// use makes a grant the one that calls go to.
func (r *result) use(g vault.Grant) {
	c, id := r.p.c, r.p.cred.ID
	shown := r.shown
	core.Do(c, func(context.Context) (struct{}, error) { return struct{}{}, c.Vault.SelectGrant(id, g.ID) }, func(_ struct{}, err error) {
		if err != nil {
			c.Notice.Fail(err)
			return
		}
		r.show(shown, nil)
		r.p.right.scroll.Relayout()
		r.p.Reload()
	})
}

// addData shows the answer of a business call.
func (r *result) addData(data []byte) {
	c := r.p.c
	text, whole := pretty(data)
	r.stack.Add(widgets.NewSunkenCard(widgets.NewParagraph(text, widgets.MonoSmall, theme.ColorInk), theme.Space3, theme.RadiusControl))
	copier := widgets.NewSizedButton(c.T("result.copy"), "copy", widgets.Secondary, widgets.SizeS, func() {
		c.Clip.Copy(c.T("result.answer"), string(data), false)
	})
	rest := ""
	if !whole {
		rest = c.T("result.cut")
	}
	r.stack.Add(widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, copier, widgets.NewFitText(rest, widgets.Caption, theme.ColorInk3)))
}

func (r *result) mask() {
	if r.value != nil {
		r.value.mask()
	}
}

func (r *result) tick(now time.Time) (seconds bool) { return r.value != nil && r.value.tick(now) }
