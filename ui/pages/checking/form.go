package checking

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// form is the left side: what was to be signed, with which credential, what came
// out, and what else is needed to follow it.
type form struct {
	p      *Page
	object fyne.CanvasObject
	scroll *parts.Scroll
	stack  *fyne.Container

	platform, operation, credential *widgets.Select
	intake                          *intake
	inputs                          map[string]*parts.Input // by platform and wire name
	shown                           []*parts.Input
	env                             map[string]*widgets.Field // by member of Env
}

// Measures of the page in Fyne units.
const (
	formWidth = 288
	sideGap   = theme.Space6
)

func newForm(p *Page) *form {
	f := &form{p: p, stack: widgets.Stack(theme.Space4), inputs: map[string]*parts.Input{}, env: map[string]*widgets.Field{}}
	c := p.c
	f.scroll = parts.NewScroll(widgets.Pad(f.stack, 0, sideGap/2, theme.PagePadding, theme.PagePadding))
	f.object = widgets.Sized(f.scroll.Object(), theme.PagePadding+formWidth+sideGap/2, 0)
	f.platform = f.newSelect("checking.platform", func(i int) {
		platform := c.Broker.Registry()[i]
		p.choose(call{platform, &platform.Operations[0]})
	})
	f.operation = f.newSelect("checking.operation", func(i int) {
		p.choose(call{p.call.platform, &p.call.platform.Operations[i]})
	})
	f.credential = f.newSelect("checking.credential", func(i int) {
		if all := p.credentials(); i < len(all) {
			p.use(&all[i])
			return
		}
		p.use(nil)
	})
	f.intake = newIntake(p, f)
	for _, name := range []string{"now", "nonce", "state"} {
		f.env[name] = f.newEnv(name)
	}
	return f
}

func (f *form) newSelect(label string, chosen func(int)) *widgets.Select {
	s := widgets.NewSelect(f.p.c.T(label), nil, "", false)
	s.OnChanged = chosen
	f.follow(s)
	return s
}

// follow brings a control into view when the keyboard comes to it.
func (f *form) follow(control interface {
	fyne.Focusable
	fyne.CanvasObject
	OnReach(listen func())
}) {
	control.OnReach(func() { f.reached(control, control) })
}

func (f *form) reached(focus fyne.Focusable, object fyne.CanvasObject) {
	f.p.last = focus
	f.scroll.Reveal(object)
}

// newEnv is the input for something that varies from call to call.
func (f *form) newEnv(name string) *widgets.Field {
	c := f.p.c
	options := widgets.FieldOptions{Mono: true, Help: c.T("checking.env." + name + "_help")}
	field := widgets.NewField(c.T("checking.env."+name), options)
	field.OnChanged = func(string) {
		field.SetError("")
		f.p.changed()
	}
	field.OnBlur = func() { f.judgeMoment() }
	field.OnSubmitted = func(string) { f.p.check() }
	field.OnFocus(func() { f.reached(field.Focusable(), field) })
	return field
}

// judgeMoment tells about a time that cannot be read, once it is typed.
func (f *form) judgeMoment() {
	text, wrong := f.env["now"].Text(), ""
	if _, ok := moment(text); text != "" && !ok {
		wrong = f.p.c.T("checking.env.now_wrong")
	}
	if f.env["now"].Error() != wrong {
		f.env["now"].SetError(wrong)
		f.scroll.Relayout()
	}
}

// build makes the controls that are needed now; those that were there keep what was
// typed.
func (f *form) build() {
	p := f.p
	f.showChoices()
	f.stack.RemoveAll()
	for _, object := range []fyne.CanvasObject{f.platform, f.operation, f.credential, f.intake.object()} {
		f.stack.Add(parts.Slim(object))
	}
	f.shown = nil
	doctor := p.call.op.Doctor()
	for _, name := range doctor.Varies {
		if !p.kind.whole() {
			f.stack.Add(f.env[name])
		}
	}
	for _, field := range p.call.op.Inputs {
		if f.wants(doctor, field) {
			in := f.input(field)
			f.shown = append(f.shown, in)
			f.stack.Add(in.Object())
		}
	}
	f.scroll.Relayout()
}

// showChoices fills the selects.
func (f *form) showChoices() {
	p, lang := f.p, f.p.c.Lang()
	var names []string
	at := 0
	for i, platform := range p.c.Broker.Registry() {
		names = append(names, platform.ShortName.In(lang))
		if platform == p.call.platform {
			at = i
		}
	}
	fill(f.platform, names, at)
	names = nil
	for i := range p.call.platform.Operations {
		op := &p.call.platform.Operations[i]
		names = append(names, op.Title.In(lang))
		if op == p.call.op {
			at = i
		}
	}
	fill(f.operation, names, at)
	names = nil
	all := p.credentials()
	at = len(all)
	for i, cred := range all {
		names = append(names, cred.Name)
		if p.cred != nil && p.cred.ID == cred.ID {
			at = i
		}
	}
	fill(f.credential, append(names, p.c.T("operation.by_hand")), at)
}

func fill(s *widgets.Select, options []string, selected int) {
	s.SetOptions(options)
	s.SetSelected(selected)
}

// wants tells whether a person has to give a value. A whole request carries most;
// what is secret it does not.
func (f *form) wants(doctor *providers.Doctor, field providers.Field) bool {
	p := f.p
	switch {
	case p.asked[field.Name]:
		return true
	case !slices.Contains(doctor.Signs, field.Name) || f.held(field.Name):
		return false
	default:
		return !p.kind.whole() || field.Secret && field.FromToken == ""
	}
}

// held tells whether the credential has a value for an input, or for another one in
// its place.
func (f *form) held(name string) bool {
	cred := f.p.cred
	if cred == nil {
		return false
	}
	has := func(field string) bool {
		input, _ := providers.FieldNamed(f.p.call.op.Inputs, field)
		return cred.Public[field] != "" || slices.Contains(cred.Secrets, field) ||
			slices.ContainsFunc(cred.Tokens, func(t vault.Token) bool { return t.Kind == input.FromToken })
	}
	for _, rule := range f.p.call.op.OneOf {
		if slices.Contains(rule.Fields, name) {
			return slices.ContainsFunc(rule.Fields, has)
		}
	}
	return has(name)
}

func (f *form) input(field providers.Field) *parts.Input {
	key := f.p.call.platform.ID + "." + field.Name
	in, ok := f.inputs[key]
	if !ok {
		in = parts.NewInput(f.p.c, field, parts.InputOptions{Unmarked: true, Narrow: true})
		in.OnChanged = func() {
			in.SetProblem("")
			f.p.changed()
		}
		in.OnSubmit = f.p.check
		in.OnResized = f.scroll.Relayout
		in.OnReach = func(part fyne.CanvasObject) { f.reached(in.Focusable(), part) }
		f.inputs[key] = in
	}
	return in
}

// values are what was typed into the inputs on screen.
func (f *form) values() providers.Values {
	values := providers.Values{}
	for _, in := range f.shown {
		if in.Value() != "" {
			values[in.Field.Name] = in.Value()
		}
	}
	return values
}

// signedWith is what the call was signed with besides its values. Beside a whole
// request it is the present.
func (f *form) signedWith(now time.Time) providers.Env {
	if f.p.kind.whole() {
		return providers.Env{Now: now}
	}
	at, _ := moment(f.env["now"].Text())
	return providers.Env{Now: at, Nonce: f.env["nonce"].Text(), State: f.env["state"].Text()}
}

// label names what an error is about.
func (f *form) label(field string) string {
	c := f.p.c
	switch field {
	case "env.now", "env.nonce", "env.state":
		return c.T("checking." + field)
	}
	if input, ok := providers.FieldNamed(f.p.call.op.Inputs, field); ok {
		return input.Label.In(c.Lang())
	}
	return field
}

func (f *form) fillExample() {
	f.env["now"].SetText(example.moment)
	f.env["nonce"].SetText(example.nonce)
	for _, in := range f.shown {
		in.SetValue(example.values[in.Field.Name])
	}
}

func (f *form) mask() {
	for _, in := range f.inputs {
		in.Mask()
	}
}

// drop forgets what was typed, and Fyne's memory of it.
func (f *form) drop() {
	f.intake.clear()
	for _, field := range f.env {
		field.SetText("")
		field.SetError("")
	}
	clear(f.inputs)
}
