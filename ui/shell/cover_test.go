package shell

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/core"
)

// coverBench has an encrypted file, with the form for a new credential open.
func coverBench(t *testing.T) (b *bench, form *plainPage) {
	t.Helper()
	b = newBenchOn(t, fileBench(t))
	b.Add("jdy", "晨光商贸")
	b.eventually(t, "the overview", func() bool { return b.page() != nil && b.page().name == "overview" })
	b.s.NewCredential("jdy")
	b.Settle()
	return b, b.page()
}

func (b *bench) unlock(t *testing.T) {
	t.Helper()
	require.NoError(t, b.Vault.Unlock(t.Context(), []byte(passphrase)))
	b.s.Unlocked()
	b.Settle()
}

// drawn are the words of an object that is not ours.
func drawn(o fyne.CanvasObject) []string {
	var all []string
	for _, part := range test.LaidOutObjects(o) {
		if t, ok := part.(*canvas.Text); ok {
			all = append(all, t.Text)
		}
	}
	return all
}

// TestLockCoversAndKeeps: the page is out of sight as it is, and comes back so.
func TestLockCoversAndKeeps(t *testing.T) {
	b, form := coverBench(t)
	form.entry.SetText("typed, not stored")
	form.dirty = true
	reloaded := form.reloaded
	b.s.Lock()
	b.Settle()
	assert.True(t, b.Vault.Locked())
	assert.Equal(t, "unlock", b.page().name)
	assert.NotContains(t, texts(b.Window.Content()), "new jdy")
	assert.Zero(t, form.hidden, "what it has under way goes on")
	b.s.Lock()
	assert.Equal(t, "unlock", b.page().name, "locked is locked")

	b.unlock(t)
	assert.Same(t, form, b.page())
	assert.Equal(t, "typed, not stored", form.entry.Text())
	assert.Equal(t, 2, form.shown)
	assert.Greater(t, form.reloaded, reloaded, "somebody else may have changed what it shows")
}

// TestLockKeepsWhatIsTypedInAnotherLanguage, which can be chosen in front of it.
func TestLockKeepsWhatIsTypedInAnotherLanguage(t *testing.T) {
	b, form := coverBench(t)
	form.dirty = true
	b.s.Lock()
	b.s.SetText(b.Ctx.Text)
	b.Settle()
	assert.Equal(t, "unlock", b.page().name)
	b.unlock(t)
	assert.Same(t, form, b.page())

	form.dirty = false
	b.s.Lock()
	b.s.SetText(b.Ctx.Text)
	b.unlock(t)
	assert.NotSame(t, form, b.page(), "there is nothing to keep")
	assert.Equal(t, "new jdy", b.page().name)
}

// TestLockCoversWhatIsInFront: questions, menus and the palette.
func TestLockCoversWhatIsInFront(t *testing.T) {
	b, form := coverBench(t)
	canvasOf := b.Window.Canvas()
	answered := false
	b.s.Confirm("the title", "the body", "yes", func(bool) { answered = true })
	menu := widget.NewPopUp(canvas.NewText("a menu of Fyne", nil), canvasOf)
	menu.Show()
	b.s.Toast("晨光商贸")
	b.s.Lock()
	b.Settle()
	assert.Nil(t, canvasOf.Overlays().Top())
	assert.False(t, b.s.toasts.visible())
	b.key(fyne.KeyEscape)
	assert.False(t, answered, "nobody can answer what cannot be seen")
	b.ctrl(fyne.KeyK)
	assert.Nil(t, canvasOf.Overlays().Top(), "there is no palette")

	b.unlock(t)
	require.Len(t, canvasOf.Overlays().List(), 2)
	assert.Contains(t, drawn(canvasOf.Overlays().Top()), "a menu of Fyne")
	menu.Hide()
	assert.Contains(t, b.dialogTexts(), "the title")
	b.key(fyne.KeyEscape)
	assert.True(t, answered)
	assert.Same(t, form, b.page())

	b.s.openPalette()
	b.s.Lock()
	assert.Nil(t, b.s.palette, "a search is no loss")
	assert.Nil(t, canvasOf.Overlays().Top())
}

// TestWhatWasUnderWayComesBackAfterTheLock, and not to a page that nobody may see.
func TestWhatWasUnderWayComesBackAfterTheLock(t *testing.T) {
	b, _ := coverBench(t)
	var came []string
	start := func(name string) (finish func()) {
		release := make(chan struct{})
		core.Do(b.Ctx, func(ctx context.Context) (string, error) {
			<-release
			return name, ctx.Err()
		}, func(name string, err error) {
			require.NoError(t, err)
			came = append(came, name)
			b.s.Toast(name)
			b.s.Overview()
		})
		return func() { close(release) }
	}
	finish := start("a result")
	cancelled := core.Do(b.Ctx, func(context.Context) (struct{}, error) { return struct{}{}, nil },
		func(struct{}, error) { came = append(came, "what was given up") })
	b.s.Lock()
	finish()
	b.Settle()
	cancelled()
	assert.Empty(t, came)
	assert.Equal(t, "unlock", b.page().name)
	assert.False(t, b.s.toasts.visible())

	b.unlock(t)
	assert.Equal(t, []string{"a result"}, came)
	assert.Equal(t, "overview", b.page().name, "it leads on where it would have led")
	assert.True(t, b.s.toasts.visible())
}

// TestClosingALockedWindowAsksAboutWhatIsTyped behind the lock.
func TestClosingALockedWindowAsksAboutWhatIsTyped(t *testing.T) {
	b, form := coverBench(t)
	form.dirty = true
	b.s.Lock()
	closed := false
	b.s.CloseWindow(func() { closed = true })
	assert.False(t, closed)
	assert.True(t, b.s.dialogs.open())
	b.key(fyne.KeyEscape)
	form.dirty = false
	b.s.CloseWindow(func() { closed = true })
	assert.True(t, closed)
}

// TestAwayLocksOrHides what the program can.
func TestAwayLocksOrHides(t *testing.T) {
	b, _ := coverBench(t)
	b.s.Away()
	assert.Equal(t, "unlock", b.page().name)

	k, _ := keyringBench(t)
	page := &masked{plainPage: k.page()}
	k.s.top().page = page
	k.Ctx.Clip.Copy("app_secret", "s3cret", true)
	k.s.Away()
	k.Settle()
	assert.True(t, page.masked)
	assert.Empty(t, k.clipboard.Content())
	assert.Same(t, page, k.s.page(), "its lock is not ours")
}
