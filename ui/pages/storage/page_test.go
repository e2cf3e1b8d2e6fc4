package storage

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// shown are the pages in all that they can say.
var shown = map[string]func(b *pagetest.Bench) core.Page{
	"choice": func(b *pagetest.Bench) core.Page { return NewChoice(b.Ctx, ChoiceParams{}) },
	"choice missing": func(b *pagetest.Bench) core.Page {
		g := NewChoice(b.Ctx, ChoiceParams{
			Status: vault.Status{State: vault.StateMissing, Err: vault.ErrNoBus},
			Retry: func(missing func(vault.Status)) {
				missing(vault.Status{State: vault.StateHanging, Err: vault.ErrKeyringHangs})
			},
		})
		g.first.SetText("123")
		g.submit()
		g.lookAgain()
		return g
	},
	"choice differs": func(b *pagetest.Bench) core.Page {
		g := NewChoice(b.Ctx, ChoiceParams{Status: vault.Status{State: vault.StateDenied, Err: vault.ErrDismissed}})
		g.first.SetText("correct horse battery")
		g.second.SetText("correct horse batteries")
		g.submit()
		return g
	},
	"unlock": func(b *pagetest.Bench) core.Page { return NewUnlock(b.Ctx, func() {}, nil) },
	"unlock wrong": func(b *pagetest.Bench) core.Page {
		u := NewUnlock(b.Ctx, func() {}, nil)
		u.say(u.passphrase, "这个口令打不开")
		return u
	},
	"refused": func(b *pagetest.Bench) core.Page {
		return NewRefused(b.Ctx, &vault.Error{Op: "open", Item: "index", Err: vault.ErrDenied}, func() {}, nil)
	},
	"refused unknown": func(b *pagetest.Bench) core.Page {
		return NewRefused(b.Ctx, errors.New("open /home/someone/.local/share/keycase/index.json: input/output error"), func() {}, nil)
	},
}

var sizes = map[string]fyne.Size{"least": fyne.NewSize(960, 600), "usual": fyne.NewSize(1180, 760)}

// TestPagesFit: nothing is clipped, covered or cut in the least window and in the usual one.
func TestPagesFit(t *testing.T) {
	for name, build := range shown {
		for _, lang := range []string{translations.Chinese, translations.English} {
			for sizeName, size := range sizes {
				t.Run(name+" "+lang+" "+sizeName, func(t *testing.T) {
					b := pagetest.NewIn(t, lang, theme.Light)
					b.Resize(size.Width, size.Height)
					b.Show(build(b))
					assert.Empty(t, b.CheckLayout(), "words that are cut")
					b.Picture("storage-"+name+"-"+lang+"-"+sizeName, 1)
				})
			}
		}
	}
}

// TestTabBringsControlsIntoView in a window that is too low for the page.
func TestTabBringsControlsIntoView(t *testing.T) {
	for name, build := range shown {
		b := pagetest.New(t)
		b.Resize(960, 240)
		page := build(b)
		b.Show(page)
		c := b.Window.Canvas()
		require.NotNil(t, c.Focused(), name)
		for range 6 {
			c.FocusNext()
			object, ok := c.Focused().(fyne.CanvasObject)
			require.True(t, ok, name)
			top := fyne.CurrentApp().Driver().AbsolutePositionForObject(object).Y
			assert.GreaterOrEqual(t, top, float32(0), name)
			assert.LessOrEqual(t, top+object.Size().Height, float32(240), name)
		}
	}
}

// TestWhatWasTypedGoesWithThePage, since it is a passphrase.
func TestWhatWasTypedGoesWithThePage(t *testing.T) {
	b := pagetest.New(t)
	g, u := NewChoice(b.Ctx, ChoiceParams{}), NewUnlock(b.Ctx, func() {}, nil)
	for _, field := range []interface {
		SetText(string)
		Text() string
	}{g.first, g.second, u.passphrase} {
		field.SetText("correct horse")
	}
	g.Hidden()
	u.Hidden()
	assert.Empty(t, g.first.Text()+g.second.Text()+u.passphrase.Text())
}

// TestATooShortPassphraseIsAnError once the keyboard has left it, and no sooner.
func TestATooShortPassphraseIsAnError(t *testing.T) {
	b := pagetest.New(t)
	g := NewChoice(b.Ctx, ChoiceParams{})
	b.Show(g)
	canvas := b.Window.Canvas()
	canvas.Focus(g.second.Focusable())
	assert.Empty(t, g.first.Error(), "nothing was typed yet")
	canvas.Focus(g.first.Focusable())
	g.first.SetText("1234567")
	assert.Empty(t, g.first.Error(), "it is being typed")
	canvas.Focus(g.second.Focusable())
	assert.Equal(t, "太短，至少 8 位", g.first.Error())
	canvas.Focus(g.first.Focusable())
	g.first.SetText("123456")
	assert.NotEmpty(t, g.first.Error(), "it still is")
	g.first.SetText("12345678")
	assert.Equal(t, "太常见，一猜就中；换几个不相干的词", g.first.Error())
	g.first.SetText("three words")
	assert.Empty(t, g.first.Error())
}
