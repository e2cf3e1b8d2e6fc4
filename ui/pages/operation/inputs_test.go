package operation

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

func TestATokenCanBeLeftOut(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	assert.NotEmpty(t, p.signing.signed.Request.Header("app-token"))
	toggle := find[*widgets.Toggle](p.form.stack)[0]
	toggle.Tapped(nil)
	b.Settle()
	require.NoError(t, p.signing.err)
	assert.Empty(t, p.signing.signed.Request.Header("app-token"))
	assert.Equal(t, sandbox.Demo().JDY.RouterAddr, p.signing.signed.Request.Header("X-GW-Router-Addr"), "the rest still comes from the credential")
	p.form.run.Tapped(nil)
	b.Settle()
	assert.True(t, onScreen(p, "4009"), "the platform misses it")
	toggle.Tapped(nil)
	b.Settle()
	assert.NotEmpty(t, p.signing.signed.Request.Header("app-token"))
}

// find lists the objects of a type in a tree of containers.
func find[T fyne.CanvasObject](root fyne.CanvasObject) (found []T) {
	if object, ok := root.(T); ok {
		found = append(found, object)
	}
	if box, ok := root.(*fyne.Container); ok {
		for _, child := range box.Objects {
			found = append(found, find[T](child)...)
		}
	}
	return found
}

func TestAHeldValueOfAChoice(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy.app-token", cred.ID)
	require.NoError(t, p.signing.err)
	assert.True(t, onScreen(p, "来自凭证"))
	assert.Nil(t, p.inputs["app_signature"])
	segment := find[*widgets.Segmented](p.form.stack)[0]
	segment.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.Move(parts.Debounce)
	typeInto(t, b, p, "app_signature", "QUJD")
	require.NoError(t, p.signing.err)
	assert.Contains(t, p.signing.signed.Request.URL, "app_signature=QUJD")
}

func TestOptionalInputsWaitBehindALink(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	assert.Nil(t, p.inputs["body"])
	field, ok := providers.FieldNamed(p.op.Inputs, "body")
	require.True(t, ok)
	p.form.unfolder(field).Tapped(nil)
	assert.Same(t, p.inputs["body"].Focusable(), b.Window.Canvas().Focused())
	typeInto(t, b, p, "body", `{"a":1}`)
	typeInto(t, b, p, "path", "/jdy/v2")
	assert.Equal(t, `{"a":1}`, p.signing.signed.Request.Body)
}

func TestSubjects(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("kis", "明德会计")
	_, err := b.Broker.Run(context.Background(), broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)
	p := show(b, "kis.router", cred.ID)
	choice := find[*widgets.Select](p.form.stack)
	require.Len(t, choice, 1)
	assert.Equal(t, -1, choice[0].Selected())
	assert.True(t, onScreen(p, "还缺 产品编号"))
	typeInto(t, b, p, "method", "kis.A")
	typeInto(t, b, p, "custdata", "{}")
	choice[0].OnChanged(1) // which is not on this machine
	b.Settle()
	assert.Error(t, p.signing.err)
	assert.True(t, onScreen(p, "产品地址"), "what is wrong with a value that nobody typed is told, too")
	assert.False(t, onScreen(p, "还缺"))
	choice[0].OnChanged(0)
	b.Settle()
	require.NoError(t, p.signing.err)
	assert.Equal(t, p.plan.subjects[0].Subject, p.signing.signed.Prepared.Values["netid"])
}

func TestEveryInputTellsItsRule(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		b := pagetest.New(t)
		for _, op := range platform.Operations {
			for _, f := range op.Inputs {
				for sentence, wrong := range pagetest.Violations(f) {
					t.Run(platform.ID+"."+op.ID+"/"+f.Name+"/"+sentence, func(t *testing.T) {
						p := New(b.Ctx, platform.ID+"."+op.ID, "")
						e, _ := p.entryOf(f.Name)
						switch {
						case e.isAddress() && f.Name != e.fields[0].Name:
							return // it has no input of its own
						case e.isAddress() && strings.Contains(wrong, "://"):
							wrong = "relative/path" // what looks like a URL is none too long
						case e.rule != nil:
							p.picked[e.fields[0].Name] = f.Name
						}
						p.opened[f.Name] = true
						p.form.build()
						b.Show(p)
						in := p.inputs[f.Name]
						require.NotNil(t, in)
						in.SetValue(wrong[:len(wrong)-1])
						b.Window.Canvas().Focus(in.Focusable())
						in.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
						in.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
						test.Type(in.Focusable(), wrong[len(wrong)-1:])
						b.Window.Canvas().Unfocus()
						assert.Equal(t, sentence, in.Problem())
						assert.Equal(t, wrong, in.Value())
						p.form.run.Tapped(nil)
						b.Settle()
						assert.Equal(t, sentence, in.Problem())
						assert.Equal(t, wrong, in.Value(), "what was typed stays")
					})
				}
			}
		}
	}
}

func (p *Page) entryOf(field string) (entry, bool) {
	for _, e := range p.plan.typed {
		if _, ok := providers.FieldNamed(e.fields, field); ok {
			return e, true
		}
	}
	return entry{}, false
}
