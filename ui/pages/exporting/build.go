package exporting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/transfer"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// sampleLines is how much of the file is shown before it is written.
const sampleLines = 12

func (p *Page) build() fyne.CanvasObject {
	c := p.c
	var forms []string
	for _, t := range transfer.Targets() {
		forms = append(forms, t.Label.In(c.Lang()))
	}
	p.form = widgets.NewSegmented(c.T("export.form"), forms)
	p.secrets = widgets.NewSegmented(c.T("export.secrets"), []string{c.T("export.without"), c.T("export.with")})
	p.form.OnChanged = func(int) { p.refresh() }
	p.secrets.OnChanged = func(int) { p.refresh() }
	p.form.OnSubmitted, p.secrets.OnSubmitted = p.submit, p.submit
	p.door = p.form

	p.sample = widgets.NewParagraph("", widgets.MonoSmall, theme.ColorInk2).SetMaxLines(sampleLines)
	p.alert = parts.NewAlert(c)
	label := func(key string) *widgets.Text { return widgets.NewText(c.T(key), widgets.Small, theme.ColorInk2) }
	stack := widgets.Stack(theme.Space6,
		p.alert.Object(),
		parts.Section(c.T("export.what"), widgets.Stack(theme.Space5,
			widgets.Stack(6, label("export.form"), parts.Slim(p.form)),
			widgets.Stack(6, label("export.secrets"), parts.Slim(p.secrets), widgets.NewParagraph(c.T("export.tokens"), widgets.Caption, theme.ColorInk2)),
			p.warn(),
		)),
		parts.Section(c.T("export.where"), p.where()),
		widgets.Stack(theme.Space2, widgets.NewSectionHeading(c.T("export.sample"), "", c.T("export.sample_remark")),
			widgets.NewSunkenCard(p.sample, theme.Space4, theme.RadiusPanel)),
	)
	p.scroll = parts.NewScroll(widgets.Pad(stack, theme.Space2, theme.PagePadding, theme.Space6, theme.PagePadding))
	p.scroll.Follow(p.form, p.secrets, p.file.Change)
	p.confirm.OnFocus(func() { p.scroll.Reveal(p.confirm) })
	p.file.Name.OnFocus(func() { p.scroll.Reveal(p.file.Name) })
	return parts.Frame(p.head(), p.scroll.Object(), p.foot())
}

func (p *Page) head() fyne.CanvasObject {
	title := parts.Say(p.c, "export.title", "Name", p.cred.Name)
	return parts.Head(p.c, widgets.NewFitText(title, widgets.Title2, theme.ColorInk), p.Escape, widgets.NewPlatformMark(theme.Platform(p.cred.Platform), 24))
}

func (p *Page) foot() fyne.CanvasObject {
	c := p.c
	p.save = widgets.NewButton("", "download", widgets.Primary, p.submit)
	cancel := widgets.NewButton(c.T("action.cancel"), "", widgets.Secondary, p.Escape)
	p.bar = container.NewStack(parts.Foot(widgets.NewFitText(c.T("export.hint"), widgets.Caption, theme.ColorInk2), cancel, p.save))
	return p.bar
}

// warn says what it means to write secrets, and asks for the word.
func (p *Page) warn() fyne.CanvasObject {
	c := p.c
	p.confirm = widgets.NewField(c.T("export.confirm", "Word", word), widgets.FieldOptions{Mono: true, Required: true})
	p.confirm.OnSubmitted = func(string) { p.submit() }
	p.confirm.OnChanged = func(string) { p.confirm.SetError("") }
	p.warning = widgets.Stack(theme.Space4,
		widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible},
			widgets.NewIcon("triangle-alert", theme.ColorErrText, 18), widgets.NewParagraph(c.T("export.warning"), widgets.Small, theme.ColorErrText)),
		p.confirm)
	p.warning.Hide()
	return p.warning
}

// where asks where the file goes.
func (p *Page) where() fyne.CanvasObject {
	p.file = parts.NewDestination(p.c, p.p, func() bool { return p.shown }, func() { p.scroll.Relayout() }, p.submit)
	p.file.Name.OnChanged = func(text string) {
		p.named = p.named || text != fileName(p.cred.Name, p.target().Ending)
		p.file.Accept()
	}
	return p.file.Object()
}
