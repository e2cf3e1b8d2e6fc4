package printer

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

const scanPath = "/oauth/scancodemodel"

// TestTryingAgainTakesWhatTheFirstAttemptGave, and says that it waits for that.
func TestTryingAgainTakesWhatTheFirstAttemptGave(t *testing.T) {
	l := ready(t)
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultSlow, Delay: time.Second, Times: 1})
	l.look()
	l.p.TakeKey(fyne.KeyReturn)
	require.Eventually(t, func() bool { return l.sent(scanPath) == 1 }, time.Minute, time.Millisecond)
	l.p.Escape()
	require.False(t, l.p.Busy())
	l.assertSays("还剩 19 次") // the platform has been asked, whoever waits
	assert.Contains(t, l.Toasts[0], "不等了")

	l.look()
	l.p.TakeKey(fyne.KeyReturn)
	l.assertSays("上次的还没回，接着等…")
	l.Settle()
	l.assertSays("打印机配好了", openPrinter)
	assert.Equal(t, 1, l.sent(scanPath), "no other token was taken")
	assert.Nil(t, l.m.given)
}

func TestTryingAgainAfterTheFirstAttemptFailed(t *testing.T) {
	l := ready(t)
	l.m.given = &attempt{app: l.p.flow.app, code: openPrinter, at: l.Now()}
	l.enter()
	l.assertSays("打印机配好了")
	assert.Equal(t, 1, l.sent(scanPath))
}

// TestAPrinterThatALostAnswerBound is the app's, although the platform says of it that it is bound.
func TestAPrinterThatALostAnswerBound(t *testing.T) {
	const addPath, statusPath = "/printer/addprinter", "/printer/getprintstatus"
	l := newLab(t)
	app := l.selfApp()
	_, err := l.Broker.Issue(t.Context(), app.ID, fieldToken)
	require.NoError(t, err)
	l.open(app.ID)
	l.label(selfPrinter)
	l.enter()
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultCut, Times: 1})
	l.enter()
	require.Error(t, l.p.flow.failure, "the answer broke off")
	assert.Empty(t, l.Get(app.ID).Grants)

	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 17, Times: 1})
	l.enter()
	l.assertSays("打印机配好了", selfPrinter, "永不过期")
	assert.Equal(t, 1, l.sent(statusPath), "it was asked whose it is")
	assert.Equal(t, 2, l.sent(addPath))
	g, ok := granted(l.Get(app.ID), selfPrinter)
	require.True(t, ok)
	assert.Equal(t, selfPrinter, g.Public[fieldCode])
}

// TestAPrinterOfOthersStaysTheirs: the platform tells the app nothing of it.
func TestAPrinterOfOthersStaysTheirs(t *testing.T) {
	l := newLab(t)
	app := l.selfApp()
	l.open(app.ID)
	l.label(sandbox.TakenPrinter)
	l.enter()
	l.enter()
	l.assertSays("打印机已经绑给别的账号", "错误 17")
	assert.Empty(t, l.Get(app.ID).Grants)
}

// TestAnOlderPairingIsNotTheAnswer to an attempt that came after it.
func TestAnOlderPairingIsNotTheAnswer(t *testing.T) {
	l := through(t)
	a := attempt{app: l.p.flow.bound.appID, code: openPrinter, at: l.Now().Add(time.Second)}
	_, err := a.landed(l.Broker)
	require.ErrorIs(t, err, errNotLanded)
	a.at = l.Now()
	found, err := a.landed(l.Broker)
	require.NoError(t, err)
	assert.True(t, found.life.expires.Equal(l.p.flow.bound.life.expires))
	assert.False(t, a.concerns(a.app, "4004683220"))
}

// TestATokenThatIsNotStoredIsUsedAgain: the platform counts each one.
func TestATokenThatIsNotStoredIsUsedAgain(t *testing.T) {
	l := newLab(t)
	l.open(l.selfApp().ID)
	app, _ := l.p.app()
	l.label(selfPrinter)
	l.enter()
	l.p.finished(paired{held: held{value: "kept", unsaved: vault.ErrLocked}}, &broker.NetworkError{Err: errors.New("reset")})
	assert.Equal(t, "kept", l.m.held[app.ID].value)
	l.p.goBack(atConfirm)
	l.assertSays("用已有的令牌，不占今日次数")

	got, err := bind(t.Context(), l.Broker, app.ID, l.p.flow.values(), l.m.held[app.ID])
	require.Error(t, err, "the sandbox has never given such a token")
	assert.Equal(t, "kept", got.held.value)

	l.p.finished(got, providers.Unknown(codeBadToken, "access_token错误"))
	assert.Empty(t, l.m.held, "of no use")

	l.p.finished(paired{held: held{value: "kept"}}, context.Canceled)
	l.m.Forget()
	assert.Empty(t, l.m.held, "no secret outlives a lock")
}

// TestALateSuccessIsNotCalledAFailure has no answer at first, and then one after a person waited no longer.
func TestALateSuccessIsNotCalledAFailure(t *testing.T) {
	l := ready(t)
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultCut, Times: 1})
	l.enter()
	l.assertSays("没有配对成功")
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultSlow, Delay: time.Second, Times: 1})
	l.look()
	l.p.TakeKey(fyne.KeyReturn)
	require.True(t, l.p.Busy())
	l.assertSays("正在授权…")
	assert.NotContains(t, l.said(), "没有配对成功", "it is being tried again")
	require.Eventually(t, func() bool { return l.sent(scanPath) == 2 }, time.Minute, time.Millisecond)
	l.p.Escape()
	assert.NotContains(t, l.said(), "没有配对成功")
	l.Settle()
	require.NoError(t, l.Broker.Wait(t.Context()), "nobody waits for the call, but it goes on")
	l.p.Reload() // the frame says that something was stored
	l.assertSays("打印机配好了", openPrinter)
	assert.Nil(t, l.m.given)
	assert.Len(t, l.m.batch, 1)
}
