package storage

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// moving is a move as a page, as wide as in a dialog.
type moving struct {
	*Move
	content fyne.CanvasObject
	left    int // how often the dialog was closed
}

func (d *moving) Content() fyne.CanvasObject { return d.content }
func (d *moving) Shown()                     {}
func (d *moving) Hidden()                    {}

func newMoving(b *pagetest.Bench) *moving {
	d := &moving{}
	card := container.NewVBox()
	d.Move = NewMove(b.Ctx, func() { d.left++ }, func() { card.Refresh() })
	d.content = container.NewCenter(container.New(wide{}, widgets.NewCard(d.Move.Content(), theme.Space6)))
	return d
}

func TestMoveFits(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		for mode, name := range map[theme.Mode]string{theme.Light: "light", theme.Dark: "dark"} {
			b := pagetest.NewIn(t, lang, mode)
			b.Resize(960, 600)
			b.Add("jdy", "星辰")
			d := newMoving(b)
			d.first.SetText("correct horse battery")
			d.again.SetText("correct horse batteries")
			d.submit()
			d.stop = func() {}
			d.show(vault.MoveProgress{Stage: vault.MoveClear, Done: 1234, Total: 10000})
			b.Show(d)
			assert.Empty(t, b.CheckLayout(), "words that are cut")
			b.Picture("storage-move-"+lang+"-"+name, 1)
		}
	}
}

// TestMoveThereAndBack goes to the encrypted file and comes back to the keyring.
func TestMoveThereAndBack(t *testing.T) {
	b := pagetest.NewOn(t, pagetest.NewKeyring())
	b.Add("jdy", "星辰")
	d := newMoving(b)
	b.Show(d)
	d.submit()
	assert.Equal(t, "太短，至少 8 位", d.first.Error())
	d.first.SetText("correct horse")
	d.submit()
	assert.Equal(t, "两次输的不一样", d.again.Error())
	d.again.SetText("correct horse")
	d.submit()
	assert.True(t, d.button.Busy())
	b.Settle()
	assert.Equal(t, vault.StoreFile, b.Vault.Kind())
	assert.Equal(t, []string{"搬好了，密钥在加密文件里"}, b.Toasts)
	assert.Equal(t, 1, d.left)
	assert.Empty(t, d.first.Text()+d.again.Text(), "what was typed does not stay behind")

	d = newMoving(b)
	b.Show(d)
	assert.Same(t, d.cancel, d.First(), "an Enter too many moves nothing")
	d.submit()
	b.Settle()
	assert.Equal(t, vault.StoreKeyring, b.Vault.Kind())
	assert.Equal(t, "搬好了，密钥在系统密钥环里", b.Toasts[1])
	assert.Empty(t, b.Failures)
}

// TestMoveGivenUp while the keyring keeps everybody waiting, as for a person.
func TestMoveGivenUp(t *testing.T) {
	k := pagetest.NewKeyring()
	b := pagetest.NewOn(t, k)
	b.Add("jdy", "星辰")
	release := k.Hold()
	d := newMoving(b)
	b.Show(&moving{Move: d.Move, content: d.content})
	d.first.SetText("correct horse")
	d.again.SetText("correct horse")
	d.button.Tapped(nil)
	d.cancel.Tapped(nil)
	assert.Equal(t, 1, d.left, "at once")
	b.Settle()
	release()
	assert.Equal(t, []string{"没有搬，密钥还在原来的地方"}, b.Toasts)
	assert.Equal(t, vault.StoreKeyring, b.Vault.Kind())
	assert.Empty(t, b.Failures)
}

// TestMoveThatFailsStaysOpen, with what was typed, to be tried again.
func TestMoveThatFailsStaysOpen(t *testing.T) {
	k := pagetest.NewKeyring()
	b := pagetest.NewOn(t, k)
	b.Add("jdy", "星辰")
	k.Refuse(vault.ErrKeyringGone)
	d := newMoving(b)
	b.Show(d)
	d.first.SetText("correct horse")
	d.again.SetText("correct horse")
	d.submit()
	b.Settle()
	require.Len(t, b.Failures, 1)
	require.ErrorIs(t, b.Failures[0], vault.ErrKeyringGone)
	assert.Zero(t, d.left)
	assert.Equal(t, "correct horse", d.first.Text())
	assert.False(t, d.button.Busy())
	assert.True(t, d.progress.Hidden)
	k.Refuse(nil)
	d.submit()
	b.Settle()
	assert.Equal(t, vault.StoreFile, b.Vault.Kind())
}

// TestMoveIsNotBrokenOffAfterTheSwitch: closing the dialog leaves it to its end.
func TestMoveIsNotBrokenOffAfterTheSwitch(t *testing.T) {
	b := pagetest.New(t)
	d := newMoving(b)
	stopped := false
	d.stop = func() { stopped = true }
	d.show(vault.MoveProgress{Stage: vault.MoveClear, Done: 1, Total: 2})
	d.Cancel()
	assert.False(t, stopped)
	d.show(vault.MoveProgress{Stage: vault.MoveCopy, Done: 1, Total: 2})
	d.Cancel()
	assert.True(t, stopped)
	assert.Equal(t, "复制密钥 1 / 2", d.progress.Text())
}
