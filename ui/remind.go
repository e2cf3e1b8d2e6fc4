package ui

import (
	"context"

	"keycase/broker"
)

// startKeeper begins the work that nobody asks for each time: tokens that renew
// themselves, and reminders. Its context allows no prompts.
func (u *UI) startKeeper(b *broker.Broker) {
	u.keeper = broker.NewKeeper(b, broker.KeeperParams{
		After:  u.p.After,
		OnSoon: func(tokens []broker.SoonToken) { u.c.Worker.OnUI(func() { u.remind(tokens) }) },
	})
	u.keeper.Start(context.Background())
}

// remind tells of tokens that end soon or have ended, unless the person is looking
// at the window, which shows them.
func (u *UI) remind(tokens []broker.SoonToken) {
	if !u.notifies() || u.focused && !u.unseen {
		return
	}
	text := u.c.T("notify.soon")
	for _, t := range tokens {
		if t.State == broker.Expired {
			text = u.c.T("notify.expired")
		}
	}
	u.notify(u.c.T("notify.title"), text)
}

// notify shows a notification. Its texts come from the translations and hold
// nothing that a person or a platform wrote.
func (u *UI) notify(title, text string) {
	if u.p.Desktop.Notify == nil {
		return
	}
	u.native.run(func() { u.p.Desktop.Notify(title, text) })
}
