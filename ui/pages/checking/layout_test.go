package checking

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
)

func TestLayouts(t *testing.T) {
	for name, prepare := range map[string]func(*testing.T, *pagetest.Bench, *Page){
		"empty":   func(*testing.T, *pagetest.Bench, *Page) {},
		"mistake": func(_ *testing.T, _ *pagetest.Bench, p *Page) { p.showExample() },
		"code": func(_ *testing.T, b *pagetest.Bench, p *Page) {
			p.showExample()
			b.Settle()
			p.right.mend.toggle()
		},
		"unknown": func(_ *testing.T, b *pagetest.Bench, p *Page) {
			p.showExample()
			paste(b, p, "0123456789abcdef0123456789abcdef")
		},
		"string": func(t *testing.T, b *pagetest.Bench, p *Page) {
			p.showExample()
			paste(b, p, vectors(t, "jdy_negative")[1].StringToSign)
		},
		"lacking": func(_ *testing.T, b *pagetest.Bench, p *Page) {
			paste(b, p, "curl 'https://open-api.10ss.net/oauth/oauth?sign=x&grant_type=client_credentials'")
		},
	} {
		t.Run(name, func(t *testing.T) {
			pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
				b.Production()
				p := show(b, "", "")
				prepare(t, b, p)
				b.Settle()
				return p
			}, nil)
		})
	}
}

// The way of Tab leads to everything, and what it comes to can be seen.
func TestTabLeadsEverywhere(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(pagetest.Small.Width, pagetest.Small.Height)
	p := show(b, "", "")
	assert.Same(t, p.form.intake.field.Focusable(), b.Window.Canvas().Focused())
	p.showExample()
	b.Settle()
	p.right.mend.toggle()
	seen := map[fyne.Focusable]bool{}
	for range 40 {
		b.Window.Canvas().FocusNext()
		focused := b.Window.Canvas().Focused()
		seen[focused] = true
		object, ok := focused.(fyne.CanvasObject)
		if !ok {
			continue
		}
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(object).Y
		assert.GreaterOrEqual(t, top, float32(0), "%T", focused)
		assert.LessOrEqual(t, top, pagetest.Small.Height, "%T", focused)
	}
	for _, focusable := range []fyne.Focusable{
		p.form.platform, p.form.operation, p.form.credential, p.form.intake.field.Focusable(), p.form.intake.as,
		p.form.env["now"].Focusable(), p.form.env["nonce"].Focusable(), p.form.shown[0].Focusable(), p.right.mend.open, p.right.mend.tabs,
	} {
		assert.True(t, seen[focusable], "%T", focusable)
	}
}

// The keyboard comes back to where it was, as after a question.
func TestResume(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "", "")
	nonce := p.form.env["nonce"].Focusable()
	b.Window.Canvas().Focus(nonce)
	b.Window.Canvas().Unfocus()
	p.Resume()
	assert.Same(t, nonce, b.Window.Canvas().Focused())
	p.choose(call{p.call.platform, &p.call.platform.Operations[3]})
	p.Resume()
	assert.Same(t, p.form.intake.field.Focusable(), b.Window.Canvas().Focused(), "app_signature has no nonce")
}

func TestKeysScrollTheFindings(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(pagetest.Small.Width, pagetest.Small.Height)
	p := show(b, "", "")
	p.TakeKey(fyne.KeyEnd) // nothing to scroll yet
	p.showExample()
	b.Settle()
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(p.right.verdict.card).Y
	p.TakeKey(fyne.KeyPageDown)
	assert.Less(t, driver.AbsolutePositionForObject(p.right.verdict.card).Y, top)
	p.TakeKey(fyne.KeyHome)
	assert.Equal(t, top, driver.AbsolutePositionForObject(p.right.verdict.card).Y)
}
