package checking

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// intake is where a text comes in, and what it is taken for.
type intake struct {
	p       *Page
	field   *widgets.Field
	stack   *fyne.Container
	summary *widgets.Text
	line    *fyne.Container
	as      *widgets.Select
	before  string // what stood in the field
	setting bool
	said    description // of what was taken last
}

// description says what a text of a kind is; reading a long one takes its time.
type description struct {
	text  string
	kind  kind
	words string
}

// intakeRows is how many lines of the field are visible.
const intakeRows = 3

func newIntake(p *Page, f *form) *intake {
	c := p.c
	in := &intake{p: p}
	in.field = widgets.NewField(c.T("checking.text"), widgets.FieldOptions{
		Rows: intakeRows, Mono: true, Placeholder: c.T("checking.text_example"), Help: c.T("checking.text_help"),
	})
	in.field.SuitFont()
	in.field.OnChanged = in.changed
	in.field.OnFocus(func() { f.reached(in.field.Focusable(), in.field) })
	in.summary = widgets.NewFitText("", widgets.Caption, theme.ColorInk)
	in.line = widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible},
		widgets.NewIcon("check", theme.ColorOkText, 14), in.summary)
	in.as = f.newSelect("checking.taken_for", func(i int) { p.takeAs(kind(i)) })
	in.stack = widgets.Stack(theme.Space2, in.field, in.line, in.as)
	return in
}

// object shows what there is now.
func (in *intake) object() fyne.CanvasObject {
	c, there := in.p.c, in.p.text != ""
	in.line.Hidden, in.as.Hidden = !there, !there
	if there {
		if in.said.text != in.p.text || in.said.kind != in.p.kind {
			in.said = description{in.p.text, in.p.kind, in.describe()}
		}
		in.summary.SetText(in.said.words)
		fill(in.as, []string{
			c.T("checking.kind.signature"), c.T("checking.kind.string_to_sign"), c.T("checking.kind.curl"), c.T("checking.kind.http"),
		}, int(in.p.kind))
	}
	return in.stack
}

// describe says what was taken, without a word of it that could be secret.
func (in *intake) describe() string {
	p, c := in.p, in.p.c
	if r := p.kind.request(p.text); r != nil {
		return c.T("checking.taken_request", "Method", r.Method, "Host", partsOf(r).host)
	}
	if p.kind == stringToSign {
		return c.T("checking.taken_text", "Bytes", len(p.text), "Lines", strings.Count(strings.TrimSuffix(p.text, "\n"), "\n")+1)
	}
	return c.T("checking.taken", "Count", utf8.RuneCountInString(strings.TrimSpace(p.text)))
}

// changed takes at once what was pasted, so that it does not stay on screen. Typing
// adds one character at a time.
func (in *intake) changed(text string) {
	before := in.before
	in.before = text
	if in.setting {
		return
	}
	in.field.SuitFont()
	if utf8.RuneCountInString(text) > utf8.RuneCountInString(before)+1 {
		in.p.take(text)
		return
	}
	in.p.text, in.p.kind = text, kindOf(text)
	in.p.form.build()
	in.p.changed()
}

// clear drops the text; Fyne's memory of what could be undone goes with it.
func (in *intake) clear() {
	in.said = description{}
	in.setting = true
	in.field.SetText("")
	in.setting = false
	in.field.SuitFont()
}

// recognise finds out what a pasted request was made for and by whom, and checks it.
func (p *Page) recognise() {
	p.run.Cancel()
	text, k, chosen, registry := p.text, p.kind, p.call, p.c.Broker.Registry()
	if !k.whole() {
		p.form.build()
		p.check()
		return
	}
	p.run.Work = core.Do(p.c, func(context.Context) (call, error) {
		if r := k.request(text); r != nil {
			if found, ok := guess(registry, r, chosen); ok {
				return found, nil
			}
		}
		return chosen, nil
	}, func(found call, _ error) {
		p.run.Work = nil
		if found.platform != chosen.platform {
			p.call = found
			p.cred = p.lastUsed()
		}
		p.call = found
		p.recogniseCredential()
		p.form.build()
		p.check()
	})
}

// recogniseCredential takes the credential whose identifiers stand in the request;
// where there is none, the chosen one stays.
func (p *Page) recogniseCredential() {
	for _, cred := range p.credentials() {
		if p.identifies(cred.Public) {
			p.cred = &cred
			return
		}
	}
}

// identifies tells whether all identifiers among these values that have to be there
// stand in the text. One that is an ordinary word or number proves nothing.
func (p *Page) identifies(public map[string]string) bool {
	const telling = 5 // characters
	found := false
	for _, f := range p.call.platform.Fields {
		v := public[f.Name]
		if f.Required && !f.Secret && len(f.Choices) == 0 && len(v) >= telling {
			if found = strings.Contains(p.text, v); !found {
				return false
			}
		}
	}
	return found
}
