package shell

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keycase/providers"
	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// sidebar is the mark, the search box and the way to every page. Its platforms
// are those of the registry.
type sidebar struct {
	object *fyne.Container
	search *widgets.SearchBox
	items  map[string]*widgets.SidebarItem
	names  map[string]string // of the items, in words
	order  []string          // of the items that Ctrl+1…9 jump to
}

const (
	navInset = 12 // left and right of the items
	navGap   = 2
	navTitle = 38 // height of a heading between items
)

func newSidebar(s *Shell) *sidebar {
	b := &sidebar{items: map[string]*widgets.SidebarItem{}, names: map[string]string{}}
	b.search = widgets.NewSearchBox(s.c.T("search.placeholder"), widgets.Keys("F"))
	b.search.OnChanged = s.search
	b.search.OnSubmitted = s.openFirst
	b.search.OnDown = s.focusList
	b.search.OnEscape = func() {
		s.c.Window.Canvas().Unfocus()
		s.refocus()
	}

	rows := []fyne.CanvasObject{b.add(itemOverview, "timer", s.c.T("nav.overview"), func() { s.away(s.Overview) })}
	rows = append(rows, heading(s.c.T("nav.platforms")))
	for _, p := range s.c.Broker.Registry() {
		rows = append(rows, b.add(itemPlatform+p.ID, theme.Platform(p.ID).Icon, p.ShortName.In(s.c.Lang()), func() {
			s.away(func() { s.Platform(p.ID, "") })
		}))
	}
	if tools := b.tools(s); len(tools) > 0 {
		rows = append(append(rows, heading(s.c.T("nav.tools"))), tools...)
	}
	settings := b.add(itemSettings, "settings", s.c.T("nav.settings"), func() { s.away(s.Settings) })
	b.order = b.order[:len(b.order)-1] // has a shortcut of its own

	top := container.NewVBox()
	top.Layout = layout.NewCustomPaddedVBoxLayout(0)
	top.Objects = []fyne.CanvasObject{
		widgets.Pad(mark(s.c), 16, 20, 16, 20),
		widgets.Pad(b.search, 0, navInset, navInset, navInset),
		widgets.Pad(container.New(layout.NewCustomPaddedVBoxLayout(navGap), rows...), 0, navInset, 0, navInset),
	}
	bottom := widgets.Pad(settings, 0, navInset, 14, navInset)
	b.object = container.NewStack(widgets.NewPlane(theme.ColorSidebar), container.NewBorder(top, bottom, nil, nil))
	return b
}

// tools are the guided bindings and the signature doctor.
func (b *sidebar) tools(s *Shell) (rows []fyne.CanvasObject) {
	for _, platform := range s.guided() {
		rows = append(rows, b.add(itemWizard+platform, s.p.Pages.Wizards[platform].Icon, s.c.T("wizard."+platform+".title"), func() {
			s.away(func() { s.Wizard(platform, "") })
		}))
	}
	if s.p.Pages.SignatureDoctor != nil {
		rows = append(rows, b.add(itemDoctor, "stethoscope", s.c.T("nav.doctor"), func() {
			s.away(func() { s.SignatureDoctor("", "") })
		}))
	}
	return rows
}

// guided are the platforms with a guided binding, in the order of the registry.
func (s *Shell) guided() []string {
	var all []string
	for _, p := range s.c.Broker.Registry() {
		if s.HasWizard(p.ID) {
			all = append(all, p.ID)
		}
	}
	return all
}

// mark is the application's sign with its name.
func mark(c *core.Context) fyne.CanvasObject {
	return container.New(&markLayout{}, brand.NewMark(markSide), widgets.NewText(c.T("app.name"), widgets.Title3, theme.ColorInk))
}

const markSide = 28

// markLayout puts the name 10 units after the sign, in the middle of its height.
type markLayout struct{}

func (markLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(markSide, 32)
}

func (markLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, (size.Height-markSide)/2, markSide, markSide)
	place(objects[1], markSide+10, (size.Height-theme.LineTitle3)/2, size.Width-markSide-10, theme.LineTitle3)
}

func heading(text string) fyne.CanvasObject {
	return widgets.Sized(widgets.Pad(widgets.NewText(text, widgets.Caption, theme.ColorInk3), 14, 0, 4, navInset), 0, navTitle-2*navGap)
}

func (b *sidebar) add(id, icon, name string, action func()) fyne.CanvasObject {
	item := widgets.NewSidebarItem(icon, name, action)
	b.items[id], b.names[id] = item, name
	b.order = append(b.order, id)
	return item
}

// update shows how many credentials there are, and how many tokens need
// attention.
func (b *sidebar) update(s *Shell) {
	entries := s.c.Vault.Entries()
	counts := present.Counts(entries)
	for _, p := range s.c.Broker.Registry() {
		b.items[itemPlatform+p.ID].SetCount(countText(counts[p.ID]))
	}
	b.items[itemOverview].SetBadge(countText(present.Attention(s.c.Broker, entries, s.c.Clock())))
}

func countText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (b *sidebar) selectItem(id string) {
	for item, widget := range b.items {
		widget.SetSelected(item == id)
	}
}

// clearSearch empties the box without telling the page, which is about to go.
func (b *sidebar) clearSearch() {
	if b.search.Text() == "" {
		return
	}
	changed := b.search.OnChanged
	b.search.OnChanged = nil
	b.search.SetText("")
	b.search.OnChanged = changed
}

// search narrows down the open page.
func (s *Shell) search(text string) {
	if f, ok := s.page().(core.Filterer); ok {
		f.SetFilter(text)
	}
}

// openFirst opens the first credential whose name contains the text, of any
// platform.
func (s *Shell) openFirst(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if c, ok := firstMatch(s.c.Vault.List(), s.c.Broker.Registry(), text); ok {
		s.away(func() { s.Platform(c.Platform, c.ID) })
		return
	}
	s.Toast(s.c.T("search.nothing", "Text", strings.TrimSpace(text)))
}

// firstMatch looks through the credentials in the order of the sidebar.
func firstMatch(credentials []vault.Credential, platforms providers.Registry, text string) (vault.Credential, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return vault.Credential{}, false
	}
	for _, p := range platforms {
		for _, c := range credentials {
			if c.Platform == p.ID && strings.Contains(strings.ToLower(c.Name), text) {
				return c, true
			}
		}
	}
	return vault.Credential{}, false
}

// focusList moves the keyboard from the search box into the page's list.
func (s *Shell) focusList() {
	if l, ok := s.page().(core.Lister); ok {
		l.FocusList()
	}
}
