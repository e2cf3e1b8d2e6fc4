package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/ui/core"
	"keycase/ui/theme"
)

// Pages are the constructors of what the window shows.
type Pages struct {
	Overview func(*core.Context) core.Page
	// Welcome stands in for the overview while there is no credential. It takes
	// the whole window, without a sidebar.
	Welcome        func(*core.Context) core.Page
	Platform       func(c *core.Context, platform, credentialID string) core.Page
	NewCredential  func(c *core.Context, platform string) core.Page
	EditCredential func(c *core.Context, credentialID string) core.Page
	Import         func(*core.Context) core.Page
	Export         func(c *core.Context, credentialID string) core.Page
	// Backup and Restore may be nil.
	Backup, Restore func(*core.Context) core.Page
	Operation       func(c *core.Context, operation, credentialID string) core.Page
	// SignatureDoctor may be nil.
	SignatureDoctor func(c *core.Context, operation, credentialID string) core.Page
	// Wizards are the guided bindings by platform.
	Wizards     map[string]Wizard
	History     func(c *core.Context, credentialID, subject string) core.Page
	Settings    func(*core.Context) core.Page
	Diagnostics func(*core.Context) core.Page
	About       func(*core.Context) core.Page
	// Unlock takes the whole window while the file store is locked.
	Unlock func(*core.Context) core.Page
}

// Wizard is a guided binding. Its page takes the whole window.
type Wizard struct {
	Icon string // a Lucide name, for the sidebar and the palette
	New  func(c *core.Context, credentialID string) core.Page
}

// Environment is what the status bar says about where calls go.
type Environment int

// The environments.
const (
	Production Environment = iota
	Sandbox                // the platforms played on this machine
	Custom                 // another address
)

// Params are what a shell is made from.
type Params struct {
	Pages Pages
	// Environment tells where the calls of a new credential go.
	Environment func() Environment
	// Clipboard is the system's.
	Clipboard fyne.Clipboard
	// Secrets is the system's clipboard for what is secret; nil where secrets can
	// only be copied like everything else.
	Secrets SecretClipboard
	// ClipboardLife is how long a secret stays on the clipboard, asked at each
	// copy; nil is 30 seconds.
	ClipboardLife func() time.Duration

	// Theme, SetTheme and SetLanguage are what the settings page uses; the palette
	// leaves out what is nil.
	Theme       func() theme.Mode
	SetTheme    func(theme.Mode)
	SetLanguage func(lang string)

	// OnLocked is told when the store was locked; may be nil.
	OnLocked func()

	// OnTray is told the lines for the tray's menu on the UI goroutine, at first
	// and whenever they change, at most once a minute by time alone; may be nil.
	OnTray func([]TrayLine)
}

// Shell is the window's frame. Its methods belong to the UI goroutine.
type Shell struct {
	c *core.Context
	p Params

	frame    *frame
	toasts   *toaster
	dialogs  *dialogs
	clip     *clipboard
	tray     *tray
	palette  *palette // nil while it is closed
	recent   []string // what was opened from it, by ID, the last one first
	hidden   bool     // nobody can see the window
	stack    []*visit
	unlock   core.Page // shown instead of the stack while locked
	covered  cover     // what it keeps out of sight
	health   health    // as last asked; zero until then
	asking   bool      // a question about it is under way
	askAgain bool
	// unlocking gives up the wait for a person who is to unlock the keyring; nil
	// while nobody is asked.
	unlocking func()
	diagnosed bool // the page about what was recovered was opened
	closers   []func()
	closed    bool
}

// New makes the frame and gives the context its Nav, Notice and Clip. Nothing is
// shown before Open.
func New(c *core.Context, p Params) *Shell {
	s := &Shell{c: c, p: p}
	s.toasts = newToaster(c.Ticker.After)
	s.dialogs = &dialogs{s: s}
	s.clip = newClipboard(s)
	s.tray = &tray{s: s}
	c.Nav, c.Notice, c.Clip = s, s, s.clip
	return s
}

// Open fills the window with the frame and shows the overview.
func (s *Shell) Open() {
	s.build()
	s.bindKeys()
	s.listen()
	s.Overview()
	s.CheckStore()
	s.tray.update()
}

// build makes the frame in the language of the context.
func (s *Shell) build() {
	s.frame = newFrame(s)
	s.frame.toast.Objects = []fyne.CanvasObject{s.toasts.object()}
	s.c.Window.SetContent(s.frame.root)
}

// SetText changes the language: everything is built anew, and the page that was
// open is open again. What lies behind a lock keeps its language where something is
// typed in it: nobody could be asked whether that may go.
func (s *Shell) SetText(l *translations.Localizer) {
	s.closePalette()
	locked := s.unlock != nil
	if top := s.top(); top != nil && top.page != nil && !locked {
		top.page.Hidden()
	}
	for _, v := range s.stack {
		if !locked || !dirty(v.page) {
			v.page = nil
		}
	}
	s.c.Text = l
	s.build()
	if locked {
		s.showUnlock()
	} else {
		s.present()
	}
	s.refresh()
	s.tray.update()
}

// listen follows what happens to the stored data until Close.
func (s *Shell) listen() {
	changes, stop := s.c.Vault.Changes()
	s.c.Worker.Watch(changes, s.reload)
	s.closers = append(s.closers,
		stop,
		s.c.Broker.Subscribe(func(e broker.Event) { s.c.Worker.OnUI(func() { s.happened(e) }) }),
		s.c.Ticker.Listen(func(time.Time) bool {
			s.frame.sidebar.update(s)
			return false
		}),
	)
}

// Close stops listening and takes back what lies on the clipboard.
func (s *Shell) Close() {
	for _, stop := range s.closers {
		stop()
	}
	s.closers, s.closed = nil, true
	if top := s.top(); top != nil && top.page != nil {
		top.page.Hidden()
	}
	s.tray.stop()
	s.clip.close()
}

// SetVisible tells whether a person can see the window. While nobody can, no
// countdown moves and no secret stays revealed.
func (s *Shell) SetVisible(visible bool) {
	if s.hidden == !visible {
		return
	}
	s.hidden = !visible
	if visible {
		s.c.Ticker.Resume()
	} else {
		s.c.Ticker.Pause()
		s.Mask()
	}
	s.clip.seen()
}

// happened takes over what an event changes around the pages. That a credential
// changed is also told by the vault; reloading twice costs little.
func (s *Shell) happened(e broker.Event) {
	if s.closed {
		return
	}
	switch e.(type) {
	case broker.SaveFailed:
		s.CheckStore()
	case broker.SkewLearned:
	default:
		s.reload()
		return
	}
	s.frame.banners.update(s)
}

// reload shows data that changed, on whatever page is open.
func (s *Shell) reload() {
	if s.closed {
		return // told before, but only heard now
	}
	if s.c.Vault.Locked() && s.unlock == nil {
		s.Lock() // another process moved the secrets, or changed their passphrase
		return
	}
	if s.c.Vault.Kind() != s.health.status.Kind {
		s.CheckStore()
	}
	s.tray.update()
	if top := s.top(); top != nil && top.home && s.welcoming() != top.welcome {
		s.Overview() // the first credential came, or the last one went
		return
	}
	s.refresh()
	if r, ok := s.page().(core.Reloader); ok {
		r.Reload()
	}
	s.keepFocus()
}

// refresh updates what stands around the pages.
func (s *Shell) refresh() {
	s.frame.sidebar.update(s)
	s.frame.status.update(s)
	s.frame.banners.update(s)
}

func (s *Shell) welcoming() bool { return len(s.c.Vault.Entries()) == 0 }
