package printer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// appStep is where an app is chosen, or typed in.
type appStep struct {
	p      *page
	stored []vault.Credential
	cards  *widgets.RadioCards // nil where no app is stored
	form   *fyne.Container
	alert  *parts.Alert
	name   *parts.Input   // nil where a stored app is changed
	inputs []*parts.Input // of the app's fields
}

func (p *page) drawApps() {
	c := p.c
	s := &appStep{p: p, stored: p.stored(), alert: parts.NewAlert(c)}
	p.apps = s
	p.flow.adding = p.flow.adding || len(s.stored) == 0
	s.build()
	left := widgets.Stack(theme.Space5, s.alert.Object())
	sentence := c.T("printer.app.first")
	if len(s.stored) > 0 {
		s.cards = s.choices()
		left.Add(s.cards)
		sentence = c.T("printer.app.body")
	}
	left.Add(s.form)
	p.SetBody(frame.Body{
		Layout: frame.LayoutList, Head: frame.Heading(c.T("printer.app.title"), sentence), Left: left, Right: about(c),
	})
	p.SetFoot(frame.Action{}, p.EnterHint(), p.Next(s.next))
}

// choices are the stored apps, and one to come.
func (s *appStep) choices() *widgets.RadioCards {
	c := s.p.c
	all := make([]widgets.RadioContent, 0, len(s.stored)+1)
	chosen := 0
	for i, app := range s.stored {
		if app.ID == s.p.flow.app {
			chosen = i
		}
		printers := ""
		if count := countPrinters(app); count > 0 {
			printers = c.T("printer.app.printers", "Count", count)
		}
		all = append(all, widgets.RadioContent{
			Look: theme.Platform(platform), Title: app.Name, Detail: app.Public[fieldID],
			Chips: []widgets.RadioChip{{Kind: widgets.ChipNeutral, Text: typeName(c.Text, app.Public[fieldType])}},
			End:   printers,
		})
	}
	look := theme.Look{Icon: "plus", Ink: theme.ColorInk2, Soft: theme.ColorNeutralSoft}
	all = append(all, widgets.RadioContent{Look: look, Title: c.T("printer.app.add")})
	cards := widgets.NewRadioCards(c.T("printer.app.label"), c.T("printer.chosen"), all)
	if s.p.flow.adding {
		chosen = len(s.stored)
	}
	cards.SetSelected(chosen)
	cards.OnChanged = func(index int) {
		s.p.flow.adding = index == len(s.stored)
		s.form.Hidden = !s.p.flow.adding
		s.p.Changed()
	}
	return cards
}

func countPrinters(app vault.Credential) int {
	count := 0
	for _, g := range app.Grants {
		if g.Kind == grantPrinter {
			count++
		}
	}
	return count
}

// about says what the types of apps differ in.
func about(c *core.Context) fyne.CanvasObject {
	text := func(title, body string) fyne.CanvasObject {
		return widgets.Stack(theme.Space1,
			widgets.NewParagraph(title, widgets.BodyMedium, theme.ColorInk),
			widgets.NewParagraph(body, widgets.Small, theme.ColorInk2))
	}
	return widgets.NewSunkenCard(widgets.Stack(theme.Space5,
		text(typeName(c.Text, typeOpen), c.T("printer.type.open_about")),
		text(typeName(c.Text, typeSelf), c.T("printer.type.self_about")),
		widgets.NewParagraph(c.T("printer.app.where"), widgets.Small, theme.ColorInk2)), theme.Space5, theme.RadiusCard)
}

// build makes the form of a new app.
func (s *appStep) build() {
	c, draft := s.p.c, &s.p.flow.draft
	if draft.values == nil {
		draft.values = providers.Values{}
	}
	s.name = parts.NewInput(c, providers.Field{
		Name: fieldName, Required: true,
		Label: providers.Same(c.T("form.name")), Help: providers.Same(c.T("printer.app.name_help")),
	}, parts.InputOptions{Unmarked: true, Placeholder: c.T("printer.app.name_example"), Plain: true})
	s.name.SetValue(draft.name)
	s.form = widgets.Stack(0, s.fields(draft.values, parts.InputOptions{Unmarked: true}))
	s.form.Hidden = !s.p.flow.adding
	if s.p.flow.lost.secret {
		s.named(fieldSecret).SetProblem(c.T("printer.app.secret_lost"))
	}
}

// fields is the card with the inputs of an app; secrets are made with the options given.
func (s *appStep) fields(values providers.Values, secret parts.InputOptions) fyne.CanvasObject {
	stack := widgets.Stack(theme.Space5)
	if known, err := s.p.c.Broker.Registry().Platform(platform); err == nil {
		for _, field := range known.Fields {
			options := parts.InputOptions{Unmarked: true}
			if field.Secret {
				options = secret
			}
			in := parts.NewInput(s.p.c, field, options)
			in.SetValue(values[field.Name])
			s.inputs = append(s.inputs, in)
		}
	}
	for _, in := range s.all() {
		in.OnSubmit = s.p.Submit
		in.OnResized = s.p.Changed
		in.OnChanged = func() { s.changed(in) }
		in.OnPaste(s.paste)
		stack.Add(in.Object())
	}
	return widgets.NewCard(stack, theme.Space5)
}

func (s *appStep) all() []*parts.Input {
	if s.name == nil {
		return s.inputs
	}
	return append([]*parts.Input{s.name}, s.inputs...)
}

// named is the input of a field.
func (s *appStep) named(name string) *parts.Input {
	i := slices.IndexFunc(s.inputs, func(in *parts.Input) bool { return in.Field.Name == name })
	return s.inputs[i]
}

// changed keeps what is typed, and takes back what was said about it.
func (s *appStep) changed(in *parts.Input) {
	f := s.p.flow
	switch {
	case in == s.name:
		f.draft.name = in.Value()
	case f.mended != nil:
		f.mended[in.Field.Name] = in.Value()
	default:
		f.draft.values[in.Field.Name] = in.Value()
	}
	if in.Field.Name == fieldSecret {
		f.lost.secret = false
	}
	in.SetProblem("")
}

// next goes on with the chosen app, or stores the new one first.
func (s *appStep) next() {
	p := s.p
	if !p.flow.adding {
		p.flow.chooseApp(s.stored[s.cards.Selected()].ID)
		p.draw()
		return
	}
	draft := broker.Draft{
		Platform: platform, Name: strings.TrimSpace(p.flow.draft.name), BaseURL: p.c.NewBaseURL(platform), Values: p.flow.draft.values.Clone(),
	}
	known, err := p.c.Broker.Registry().Platform(platform)
	if err == nil {
		_, _, err = known.CheckCredential(draft.Values)
	}
	if s.tell(draft.Name, err) {
		return
	}
	s.alert.Hide()
	p.SetBusy(p.c.T("form.saving"), p.cancel)
	p.stop = core.Do(p.c, func(ctx context.Context) (vault.Credential, error) {
		app, _, err := p.c.Broker.AddCredential(ctx, draft)
		return app, err
	}, s.saved)
}

func (s *appStep) saved(app vault.Credential, err error) {
	p := s.p
	p.stop = nil
	p.SetBusy("", nil)
	if err == nil {
		p.flow.chooseApp(app.ID)
		p.draw()
		return
	}
	if s.tell(s.p.flow.draft.name, err) {
		return
	}
	s.alert.Show(err, p.Submit)
	p.Changed()
	p.Reveal(s.alert.Object())
}

// tell shows what is wrong at the inputs, and goes to the first one. It reports whether
// anything is.
func (s *appStep) tell(name string, err error) bool {
	c, wrong := s.p.c, map[string]string{}
	var invalid *providers.InvalidError
	if errors.As(err, &invalid) {
		for _, problem := range invalid.Problems {
			wrong[problem.Field] = problem.Text.In(c.Lang())
		}
		if wrong[fieldType] != "" {
			wrong[fieldType] = c.T("printer.app.type_missing")
		}
	}
	switch {
	case name == "" && s.name != nil:
		wrong[fieldName] = c.T("form.name_missing")
	case errors.Is(err, vault.ErrExists):
		wrong[fieldName] = c.T("form.name_taken")
	case errors.Is(err, vault.ErrBadName):
		wrong[fieldName] = c.T("form.name_bad")
	}
	var first *parts.Input
	for _, in := range s.all() {
		in.SetProblem(wrong[in.Field.Name])
		if first == nil && in.Problem() != "" {
			first = in
		}
	}
	if first == nil {
		return false
	}
	s.p.Changed()
	s.p.Reveal(first.Object())
	s.p.c.Window.Canvas().Focus(first.Focusable())
	return true
}
