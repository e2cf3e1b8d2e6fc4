package shell

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/widgets"
	"keycase/vault"
)

func TestFirstRunHasTheWindowForItself(t *testing.T) {
	b := newBench(t)
	assert.Equal(t, "welcome", b.page().name)
	assert.False(t, b.s.frame.sidebar.object.Visible())
	assert.Equal(t, "钥匣", b.Window.Title(), "it is no page among others")

	b.Add("jdy", "晨光商贸") // by another program, say
	b.eventually(t, "the overview comes up", func() bool { return b.page().name == "overview" })
	assert.True(t, b.s.frame.sidebar.object.Visible())
	b.Settle()
	assert.Equal(t, "总览 - 钥匣", b.Window.Title())

	require.NoError(t, b.Vault.Remove(context.Background(), b.Vault.List()[0].ID))
	b.eventually(t, "the welcome comes back", func() bool { return b.page().name == "welcome" })
}

func TestWayBack(t *testing.T) {
	b := newBench(t)
	c := b.Add("jdy", "晨光商贸")
	b.s.Overview()
	overview := b.page()
	b.s.Platform("jdy", c.ID)
	list := b.page()
	b.Settle()
	b.s.Operation("jdy.request", c.ID)
	assert.Equal(t, "jdy.request "+c.ID, b.page().name)
	b.Settle()
	assert.Equal(t, "签名任意请求 - 钥匣", b.Window.Title())
	assert.Equal(t, 1, list.hidden)

	b.s.Back()
	assert.Same(t, list, b.page(), "the same page, with what was typed in it")
	b.Settle()
	assert.Equal(t, 2, list.shown)
	assert.Positive(t, list.reloaded, "with the newest data")
	b.s.Back()
	assert.Same(t, overview, b.page())
	b.s.Back()
	assert.Same(t, overview, b.page(), "there is nothing before the first page")
}

// TestImportAndExportAreNotComeBackTo once they led on.
func TestImportAndExportAreNotComeBackTo(t *testing.T) {
	b := newBench(t)
	c := b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.s.Import()
	assert.Equal(t, "import", b.page().name)
	b.Settle()
	assert.Equal(t, "从别处导入 - 钥匣", b.Window.Title())
	b.s.Platform("jdy", c.ID)
	b.s.Export(c.ID)
	assert.Equal(t, "export "+c.ID, b.page().name)
	b.Settle()
	assert.Equal(t, "导出凭证 - 钥匣", b.Window.Title(), "without the credential's name")
	b.s.Back()
	assert.Equal(t, "platform jdy "+c.ID, b.page().name)
	b.s.Back()
	assert.Equal(t, "overview", b.page().name)
}

// TestPageThatWentBeforeItsTurnIsNotStarted: a page begins one turn after it
// was asked for.
func TestPageThatWentBeforeItsTurnIsNotStarted(t *testing.T) {
	b := newBench(t)
	b.s.Settings()
	settings := b.page()
	assert.Zero(t, settings.shown)
	b.s.Platform("jdy", "")
	b.Settle()
	assert.Zero(t, settings.shown)
	assert.Equal(t, 1, b.page().shown)
}

func TestTheSamePageIsNotOpenedTwice(t *testing.T) {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.s.Settings()
	settings := b.page()
	b.s.Settings()
	assert.Same(t, settings, b.page())
	b.s.Back()
	assert.Equal(t, "overview", b.page().name)
}

func TestWayBackIsBounded(t *testing.T) {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.s.Overview()
	for range 50 {
		b.s.Settings()
		b.s.Platform("kis", "")
	}
	assert.Len(t, b.s.stack, longest)
	for range longest {
		b.s.Back()
	}
	assert.Equal(t, "overview", b.page().name, "every way back ends there")
}

func TestSavedFormIsNotOnTheWayBack(t *testing.T) {
	b := newBench(t)
	c := b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.s.NewCredential("jdy")
	b.s.Saved("jdy", c.ID)
	assert.Equal(t, "platform jdy "+c.ID, b.page().name)
	b.s.Back()
	assert.Equal(t, "overview", b.page().name)

	b.s.Platform("jdy", c.ID)
	b.s.EditCredential(c.ID)
	b.Settle()
	assert.Equal(t, "编辑 - 钥匣", b.Window.Title())
	assert.Equal(t, "jdy", b.s.platformHere(), "the form belongs to its platform")
	b.s.Back()
	assert.Equal(t, "platform jdy "+c.ID, b.page().name)
}

// TestPlatformsAreNotStacked: Esc must not lead from one platform's credentials to
// another's.
func TestPlatformsAreNotStacked(t *testing.T) {
	b := filled(t)
	b.ctrl("2")
	b.ctrl("3")
	b.ctrl("4")
	b.key(fyne.KeyEscape)
	assert.Equal(t, "overview", b.page().name)
}

func TestTypedValuesAreNotLostUnasked(t *testing.T) {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.s.NewCredential("jdy")
	form := b.page()
	form.dirty = true

	b.ctrl("1")
	require.True(t, b.s.dialogs.open())
	b.key("Escape")
	assert.False(t, b.s.dialogs.open())
	assert.Same(t, form, b.page(), "the person stays")

	b.ctrl("1")
	b.key("Return")
	assert.False(t, b.s.dialogs.open())
	assert.Same(t, form, b.page(), "an Enter too many costs nothing")

	b.ctrl("1")
	b.Window.Canvas().FocusNext()
	b.key("Return")
	assert.Equal(t, "overview", b.page().name)
}

func TestLockedFileStoreShowsOnlyTheLock(t *testing.T) {
	b := newBenchOn(t, fileBench(t))
	require.Equal(t, vault.StoreFile, b.Vault.Kind())
	b.Add("jdy", "晨光商贸")
	b.eventually(t, "the overview", func() bool { return b.page().name == "overview" })
	b.s.Platform("jdy", "")
	list := b.page()

	b.s.Lock()
	assert.Equal(t, "unlock", b.page().name)
	assert.False(t, b.s.frame.sidebar.object.Visible())
	b.Settle()
	assert.Equal(t, "钥匣", b.Window.Title())
	b.ctrl("1")
	b.key("Escape")
	assert.Equal(t, "unlock", b.page().name, "no key leads around the lock")

	require.NoError(t, b.Vault.Unlock(context.Background(), []byte(passphrase)))
	b.s.Unlocked()
	assert.Same(t, list, b.page(), "on with what was open")
	assert.True(t, b.s.frame.sidebar.object.Visible())
}

// TestStatusBarLeadsToTheSettings by a click on either end, as the window finds what
// lies under the pointer.
func TestStatusBarLeadsToTheSettings(t *testing.T) {
	b := newBench(t)
	for _, words := range []*widgets.Text{b.s.frame.status.store, b.s.frame.status.where} {
		b.s.Overview()
		require.NotEqual(t, itemSettings, b.s.top().key)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(words)
		test.TapCanvas(b.Window.Canvas(), at.AddXY(2, 2))
		assert.Equal(t, itemSettings, b.s.top().key, words.Text())
	}
}
