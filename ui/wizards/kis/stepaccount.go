package kis

import (
	"strconv"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// accountStep is the step on which the four values are typed.
type accountStep struct {
	p      *page
	stored *vault.Credential // nil for a new account
	rows   []*row
	panel  *widgets.DropZone
	guide  *guide
	at     *row // whose value the panel or the guide is about
}

// row is a field with what is to be said about stray characters.
type row struct {
	step   *accountStep
	field  providers.Field
	input  *widgets.WizardField
	note   *widgets.Text
	clean  *widgets.Button
	below  *fyne.Container
	object *fyne.Container
}

func (p *page) drawAccount() {
	c := p.c
	s := &accountStep{p: p, stored: p.credential(), guide: newGuide(), panel: widgets.NewDropZone(nil, "", "")}
	column := widgets.Stack(theme.Space5)
	if choice := s.chooser(); choice != nil {
		column.Add(choice)
	}
	for i, name := range order {
		field, _ := providers.FieldNamed(p.platform.Fields, name)
		r := s.newRow(i, field)
		s.rows = append(s.rows, r)
		column.Add(r.object)
	}
	s.point(s.rows[0])
	p.account = s
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel,
		Head:   frame.Heading(c.T("wizard.kis.account.title"), s.sentence()),
		Left:   s.panel, Right: column, Inside: s.guide.object,
	})
	p.SetFoot(frame.Action{}, p.EnterHint(), frame.Action{Text: c.T("wizard.kis.check"), Icon: "arrow-right", Trailing: true, Do: s.submit})
	if p.tried {
		s.tell()
	}
	if first := s.firstEmpty(); first != nil {
		p.Focus(first.input)
	}
}

// sentence is what the step is about, or why a person is here again.
func (s *accountStep) sentence() string {
	if s.p.flow.forgot {
		return s.p.c.T("wizard.kis.account.forgot")
	}
	if s.stored != nil {
		return s.p.c.T("wizard.kis.account.stored")
	}
	return s.p.c.T("wizard.kis.account.sentence")
}

// chooser offers the accounts that are stored; nil where there is none.
func (s *accountStep) chooser() fyne.CanvasObject {
	c := s.p.c
	ids, names := []string{""}, []string{c.T("wizard.kis.account.new")}
	selected := 0
	for _, cred := range s.p.accounts() {
		if cred.ID == s.p.flow.stored {
			selected = len(ids)
		}
		ids, names = append(ids, cred.ID), append(names, cred.Name)
	}
	if len(ids) == 1 {
		return nil
	}
	choice := widgets.NewSelect(c.T("wizard.kis.account.which"), names, "", false)
	choice.SetSelected(selected)
	choice.OnChanged = func(index int) {
		s.p.tried = false
		s.p.flow.use(ids[index])
		s.p.draw()
	}
	return choice
}

func (s *accountStep) newRow(index int, f providers.Field) *row {
	c := s.p.c
	r := &row{step: s, field: f, note: widgets.NewParagraph("", widgets.Caption, theme.ColorWarnText)}
	r.input = widgets.NewWizardField(strconv.Itoa(index+1), f.Label.In(c.Lang()), widgets.FieldOptions{
		Secret: f.Secret, Placeholder: s.placeholder(f), RevealTip: c.T("action.reveal"), HideTip: c.T("action.hide"),
	})
	r.input.SetText(s.p.flow.values[f.Name])
	if s.p.flow.locked(f.Name) && s.stored != nil {
		r.input.SetText(s.stored.Public[f.Name])
		r.input.Disable()
	}
	r.input.SuitFont()
	r.input.OnChanged = r.changed
	r.input.OnBlur = r.judge
	r.input.OnCopy = func(selected string) { c.Clip.Copy(f.Label.In(c.Lang()), selected, true) }
	r.input.OnPaste = s.p.paste
	r.input.OnSubmitted = func(string) { s.p.Submit() }
	r.input.OnFocus(func() { s.point(r) })
	r.clean = widgets.NewSizedButton(c.T("wizard.kis.stray.clean"), "", widgets.Link, widgets.SizeS, r.cleanUp)
	r.below = widgets.Stack(0, r.note, parts.Flush(r.clean))
	r.object = widgets.Stack(theme.Space1, r.input, r.below)
	r.look()
	return r
}

func (s *accountStep) placeholder(f providers.Field) string {
	switch {
	case holds(s.stored, f.Name):
		return s.p.c.T("form.kept")
	case f.Secret:
		return ""
	default:
		return f.Example
	}
}

// point shows where the value of a field is found: in the panel and, where there is none, below the
// field itself.
func (s *accountStep) point(at *row) {
	picture, title, where := s.p.panel(at.field)
	s.panel.SetPicture(picture)
	s.panel.Set(title, where)
	s.guide.set(title, where)
	if s.at != nil {
		s.at.object.Remove(s.guide.object)
	}
	s.at = at
	at.object.Add(s.guide.object)
	s.resized()
	if s.p.account == s {
		s.p.Reveal(at.object)
	}
}

func (r *row) changed(text string) {
	r.input.SuitFont()
	r.step.p.flow.set(r.field.Name, text)
	if r.input.Error() != "" {
		r.judge()
	}
	r.look()
}

// look points out what does not belong into the value.
func (r *row) look() {
	p := r.step.p
	found := strayIn(r.input.Text())
	note := ""
	if found.any() {
		note = tidy(p.c.Text, "wizard.kis.stray.found", "What", found.parts(p.c.Text))
	}
	r.say(note, found.any())
	r.input.SetOK(!found.any() && r.good())
}

// good tells whether the value will do.
func (r *row) good() bool {
	value := r.step.p.flow.values[r.field.Name]
	return value != "" && r.field.Rule.Check(value).IsZero()
}

func (r *row) say(note string, button bool) {
	if r.note.Text() == note && r.clean.Visible() == button {
		return
	}
	r.note.SetText(note)
	r.note.Hidden = note == ""
	r.clean.Hidden = !button
	r.below.Hidden = note == "" && !button
	r.step.resized()
	if p := r.step.p; button && p.c.Window.Canvas().Focused() == r.input.Focusable() {
		p.Reveal(r.object)
	}
}

// resized follows a change of the height, once the step is shown.
func (s *accountStep) resized() {
	if s.p.account == s {
		s.p.Changed()
	}
}

// cleanUp takes the stray characters away, and says what it took.
func (r *row) cleanUp() {
	p := r.step.p
	found := strayIn(r.input.Text())
	r.input.SetText(cleaned(r.input.Text()))
	key := "wizard.kis.stray.gone"
	if found.wide > 0 && !found.certain() {
		key = "wizard.kis.stray.narrowed"
	}
	r.say(tidy(p.c.Text, key, "What", found.parts(p.c.Text)), false)
	p.c.Window.Canvas().Focus(r.input.Focusable())
}

// judge shows what is wrong with the value once the keyboard has left the field.
func (r *row) judge() {
	p := r.step.p
	value := r.input.Text()
	if value == "" && !p.tried {
		r.input.SetError("")
		return
	}
	wrong := p.flow.missing(p.c.Text, p.platform, r.step.stored)[r.field.Name]
	if strayIn(value).any() {
		wrong = "" // said below, with the button that helps
	}
	if r.input.Error() != wrong {
		r.input.SetError(wrong)
		r.step.resized()
	}
	if note := unusual(p.c.Text, r.field, value); wrong == "" && note != "" && !strayIn(value).any() {
		r.say(note, false)
	}
}

// submit has the account checked, or goes to what stands in the way.
func (s *accountStep) submit() {
	s.p.tried = true
	if s.tell() {
		return
	}
	p := s.p
	known, stored := p.known()
	if !stored {
		p.ask()
		return
	}
	c := p.c
	c.Notice.Confirm(c.T("wizard.kis.known_title"), tidy(c.Text, "wizard.kis.known_body", "Name", known.Name), c.T("wizard.kis.known_yes"), func(ok bool) {
		if ok && p.account == s {
			p.flow.adopt(known.ID)
			p.draw()
			p.ask()
		}
	})
}

// tell shows all problems and goes to the first one.
func (s *accountStep) tell() (wrong bool) {
	p := s.p
	problems := p.flow.missing(p.c.Text, p.platform, s.stored)
	for _, r := range s.rows {
		r.judge()
		if problems[r.field.Name] == "" || wrong {
			continue
		}
		wrong = true
		p.Focus(r.input)
		if r.clean.Visible() {
			p.Focus(r.clean)
		}
	}
	return wrong
}

// focus goes to a field that is to be looked at again.
func (s *accountStep) focus(name string) {
	for _, r := range s.rows {
		if r.field.Name == name {
			s.p.Focus(r.input)
		}
	}
}

// firstEmpty is the first field that a person can and has to fill; nil for none.
func (s *accountStep) firstEmpty() *row {
	for _, r := range s.rows {
		if r.input.Text() == "" && !holds(s.stored, r.field.Name) {
			return r
		}
	}
	return nil
}

// paste takes text that names several of the values, and tells whether it was such.
func (p *page) paste(text string) (taken bool) {
	if p.account == nil {
		return false
	}
	found := parsePaste(text)
	var filled []string
	for _, r := range p.account.rows {
		if value := found[r.field.Name]; value != "" && !r.input.Disabled() {
			r.input.SetText(value)
			filled = append(filled, shortLabel(r.field, p.c.Text))
		}
	}
	if len(filled) == 0 {
		return false
	}
	p.c.Notice.Toast(tidy(p.c.Text, "wizard.kis.pasted", "Fields", joined(p.c.Text, filled)))
	return true
}
