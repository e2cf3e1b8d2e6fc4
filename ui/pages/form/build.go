package form

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// build makes the page of a platform's form.
func (p *Page) build() fyne.CanvasObject {
	c := p.c
	p.guide = newGuide(c)
	p.name = p.input(providers.Field{
		Name: nameField, Required: true,
		Label: providers.Same(c.T("form.name")), Help: providers.Same(c.T("form.name_help")),
	}, parts.InputOptions{Unmarked: true, Placeholder: c.T("form.name_example"), Plain: true})
	p.environment = newEnvironment(p)
	if p.stored != nil {
		p.name.SetValue(p.stored.Name)
	}

	stack := widgets.Stack(theme.Space6, widgets.NewCard(widgets.Stack(theme.Space5, p.name.Object(), p.environment.object), theme.Space5))
	needed, optional := groups(p.platform.Fields)
	if len(needed) > 0 {
		stack.Add(section(c.T("credential.fields"), "", widgets.NewCard(p.fields(needed), theme.Space5)))
	}
	if len(optional) > 0 {
		stack.Add(section(c.T("form.optional"), c.T("form.optional_hint"),
			widgets.NewSunkenCard(p.fields(optional), theme.Space5, theme.RadiusCard)))
	}
	p.scroll = parts.NewScroll(parts.Column(widgets.Pad(stack, theme.Space2, 0, theme.Space6, 0), formWidth))
	body := container.New(&besides{form: p.scroll.Object(), guide: p.guide.object, guided: p.guided}, p.scroll.Object(), p.guide.object)
	for _, in := range p.all() {
		in.OnResized = p.scroll.Relayout
		in.OnReach = p.scroll.Reveal
	}
	p.environment.onResized = p.scroll.Relayout
	p.environment.segment.OnReach(func() { p.scroll.Reveal(p.environment.object) })
	p.guide.onResized = body.Refresh
	return parts.Frame(p.head(), body, p.foot())
}

func (p *Page) head() fyne.CanvasObject {
	c := p.c
	title := c.T("form.new_title", "Platform", p.platform.Name.In(c.Lang()))
	if p.stored != nil {
		title = parts.Say(c, "form.edit_title", "Name", p.stored.Name)
	}
	p.alert = parts.NewAlert(c)
	p.refusal = widgets.Pad(p.alert.Object(), theme.Space4, theme.PagePadding, 0, theme.PagePadding)
	p.refusal.Hide()
	mark := widgets.NewPlatformMark(theme.Platform(p.platform.ID), 24)
	return widgets.Stack(0, p.refusal, parts.Head(c, widgets.NewFitText(title, widgets.Title2, theme.ColorInk), p.Escape, mark))
}

func (p *Page) foot() fyne.CanvasObject {
	c := p.c
	p.save = widgets.NewButton(p.saveWord(), "check", widgets.Primary, p.submit)
	cancel := widgets.NewButton(c.T("action.cancel"), "", widgets.Secondary, p.Escape)
	hint := widgets.NewFitText(c.T("form.hint"), widgets.Caption, theme.ColorInk3)
	return parts.Foot(hint, cancel, p.save)
}

// saveWord says where the keys go if that is not the platform.
func (p *Page) saveWord() string {
	if p.environment.sandbox() {
		return p.c.T("form.save_sandbox")
	}
	return p.c.T("action.save")
}

func section(name, remark string, card fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(name, "", remark), card)
}

// fields makes the inputs of a group.
func (p *Page) fields(group []providers.Field) *fyne.Container {
	stack := widgets.Stack(theme.Space5)
	for _, f := range group {
		options := parts.InputOptions{Unmarked: true}
		stored := p.stored != nil && slices.Contains(p.stored.Secrets, f.Name)
		switch {
		case stored && p.stored.Lost:
			options.Placeholder = p.c.T("credential.lost")
			stored = false
		case stored:
			options.Placeholder = p.c.T("form.kept")
		}
		in := p.input(f, options)
		if p.stored != nil && !f.Secret {
			in.SetValue(p.stored.Public[f.Name])
		}
		p.inputs = append(p.inputs, in)
		if stored && !f.Required {
			stack.Add(widgets.Stack(4, in.Object(), parts.Flush(p.dropper(in))))
			continue
		}
		stack.Add(in.Object())
	}
	return stack
}

// dropper takes a stored secret away that a person may leave out: an empty
// field means that it is kept.
func (p *Page) dropper(in *parts.Input) *widgets.Button {
	name := in.Field.Name
	var button *widgets.Button
	button = widgets.NewSizedButton(p.c.T("form.drop"), "x", widgets.Link, widgets.SizeS, func() {
		p.dropped[name] = !p.dropped[name]
		if p.dropped[name] {
			in.SetValue("")
			in.SetNote(p.c.T("form.dropped"))
			button.SetText(p.c.T("form.keep"))
		} else {
			in.SetNote("")
			button.SetText(p.c.T("form.drop"))
		}
		in.Lock(p.dropped[name])
	})
	button.OnReach(func() { p.scroll.Reveal(button) })
	return button
}

// input makes an input that is checked when the keyboard leaves it and saves on
// Enter.
func (p *Page) input(f providers.Field, options parts.InputOptions) *parts.Input {
	in := parts.NewInput(p.c, f, options)
	in.OnSubmit = p.submit
	in.OnFocus = func() {
		p.last = in
		p.guide.show(f)
	}
	in.OnBlur = func() {
		if in.Edited() || p.tried {
			p.judge(in)
		}
	}
	in.OnChanged = func() {
		p.guide.show(f)
		// While it is typed a message may go, but none comes up.
		if in.Problem() != "" {
			p.judge(in)
		}
	}
	return in
}

// judge shows what is to be said about one input.
func (p *Page) judge(in *parts.Input) {
	wrong, unusual := p.draft().check(p.c.Text)
	in.SetProblem(wrong[in.Field.Name])
	if note := unusual[in.Field.Name]; note != "" && in.Problem() == "" {
		in.SetNote(note)
	}
}

// guided is told whether the guide stands beside the form. Where it has no room,
// each field says itself where its value is found.
func (p *Page) guided(beside bool) {
	for _, in := range p.inputs {
		help := in.Field.Help.In(p.c.Lang())
		if where := in.Field.Where.In(p.c.Lang()); !beside && where != "" {
			help += "\n" + p.c.T("form.where", "Where", where)
		}
		in.SetHelp(help)
	}
}
