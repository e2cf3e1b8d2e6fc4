package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/ui/core"
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
	Operation      func(c *core.Context, operation, credentialID string) core.Page
	Settings       func(*core.Context) core.Page
	Diagnostics    func(*core.Context) core.Page
	About          func(*core.Context) core.Page
	// Unlock takes the whole window while the file store is locked.
	Unlock func(*core.Context) core.Page
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
	// Environment tells where calls go now.
	Environment func() Environment
	// Clipboard is the system's.
	Clipboard fyne.Clipboard
}

// Shell is the window's frame. Its methods belong to the UI goroutine.
type Shell struct {
	c *core.Context
	p Params

	frame    *frame
	toasts   *toaster
	dialogs  *dialogs
	clip     *clipboard
	stack    []*visit
	unlock   core.Page // shown instead of the stack while locked
	health   health    // as last asked; zero until then
	asking   bool      // a question about it is under way
	askAgain bool
	closers  []func()
}

// New makes the frame and gives the context its Nav, Notice and Clip. Nothing is
// shown before Open.
func New(c *core.Context, p Params) *Shell {
	s := &Shell{c: c, p: p}
	s.toasts = newToaster(c.Ticker.After)
	s.dialogs = &dialogs{s: s}
	s.clip = newClipboard(s)
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
}

// build makes the frame in the language of the context.
func (s *Shell) build() {
	s.frame = newFrame(s)
	s.frame.toast.Objects = []fyne.CanvasObject{s.toasts.object()}
	s.c.Window.SetContent(s.frame.root)
}

// SetText changes the language: everything is built anew, and the page that was
// open is open again.
func (s *Shell) SetText(l *translations.Localizer) {
	if top := s.top(); top != nil {
		top.page.Hidden()
	}
	for _, v := range s.stack {
		v.page = nil
	}
	s.unlock = nil
	s.c.Text = l
	s.build()
	s.present()
	s.refresh()
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
	s.closers = nil
	if top := s.top(); top != nil && top.page != nil {
		top.page.Hidden()
	}
	s.clip.clear()
}

// happened takes over what an event changes around the pages. That a credential
// changed is also told by the vault; reloading twice costs little.
func (s *Shell) happened(e broker.Event) {
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
	if top := s.top(); top != nil && top.home && s.welcoming() != top.welcome {
		s.Overview() // the first credential came, or the last one went
		return
	}
	s.refresh()
	if r, ok := s.page().(core.Reloader); ok {
		r.Reload()
	}
}

// refresh updates what stands around the pages.
func (s *Shell) refresh() {
	s.frame.sidebar.update(s)
	s.frame.status.update(s)
	s.frame.banners.update(s)
}

func (s *Shell) welcoming() bool { return len(s.c.Vault.List()) == 0 }
