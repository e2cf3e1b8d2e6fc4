package operation

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers/snippet"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// targetKey is where the last chosen target is remembered.
const targetKey = "snippet.target"

// more is the tab that opens the list of the targets without a tab.
const more = "…"

// codePanel is the call as a command, for one of several targets. There are tabs
// for as many as the width allows; the rest waits behind the last one.
type codePanel struct {
	p       *Page
	object  *fyne.Container
	panel   *widgets.SnippetPanel
	targets []snippet.Target
	chosen  int   // index of the target
	form    int   // formReady or formShare
	tabs    []int // indexes of the targets that have a tab
	width   float32
	brief   brevity
}

func newCodePanel(p *Page) *codePanel {
	v := &codePanel{p: p, targets: snippet.Targets(), form: rememberedForm()}
	last := fyne.CurrentApp().Preferences().String(targetKey)
	v.chosen = max(slices.IndexFunc(v.targets, func(t snippet.Target) bool { return t.ID == last }), 0)
	v.object = container.New(v)
	v.build(1)
	return v
}

// tabsFor lists the targets with a tab when there is room for count: the first
// ones, and in any case the chosen one.
func tabsFor(count, all, chosen int) []int {
	tabs := make([]int, 0, count)
	for i := range min(count, all) {
		tabs = append(tabs, i)
	}
	if chosen >= len(tabs) {
		tabs[len(tabs)-1] = chosen
	}
	return tabs
}

// build makes the panel with tabs for so many targets.
func (v *codePanel) build(count int) {
	v.tabs = tabsFor(count, len(v.targets), v.chosen)
	words := make([]string, 0, len(v.tabs)+1)
	for _, i := range v.tabs {
		words = append(words, v.tabName(v.targets[i].Label))
	}
	if len(v.tabs) < len(v.targets) {
		words = append(words, more)
	}
	c := v.p.c
	v.panel = widgets.NewSnippetPanel(widgets.SnippetWords{
		TabsLabel: c.T("snippet.targets"), Tabs: words,
		FormsLabel: c.T("snippet.forms"), Forms: []string{c.T("snippet.ready"), c.T("snippet.share")},
		Copy: c.T("snippet.copy", "Tool", "curl"),
	})
	v.panel.SetTab(slices.Index(v.tabs, v.chosen))
	if gives(v.p.op) {
		v.panel.SetQuiet()
	}
	v.panel.OnTab, v.panel.OnForm = v.onTab, v.onForm
	v.panel.OnCopy = v.copy
	v.object.Objects = []fyne.CanvasObject{v.panel}
}

// Layout implements fyne.Layout: it finds how many tabs fit.
func (v *codePanel) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size.Width != v.width {
		v.width = size.Width
		v.fit()
		v.show()
		v.tick(v.p.c.Clock())
	}
	v.panel.Resize(size)
}

// brevity is how little the button says, and the tab beside it.
type brevity int

const (
	whole    brevity = iota
	toolless         // the tab says what it copies
	wordless         // the ring says what the time is; a tool does without the name of its shell
)

// tabName is what the tab of a target says.
func (v *codePanel) tabName(label string) string {
	if v.brief < wordless {
		return label
	}
	return label[strings.LastIndexByte(label, ' ')+1:]
}

// fit makes the panel anew with as many tabs as there is room for beside the button. Where not even one
// has room, both say less. What had the keyboard in the panel before has it in the new one.
func (v *codePanel) fit() {
	before := v.panel
	v.brief = whole
	for count := len(v.targets); count > 0; count-- {
		v.build(count)
		if v.fits() {
			break
		}
	}
	for !v.fits() && v.brief < wordless {
		v.brief++
		v.build(1)
	}
	v.panel.TakeKeyboard(v.p.c.Window.Canvas(), before)
}

// fits tells whether tabs and button have room side by side, now and when the button shows the seconds.
func (v *codePanel) fits() bool {
	now := v.p.c.Clock()
	v.draw(validity{published: true, from: now, until: now.Add(time.Minute)}, now)
	seconds := v.panel.MinSize().Width
	v.tick(now)
	return max(seconds, v.panel.MinSize().Width) <= v.width
}

// MinSize implements fyne.Layout: the fewest tabs.
func (v *codePanel) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastPanelWidth, v.panel.MinSize().Height)
}

// leastPanelWidth has room for the copy button and one tab, in Fyne units.
const leastPanelWidth = 340

func (v *codePanel) onTab(index int) {
	if index < len(v.tabs) {
		v.choose(v.tabs[index])
		return
	}
	v.panel.SetTab(slices.Index(v.tabs, v.chosen))
	var items []*fyne.MenuItem
	for i, t := range v.targets {
		if !slices.Contains(v.tabs, i) {
			items = append(items, fyne.NewMenuItem(t.Label, func() {
				v.choose(i)
				v.p.c.Window.Canvas().Focus(v.panel.Tabs())
			}))
		}
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.panel).AddXY(theme.Space3, theme.Space12)
	widgets.ShowMenuAt(v.p.c.Window.Canvas(), at, items...)
}

// onForm changes between the forms and remembers the one that is left.
func (v *codePanel) onForm(index int) {
	v.form = index
	fyne.CurrentApp().Preferences().SetBool(formKey, index == formShare)
	v.show()
	v.tick(v.p.c.Clock())
}

// next shows the following target, and after the last the first.
func (v *codePanel) next() { v.choose((v.chosen + 1) % len(v.targets)) }

// choose shows another target and remembers it.
func (v *codePanel) choose(target int) {
	v.chosen = target
	fyne.CurrentApp().Preferences().SetString(targetKey, v.targets[target].ID)
	if !slices.Contains(v.tabs, target) || !v.fits() {
		v.width = 0 // the tabs are made anew
		v.object.Layout.Layout(nil, v.object.Size())
		v.object.Refresh()
	}
	v.panel.SetTab(slices.Index(v.tabs, target))
	v.show()
	v.tick(v.p.c.Clock())
}

// show draws the code.
func (v *codePanel) show() {
	s, c := &v.p.signing, v.p.c
	v.panel.SetNotes("", nil)
	remark := c.T("snippet.ready_remark")
	if v.form == formShare {
		remark = c.T("snippet.share_remark")
	}
	v.panel.SetForm(v.form, remark)
	switch {
	case s.err != nil && parts.Problems(s.err, c.Lang()) == nil:
		v.panel.SetCode("") // why is told above
	case s.err != nil || s.signed.Request == nil:
		v.panel.SetCode(c.T("snippet.none"))
	case v.form == formShare:
		v.showShared()
	default:
		v.panel.SetCode(shownCode(v.targets[v.chosen].ID, s.signed.Signed))
	}
}

func (v *codePanel) showShared() {
	s := v.p.signing.signed
	shared, err := sharedCode(v.targets[v.chosen].ID, s)
	if err != nil {
		v.panel.SetCode(v.p.c.T("snippet.none")) // what was signed can be shared
		return
	}
	v.panel.SetCode(shared.Text)
	v.panel.SetNotes(v.p.c.T("snippet.variables"), notes(v.p.c.Text, s, shared.Variables))
}

// tick draws how long the call is still valid. What is shared does not expire.
func (v *codePanel) tick(now time.Time) (seconds bool) {
	s := &v.p.signing
	validity := s.validity
	if v.form == formShare || s.err != nil || s.signed.Request == nil {
		validity = lasting
	}
	return v.draw(validity, now)
}

// draw draws the button with as many words as there is room for.
func (v *codePanel) draw(validity validity, now time.Time) (seconds bool) {
	tool := v.copied()
	if v.brief >= toolless {
		tool = ""
	}
	b := validity.button(v.p.c.Text, tool, now)
	if v.brief == wordless && b.valid != "" {
		b.valid = present.Left(v.p.c.Text, validity.until.Sub(now))
	}
	v.panel.SetCopy(b.text, b.valid, b.status, b.fraction)
	return b.seconds
}

// copied is what the text for the target is called.
func (v *codePanel) copied() string { return toolName(v.targets[v.chosen]) }

// copy copies the complete call, made anew where it has expired; or what can be
// shared, which is no secret.
func (v *codePanel) copy() {
	v.p.tried = true
	if !v.p.complete() {
		return
	}
	v.p.fresh(func() {
		target, s := v.targets[v.chosen].ID, v.p.signing.signed
		ready := v.form == formReady
		code, err := snippet.Ready(target, s.Signed)
		if !ready {
			code, err = sharedCode(target, s)
		}
		if err != nil {
			return // a target of our own list, and a call that could be signed
		}
		v.p.c.Clip.Copy(v.copied(), code.Text, ready)
	})
}
