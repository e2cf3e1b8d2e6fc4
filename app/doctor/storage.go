package doctor

import (
	"context"
	"errors"
	"time"

	"keycase/broker"
	"keycase/vault"
)

func (d *Doctor) keyring(ctx context.Context) Check {
	t := d.p.Text
	s := d.p.Keyring(ctx)
	if s.State == vault.StateReady {
		return d.found(OK, t.T("doctor.keyring.ready"))
	}
	said := d.p.Explain(s.Err)
	// The state, one of a few words, tells strangers more than a sentence for people.
	text, public := d.joined(said.Title, said.Why), t.T("doctor.keyring.missing", "Detail", string(s.State))
	detail := s.Detail
	if s.State == vault.StateLocked {
		text = t.T("doctor.keyring.locked")
		public, detail = text, ""
	}
	if d.p.Broker != nil && d.p.Broker.Vault().Kind() == vault.StoreFile {
		spared := t.T("doctor.keyring.spared")
		return Check{Grade: Info, Text: d.joined(text, spared), Detail: detail, report: d.joined(public, spared)}
	}
	// No error by itself: the file store does without one.
	return Check{Grade: Warning, Text: text, Action: said.Do, Detail: detail, report: public}
}

func (d *Doctor) index(context.Context) Check {
	t := d.p.Text
	switch {
	case errors.Is(d.p.Err, vault.ErrNoStoreChosen):
		return d.found(Info, t.T("doctor.index.none"))
	case d.p.Err != nil:
		return d.failed(Error, "", d.p.Err)
	}
	v := d.p.Broker.Vault()
	if r := v.Recovery(); r != vault.RecoveryNone {
		return d.recovery(r)
	}
	if broken := v.BrokenIndex(); broken != "" {
		return d.found(Warning, t.T("doctor.index.broken", "Path", broken))
	}
	all := v.List()
	tokens := 0
	for _, cred := range all {
		tokens += len(cred.Tokens)
	}
	return d.found(OK, t.T("doctor.index", "Credentials", len(all), "Tokens", tokens))
}

func (d *Doctor) store(ctx context.Context) Check {
	t := d.p.Text
	switch {
	case errors.Is(d.p.Err, vault.ErrNoStoreChosen):
		return d.found(Info, t.T("doctor.store.none"))
	case d.p.Err != nil:
		return d.found(Info, t.T("doctor.closed"))
	}
	v := d.p.Broker.Vault()
	text := t.T("doctor.store." + string(v.Kind()))
	switch s := v.Status(ctx); s.State {
	case vault.StateReady:
		return d.found(OK, text)
	case vault.StateLocked:
		return d.found(Info, d.joined(text, t.T("doctor.store.locked")))
	default:
		return d.failed(Error, text, s.Err)
	}
}

// clock tells what the platforms' answers have taught about this clock.
func (d *Doctor) clock(context.Context) Check {
	t := d.p.Text
	switch {
	case errors.Is(d.p.Err, vault.ErrNoStoreChosen):
		return d.found(Info, t.T("doctor.clock.unknown"))
	case d.p.Err != nil:
		return d.found(Info, t.T("doctor.closed"))
	}
	skew := d.worstSkew()
	if skew.Abs() < broker.SkewTold {
		return d.found(OK, t.T("doctor.clock"))
	}
	key := "doctor.clock.behind"
	if skew < 0 {
		key = "doctor.clock.ahead"
	}
	return Check{Grade: Warning, Text: t.T(key, "Span", d.span(skew.Abs())), Action: t.T("doctor.clock.do")}
}

// worstSkew is the largest difference that any address has taught.
func (d *Doctor) worstSkew() time.Duration {
	worst := time.Duration(0)
	look := func(platform, address string) {
		if skew := d.p.Broker.Skew(platform, address); skew.Abs() > worst.Abs() {
			worst = skew
		}
	}
	for _, p := range d.p.Broker.Registry() {
		look(p.ID, "")
	}
	for _, c := range d.p.Broker.Vault().List() {
		look(c.Platform, c.BaseURL)
	}
	return worst
}

// span is a length of time in whole hours and minutes.
func (d *Doctor) span(length time.Duration) string {
	hours, minutes := int(length/time.Hour), int(length/time.Minute)%60
	switch {
	case hours == 0:
		return d.p.Text.T("doctor.span.minutes", "Count", minutes)
	case minutes == 0:
		return d.p.Text.T("doctor.span.hours", "Count", hours)
	}
	return d.p.Text.T("doctor.span.hours", "Count", hours) + " " + d.p.Text.T("doctor.span.minutes", "Count", minutes)
}
