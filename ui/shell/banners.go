package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keycase/app"
	"keycase/broker"
	"keycase/ui/present"
	"keycase/ui/widgets"
	"keycase/vault"
)

// banners stand above everything while their cause lasts.
type banners struct {
	box    *fyne.Container
	store  *widgets.Banner
	older  *widgets.Banner
	clock  *widgets.Banner
	unsave *widgets.Banner
}

func newBanners(s *Shell) *banners {
	b := &banners{
		store:  widgets.NewBanner(widgets.BannerWarn, "lock", "", "", "-", s.mendStore),
		older:  widgets.NewBanner(widgets.BannerWarn, "triangle-alert", "", "", "-", func() { s.away(s.Diagnostics) }),
		clock:  widgets.NewBanner(widgets.BannerErr, "timer", "", "", "", nil),
		unsave: widgets.NewBanner(widgets.BannerWarn, "triangle-alert", "", "", "-", func() { s.saveAgain(false) }),
	}
	for _, banner := range []*widgets.Banner{b.store, b.older, b.clock, b.unsave} {
		banner.Hide()
	}
	b.box = container.New(layout.NewCustomPaddedVBoxLayout(0), b.store, b.older, b.clock, b.unsave)
	return b
}

// busy shows that the store is being asked.
func (b *banners) busy(busy bool) {
	b.store.Button().SetBusy(busy)
	b.unsave.Button().SetBusy(busy)
}

func (b *banners) update(s *Shell) {
	before := b.box.MinSize().Height
	b.updateStore(s)
	b.updateOlder(s)
	b.updateClock(s)
	b.unsave.Hidden = s.health.waiting == 0
	b.unsave.Set(widgets.BannerWarn, "triangle-alert", s.c.T("unsaved.fact", "Count", s.health.waiting), s.c.T("unsaved.detail"), s.c.T("unsaved.again"))
	if b.box.MinSize().Height != before {
		s.frame.arrange()
		s.keepFocus() // on the button of a banner that went
	}
}

// updateStore speaks of the keyring only: a locked file store has a page of its
// own.
func (b *banners) updateStore(s *Shell) {
	state := s.health.status.State
	if s.unlocking != nil {
		b.store.Hidden = false
		b.store.Set(widgets.BannerWarn, "lock", s.c.T("keyring.unlocking"), s.c.T("keyring.unlocking_detail"), s.c.T("action.cancel"))
		return
	}
	b.store.Hidden = s.c.Vault.Kind() != vault.StoreKeyring || state == "" || state == vault.StateReady
	if state == vault.StateLocked {
		b.store.Set(widgets.BannerWarn, "lock", s.c.T("keyring.locked"), s.c.T("keyring.locked_detail"), s.c.T("action.unlock"))
		return
	}
	e := app.Explain(s.health.status.Err, s.c.Lang())
	b.store.Set(widgets.BannerWarn, "triangle-alert", e.Title, e.Do, s.c.T("action.retry"))
}

// updateOlder speaks of a list that was damaged and is not the last one. The page
// it leads to says the rest, so it goes once that was opened; as long as nobody
// repairs anything, the next start says it again.
func (b *banners) updateOlder(s *Shell) {
	recovery := s.c.Vault.Recovery()
	b.older.Hidden = recovery == vault.RecoveryNone || s.diagnosed || s.unlock != nil
	fact, detail := s.c.T("recovered.older"), s.c.T("recovered.older_detail")
	if recovery == vault.RecoveryEmpty {
		fact, detail = s.c.T("recovered.empty"), s.c.T("recovered.empty_detail")
	}
	b.older.Set(widgets.BannerWarn, "triangle-alert", fact, detail, s.c.T("settings.open_diagnostics"))
}

// mendStore is what the store's banner offers.
func (s *Shell) mendStore() {
	switch {
	case s.unlocking != nil:
		s.endUnlocking()
		s.Toast(s.c.T("keyring.still_locked"))
	case s.health.status.State == vault.StateLocked:
		s.unlockKeyring()
		return
	}
	s.CheckStore()
}

func (b *banners) updateClock(s *Shell) {
	skew := s.worstSkew()
	b.clock.Hidden = skew.Abs() < broker.SkewTold
	if b.clock.Hidden {
		return
	}
	fact := "clock.slow"
	if skew < 0 {
		fact = "clock.fast"
	}
	by := present.Span(s.c.Text, skew.Abs().Round(time.Minute))
	b.clock.Set(widgets.BannerErr, "timer", s.c.T(fact, "By", by), s.c.T("clock.detail"), "")
}

// worstSkew is the greatest that any platform's clock differs from ours.
func (s *Shell) worstSkew() time.Duration {
	worst := time.Duration(0)
	look := func(platform, baseURL string) {
		if skew := s.c.Broker.Skew(platform, baseURL); skew.Abs() > worst.Abs() {
			worst = skew
		}
	}
	for _, p := range s.c.Broker.Registry() {
		look(p.ID, "")
	}
	for at := range s.goals() {
		look(at.platform, at.baseURL)
	}
	return worst
}
