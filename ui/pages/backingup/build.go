package backingup

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

const (
	// mostPicks is how many credentials can be chosen from; the command line takes
	// them by name.
	mostPicks = 200
	// keyRows is how many lines of public keys are visible.
	keyRows = 3
)

func (p *Page) build() fyne.CanvasObject {
	p.alert = parts.NewAlert(p.c)
	stack := widgets.Stack(theme.Space6,
		p.alert.Object(),
		parts.Section(p.c.T("backup.what"), p.what()),
		parts.Section(p.c.T("backup.who"), p.who()),
		parts.Section(p.c.T("export.where"), p.where()),
	)
	p.scroll = parts.NewScroll(widgets.Pad(stack, theme.Space2, theme.PagePadding, theme.Space6, theme.PagePadding))
	p.reveal()
	return parts.Frame(p.head(), p.scroll.Object(), p.foot())
}

func (p *Page) head() fyne.CanvasObject {
	return parts.Head(p.c, widgets.NewFitText(p.c.T("backup.title"), widgets.Title2, theme.ColorInk), p.Escape)
}

// reveal brings what the keyboard comes to into view.
func (p *Page) reveal() {
	p.scroll.Follow(p.scope, p.tokens, p.lock, p.file.Change)
	for _, pick := range p.picks {
		p.scroll.Follow(pick.toggle)
	}
	for _, field := range []*widgets.Field{p.first, p.second, p.keys, p.file.Name} {
		field.OnFocus(func() { p.scroll.Reveal(field) })
	}
}

// what asks which credentials go into it.
func (p *Page) what() fyne.CanvasObject {
	c := p.c
	list := c.Vault.List()
	p.scope = widgets.NewSegmented(c.T("backup.what"), []string{c.T("backup.all", "Count", len(list)), c.T("backup.some")})
	p.scope.OnChanged = func(int) { p.refresh() }
	p.scope.OnSubmitted = p.submit
	p.door = p.scope
	p.chooser = widgets.Stack(theme.Space1)
	for _, cred := range list[:min(len(list), mostPicks)] {
		toggle := widgets.NewToggle(cred.Name)
		p.picks = append(p.picks, pick{cred, toggle})
		p.chooser.Add(widgets.NewToggleRow(theme.Space3, toggle, []float32{widgets.Natural, widgets.Flexible},
			widgets.NewPlatformMark(theme.Platform(cred.Platform), 24), widgets.NewFitText(cred.Name, widgets.Body, theme.ColorInk)))
	}
	if len(list) > mostPicks {
		p.chooser.Add(widgets.NewParagraph(c.T("backup.more", "Count", len(list)-mostPicks), widgets.Caption, theme.ColorInk2))
	}
	p.tokens = widgets.NewToggle(c.T("backup.tokens"))
	p.tokens.SetOn(true)
	return widgets.Stack(theme.Space5,
		parts.Slim(p.scope), p.chooser,
		widgets.Stack(theme.Space1,
			widgets.NewToggleRow(theme.Space3, p.tokens, []float32{widgets.Flexible}, widgets.NewFitText(c.T("backup.tokens"), widgets.Body, theme.ColorInk)),
			widgets.NewParagraph(c.T("backup.tokens_detail"), widgets.Caption, theme.ColorInk2)))
}

// who asks by what it opens.
func (p *Page) who() fyne.CanvasObject {
	c := p.c
	p.lock = widgets.NewSegmented(c.T("backup.who"), []string{c.T("backup.by_passphrase"), c.T("backup.by_keys")})
	p.lock.OnChanged = func(int) { p.refresh() }
	p.lock.OnSubmitted = p.submit

	options := widgets.FieldOptions{Required: true, Secret: true, RevealTip: c.T("action.reveal"), HideTip: c.T("action.hide")}
	p.second = widgets.NewField(c.T("storage.passphrase_again"), options)
	options.Help = c.T("backup.passphrase_help", "Count", app.MinPassphrase)
	p.first = widgets.NewField(c.T("backup.passphrase"), options)
	p.first.OnSubmitted = func(string) { c.Window.Canvas().Focus(p.second.Focusable()) }
	p.second.OnSubmitted = func(string) { p.submit() }
	p.secret = widgets.Stack(theme.Space4, p.first, p.second,
		widgets.NewParagraph(c.T("backup.passphrase_lost"), widgets.Small, theme.ColorWarnText))

	p.keys = widgets.NewField(c.T("backup.keys"), widgets.FieldOptions{
		Required: true, Mono: true, Rows: keyRows, Placeholder: "age1…", Help: c.T("backup.keys_help"),
	})
	p.keys.OnSubmitted = func(string) { p.submit() }
	p.public = widgets.Stack(theme.Space4, p.keys)
	for _, field := range []*widgets.Field{p.first, p.second, p.keys} {
		field.OnChanged = func(string) { p.say(field, "") }
	}
	return widgets.Stack(theme.Space5, parts.Slim(p.lock), p.secret, p.public)
}

// where asks where the file goes.
func (p *Page) where() fyne.CanvasObject {
	p.file = parts.NewDestination(p.c, p.p, func() bool { return p.shown }, func() { p.scroll.Relayout() }, p.submit)
	p.file.Name.SetText(fileName(p.c.Clock()))
	return p.file.Object()
}

// fileName has the moment in it, so that no two are the same.
func fileName(now time.Time) string {
	return "keycase-" + now.Local().Format("20060102-150405") + ".age"
}

func (p *Page) foot() fyne.CanvasObject {
	c := p.c
	p.save = widgets.NewButton(c.T("backup.save"), "download", widgets.Primary, p.submit)
	cancel := widgets.NewButton(c.T("action.cancel"), "", widgets.Secondary, p.Escape)
	p.bar = container.NewStack(parts.Foot(widgets.NewFitText(c.T("backup.hint"), widgets.Caption, theme.ColorInk2), cancel, p.save))
	return p.bar
}

// say shows what is wrong with a field, or takes it back.
func (p *Page) say(field *widgets.Field, sentence string) {
	if field.Error() == sentence {
		return
	}
	field.SetError(sentence)
	p.scroll.Relayout()
}
