package shell

import (
	"slices"
	"strings"

	"keycase/ui/core"
	"keycase/ui/widgets"
)

// visit is one page on the way that a person took.
type visit struct {
	// item is the sidebar's item that belongs to the page.
	item    string
	name    func() string // of the page, for the window's title; nil takes the item's
	key     string        // the same page, asked for again, has the same key
	home    bool          // the overview or, in its place, the welcome
	welcome bool
	whole   bool // the page has the window for itself
	form    bool // of one credential
	list    bool // of a platform's credentials; the way back leads over one of them at most
	// credential is the ID of that which the page is about; "" for none, or many.
	credential string
	build      func(*core.Context) core.Page
	page       core.Page // nil until it is shown
}

// givesWay tells whether nobody wants to come back to the page from another one: not
// to a form that was saved, nor to a guided binding, unless a form has come over that.
func (v *visit) givesWay(to *visit) bool {
	return v.form || v.whole && !to.form || v.list && to.list
}

func (v *visit) room() room {
	switch {
	case v.whole:
		return wholeWindow
	case v.welcome:
		return overSidebar
	}
	return besideSidebar
}

// longest is how many pages the way back remembers.
const longest = 20

const (
	itemOverview = "overview"
	itemSettings = "settings"
	itemPlatform = "platform/"
	itemWizard   = "wizard/"
	itemDoctor   = "doctor"
)

func (s *Shell) top() *visit {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1]
}

// page is what the person sees; nil before the first one.
func (s *Shell) page() core.Page {
	if s.unlock != nil {
		return s.unlock
	}
	return s.behind()
}

// Overview implements core.Nav. It is the start of every way.
func (s *Shell) Overview() {
	v := &visit{item: itemOverview, key: itemOverview, home: true, welcome: s.welcoming(), build: s.p.Pages.Overview}
	if v.welcome {
		v.key, v.build = "welcome", s.p.Pages.Welcome
	}
	s.leave()
	s.stack = []*visit{v}
	s.present()
}

// Platform implements core.Nav.
func (s *Shell) Platform(platform, credentialID string) {
	s.visit(&visit{
		item: itemPlatform + platform, key: itemPlatform + platform + "/" + credentialID, list: true, credential: credentialID,
		build: func(c *core.Context) core.Page { return s.p.Pages.Platform(c, platform, credentialID) },
	})
}

// NewCredential implements core.Nav.
func (s *Shell) NewCredential(platform string) {
	item := itemOverview
	if platform != "" {
		item = itemPlatform + platform
	}
	s.visit(&visit{
		item: item, name: func() string { return s.c.T("action.new_credential") }, key: "new/" + platform, form: true,
		build: func(c *core.Context) core.Page { return s.p.Pages.NewCredential(c, platform) },
	})
}

// EditCredential implements core.Nav.
func (s *Shell) EditCredential(credentialID string) {
	s.visit(&visit{
		item: s.itemOf(credentialID), name: func() string { return s.c.T("action.edit") }, key: "edit/" + credentialID, form: true,
		credential: credentialID,
		build:      func(c *core.Context) core.Page { return s.p.Pages.EditCredential(c, credentialID) },
	})
}

// Import implements core.Nav.
func (s *Shell) Import() {
	s.visit(&visit{
		item: itemOverview, name: func() string { return s.c.T("import.title") }, key: "import", form: true, build: s.p.Pages.Import,
	})
}

// Export implements core.Nav.
func (s *Shell) Export(credentialID string) {
	s.visit(&visit{
		item: s.itemOf(credentialID), name: func() string { return s.c.T("export.name_of_page") }, key: "export/" + credentialID, form: true,
		credential: credentialID,
		build:      func(c *core.Context) core.Page { return s.p.Pages.Export(c, credentialID) },
	})
}

// Backup implements core.Nav.
func (s *Shell) Backup() {
	s.visit(&visit{
		item: itemSettings, name: func() string { return s.c.T("backup.title") }, key: "backup", form: true, build: s.p.Pages.Backup,
	})
}

// Restore implements core.Nav.
func (s *Shell) Restore() {
	s.visit(&visit{
		item: itemSettings, name: func() string { return s.c.T("restore.title") }, key: "restore", form: true, build: s.p.Pages.Restore,
	})
}

// Saved implements core.Nav: a guided binding that the form stood over goes on.
func (s *Shell) Saved(platform, credentialID string) {
	s.Back() // the way back does not lead to the form again
	if !s.top().whole {
		s.Platform(platform, credentialID)
	}
}

// Operation implements core.Nav.
func (s *Shell) Operation(operation, credentialID string) {
	platform, _, _ := strings.Cut(operation, ".")
	s.visit(&visit{
		item: itemPlatform + platform, name: func() string { return s.operationName(operation) }, key: "operation/" + operation + "/" + credentialID,
		credential: credentialID,
		build:      func(c *core.Context) core.Page { return s.p.Pages.Operation(c, operation, credentialID) },
	})
}

func (s *Shell) operationName(operation string) string {
	_, op, err := s.c.Broker.Registry().Operation(operation)
	if err != nil {
		return operation
	}
	return op.Title.In(s.c.Lang())
}

// Wizard implements core.Nav.
func (s *Shell) Wizard(platform, credentialID string) {
	s.visit(&visit{
		item: itemWizard + platform, key: "wizard/" + platform + "/" + credentialID, whole: true,
		build: func(c *core.Context) core.Page { return s.p.Pages.Wizards[platform].New(c, credentialID) },
	})
}

// HasWizard implements core.Nav.
func (s *Shell) HasWizard(platform string) bool { return s.p.Pages.Wizards[platform].New != nil }

// InWizard tells whether the guided binding of a platform is open, in front or
// below a form.
func (s *Shell) InWizard(platform string) bool {
	return slices.ContainsFunc(s.stack, func(v *visit) bool { return v.item == itemWizard+platform && v.page != nil })
}

// History implements core.Nav.
func (s *Shell) History(credentialID, subject string) {
	s.visit(&visit{
		item: s.itemOf(credentialID), key: "history/" + credentialID + "/" + subject, credential: credentialID,
		name:  func() string { return s.c.T("history.title") },
		build: func(c *core.Context) core.Page { return s.p.Pages.History(c, credentialID, subject) },
	})
}

// SignatureDoctor implements core.Nav.
func (s *Shell) SignatureDoctor(operation, credentialID string) {
	s.visit(&visit{
		item: itemDoctor, key: itemDoctor + "/" + operation + "/" + credentialID,
		build: func(c *core.Context) core.Page { return s.p.Pages.SignatureDoctor(c, operation, credentialID) },
	})
}

// Settings implements core.Nav.
func (s *Shell) Settings() {
	s.visit(&visit{item: itemSettings, key: itemSettings, build: s.p.Pages.Settings})
}

// Diagnostics implements core.Nav.
func (s *Shell) Diagnostics() {
	s.diagnosed = true
	s.frame.banners.update(s)
	s.visit(&visit{
		item: itemSettings, key: "diagnostics", build: s.p.Pages.Diagnostics,
		name: func() string { return s.c.T("diagnostics.title") },
	})
}

// About implements core.Nav.
func (s *Shell) About() {
	s.visit(&visit{
		item: itemSettings, key: "about", build: s.p.Pages.About,
		name: func() string { return s.c.T("about.title") },
	})
}

// Back implements core.Nav. From the first page there is no way back.
func (s *Shell) Back() {
	if len(s.stack) < 2 {
		return
	}
	s.leave()
	s.stack[len(s.stack)-1] = nil
	s.stack = s.stack[:len(s.stack)-1]
	if top := s.top(); top.home && top.welcome != s.welcoming() {
		s.Overview() // it would be the wrong one of the two by now
		return
	}
	s.present()
	if r, ok := s.page().(core.Reloader); ok {
		r.Reload()
	}
}

// away does what leads to another page, and asks first where something typed
// would be lost. A guided binding is taken up again where it was left.
func (s *Shell) away(action func()) {
	if top := s.top(); !s.Dirty() || top.whole {
		action()
		return
	}
	s.ConfirmLoss(s.c.T("form.leave_title"), s.c.T("form.leave_body"), s.c.T("form.leave_yes"), func(leave bool) {
		if leave {
			action()
		}
	})
}

// Dirty tells whether the open page holds something typed and not saved.
func (s *Shell) Dirty() bool {
	return dirty(s.behind())
}

func dirty(p core.Page) bool {
	k, ok := p.(core.Keeper)
	return ok && k.Dirty()
}

func (s *Shell) itemOf(credentialID string) string {
	if c, err := s.c.Vault.Get(credentialID); err == nil {
		return itemPlatform + c.Platform
	}
	return itemOverview
}

// visit goes to another page. Asked for the open one again, it stays.
func (s *Shell) visit(v *visit) {
	if top := s.top(); top != nil && top.key == v.key && top.page != nil {
		return
	}
	s.leave()
	for top := s.top(); top != nil && top.givesWay(v); top = s.top() {
		s.stack = s.stack[:len(s.stack)-1]
	}
	if len(s.stack) == longest {
		// The first one is the overview, which every way back ends at.
		s.stack = append(s.stack[:1], s.stack[2:]...)
	}
	s.stack = append(s.stack, v)
	s.present()
}

// leave tells the open page that it goes.
func (s *Shell) leave() {
	if top := s.top(); top != nil && top.page != nil {
		top.page.Hidden()
	}
	s.frame.sidebar.clearSearch()
}

// present shows the page on top of the stack, or the way to unlock the store.
func (s *Shell) present() {
	if s.c.Vault.Locked() {
		s.presentUnlock()
		return
	}
	v, unlock := s.top(), s.unlock
	s.unlock = nil
	if v == nil {
		return
	}
	if v.page == nil {
		v.page = v.build(s.c)
	}
	s.frame.show(v.page.Content(), v.room())
	s.toasts.setGuided(v.whole)
	s.frame.sidebar.selectItem(v.item)
	s.refresh()
	s.start(v.page, s.title(v))
	if unlock != nil {
		unlock.Hidden()
		s.uncover()
	}
}

// start lets a page take the keyboard, one turn later: the key that led here is
// followed by its character, which is not meant for the page.
func (s *Shell) start(p core.Page, title string) {
	s.c.Window.Canvas().Unfocus()
	s.c.Worker.OnUI(func() {
		if s.page() == p {
			p.Shown()
			s.refocus()
			widgets.HideTip(s.c.Window.Canvas()) // of what has the keyboard: nobody asked for it yet
			s.c.Window.SetTitle(title)
		}
	})
}

// title names the page and the program, never what a person typed: other programs
// can read it.
func (s *Shell) title(v *visit) string {
	if v.welcome {
		return s.c.T("app.title")
	}
	name := s.frame.sidebar.names[v.item]
	if v.name != nil {
		name = v.name()
	}
	return name + " - " + s.c.T("app.title")
}

// presentUnlock puts the one page over everything that a locked store allows.
func (s *Shell) presentUnlock() {
	if s.unlock != nil {
		return
	}
	s.cover()
	s.showUnlock()
}

func (s *Shell) showUnlock() {
	s.unlock = s.p.Pages.Unlock(s.c)
	s.frame.show(s.unlock.Content(), overSidebar)
	s.toasts.setGuided(false)
	s.refresh()
	s.start(s.unlock, s.c.T("app.title"))
}
