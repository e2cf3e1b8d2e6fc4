package importing

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/transfer"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// at is a control of a card.
func (l *lab) at(card int, key string) fyne.Focusable {
	l.t.Helper()
	for _, k := range l.p.cards[card].keys {
		if k.key == key {
			return k.on
		}
	}
	require.Fail(l.t, "no control", key)
	return nil
}

func (l *lab) press(on fyne.Focusable, key fyne.KeyName) {
	l.Window.Canvas().Focus(on)
	on.TypedKey(&fyne.KeyEvent{Name: key})
	l.Settle()
}

func (l *lab) secrets(cred vault.Credential) map[string]string {
	l.t.Helper()
	secrets, err := l.Vault.Secrets(context.Background(), cred.ID)
	require.NoError(l.t, err)
	return secrets
}

// TestPastedTextBecomesACredential with nothing but Ctrl+V and Enter.
func TestPastedTextBecomesACredential(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	assert.Same(t, l.p.intake.field.Focusable(), l.Window.Canvas().Focused())
	assert.False(t, l.p.Dirty())
	l.paste(wholeJdy)
	require.Len(t, l.p.cards, 1)
	assert.True(t, l.p.Dirty())
	assert.Same(t, l.p.store, l.Window.Canvas().Focused(), "all is certain")
	assert.NotContains(t, l.markup(), secretJdy)
	assert.Contains(t, l.markup(), "205022")
	assert.Empty(t, l.Vault.List(), "nothing is stored before a person says so")

	l.press(l.p.store, fyne.KeyReturn)
	require.Len(t, l.Vault.List(), 1)
	cred := l.Vault.List()[0]
	assert.Equal(t, "jdy", cred.Platform)
	assert.Empty(t, cred.BaseURL)
	assert.Equal(t, "205022", cred.Public["client_id"])
	assert.Equal(t, secretJdy, l.secrets(cred)["client_secret"])
	assert.Len(t, l.Toasts, 1)
	assert.False(t, l.p.Dirty())
	l.press(l.Window.Canvas().Focused(), fyne.KeyReturn)
	assert.Equal(t, []string{"platform jdy " + cred.ID}, l.Went, "the first link has the keyboard")
}

// TestReadTextIsGone from the field, and Ctrl+Z does not bring it back.
func TestReadTextIsGone(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(wholeJdy)
	l.p.back()
	assert.Empty(t, l.p.intake.text())
	on, _ := l.p.intake.field.Focusable().(fyne.Shortcutable)
	on.TypedShortcut(&fyne.ShortcutUndo{})
	assert.Empty(t, l.p.intake.text())
}

func TestWhatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":  {[]byte("hello there"), "没有找到能用的值"},
		"too long": {[]byte(strings.Repeat("x", transfer.MaxText+1)), "内容太长"},
		"no text":  {[]byte{0xff, 0x00, 0x81, 0x01, 0x00, 0x00}, "这不是文本"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, pagetest.New(t))
			l.file = newFile("x.env", c.data)
			l.p.intake.file.Tapped(nil)
			l.Settle()
			assert.Contains(t, l.p.intake.field.Error(), c.says)
			assert.Empty(t, l.p.cards)
			assert.Same(t, l.p.intake.field.Focusable(), l.Window.Canvas().Focused())
			l.paste(wholeJdy)
			assert.Len(t, l.p.cards, 1, "and on it goes")
		})
	}
}

func TestTypedTextStaysWhereItCannotBeRead(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.Window.Canvas().Focus(l.p.intake.field.Focusable())
	test.Type(l.p.intake.field.Focusable(), "hello")
	l.p.intake.read.Tapped(nil)
	l.Settle()
	assert.Equal(t, "hello", l.p.intake.text())
	assert.NotEmpty(t, l.p.intake.field.Error())
	assert.True(t, l.p.Dirty())
}

// TestALongTextIsReadPastTheField, which would take seconds to lay it out.
func TestALongTextIsReadPastTheField(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(strings.Repeat("x ", transfer.MaxText))
	assert.Empty(t, l.p.intake.text())
	assert.Contains(t, l.p.intake.field.Error(), "内容太长")
	l.paste(wholeJdy + "# " + strings.Repeat("x", widgets.LongestText))
	assert.Len(t, l.p.cards, 1)
}

func TestOtherWaysIn(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	fyne.CurrentApp().Clipboard().SetContent("")
	l.p.paste()
	l.Settle()
	assert.Contains(t, l.p.intake.field.Error(), "剪贴板里没有文字")
	l.window.dropped(fyne.Position{}, []fyne.URI{nil, nil})
	l.Settle()
	assert.Contains(t, l.p.intake.field.Error(), "一次拖一个文件")
	l.window.dropped(fyne.Position{}, []fyne.URI{newFile("gone.env", nil).uri})
	l.Settle()
	assert.Contains(t, l.p.intake.field.Error(), "没读出来")
	l.file = newFile("keys.env", []byte(wholeJdy))
	l.p.intake.file.Tapped(nil)
	l.Settle()
	assert.Len(t, l.p.cards, 1)
	l.window.dropped(fyne.Position{}, []fyne.URI{nil})
	l.p.paste()
	l.Settle()
	assert.Len(t, l.p.cards, 1, "what is being looked at is not replaced")
}

// TestThePlatformIsNotGuessed where the text leaves it open.
func TestThePlatformIsNotGuessed(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(openText)
	card := l.p.cards[0]
	choose, _ := l.at(0, "platform").(*widgets.Select)
	assert.Equal(t, -1, choose.Selected())
	assert.True(t, l.p.store.Disabled())
	assert.Same(t, choose, l.Window.Canvas().Focused())
	assert.NotEmpty(t, card.reasons(), "what speaks for which")

	card.choosePlatform("yilianyun")
	l.Settle()
	assert.True(t, l.p.store.Disabled(), "the kind of the app is not in the text")
	assert.Equal(t, []string{"app_type"}, card.d.candidate.Missing)
	l.press(l.at(0, "given/app_type"), fyne.KeyRight)
	assert.False(t, l.p.store.Disabled())
	l.p.submit()
	l.Settle()
	require.Len(t, l.Vault.List(), 1)
	assert.Equal(t, "yilianyun", l.Vault.List()[0].Platform)
	assert.NotEmpty(t, l.Vault.List()[0].Public["app_type"])
}

func TestMissingValuesAreTyped(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(lacking)
	in := l.p.cards[0].given[0]
	assert.Equal(t, "app_secret", in.Field.Name)
	assert.Same(t, in.Focusable(), l.Window.Canvas().Focused())
	for _, wrong := range pagetest.Violations(in.Field) {
		in.SetValue(wrong)
		in.OnChanged()
		break
	}
	l.Window.Canvas().Unfocus()
	assert.NotEmpty(t, in.Problem())
	assert.True(t, l.p.store.Disabled())
	in.SetValue("")
	l.Window.Canvas().Focus(in.Focusable())
	test.Type(in.Focusable(), "0123456789abcdef0123456789abcdef01234567")
	assert.Empty(t, in.Problem())
	assert.NotContains(t, l.markup(), "0123456789abcdef")
	l.press(in.Focusable(), fyne.KeyReturn)
	require.Len(t, l.Vault.List(), 1)
	assert.Equal(t, "0123456789abcdef0123456789abcdef01234567", l.secrets(l.Vault.List()[0])["app_secret"])
}

func TestAPersonChoosesBetweenValues(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(contested)
	assert.True(t, l.p.store.Disabled())
	list, _ := l.at(0, "contest/client_secret").(*widgets.RadioList)
	assert.Same(t, list, l.Window.Canvas().Focused())
	assert.Equal(t, -1, list.Selected())
	l.press(list, fyne.KeyDown)
	again, _ := l.at(0, "contest/client_secret").(*widgets.RadioList)
	assert.Same(t, again, l.Window.Canvas().Focused(), "the keyboard stays")
	assert.Equal(t, 0, again.Selected())
	l.press(again, fyne.KeyDown)
	assert.False(t, l.p.store.Disabled())
	assert.NotContains(t, l.markup(), "fedcba")
	l.p.submit()
	l.Settle()
	assert.Equal(t, "fedcba9876543210fedcba9876543210", l.secrets(l.Vault.List()[0])["client_secret"])
}

// TestASecretIsNotShownInAPublicField that a person puts it into by mistake.
func TestASecretIsNotShownInAPublicField(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(wholeJdy)
	choose, _ := l.at(0, "item/1").(*widgets.Select)
	choose.OnChanged(0) // clientId
	l.Settle()
	assert.Equal(t, secretJdy, l.p.cards[0].d.candidate.Values()["client_id"])
	assert.NotContains(t, l.markup(), secretJdy)
}

func TestAForeignAddressIsUsedOnlyWhenAPersonSaysSo(t *testing.T) {
	for _, agreed := range []bool{false, true} {
		l := newLab(t, pagetest.New(t))
		l.paste(elsewhere)
		toggle, _ := l.at(0, "address").(*widgets.Toggle)
		assert.False(t, toggle.On())
		want := ""
		if agreed {
			l.press(toggle, fyne.KeySpace)
			want = "https://gateway.example.com"
		}
		l.p.submit()
		l.Settle()
		assert.Equal(t, want, l.Vault.List()[0].BaseURL)
	}
}

func jdy(id string) providers.Values {
	return providers.Values{"client_id": id, "client_secret": "old", "app_key": "bVZgAZOv1", "app_secret": "old", "uid": "7"}
}

func TestTheSameAccountIsUpdatedOrStoredAgain(t *testing.T) {
	for _, c := range []struct {
		key    fyne.KeyName
		stored int
	}{{fyne.KeyHome, 1}, {fyne.KeyEnd, 2}} {
		b := pagetest.New(t)
		old := b.AddWith("jdy", "晨光商贸", jdy("205022"))
		l := newLab(t, b)
		l.paste(wholeJdy)
		twin := l.at(0, "twin")
		assert.Same(t, twin, l.Window.Canvas().Focused())
		assert.True(t, l.p.store.Disabled())
		l.press(twin, c.key)
		l.p.submit()
		l.Settle()
		assert.Len(t, l.Vault.List(), c.stored)
		now := l.Get(old.ID)
		assert.Equal(t, "晨光商贸", now.Name)
		assert.Equal(t, "7", now.Public["uid"], "what the text does not say stays")
		if c.stored == 1 {
			assert.Equal(t, secretJdy, l.secrets(now)["client_secret"])
		} else {
			assert.Equal(t, "old", l.secrets(now)["client_secret"])
		}
	}
}

func TestNamesAreFree(t *testing.T) {
	b := pagetest.New(t)
	b.AddWith("jdy", "晨光商贸", jdy("1"))
	l := newLab(t, b)
	l.paste(two)
	require.Len(t, l.p.cards, 2)
	assert.Equal(t, "晨光商贸 2", l.p.drafts[0].name)
	assert.NotEmpty(t, l.p.cards[0].name.Note())
	assert.Equal(t, "明月公司", l.p.drafts[1].name)
	name := l.p.cards[1].name
	name.SetValue("")
	l.Window.Canvas().Focus(name.Focusable())
	test.Type(name.Focusable(), "晨光商贸 2")
	assert.NotEmpty(t, name.Problem())
	assert.True(t, l.p.store.Disabled())
	test.Type(name.Focusable(), "!")
	assert.Empty(t, name.Problem())
	assert.False(t, l.p.store.Disabled())
}

func TestADraftCanBeLeftOut(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(two)
	l.press(l.at(0, "take"), fyne.KeySpace)
	l.press(l.at(1, "take"), fyne.KeySpace)
	assert.True(t, l.p.store.Disabled(), "nothing is left to import")
	l.press(l.at(1, "take"), fyne.KeySpace)
	l.p.submit()
	l.Settle()
	require.Len(t, l.Vault.List(), 1)
	assert.Equal(t, "明月公司", l.Vault.List()[0].Name)
}
