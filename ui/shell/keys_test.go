package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

func filled(t *testing.T) *bench {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.Add("kis", "明德会计")
	b.s.Overview()
	return b
}

func TestShortcutsReachEveryPage(t *testing.T) {
	b := filled(t)
	for _, c := range []struct {
		key  fyne.KeyName
		page string
	}{
		{"2", "platform jdy "}, {"3", "platform kis "}, {"4", "platform robot "}, {"5", "platform yilianyun "},
		{"1", "overview"}, {fyne.KeyComma, "settings"}, {fyne.KeyN, "new "},
	} {
		b.ctrl(c.key)
		assert.Equal(t, c.page, b.page().name)
	}
	b.ctrl("9")
	assert.Equal(t, "new ", b.page().name, "there is no ninth page")

	b.ctrl("3")
	b.ctrl(fyne.KeyN)
	assert.Equal(t, "new kis", b.page().name, "on a platform's page, the form of that platform")
}

// TestKeysWorkWhileAFieldHasTheKeyboard is what Fyne does not do by itself.
func TestKeysWorkWhileAFieldHasTheKeyboard(t *testing.T) {
	b := filled(t)
	b.s.NewCredential("jdy")
	form := b.page()
	b.Settle()
	b.Window.Canvas().Focus(form.entry.Focusable())
	b.write("x")
	assert.Equal(t, "x", form.entry.Text())
	b.key(fyne.KeyF5)
	assert.True(t, form.refreshed)
	for _, c := range []struct {
		key  fyne.KeyName
		page string
	}{{fyne.KeyComma, "settings"}, {fyne.Key2, "platform jdy "}, {fyne.Key1, "overview"}} {
		b.s.NewCredential("kis")
		b.Settle()
		b.Window.Canvas().Focus(b.page().entry.Focusable())
		b.ctrl(c.key)
		assert.Equal(t, c.page, b.page().name)
	}
	b.s.NewCredential("kis")
	b.Settle()
	b.Window.Canvas().Focus(b.page().entry.Focusable())
	b.ctrl(fyne.KeyK)
	assert.NotNil(t, b.s.palette)
	b.key(fyne.KeyEscape)
	assert.Equal(t, "new kis", b.page().name)
	b.key(fyne.KeyEscape)
	assert.Equal(t, "overview", b.page().name)
}

// TestTheWindowSaysWhatIsNotPasted, with the palette in front too.
func TestTheWindowSaysWhatIsNotPasted(t *testing.T) {
	b := filled(t)
	b.ctrl(fyne.KeyK)
	long := &widgets.LongPaste{Bytes: 2_202_010}
	b.shortcuts[long.ShortcutName()](long)
	assert.Equal(t, []string{"剪贴板里有 2.1 MB，太长，没有粘"}, b.toast())
}

func TestShortcutsAreListed(t *testing.T) {
	b := filled(t)
	b.key(fyne.KeyF1)
	said := b.dialogTexts()
	assert.Contains(t, said, "键盘快捷键")
	assert.Contains(t, said, widgets.Keys("K"))
	b.key(fyne.KeyF1)
	assert.Len(t, b.s.dialogs.all, 1, "not twice")
	b.key(fyne.KeyReturn)
	assert.False(t, b.s.dialogs.open())
}

func TestSearchNarrowsOpensAndClears(t *testing.T) {
	b := filled(t)
	box := b.s.frame.sidebar.search
	b.ctrl(fyne.KeyF)
	require.Equal(t, box.Focusable(), b.Window.Canvas().Focused())
	b.write("明德")
	overview := b.page()
	assert.Equal(t, "明德", overview.filter)
	b.key(fyne.KeyDown)
	assert.True(t, overview.listed)

	b.ctrl(fyne.KeyF)
	b.key(fyne.KeyReturn)
	found, err := b.Vault.Find("明德会计")
	require.NoError(t, err)
	assert.Equal(t, "platform kis "+found.ID, b.page().name)
	assert.Empty(t, box.Text(), "the next page begins without a filter")
	assert.Equal(t, "明德", overview.filter, "the page that went is left alone")

	b.ctrl(fyne.KeyF)
	b.write("nobody")
	b.key(fyne.KeyReturn)
	assert.Contains(t, texts(b.s.toasts.toast), "没有叫「nobody」的凭证")
	b.key(fyne.KeyEscape)
	assert.Empty(t, box.Text())
}

func TestPlainKeysGoToThePage(t *testing.T) {
	b := filled(t)
	b.key(fyne.KeyF5)
	assert.True(t, b.page().refreshed)
	b.key(fyne.KeyDown)
	assert.True(t, b.page().listed)
	b.key("1")
	assert.Equal(t, []fyne.KeyName{"1"}, b.page().taken)
}

func TestFirstMatchFollowsTheSidebar(t *testing.T) {
	credentials := []vault.Credential{
		{ID: "a", Platform: "kis", Name: "晨光会计"}, {ID: "b", Platform: "jdy", Name: "ChenGuang 晨光"}, {ID: "c", Platform: "gone", Name: "x"},
	}
	for text, id := range map[string]string{"晨光": "b", " chenguang ": "b", "会计": "a", "x": "", "": "", "  ": ""} {
		got, ok := firstMatch(credentials, pagetest.Registry(), text)
		assert.Equal(t, id != "", ok, text)
		assert.Equal(t, id, got.ID, text)
	}
}

func TestSidebarCounts(t *testing.T) {
	b := filled(t)
	said := texts(b.s.frame.sidebar.object)
	assert.Contains(t, said, "1")
	assert.NotContains(t, said, "0", "nothing is shown where there is nothing")
}
