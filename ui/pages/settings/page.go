// Package settings is the page of everything that a person can choose about the
// program itself, and of what it says about itself.
package settings

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Params are what the page shows and changes beyond the context. A choice whose
// setter is nil is left out; setters are called on the UI goroutine.
type Params struct {
	Home        string // folder with the data
	Version     string
	Theme       theme.Mode
	SetTheme    func(theme.Mode)
	SetLanguage func(string)
	// Scale is the size of the window's contents in percent, and Scales are those of
	// [Scales] that this screen has room for.
	Scale    int
	Scales   []int
	SetScale func(percent int)

	Lock func()
	// LockAfter is how long nobody has used the window when the store locks, one of
	// [LockTimes].
	LockAfter    time.Duration
	SetLockAfter func(time.Duration)
	// MoveStore brings all secrets to the other store.
	MoveStore func()
	// Now returns what is in force now, asked when the secrets have moved; may be nil.
	Now func() Params
	// ChangePassphrase asks for another passphrase of the file store.
	ChangePassphrase func()

	Status     func() vault.Status
	CheckStore func()
	// ClipboardLife is how long a secret stays on the clipboard, one of
	// [ClipboardLives].
	ClipboardLife    time.Duration
	SetClipboardLife func(time.Duration)

	// Notify tells whether a notification comes before a token ends.
	Notify    bool
	SetNotify func(on bool)
	// Tray tells whether the window goes to the tray when it is closed, which
	// takes a desktop that has one.
	Tray          bool
	TrayAvailable bool
	SetTray       func(on bool)

	// LooksForNewer tells whether the window looks for a newer version from time to
	// time. The other functions are nil where it does not know whom to ask: LookForNewer
	// asks now, Newer is what came of it, and OnNewer takes what is to be called when
	// that changes, nil for nobody.
	LooksForNewer    bool
	SetLooksForNewer func(on bool)
	LookForNewer     func()
	Newer            func() Newer
	OnNewer          func(tell func())

	// Shortcuts are the keys of the window, in the order of use.
	Shortcuts []Shortcut
}

// Shortcut is a key and what it does, as people read them: "Ctrl K".
type Shortcut struct{ Keys, Does string }

// Scales are the sizes to choose from, in percent, from small to large.
var Scales = []int{80, 90, 100, 110, 120, 130, 150, 180, 200}

// ClipboardLives are the times to choose from.
var ClipboardLives = []time.Duration{10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute}

// LockTimes are the times to choose from until the store locks; 0 is never.
var LockTimes = []time.Duration{
	5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 0,
}

// Page is the settings.
type Page struct {
	c       *core.Context
	p       Params
	content *fyne.Container
	kind    vault.StoreKind // that the page was made for
	scroll  *parts.Scroll
	first   fyne.Focusable
	last    *widgets.Text  // about the last backup; nil for none
	newer   *newer         // nil where nobody can be asked for one
	opener  fyne.Focusable // of the page that a person is on, to come back to; nil for none
}

// New makes the page.
func New(c *core.Context, p Params) *Page {
	g := &Page{c: c, p: p, content: container.NewStack()}
	g.fill()
	return g
}

// fill makes what is on the page.
func (g *Page) fill() {
	g.kind = g.c.Vault.Kind()
	sections := widgets.Stack(theme.Space6)
	for _, section := range []*fyne.Container{g.look(), g.security(), g.backups(), g.reminders(), g.about(), g.shortcuts()} {
		if section != nil {
			sections.Add(section)
		}
	}
	g.scroll = parts.NewScroll(parts.Column(widgets.Pad(sections, 0, 0, theme.PagePadding, 0), columnWidth))
	head := widgets.Pad(widgets.NewText(g.c.T("nav.settings"), widgets.Title2, theme.ColorInk), headTop, theme.PagePadding, theme.Space6, theme.PagePadding)
	g.content.Objects = []fyne.CanvasObject{parts.Frame(head, g.scroll.Object(), nil)}
	g.content.Refresh()
}

// headTop lets the title's line begin where that of every page does.
const headTop = 28

// Content implements core.Page.
func (g *Page) Content() fyne.CanvasObject { return g.content }

// Reload implements core.Reloader: the secrets may have moved to another store.
func (g *Page) Reload() {
	if g.kind == g.c.Vault.Kind() {
		if g.last != nil {
			g.last.SetText(g.lastBackup())
			g.scroll.Relayout()
		}
		return
	}
	g.last = nil
	if g.p.Now != nil {
		g.p = g.p.Now()
	}
	g.opener = nil
	g.fill()
}

// Shown implements core.Page.
func (g *Page) Shown() {
	g.Reload()
	g.followNewer()
	to := g.first
	if g.opener != nil {
		to, g.opener = g.opener, nil
	}
	g.c.Window.Canvas().Focus(to)
}

// Hidden implements core.Page.
func (g *Page) Hidden() {
	if g.p.OnNewer != nil {
		g.p.OnNewer(nil)
	}
}

// columnWidth keeps the lines from becoming too long to follow, in Fyne units.
const columnWidth = 720
