package credentials

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Measures of a row in Fyne units.
const (
	rowPadding = 16
	rowGap     = 16
	rowTextX   = rowPadding + widgets.RingMedium + rowGap
)

// tokenRow is one token: how long it lives, and what can be done with it.
type tokenRow struct {
	d      *detail
	token  vault.Token
	object *fyne.Container

	ring         *widgets.CountdownRing
	title        *fyne.Container // name and chip
	name, line   *widgets.Text
	chip         *widgets.StatusChip
	renew        *widgets.Button     // while it needs attention
	renewQuietly *widgets.IconButton // before that
	bind         *widgets.Button     // where only binding again helps
	eye, copier  *widgets.IconButton
	value        *widgets.Text
	valueRow     *fyne.Container

	renewal  broker.Renewal
	renewing bool
	until    time.Time // when the revealed value is hidden again; zero while it is
	reading  reading
	state    broker.Health
	auto     *autoRow
}

func newTokenRow(d *detail) *tokenRow {
	c := d.c
	r := &tokenRow{
		d:       d,
		reading: reading{d: d},
		ring:    widgets.NewCountdownRing(widgets.RingMedium),
		name:    widgets.NewFitText("", widgets.BodyMedium, theme.ColorInk),
		chip:    widgets.NewStatusChip(widgets.ChipOk, ""),
		line:    widgets.NewFitText("", widgets.Caption, theme.ColorInk2),
		value:   widgets.NewParagraph("", widgets.Mono, theme.ColorInk).Conceal(),
	}
	r.renew = widgets.NewSizedButton(c.T("action.refresh"), "refresh-cw", widgets.Soft, widgets.SizeS, r.askRenew)
	r.bind = widgets.NewSizedButton(c.T("mend.bind"), "refresh-cw", widgets.Soft, widgets.SizeS, func() { c.Nav.Wizard(d.cred.Platform, d.cred.ID) })
	r.renewQuietly = widgets.NewIconButton("refresh-cw", c.T("action.refresh"), r.askRenew)
	r.eye = widgets.NewIconButton("eye", c.T("action.reveal"), r.toggle)
	r.copier = widgets.NewIconButton("copy", c.T("action.copy"), r.copy).SetKeyHint(widgets.Keys("C"))
	r.answer()
	r.title = parts.Titled(r.name, widgets.BodyMedium, r.chip)
	text := widgets.Stack(0, r.title, r.line)
	buttons := widgets.Row(theme.Space2, r.renew, r.bind, widgets.Row(0, r.renewQuietly, r.eye, r.copier))
	r.valueRow = widgets.Pad(r.value, 0, rowPadding, rowPadding, rowTextX)
	r.valueRow.Hide()
	r.auto = newAutoRow(r)
	head := widgets.Pad(widgets.Columns(rowGap, []float32{widgets.Natural, widgets.Flexible, widgets.Natural}, r.ring, text, buttons),
		rowPadding, theme.Space2, rowPadding, rowPadding)
	r.object = widgets.Stack(0, container.NewStack(newPlate(r.choose), head), r.auto.object, r.valueRow)
	return r
}

// answer lets the copy shortcut work from all of the row's buttons, and brings them
// into view.
func (r *tokenRow) answer() {
	for _, b := range []*widgets.IconButton{r.renewQuietly, r.eye, r.copier} {
		b.OnCopy(r.copyUsable)
		r.d.reaching(b)
	}
	for _, b := range []*widgets.Button{r.renew, r.bind} {
		b.OnCopy(r.copyUsable)
		r.d.reaching(b)
	}
}

// choose is a click beside the buttons: the copy shortcut is about this row then.
func (r *tokenRow) choose() {
	to := r.copier
	if to.Disabled() {
		to = r.eye
	}
	r.d.c.Window.Canvas().Focus(to)
}

func (r *tokenRow) set(token vault.Token) {
	r.token = token
	r.renewal = r.d.c.Broker.RenewalOf(r.d.cred, token)
	r.name.SetText(tokenName(r.d.cred, token))
	r.title.Refresh()
	r.auto.set()
}

// kind describes the token's kind.
func (r *tokenRow) kind() providers.TokenKind {
	kind, _ := r.d.p.platform.TokenKind(r.token.Kind)
	return kind
}

// tick draws the moment now. The ring moves when the text does.
func (r *tokenRow) tick(now time.Time) (seconds bool) {
	c := r.d.c
	state := broker.HealthOf(r.kind(), r.token, now)
	status := statuses[state]
	if over := r.renewal.Until; !over.IsZero() && !now.Before(over) {
		r.renewal = c.Broker.RenewalOf(r.d.cred, r.token)
	}
	line, seconds := tokenLine(c.Text, r.token, r.renewal, now)
	if r.reading.waiting {
		line = c.T("secret.reading")
	}
	if r.line.Text() != line || r.state != state {
		r.state = state
		r.line.SetText(line)
		r.ring.Set(status, float32(broker.Left(r.token, now)))
		r.ring.SetIcon("key-round", inks[state])
	}
	r.chip.Set(widgets.ChipFor(status), present.Chip(c.Text, state))

	renewable := r.renewal.Operation != "" && !r.token.Never
	attention := state <= broker.Soon
	setVisible(r.renew, renewable && attention)
	setVisible(r.renewQuietly, renewable && !attention)
	setVisible(r.bind, r.renewal.Operation == "" && !r.token.Never && c.Nav.HasWizard(r.d.cred.Platform))
	setEnabled(r.copier, state != broker.Expired)
	parts.HandOver(c, r.renew, r.renewQuietly, r.bind, r.eye)
	parts.HandOver(c, r.copier, r.eye) // an Enter that comes too late must not refresh
	if !r.until.IsZero() {
		if now.Before(r.until) {
			return true
		}
		r.mask()
		r.d.scroll.Relayout()
	}
	return seconds
}

// inks are the colours of the key inside the ring.
var inks = map[broker.Health]fyne.ThemeColorName{
	broker.Expired: theme.ColorErrText,
	broker.Soon:    theme.ColorWarnText,
	broker.Fresh:   theme.ColorOkText,
	broker.Never:   theme.ColorInk2,
}

func setEnabled(object fyne.Disableable, enabled bool) {
	if enabled {
		object.Enable()
	} else {
		object.Disable()
	}
}

// read gets the token's value from the vault.
func (r *tokenRow) read(use func(value string)) {
	c, cred, token := r.d.c, r.d.cred.ID, r.token.ID
	r.reading.run(func(ctx context.Context) (string, error) {
		secret, err := c.Vault.TokenSecret(ctx, cred, token)
		return secret.Value, err
	}, use)
}

// copyUsable is copy by its shortcut, which is there for an expired token as well.
func (r *tokenRow) copyUsable() {
	if r.copier.Disabled() {
		r.d.c.Notice.Toast(r.d.c.T("credential.nothing_to_copy"))
		return
	}
	r.copy()
}

// copy puts the value on the clipboard without showing it.
func (r *tokenRow) copy() {
	c, cred := r.d.c, r.d.cred.ID
	r.read(func(value string) {
		c.Clip.Copy(r.token.Kind, value, true)
		r.d.do(func(context.Context) error { return c.Vault.Touch(cred) }, func() {})
	})
}

// toggle shows the value or hides it; while it waits for one, it stops waiting.
func (r *tokenRow) toggle() {
	switch {
	case r.reading.under():
		r.reading.cancel()
		return
	case !r.until.IsZero():
		r.mask()
		r.d.revealed()
		return
	}
	r.read(func(value string) {
		r.until = r.d.c.Clock().Add(revealFor)
		r.value.SetText(value)
		r.valueRow.Show()
		r.eye.SetIcon("eye-off", r.d.c.T("action.hide"))
		r.d.revealed()
	})
}

func (r *tokenRow) mask() {
	r.reading.cancel()
	r.until = time.Time{}
	r.value.SetText("")
	r.valueRow.Hide()
	r.eye.SetIcon("eye", r.d.c.T("action.reveal"))
}

// day is the window of quotas that a refresh must not use up unasked.
const day = 24 * time.Hour

// askRenew gets a new token; where the platform counts by the day, it asks first.
func (r *tokenRow) askRenew() {
	c := r.d.c
	_, op, err := c.Broker.Registry().Operation(r.renewal.Operation)
	if err != nil || r.renewing {
		return
	}
	if op.Quota == nil || op.Quota.Window < day {
		r.renewNow()
		return
	}
	used := r.renewal.Quota
	c.Notice.Confirm(c.T("quota.title"), c.T("quota.body", "Used", used.Used, "Limit", used.Limit), c.T("action.refresh"), func(ok bool) {
		if ok {
			r.renewNow()
		}
	})
}

func (r *tokenRow) renewNow() {
	c, cred, token := r.d.c, r.d.cred.ID, r.token.ID
	r.setRenewing(true)
	core.Do(c, func(ctx context.Context) (broker.Result, error) {
		return c.Broker.Renew(ctx, cred, token)
	}, func(_ broker.Result, err error) {
		r.setRenewing(false)
		if err != nil {
			parts.Fail(c, r.d.cred, err)
		}
		r.d.p.Reload()
	})
}

func (r *tokenRow) setRenewing(renewing bool) {
	r.renewing = renewing
	r.renew.SetBusy(renewing)
	r.renewQuietly.SetBusy(renewing)
}
