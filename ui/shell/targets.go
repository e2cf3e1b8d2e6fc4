package shell

import (
	"time"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/find"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// target is something that the palette leads to.
type target struct {
	find.Entry
	look theme.Look
	keys string // the shortcut that does the same
	open func()
}

// namer says the same in the window's language and in the other one: people know
// the words of either.
type namer struct {
	lang, other providers.Lang
	own, second *translations.Localizer
}

func (s *Shell) namer() namer {
	n := namer{lang: providers.Chinese, other: providers.English, own: s.c.Text}
	if s.c.Text.Lang() == translations.English {
		n.lang, n.other = n.other, n.lang
	}
	n.second = translations.New(string(n.other))
	return n
}

// entry is one whose title is a text of the window.
func (n namer) entry(id string, kind find.Kind, key string, pairs ...any) find.Entry {
	return find.Entry{ID: id, Kind: kind, Title: n.own.T(key, pairs...), Keywords: []string{n.second.T(key, pairs...)}}
}

// platformWords are all names of a platform.
func platformWords(p providers.Platform) []string {
	return []string{p.ID, p.Name.ZH, p.Name.EN, p.ShortName.ZH, p.ShortName.EN}
}

func neutral(icon string) theme.Look {
	return theme.Look{Icon: icon, Ink: theme.ColorInk2, Soft: theme.ColorNeutralSoft}
}

// pageTargets are the pages, in the order of the sidebar.
func (s *Shell) pageTargets() []target {
	n := s.namer()
	page := func(e find.Entry, look theme.Look, keys string, open func()) target {
		return target{e, look, keys, func() { s.away(open) }}
	}
	all := []target{page(n.entry("page/overview", find.Page, "nav.overview"), neutral("timer"), widgets.Keys("1"), s.Overview)}
	var forms []target
	for i, p := range s.c.Broker.Registry() {
		words := platformWords(*p)
		all = append(all, page(
			find.Entry{ID: "page/" + p.ID, Kind: find.Page, Title: p.ShortName.In(n.lang), Keywords: words},
			theme.Platform(p.ID), s.digit(i+1), func() { s.Platform(p.ID, "") },
		))
		form := n.entry("new/"+p.ID, find.Page, "form.new_title", "Platform", p.ShortName.In(n.lang))
		form.Keywords = append(form.Keywords, words...)
		look := theme.Platform(p.ID)
		look.Icon = "plus"
		forms = append(forms, page(form, look, "", func() { s.NewCredential(p.ID) }))
	}
	for _, platform := range s.guided() {
		look := neutral(s.p.Pages.Wizards[platform].Icon)
		all = append(all, page(n.entry("wizard/"+platform, find.Page, "wizard."+platform+".title"), look, "",
			func() { s.Wizard(platform, "") }))
	}
	if s.p.Pages.SignatureDoctor != nil {
		all = append(all, page(n.entry("page/doctor", find.Page, "nav.doctor"), neutral("stethoscope"), "", func() { s.SignatureDoctor("", "") }))
	}
	all = append(all,
		page(n.entry("new", find.Page, "action.new_credential"), neutral("plus"), widgets.Keys("N"), func() { s.NewCredential("") }),
		page(n.entry("page/settings", find.Page, "nav.settings"), neutral("settings"), widgets.Keys(","), s.Settings),
	)
	if s.p.Pages.Import != nil {
		from := n.entry("page/import", find.Page, "import.title")
		from.Keywords = append(from.Keywords, "curl", ".env", "JSON", "Postman", "Bruno")
		all = append(all, page(from, neutral("clipboard-paste"), "", s.Import))
	}
	if s.p.Pages.Backup != nil {
		all = append(all, page(n.entry("page/backup", find.Page, "backup.title"), neutral("download"), "", s.Backup))
	}
	if s.p.Pages.Restore != nil {
		all = append(all, page(n.entry("page/restore", find.Page, "restore.title"), neutral("lock-open"), "", s.Restore))
	}
	if s.p.Pages.Diagnostics != nil {
		all = append(all, page(n.entry("page/diagnostics", find.Page, "diagnostics.title"), neutral("stethoscope"), "", s.Diagnostics))
	}
	if s.p.Pages.About != nil {
		all = append(all, page(n.entry("page/about", find.Page, "about.title"), neutral("info"), "", s.About))
	}
	return append(all, forms...)
}

// digit is the shortcut of the n-th page of the sidebar, counted from zero.
func (s *Shell) digit(n int) string {
	if n >= len(digits) {
		return ""
	}
	return widgets.Keys(string(digits[n]))
}

// actionTargets are what can be done from everywhere.
func (s *Shell) actionTargets() []target {
	n := s.namer()
	var all []target
	add := func(id, key, icon, keys string, do func()) {
		all = append(all, target{n.entry("action/"+id, find.Action, key), neutral(icon), keys, do})
	}
	if s.clip.holds() {
		add("clear", "palette.clear_clipboard", "x", "", func() { s.clip.clear(true) })
	}
	if present.Attention(s.c.Broker, s.c.Vault.Entries(), s.c.Clock()) > 0 {
		add("refresh", "palette.refresh_due", "refresh-cw", "", func() { s.away(s.refreshDue) })
	}
	if s.c.Vault.Kind() == vault.StoreFile {
		add("lock", "palette.lock", "lock", widgets.Keys("L"), s.lockOrHide)
	} else {
		add("lock", "palette.hide", "eye-off", widgets.Keys("L"), s.lockOrHide)
	}
	if s.p.SetTheme != nil {
		mode, key := theme.Dark, "palette.dark"
		if s.dark() {
			mode, key = theme.Light, "palette.light"
		}
		add("theme", key, "settings", "", func() { s.p.SetTheme(mode) })
	}
	if s.p.SetLanguage != nil {
		add("language", "palette.language", "globe", "", func() { s.p.SetLanguage(string(n.other)) })
	}
	add("shortcuts", "shortcuts.title", "keyboard", "F1", s.showShortcuts)
	return all
}

// dark tells whether the window is dark now.
func (s *Shell) dark() bool {
	if mode := s.p.Theme(); mode != theme.System {
		return mode == theme.Dark
	}
	return fyne.CurrentApp().Settings().ThemeVariant() == fynetheme.VariantDark
}

// refreshDue does it on the overview, where a person sees what comes of it.
func (s *Shell) refreshDue() {
	s.Overview()
	s.c.Worker.OnUI(func() {
		if r, ok := s.page().(core.Refresher); ok {
			r.Refresh()
		}
	})
}

// storedTargets are the credentials, and the operations that they are for. Unlike
// the others it may be called on any goroutine.
func (s *Shell) storedTargets(n namer) []target {
	var all []target
	for _, c := range s.c.Vault.List() {
		all = append(all, s.credentialTarget(n, c))
	}
	for _, p := range s.c.Broker.Registry() {
		for _, op := range p.Operations {
			look := theme.Platform(p.ID)
			look.Icon = op.Icon
			name := p.ID + "." + op.ID
			all = append(all, target{
				Entry: find.Entry{
					ID: "operation/" + name, Kind: find.Operation,
					Title: op.Title.In(n.lang), Subtitle: p.ShortName.In(n.lang),
					Keywords: append([]string{name, op.Title.In(n.other)}, platformWords(*p)...),
				},
				look: look,
				open: func() { s.away(func() { s.Operation(name, s.lastUsed(p.ID)) }) },
			})
		}
	}
	return all
}

// credentialTarget is found by its name, its platform, what it is bound to and
// its identifiers, of which none is secret.
func (s *Shell) credentialTarget(n namer, c vault.Credential) target {
	t := target{
		Entry: find.Entry{ID: "credential/" + c.ID, Kind: find.Credential, Title: c.Name},
		look:  theme.Platform(c.Platform),
		open:  func() { s.away(func() { s.Platform(c.Platform, c.ID) }) },
	}
	if p, err := s.c.Broker.Registry().Platform(c.Platform); err == nil {
		t.Subtitle, t.Keywords = p.ShortName.In(n.lang), platformWords(*p)
		for _, f := range p.Fields {
			if f.Kind == providers.KindLine && f.Rule.Charset != providers.HTTPURL {
				t.Keywords = append(t.Keywords, c.Public[f.Name])
			}
		}
	}
	for _, g := range c.Grants {
		t.Keywords = append(t.Keywords, g.Name, g.Subject)
	}
	return t
}

// lastUsed is the credential that was used last; "" where the platform has none.
func (s *Shell) lastUsed(platform string) string {
	id, last := "", time.Time{}
	for _, e := range s.c.Vault.Entries() {
		if e.Platform() == platform && (id == "" || e.UsedAt().After(last)) {
			id, last = e.ID(), e.UsedAt()
		}
	}
	return id
}
