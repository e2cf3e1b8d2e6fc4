package shell

import (
	"context"
	"errors"

	"keycase/ui/core"
	"keycase/vault"
)

// health is how the store is and how many results wait for it.
type health struct {
	status  vault.Status
	waiting int
}

// CheckStore asks how the store is, away from the UI goroutine and without a
// prompt. Called while a question is under way, it asks once more afterwards.
func (s *Shell) CheckStore() {
	if s.asking {
		s.askAgain = true
		return
	}
	s.asking = true
	core.DoAround(s.c, func(ctx context.Context) (health, error) {
		return health{s.c.Vault.Status(ctx), s.c.Broker.Unsaved()}, nil
	}, func(h health, _ error) {
		s.asking = false
		s.health = h
		s.frame.status.update(s)
		s.frame.banners.update(s)
		if s.askAgain {
			s.askAgain = false
			s.CheckStore()
		}
	})
}

// Told implements core.Notice: where the store refused, what is said about it around
// the page is asked anew.
func (s *Shell) Told(err error) {
	var refused *vault.Error
	if errors.As(err, &refused) {
		s.CheckStore()
	}
}

// Mask hides the secrets that the open page shows.
func (s *Shell) Mask() {
	if m, ok := s.page().(core.Masker); ok {
		m.Mask()
	}
}

// Lock drops the key of the file store and shows the way to unlock it. The open
// page stays as it is behind that, with what was typed and what is under way.
func (s *Shell) Lock() {
	s.Mask()
	s.c.Vault.Lock()
	s.clip.clear(false)
	if s.p.OnLocked != nil {
		s.p.OnLocked()
	}
	s.CheckStore()
	s.present()
	s.tray.update()
}

// Away locks the file store because nobody is at the machine, or has been for long.
// What lies in another store is hidden as far as it can be seen.
func (s *Shell) Away() {
	if s.c.Vault.Kind() == vault.StoreFile {
		s.Lock()
		return
	}
	s.hide()
}

// hide hides the secrets that can be seen, and takes back what was copied.
func (s *Shell) hide() {
	s.Mask()
	s.clip.clear(false)
}

// lockOrHide locks the file store. Another one is not ours to lock: there it hides
// what can be seen and takes back what was copied.
func (s *Shell) lockOrHide() {
	switch s.c.Vault.Kind() {
	case vault.StoreFile:
		s.Lock()
		return
	case vault.StoreKeyring:
		s.Toast(s.c.T("lock.keyring"))
	default:
		s.Toast(s.c.T("lock.memory"))
	}
	s.hide()
}

// Unlocked goes on where the lock fell in.
func (s *Shell) Unlocked() {
	s.CheckStore()
	s.present()
	if r, ok := s.page().(core.Reloader); ok {
		r.Reload()
	}
	s.tray.update()
	s.saveAgain(true)
}

// unlockKeyring raises the system's own prompt, and waits for the person until it is
// answered or given up.
func (s *Shell) unlockKeyring() {
	s.unlocking = core.DoAround(s.c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.c.Vault.Unlock(ctx, nil)
	}, func(_ struct{}, err error) {
		s.endUnlocking()
		s.CheckStore()
		switch {
		case err == nil:
			s.saveAgain(true)
		case errors.Is(err, vault.ErrDenied): // a person who said no knows why
			s.Toast(s.c.T("keyring.still_locked"))
		default:
			s.Fail(err)
		}
	})
	s.frame.banners.update(s)
}

// endUnlocking takes the prompt away if it is still there.
func (s *Shell) endUnlocking() {
	s.unlocking()
	s.unlocking = nil
	s.frame.banners.update(s)
}

// saveAgain stores the results that wait in memory; quiet leaves a failure to
// the banner that stays.
func (s *Shell) saveAgain(quiet bool) {
	waiting := s.health.waiting
	if waiting == 0 {
		return
	}
	s.frame.banners.busy(true)
	core.DoAround(s.c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.c.Broker.SaveUnsaved(ctx)
	}, func(_ struct{}, err error) {
		s.frame.banners.busy(false)
		switch {
		case err == nil:
			s.Toast(s.c.T("unsaved.done", "Count", waiting))
		case !quiet:
			s.Fail(err)
		}
		s.CheckStore()
		s.refresh()
	})
}

// Status is how the store was when it was last asked.
func (s *Shell) Status() vault.Status { return s.health.status }

// CloseWindow asks before the window goes where something would be lost with it. It
// takes the place of a question that is open.
func (s *Shell) CloseWindow(closeIt func()) {
	s.closeFront()
	page, closer := s.behind().(core.Closer)
	fact := ""
	switch {
	case s.health.waiting > 0:
		fact = s.c.T("unsaved.fact", "Count", s.health.waiting)
	case closer:
		fact = page.Closing()
	default:
		s.away(closeIt)
		return
	}
	if fact == "" {
		closeIt()
		return
	}
	s.ConfirmLoss(s.c.T("close.title"), fact, s.c.T("close.yes"), func(ok bool) {
		if ok {
			closeIt()
		}
	})
}
