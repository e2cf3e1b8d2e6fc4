// Package ui is the window: it opens the store, makes what the pages work with,
// and puts the frame around them. What it cannot know by itself (paths, network,
// the sandbox) comes in through [Params].
package ui

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app"
	"keycase/app/doctor"
	"keycase/app/history"
	"keycase/assets"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/pages/overview"
	"keycase/ui/shell"
	"keycase/ui/theme"
	"keycase/ui/tray"
	"keycase/vault"
)

// The window's first size and the sign in it before the first page, in Fyne units.
const (
	firstWidth  = 1180
	firstHeight = 760
	markSide    = 56
)

// Params are what the window is made from.
type Params struct {
	App fyne.App
	// Home is the folder with the data, Logs that of the log, and Places are all
	// folders, for the pages that name them.
	Home    string
	Logs    string
	Places  []app.Place
	Version string
	// Lang is "zh" or "en"; it wins over the remembered choice. "" does not.
	Lang string
	// SystemLang is the language where nothing was chosen yet.
	SystemLang string
	// Store is the store that was asked for; "" takes the remembered one.
	Store vault.StoreKind
	// Open opens the vault with a store ("" for the remembered one) and makes a
	// broker on it. ask gives the passphrase of a file store that is being made.
	// Its errors are those of vault.Open.
	Open func(ctx context.Context, store vault.StoreKind, ask func(context.Context) ([]byte, error)) (*broker.Broker, error)
	// Keyring tells how the system's keyring is.
	Keyring func(context.Context) vault.Status
	// BaseURLs are the addresses that were given for this run, by platform.
	BaseURLs map[string]string
	Sandbox  Sandbox
	Desktop  Desktop
	// History returns what was done with a credential of the vault, or with one of
	// its bindings, the newest first. It reads the disk.
	History func(v *vault.Vault, credentialID, subject string) ([]history.Record, error)
	// Doctor makes one in the language of the context; it must not block.
	Doctor func(*core.Context) *doctor.Doctor
	// Newer asks whether there is a newer version than this one, "" for none; nil where
	// the build does not know whom to ask.
	Newer func(context.Context) (version string, err error)

	Clock func() time.Time
	// After is time.AfterFunc; fn runs on any goroutine.
	After func(d time.Duration, fn func()) (stop func())
	// Closing, if set, is told on the UI goroutine that the window is about to end.
	Closing func()
	// OnUI is fyne.Do.
	OnUI func(func())
}

// Sandbox is the platforms played in this process.
type Sandbox struct {
	// Accounts has for each platform, by its ID, the keys that the sandbox takes.
	Accounts map[string]map[string]string
	// Start starts it, or finds it started, and returns the addresses of the
	// platforms by ID.
	Start func() (map[string]string, error)
}

// UI is the window and what stands behind it. Its methods belong to the UI
// goroutine.
type UI struct {
	p       Params
	c       *core.Context
	shell   *shell.Shell // nil until the store is open
	waiting core.Page    // shown before that
	again   func()       // builds it anew
	// sandbox are the addresses of the sandbox, by platform; nil while it does not run.
	sandbox map[string]string

	overview overview.Memory
	wizards  wizards

	native   native
	room     room       // on the window's screen
	squeezed squeezed   // by it; zero where it takes nothing away
	tray     *tray.Tray // nil where there is none
	newer    newer
	keeper   *broker.Keeper
	idle     idle
	vault    atomic.Pointer[vault.Vault] // that of c, for other goroutines; nil until the store is open
	hidden   bool                        // in the tray
	unseen   bool                        // nobody can see the window
	watched  bool                        // the window system tells whether it can be seen
	focused  bool
	leftBe   bool   // nobody has touched the window for RestAfter
	unrest   func() // no longer waits for that
}

// New makes the window, without showing it.
func New(p Params) *UI {
	hurry()
	u := &UI{p: p, unrest: func() {}}
	u.prepareScale()
	u.p.App.Settings().SetTheme(theme.New(u.themeMode()))
	window := p.App.NewWindow("")
	window.SetIcon(fyne.NewStaticResource("keycase.png", assets.AppIconPNG))
	u.resize(window)
	window.SetMaster()
	window.SetPadded(false)
	u.c = &core.Context{
		Text:   translations.New(u.language()),
		Clock:  p.Clock,
		Worker: core.NewWorker(p.OnUI),
		Ticker: core.NewTicker(p.Clock, p.After, p.OnUI),
		Window: window,

		NewBaseURL: u.newBaseURL,
	}
	u.readClipboards()
	u.resumeWizards()
	u.speak()
	window.SetTitle(u.c.T("app.title"))
	window.SetContent(container.NewCenter(brand.NewMark(markSide))) // until the store is open
	window.SetCloseIntercept(u.close)
	window.SetOnClosed(u.closed)
	p.App.Lifecycle().SetOnEnteredForeground(u.wake)
	p.App.Lifecycle().SetOnExitedForeground(u.leave)
	return u
}

// Show shows the window, as far as it can be without [UI.Run]; false where the toolkit
// could make none. Its Run would wait for ever then.
func (u *UI) Show() bool {
	u.c.Window.Show()
	return made(u.c.Window)
}

// Run returns when the window is closed.
func (u *UI) Run() {
	u.p.App.Lifecycle().SetOnStarted(u.Start)
	u.p.App.Run()
	u.stop()
}

// Start opens the store and then the pages.
func (u *UI) Start() {
	u.meetDesktop()
	u.open(u.p.Store, nil)
}

// Window is the one window.
func (u *UI) Window() fyne.Window { return u.c.Window }

// Context is what the pages work with.
func (u *UI) Context() *core.Context { return u.c }

// wake catches up after the window was out of sight.
func (u *UI) wake() {
	u.focused = true
	u.touched()
	if !u.watched {
		u.setVisible(true)
	}
	if !u.unseen {
		u.c.Ticker.Resume()
	}
	if u.shell != nil {
		u.shell.CheckStore()
	}
}

// leave hides what is revealed while nobody looks, and lets countdowns take their time.
func (u *UI) leave() {
	u.focused = false
	u.setPace()
	if u.shell != nil {
		u.shell.Mask()
	}
}

// setVisible lets everything that moves rest while nobody can see it.
func (u *UI) setVisible(visible bool) {
	u.unseen = !visible
	if u.shell != nil {
		u.shell.SetVisible(visible)
	}
}

// Raise brings the window to the front, out of the tray as well.
func (u *UI) Raise() {
	u.hidden = false
	u.c.Window.Show()
	u.c.Window.RequestFocus()
	u.native.raise()
	u.setVisible(true)
}

// close hides the window in the tray, where one was chosen, or ends the program.
func (u *UI) close() {
	if u.tray == nil || !u.trayChosen() {
		u.quit()
		return
	}
	// What showed the icon may have gone since.
	core.DoAround(u.c, func(ctx context.Context) (bool, error) {
		return u.p.Desktop.TrayAvailable(ctx), nil
	}, func(there bool, _ error) {
		if there {
			u.hide()
			return
		}
		u.quit()
	})
}

// hide leaves the window to the tray. Nothing typed is lost by that.
func (u *UI) hide() {
	u.hidden = true
	u.remember()
	u.leave()
	u.c.Window.Hide()
	u.setVisible(false)
	u.tellOfTray()
}

// quit lets the pages have their say first.
func (u *UI) quit() {
	u.remember()
	if u.shell == nil {
		u.c.Window.Close()
		return
	}
	u.shell.CloseWindow(u.c.Window.Close)
}

// closed is told that the window goes, whoever closes it.
func (u *UI) closed() {
	u.keepWizards()
	if u.p.Closing != nil {
		u.p.Closing()
	}
	u.stopIdle()
	if u.shell != nil {
		u.shell.Close()
	}
}

// stop ends what runs behind the window.
func (u *UI) stop() {
	if u.keeper != nil {
		u.keeper.Stop()
	}
	u.native.stop()
	u.c.Worker.Close()
	if u.c.Vault != nil {
		_ = u.c.Vault.Close() // nothing is left to be told
	}
}
