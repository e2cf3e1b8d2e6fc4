package checking

import (
	"slices"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/providers/snippet"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// languageKey is where it is remembered in which language code is wanted.
const languageKey = "checking.language"

// mending says what to change, and shows on demand how it is done right.
type mending struct {
	r       *right
	card    *widgets.Card
	fixes   *fyne.Container
	open    *widgets.Button
	code    *fyne.Container
	tabs    *widgets.Tabs
	text    *widgets.Text
	targets []snippet.Target
	codes   map[string]string
}

func newMending(r *right) *mending {
	c := r.p.c
	m := &mending{r: r, fixes: widgets.Stack(theme.Space2), text: widgets.NewParagraph("", widgets.MonoSmall, theme.ColorInk)}
	var labels []string
	for _, t := range snippet.Targets() {
		if t.Signs {
			m.targets = append(m.targets, t)
			labels = append(labels, t.Label)
		}
	}
	m.tabs = widgets.NewTabs(c.T("checking.languages"), labels)
	m.tabs.SetSelected(slices.IndexFunc(m.targets, func(t snippet.Target) bool {
		return t.ID == fyne.CurrentApp().Preferences().String(languageKey)
	}))
	m.tabs.OnChanged = func(i int) {
		fyne.CurrentApp().Preferences().SetString(languageKey, m.targets[i].ID)
		m.showCode()
	}
	m.open = widgets.NewSizedButton(c.T("checking.code"), "chevron-down", widgets.Link, widgets.SizeS, m.toggle)
	copier := widgets.NewIconButton("copy", c.T("action.copy"), m.copy)
	head := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural}, parts.Slim(m.tabs), copier)
	m.code = widgets.Stack(theme.Space2, head,
		widgets.NewParagraph(c.T("checking.code_remark"), widgets.Caption, theme.ColorInk2),
		widgets.NewSunkenCard(m.text, theme.Space3, theme.RadiusControl))
	m.code.Hide()
	m.card = widgets.NewCard(widgets.Stack(theme.Space3,
		widgets.NewText(c.T("checking.fix"), widgets.SmallMedium, theme.ColorInk), m.fixes, parts.Flush(m.open), m.code), theme.Space5)
	for _, control := range []interface {
		fyne.CanvasObject
		OnReach(func())
	}{m.open, m.tabs, copier} {
		control.OnReach(func() { r.scroll.Reveal(control) })
	}
	return m
}

// show says what to change about each mistake.
func (m *mending) show(mistakes []providers.Variant, codes map[string]string) {
	m.fixes.RemoveAll()
	for i, mistake := range mistakes {
		fix := mistake.Fix.In(m.r.p.c.Lang())
		if len(mistakes) > 1 {
			fix = numbered(i, fix)
		}
		m.fixes.Add(widgets.NewParagraph(fix, widgets.Small, theme.ColorInk))
	}
	m.codes = codes
	m.open.Hidden = len(codes) == 0
	m.code.Hidden = m.code.Hidden || m.open.Hidden
	m.showCode()
}

func (m *mending) toggle() {
	m.code.Hidden = !m.code.Hidden
	m.showCode()
}

func (m *mending) showCode() {
	icon := "chevron-down"
	if !m.code.Hidden {
		icon = "chevron-up"
	}
	m.open.SetIcon(icon)
	m.text.SetText(m.codes[m.targets[m.tabs.Selected()].ID])
	m.r.scroll.Relayout()
}

func (m *mending) copy() {
	target := m.targets[m.tabs.Selected()]
	m.r.p.c.Clip.Copy(target.Label, m.codes[target.ID], false)
}

// forget drops the code.
func (m *mending) forget() {
	m.codes = nil
	m.text.SetText("")
	m.fixes.RemoveAll()
}
