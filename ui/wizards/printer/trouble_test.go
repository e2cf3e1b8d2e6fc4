package printer

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/pairing"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// ready is a wizard of an open app with a slip's key, one Enter before it is sent.
func ready(t *testing.T) *lab {
	l := newLab(t)
	l.open(l.openApp().ID)
	l.slip()
	l.enter()
	require.NotNil(t, l.p.sure)
	return l
}

func (l *lab) refuse(code int) {
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: code, Times: 1})
}

func TestExpiredKeyLeadsToANewSlip(t *testing.T) {
	l := ready(t)
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 30})
	l.p.bind("")
	l.p.flow.slip.since = l.Now().Add(-380 * time.Second) // so long did the platform think
	l.Settle()
	l.assertSays("没有配对成功", "特殊密钥过期了", "已经 6 分 20 秒", "再打印一张小票", "不想赶时间？", "改用终端密钥，长期有效", "错误 30", "扫新的小票")
	l.Picture("printer-9-expired", 1)
	l.enter()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, openPrinter, l.p.flow.slip.code, "stays")
	assert.Empty(t, l.p.flow.slip.key)
	assert.True(t, l.p.scan.keys[pairing.KindQRKey].Focusable() == l.Window.Canvas().Focused())
}

func TestWrongKeyWithinItsTimeIsNotCalledExpired(t *testing.T) {
	l := newLab(t)
	l.open(l.openApp().ID)
	l.fill(openPrinter, pairing.KindQRKey, "wr0ngkey")
	l.enter()
	l.Move(20*time.Second - 2*frame.CalmKeys)
	l.enter()
	l.assertSays("终端号或特殊密钥不对", "还剩 4 分 40 秒，多半不是过期", "回去核对", "错误 30")
	assert.NotContains(t, l.said(), "过期了")
	l.Picture("printer-9-wrong", 1)
	l.enter()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, "wr0ngkey", l.p.scan.key().Text(), "both fields reopen")
	assert.False(t, l.p.scan.code.Disabled())
}

func TestTheOtherKeyIsOneClickAway(t *testing.T) {
	l := newLab(t)
	l.open(l.openApp().ID)
	l.fill(openPrinter, pairing.KindMSign, "wr0ngkey0000")
	l.enter()
	l.enter()
	l.assertSays("终端号或终端密钥不对", "照打印机底部的标签核对", "标签看不清？", "错误 35")
	l.Picture("printer-9-msign", 1)
	app, _ := l.p.app()
	l.p.remedy(remedyQRKey, app).Do()
	assert.Equal(t, slip{code: openPrinter, kind: pairing.KindQRKey}, l.p.flow.slip)
	l.slip()
	l.enter()
	l.enter()
	l.assertSays("打印机配好了")
}

func TestSelfOwnedAppTakenForAnOpenOne(t *testing.T) {
	l := newLab(t)
	values := apart(sandbox.Demo().Values(sandbox.YilianyunSelf))
	values[fieldType] = typeOpen
	app := l.AddWith(platform, "自家门店", values)
	l.open(app.ID)
	l.label(selfPrinter)
	l.enter()
	l.enter()
	l.assertSays("这个应用是自有型", "改成自有型，再试一次", "错误 31")
	l.Picture("printer-9-self", 1)
	l.enter()
	l.assertSays("打印机配好了", "永不过期")
	assert.Equal(t, typeSelf, l.Get(app.ID).Public[fieldType])
	assert.Equal(t, app.BaseURL, l.Get(app.ID).BaseURL)
}

func TestOpenAppTakenForASelfOwnedOne(t *testing.T) {
	l := newLab(t)
	values := apart(sandbox.Demo().Values(sandbox.Yilianyun))
	values[fieldType] = typeSelf
	app := l.AddWith(platform, "解放路店", values)
	l.open(app.ID)
	l.slip()
	l.enter()
	l.enter()
	l.assertSays("这个应用多半是开放型", "改成开放型，再试一次", "错误 10")
	l.enter()
	l.assertSays("打印机配好了", "刷新令牌 35 天")
	assert.Equal(t, typeOpen, l.Get(app.ID).Public[fieldType])
}

func TestPrintersThatCannotBePaired(t *testing.T) {
	for _, c := range []struct {
		code, picture string
		says          []string
	}{
		{sandbox.TakenPrinter, "taken", []string{"打印机已经绑给别的账号", "让原来的账号解绑", "再试一次", "错误 17"}},
		{sandbox.OfflinePrinter, "offline", []string{"连不上打印机", "看打印机通没通电", "再试一次", "错误 9"}},
		{sandbox.OldPrinter, "old", []string{"k1、k2、k3 机型不支持", "换一台新机型的打印机", "配别的打印机", "错误 16"}},
		{"4000000000", "unknown", []string{"打印机信息不对", "照打印机底部的标签核对终端号", "回去核对", "错误 8"}},
	} {
		l := newLab(t)
		l.open(l.openApp().ID)
		l.label(c.code)
		l.enter()
		l.enter()
		l.assertSays(c.says...)
		l.Picture("printer-9-"+c.picture, 1)
		l.p.goBack(atScan)
		assert.Equal(t, c.code, l.p.scan.code.Text())
		assert.Equal(t, sandbox.DemoMsign, l.p.scan.key().Text())
	}
}

func TestWrongSecretLeadsToTheApp(t *testing.T) {
	l := newLab(t)
	values := apart(sandbox.Demo().Values(sandbox.Yilianyun))
	values[fieldSecret] = "ffffffffffffffffffffffffffffffff"
	app := l.AddWith(platform, "解放路店", values)
	l.open(app.ID)
	l.slip()
	l.enter()
	l.enter()
	l.assertSays("签名对不上", "核对应用密钥", "去改应用", "错误 11")
	l.Picture("printer-9-sign", 1)
	l.p.remedy(remedyApp, app).Do()
	l.assertSays("改应用「解放路店」", values[fieldID], "已保存，不填就不变")
	assert.NotContains(t, l.said(), values[fieldSecret])

	in := l.p.apps.named(fieldID)
	in.SetValue("")
	l.p.apps.changed(in)
	l.enter()
	l.assertSays("还没填")
	in.SetValue(values[fieldID])
	l.p.apps.changed(in)
	in = l.p.apps.named(fieldSecret)
	in.SetValue(sandbox.Demo().Yilianyun.ClientSecret)
	l.p.apps.changed(in)
	l.enter()
	require.NotNil(t, l.p.sure, "it goes on where the app was refused")
	assert.Equal(t, app.BaseURL, l.Get(app.ID).BaseURL)
	assert.Equal(t, app.Public, l.Get(app.ID).Public)

	l.refuse(5)
	l.enter()
	l.assertSays("应用 ID 或应用密钥不对", "到开放平台重新复制", "错误 5")
	l.enter()
	l.assertSays("改应用「解放路店」")
	l.p.resume()
	require.NotNil(t, l.p.sure, "nothing had to be changed")
	l.enter()
	l.assertSays("打印机配好了")
}

func usageLeft(l *lab) int {
	app, _ := l.p.app()
	used := l.p.usage(app, openPrinter)
	return used.Limit - used.Used
}

func TestTheLimitOfTheDay(t *testing.T) {
	l := ready(t)
	l.refuse(41)
	l.enter()
	l.assertSays("这台打印机今天的 20 次用完了", "明天再来", "先配别的打印机", "回到总览", "错误 41")
	l.Picture("printer-9-quota", 1)
	l.p.goBack(atConfirm)
	l.assertSays("还剩 0 次")
	l.Tick(24 * time.Hour)
	assert.Equal(t, 20, usageLeft(l), "the platform counts anew")
	app, _ := l.p.app()
	l.p.remedy(remedyOverview, app).Do()
	assert.Equal(t, []string{"overview"}, l.Went)
	l.p.remedy(remedyOther, app).Do()
	require.NotNil(t, l.p.scan)
	assert.Empty(t, l.p.flow.slip.code)

	l = newLab(t)
	l.open(l.selfApp().ID)
	l.label(selfPrinter)
	l.enter()
	l.refuse(41)
	l.enter()
	l.assertSays("这个应用今天的 20 次用完了", "配好的打印机照常用")
}

func TestFewTokensLeftAreWorthAQuestion(t *testing.T) {
	l := newLab(t)
	l.open(l.openApp().ID)
	for n := range 20 {
		l.label(openPrinter)
		l.enter()
		l.enter()
		if n >= 17 {
			require.Len(t, l.Questions, n-16)
			assert.Contains(t, l.Questions[n-17].Body, "还剩 "+strconv.Itoa(20-n)+" 次")
			require.Nil(t, l.p.done)
			l.answer(true)
		}
		require.NotNil(t, l.p.done, n)
		l.enter()
	}
	l.label(openPrinter)
	l.enter()
	l.enter()
	l.assertSays("这台打印机今天的 20 次用完了")
	assert.Equal(t, 20, l.sent("/oauth/scancodemodel"), "what can only be refused is not sent")
	assert.Len(t, l.Questions, 3)
}

func TestFaultsOfTheNetwork(t *testing.T) {
	for kind, says := range map[sandbox.FaultKind]string{
		sandbox.FaultCut: "填好的都留着", sandbox.FaultEmpty: "看不懂", sandbox.FaultHTML: "看不懂", sandbox.FaultStatus500: "看不懂",
	} {
		l := ready(t)
		l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: kind, Times: 1})
		l.enter()
		l.assertSays("没有配对成功", says, "再试一次")
		l.Picture("printer-9-"+string(kind), 1)
		l.enter()
		l.assertSays("打印机配好了")
	}
}

func TestOurOwnFault(t *testing.T) {
	l := ready(t)
	l.refuse(33)
	l.enter()
	l.assertSays("不是你填错了", "把详情发给我们", "错误 33")
	l.refuse(45)
	l.enter()
	l.assertSays("平台报系统错误", "错误 45")
	l.Picture("printer-9-other", 1)
}

func TestARetryWithADeadKeyIsNotOffered(t *testing.T) {
	s := situation{l: translations.New("zh"), slip: slip{kind: pairing.KindQRKey, key: "m7k2qx9d", since: start}, now: start.Add(time.Hour)}
	for _, err := range []error{&providers.Failure{Code: "9"}, &providers.Failure{Code: "17"}, &broker.NetworkError{}, vault.ErrLocked} {
		assert.Equal(t, remedyNewSlip, s.explain(err).first)
	}
	s.now = start
	assert.Equal(t, remedyAgain, s.explain(&providers.Failure{Code: "9"}).first)
}

// TestEveryCodeSaysWhatToDo goes through all that the platform lists, in both
// languages, and what is not listed.
func TestEveryCodeSaysWhatToDo(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		l := translations.New(lang)
		for _, self := range []bool{true, false} {
			for _, kind := range kinds {
				s := situation{l: l, self: self, now: start, slip: slip{code: "4004683219", kind: kind, key: "m7k2qx9d", since: start}}
				for code := 1; code <= 50; code++ {
					failure := providers.Unknown(strconv.Itoa(code), "原话")
					tr := s.explain(failure)
					assert.NotEmpty(t, tr.headline, code)
					assert.NotEmpty(t, tr.hints, code)
					assert.LessOrEqual(t, len(tr.hints), 2, code)
					assert.NotEqual(t, remedyNone, tr.first, code)
					assert.Contains(t, tr.details, strconv.Itoa(code))
					assert.NotContains(t, tr.all(), "m7k2qx9d")
					assert.NotContains(t, tr.all(), "printer.trouble", "a text is missing")
				}
			}
		}
	}
	tr := situation{l: translations.New("zh"), now: start}.explain(errors.New("strange"))
	assert.NotEmpty(t, tr.headline)
	assert.Equal(t, remedyAgain, tr.first)
}

func TestDetailsAreCopiedWithoutSecrets(t *testing.T) {
	l := newLab(t)
	l.open(l.openApp().ID)
	l.fill(openPrinter, pairing.KindQRKey, "wr0ngkey")
	l.enter()
	l.enter()
	strip := find[*detailsStrip](l)
	require.NotNil(t, strip)
	strip.CopyButton().Tapped(nil)
	require.Len(t, l.Copies, 1)
	assert.Contains(t, l.Copies[0].Value, "错误 30")
	assert.NotContains(t, l.Copies[0].Value, "wr0ngkey")
	assert.False(t, l.Copies[0].Secret)
}

func TestLockedKeyringNeverBlocksAndLosesNothing(t *testing.T) {
	keyring := pagetest.NewKeyring()
	l := on(t, pagetest.NewOn(t, keyring))
	app := l.openApp()
	l.open(app.ID)
	l.slip()
	l.enter()
	keyring.RefuseWrites(vault.ErrLocked)
	l.enter()
	l.assertSays("打印机配好了", "令牌还没存上，先留在内存里", "再存一次", "访问令牌 30 天")
	l.Picture("printer-4-unsaved", 1)
	assert.Empty(t, l.Get(app.ID).Tokens)
	l.p.done.name.SetText("解放路店 · 收银台")
	l.p.done.rename()
	l.p.done.askTest()
	assert.Empty(t, l.Questions, "nothing to print with yet")

	l.p.done.save()
	l.Settle()
	assert.Len(t, l.Failures, 1)
	keyring.RefuseWrites(nil)
	l.p.done.save()
	l.Settle()
	l.assertSays("令牌已存进系统密钥环")
	assert.NotContains(t, l.said(), "再存一次")
	got := l.Get(app.ID)
	require.Len(t, got.Tokens, 1)
	assert.Equal(t, "解放路店 · 收银台", got.Grants[0].Name, "the name came after")
	assert.Nil(t, l.m.batch[0].unsaved)

	keyring.Refuse(vault.ErrLocked)
	l.enter()
	l.slip()
	l.enter()
	l.enter()
	l.assertSays("密钥锁着", "再试一次")
	keyring.Refuse(nil)
	l.enter()
	l.assertSays("打印机配好了")
}

func TestWaitingCanBeCancelled(t *testing.T) {
	l := ready(t)
	l.World.SetFault(sandbox.Yilianyun, sandbox.Fault{Kind: sandbox.FaultSlow, Times: 1})
	l.look()
	l.p.TakeKey("Return")
	require.True(t, l.p.Busy())
	l.assertSays("正在授权…")
	l.Picture("printer-3-busy", 1)
	l.p.Escape()
	assert.False(t, l.p.Busy())
	require.NotNil(t, l.p.sure)
	assert.Len(t, l.Toasts, 1)
	assert.Empty(t, l.Went, "it does not leave at the same time")
	l.Ctx.Worker.Close()
}

func TestTroubleTextsAreCalm(t *testing.T) {
	l := translations.New("zh")
	for _, name := range []string{"expired", "bad_qr_key", "bad_msign", "self_owned", "not_self_owned", "taken", "offline", "bad_app", "bad_sign", "our_fault", "quota_printer", "quota_app"} {
		var tr trouble
		situation{l: l}.say(&tr, name, remedyAgain)
		for _, text := range []string{tr.headline, tr.why, tr.hints[0].Title, tr.hints[0].Detail, tr.hints[1].Title, tr.hints[1].Detail} {
			assert.False(t, strings.ContainsAny(strings.ReplaceAll(text, "请求", ""), "您请！!"), text)
		}
	}
}
