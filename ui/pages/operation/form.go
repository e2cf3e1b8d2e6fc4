package operation

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// form is the left side: what a person types, and what is filled in by itself.
type form struct {
	p      *Page
	object *fyne.Container
	scroll *parts.Scroll
	stack  *fyne.Container
	ticks  []func(now time.Time) (seconds bool) // of the lines that count down

	run, cancel *widgets.Button
	quota       *widgets.Text
}

func newForm(p *Page) *form {
	f := &form{p: p, stack: widgets.Stack(theme.Space4)}
	f.scroll = parts.NewScroll(widgets.Pad(f.stack, 0, sideGap/2, theme.Space3, theme.PagePadding))
	f.object = parts.Frame(nil, f.scroll.Object(), f.foot())
	return f
}

// foot holds the button that sends, where the operation does.
func (f *form) foot() fyne.CanvasObject {
	p, c := f.p, f.p.c
	f.quota = widgets.NewParagraph("", widgets.Caption, theme.ColorInk2)
	f.run = widgets.NewButton(runLabel(c.Text, p.op), runIcon(p.op), widgets.Secondary, p.askRun)
	if gives(p.op) {
		f.run.SetKind(widgets.Primary)
	}
	f.cancel = widgets.NewButton(c.T("action.cancel"), "", widgets.Ghost, p.cancelRun)
	f.cancel.Hide()
	buttons := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural}, f.run, f.cancel)
	foot := widgets.Pad(widgets.Stack(theme.Space2, f.quota, buttons), theme.Space3, sideGap/2, theme.PagePadding, theme.PagePadding)
	if !p.runs() {
		return container.NewWithoutLayout()
	}
	return foot
}

// build makes the controls anew; those that were there keep what was typed.
func (f *form) build() {
	p := f.p
	f.stack.RemoveAll()
	f.ticks = nil
	if len(p.plan.subjects) > 0 {
		f.stack.Add(f.subjects())
	}
	var links []fyne.CanvasObject
	var last *fyne.Container // of the typed entries; the links follow it closely
	for _, e := range p.plan.typed {
		if e.rule == nil && f.folded(e.fields[0]) {
			links = append(links, parts.Flush(f.unfolder(e.fields[0])))
			continue
		}
		last = widgets.Stack(0, f.entry(e))
		f.stack.Add(last)
	}
	if last == nil && len(links) > 0 {
		last = widgets.Stack(0)
		f.stack.Add(last)
	}
	for _, link := range links {
		last.Add(link)
	}
	if filled := f.filled(); len(filled) > 0 {
		if len(f.stack.Objects) > 0 {
			f.stack.Add(widgets.NewDivider(0))
		}
		for _, line := range filled {
			f.stack.Add(line)
		}
	}
	f.showQuota()
	f.scroll.Relayout()
}

// visible lists the inputs on screen from top to bottom.
func (f *form) visible() (inputs []*parts.Input) {
	for _, e := range f.p.plan.typed {
		for _, field := range f.p.wanted(e) {
			if in, ok := f.p.inputs[field.Name]; ok && (e.rule != nil || !f.folded(field)) {
				inputs = append(inputs, in)
			}
		}
	}
	return inputs
}

// first is what the keyboard goes to: the first input, or the button where there
// is nothing to type.
func (f *form) first() fyne.Focusable {
	for _, in := range f.visible() {
		if in.Field.Kind != providers.KindChoice {
			return in.Focusable()
		}
	}
	if f.p.runs() {
		return f.run
	}
	return nil
}

// folded tells whether an input waits behind a link: what may be left out and
// has nothing in it yet.
func (f *form) folded(field providers.Field) bool {
	if field.Required || field.Kind == providers.KindChoice || field.Kind == providers.KindPairs || f.p.opened[field.Name] {
		return false
	}
	in, ok := f.p.inputs[field.Name]
	return !ok || in.Value() == ""
}

func (f *form) unfolder(field providers.Field) *widgets.Button {
	label := parts.Tidy(f.p.c.T("operation.unfold", "Field", parts.Spaced(field.Label.In(f.p.c.Lang()))))
	link := widgets.NewSizedButton(label, "plus", widgets.Link, widgets.SizeS, func() {
		f.p.opened[field.Name] = true
		f.build()
		f.p.c.Window.Canvas().Focus(f.p.inputs[field.Name].Focusable())
	})
	f.follow(link)
	return link
}

// segmentAround is what a segment has beside its word, in Fyne units.
const segmentAround = 14

// entry is one input, or a choice between several with the input of the chosen
// one.
func (f *form) entry(e entry) fyne.CanvasObject {
	p := f.p
	switch {
	case e.rule == nil:
		return f.input(e.fields[0], true).Object()
	case e.isAddress():
		return f.addressed(e).Object()
	}
	words := make([]string, len(e.fields))
	width := formWidth/float32(len(words)) - segmentAround
	for i, field := range e.fields {
		words[i] = parts.ShortLabel(field.Label.In(p.c.Lang()), widgets.SmallMedium, width)
	}
	segment := widgets.NewSegmented(strings.Join(words, " / "), words)
	below := container.NewStack()
	show := func() {
		chosen := p.pickedField(e)
		segment.SetSelected(slices.IndexFunc(e.fields, func(field providers.Field) bool { return field.Name == chosen.Name }))
		below.Objects = []fyne.CanvasObject{widgets.Stack(0, f.pickedInput(chosen))}
	}
	show()
	segment.OnChanged = func(index int) {
		p.picked[e.fields[0].Name] = e.fields[index].Name
		show()
		f.scroll.Relayout()
		p.changed()
	}
	f.follow(segment)
	return widgets.Stack(theme.Space2, parts.Slim(segment), below)
}

// pickedInput is the control of the chosen field; the credential may hold its
// value.
func (f *form) pickedInput(field providers.Field) fyne.CanvasObject {
	if cred := f.p.cred; cred != nil && holds(*cred, field.Name) {
		return widgets.NewText(f.p.c.T("operation.held"), widgets.Caption, theme.ColorInk3)
	}
	return f.input(field, false).Object()
}

// input returns the control of a field. Where a choice above names it, it needs
// no label.
func (f *form) input(field providers.Field, labelled bool) *parts.Input {
	p := f.p
	in, ok := p.inputs[field.Name]
	if !ok {
		shown := field
		if !labelled {
			shown.Label = providers.Text{}
		}
		if exemplified(field) || field.Kind == providers.KindChoice {
			shown.Help = providers.Text{} // the example says it, and the trace says where to find it
		}
		in = f.newInput(shown, parts.InputOptions{Unmarked: !labelled, Narrow: true})
	}
	return in
}

// exemplified tells whether a whole example stands in the empty input of a field.
func exemplified(f providers.Field) bool {
	return !f.Secret && f.Kind == providers.KindLine && f.Example != "" && parts.FitsColumn(f.Example)
}

// newInput makes the control of a field as it is to be shown.
func (f *form) newInput(shown providers.Field, o parts.InputOptions) *parts.Input {
	p := f.p
	in := parts.NewInput(p.c, shown, o)
	in.OnChanged = func() {
		if in.Problem() != "" {
			p.judge(in)
		}
		p.changed()
	}
	in.OnBlur = func() {
		if in.Edited() {
			p.judge(in)
		}
	}
	in.OnSubmit = p.askRun
	in.OnResized = f.scroll.Relayout
	in.OnReach = func(part fyne.CanvasObject) {
		p.last = in
		f.scroll.Reveal(part)
	}
	p.inputs[shown.Name] = in
	return in
}

// subjects is the choice of the printer or product that the call goes to.
func (f *form) subjects() fyne.CanvasObject {
	p := f.p
	names := make([]string, len(p.plan.subjects))
	for i, g := range p.plan.subjects {
		names[i] = grantName(g)
	}
	s := widgets.NewSelect(parts.KindName(p.c.Text, p.plan.subjects[0].Kind), names, p.c.T("operation.choose"), true)
	s.SetSelected(p.plan.chosen)
	s.OnChanged = func(index int) {
		p.subject = p.plan.subjects[index].Subject
		p.arrange()
		p.sign(nil)
	}
	f.follow(s)
	return s
}

func grantName(g vault.Grant) string {
	if g.Name == "" {
		return g.Subject
	}
	return g.Name + "  " + g.Subject
}

// tick draws the moment now.
func (f *form) tick(now time.Time) (seconds bool) {
	for _, tick := range f.ticks {
		if tick(now) {
			seconds = true
		}
	}
	return seconds
}

// judge shows what is wrong with one input, or unusual; what is missing is no
// mistake before running was tried.
func (p *Page) judge(in *parts.Input) {
	call, _ := p.call()
	_, warnings, err := p.op.Check(call.Values)
	problem := p.problemOf(in, parts.Problems(err, p.c.Lang()))
	if in.Value() == "" && !p.tried {
		problem = ""
	}
	in.SetProblem(problem)
	for _, w := range warnings {
		if w.Field == in.Field.Name && problem == "" {
			in.SetNote(w.Text.In(p.c.Lang()))
		}
	}
}

// problemOf finds what is wrong with an input among the problems by field.
func (p *Page) problemOf(in *parts.Input, problems map[string]string) string {
	name := in.Field.Name
	for _, e := range p.plan.typed {
		if e.isAddress() && e.fields[0].Name == name {
			name = e.addressField(in.Value()).Name
		}
	}
	return problems[name]
}
