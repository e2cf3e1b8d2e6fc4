package printer

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
	"keycase/providers/sandbox"
)

func TestTheCountdownOnScreen(t *testing.T) {
	l := scanningLab(t)
	l.assertSays("5:00")
	l.slip()
	l.Move(240 * time.Second)
	l.assertSays("1:00")
	l.Move(61 * time.Second)
	l.assertSays("0:00", "特殊密钥过期了", "再打印一张小票", "扫新的小票")
	l.Picture("printer-2-over", 1)
	assert.NotEmpty(t, l.p.scan.key().Text(), "keeps what was typed")
	l.enter()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, openPrinter, l.p.scan.code.Text())
	assert.Empty(t, l.p.scan.key().Text())
	assert.True(t, l.Window.Canvas().Focused() == l.p.scan.key().Focusable())
	l.slip()
	l.enter()
	require.NotNil(t, l.p.sure)
	l.Ctx.Ticker.Pause()
	l.Tick(time.Hour) // asleep
	l.Ctx.Ticker.Resume()
	l.assertSays("0:00", "扫新的小票")
	l.enter()
	require.NotNil(t, l.p.scan)
	assert.Zero(t, l.sent("/oauth/scancodemodel"), "what can only be refused is not sent")
}

func TestTheSecondsCountWhileHandsAreAtThePrinter(t *testing.T) {
	l := scanningLab(t)
	l.slip()
	l.Ctx.Ticker.Ease(true)
	l.Move(time.Second)
	l.assertSays("4:59")
	l.Move(time.Second)
	l.assertSays("4:58")
	l.enter()
	require.NotNil(t, l.p.sure)
	l.Move(time.Second)
	l.assertSays("4:57")
}

func TestALowWindowCountsInTheFoot(t *testing.T) {
	l := scanningLab(t)
	l.Resize(960, 600)
	l.assertSays("按 Enter 继续")
	l.slip()
	l.Move(48 * time.Second)
	l.assertSays("还剩 4 分 12 秒")
	assert.NotContains(t, l.said(), "按 Enter 继续")
}

func TestLeavingAndResuming(t *testing.T) {
	l := scanningLab(t)
	l.slip()
	l.enter()
	key := l.p.flow.slip.key
	l.p.Escape()
	require.Len(t, l.Questions, 1)
	l.answer(true)
	assert.Equal(t, []string{"back"}, l.Went)
	l.p.Hidden()
	assert.NotContains(t, l.said(), key)

	l.Move(time.Minute)
	l.open("")
	require.NotNil(t, l.p.sure, "where it was")
	l.assertSays("4:00")
	l.p.Hidden()
	l.Move(time.Hour)
	l.open("")
	require.NotNil(t, l.p.scan, "the key is over")
	assert.Equal(t, openPrinter, l.p.scan.code.Text())
	l.assertSays("特殊密钥过期了")
}

func TestEscapeAsksOnlyWhereSomethingWasTyped(t *testing.T) {
	l := newLab(t)
	l.openApp()
	l.open("")
	l.p.Escape()
	assert.Empty(t, l.Questions)
	assert.Equal(t, []string{"back"}, l.Went)
	l.enter()
	l.p.Escape()
	assert.Empty(t, l.Questions)
	l.write(l.p.scan.code, "4")
	l.p.Escape()
	assert.Len(t, l.Questions, 1)
}

func TestLockInTheMiddle(t *testing.T) {
	l := scanningLab(t)
	l.label(openPrinter)
	l.enter()
	l.p.Hidden() // as the lock does
	l.m.Forget()
	l.Show(l.p)
	require.NotNil(t, l.p.scan)
	assert.Equal(t, openPrinter, l.p.scan.code.Text())
	assert.Empty(t, l.p.scan.key().Text(), "the secret is gone")
	l.assertSays("密钥没有留下，再读一次")

	l.label(openPrinter)
	assert.NotContains(t, l.said(), "清掉了")
	l.m.Forget() // and while it is shown
	assert.Empty(t, l.p.scan.key().Text())
	assert.True(t, l.Window.Canvas().Focused() == l.p.scan.key().Focusable())
}

func TestAnAppThatGoesAwayMeanwhile(t *testing.T) {
	l := newLab(t)
	app := l.openApp()
	l.open(app.ID)
	l.slip()
	require.NoError(t, l.Broker.RemoveCredential(t.Context(), app.ID))
	l.p.Reload()
	require.NotNil(t, l.p.apps)
	l.openApp()
	l.p.flow.adding = false
	l.p.Reload()
	l.enter()
	assert.Equal(t, openPrinter, l.p.scan.code.Text(), "the printer is still known")
}

func TestMaskHidesThePermanentKey(t *testing.T) {
	l := scanningLab(t)
	l.label(openPrinter)
	field := l.p.scan.keys[pairing.KindMSign]
	field.Focusable().(fyne.Shortcutable).TypedShortcut(
		&desktop.CustomShortcut{KeyName: fyne.KeyE, Modifier: fyne.KeyModifierShortcutDefault})
	require.Contains(t, l.said(), sandbox.DemoMsign)
	l.p.Mask()
	assert.NotContains(t, l.said(), sandbox.DemoMsign)
}

func TestKindsExcludeEachOther(t *testing.T) {
	l := scanningLab(t)
	l.slip()
	key := l.p.flow.slip.key
	l.p.scan.kind.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	l.Settle()
	assert.True(t, l.p.scan.keys[pairing.KindQRKey].Hidden)
	assert.False(t, l.p.scan.keys[pairing.KindMSign].Hidden)
	assert.NotContains(t, l.said(), "剩余", "no ring")
	l.Resize(960, 600)
	assert.LessOrEqual(t, l.p.Content().MinSize().Height, float32(600))
	l.Resize(wide.Width, wide.Height)
	assert.Empty(t, l.p.scan.key().Text(), "it is none of that kind")
	l.p.scan.kind.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	l.assertSays("剩余")
	assert.Equal(t, key, l.p.scan.key().Text())
}
