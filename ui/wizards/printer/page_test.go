package printer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/wizards/frame"
)

func TestOpenAppPairsByASlip(t *testing.T) {
	l := newLab(t)
	app := l.openApp()
	l.open("")
	l.assertSays("用哪个应用配对", "解放路店", "开放型", "1000000001")
	l.Picture("printer-1-app", 1)
	l.enter()
	require.NotNil(t, l.p.scan)
	l.Picture("printer-2-scan-empty", 1)
	l.slip()
	l.Move(48*time.Second - frame.CalmKeys)
	l.assertSays("4:13", "剩余")
	l.Picture("printer-2-scan", 1)
	l.enter()
	l.assertSays("核对一下，就授权", "解放路店 · 开放型", openPrinter, "4:12", "沙盒", "还剩 20 次")
	assert.NotContains(t, l.said(), l.p.flow.slip.key, "a key is not read out once more")
	l.Picture("printer-3-confirm", 1)
	l.enter()
	l.assertSays("打印机配好了", openPrinter, "访问令牌 30 天", "刷新令牌 35 天", "12 月 21 日到期", "还剩 19 次", "令牌只在内存里")
	l.Picture("printer-4-done", 1)
	got := l.Get(app.ID)
	require.Len(t, got.Grants, 1)
	assert.Equal(t, openPrinter, got.Grants[0].Subject)
	require.Len(t, got.Tokens, 1)
	assert.Equal(t, openPrinter, got.Tokens[0].Subject)
	assert.Empty(t, l.p.flow.slip.key, "its work is done")
}

func TestSelfOwnedAppTakesOneTokenForAll(t *testing.T) {
	l := newLab(t)
	app := l.selfApp()
	l.open(app.ID)
	l.label(selfPrinter)
	l.Picture("printer-2-label", 1)
	l.enter()
	l.assertSays("先取一个令牌，再添加打印机", "终端密钥", "还剩 20 次")
	l.enter()
	l.assertSays("打印机配好了", "永不过期", "还剩 19 次")
	l.Picture("printer-4-done-self", 1)
	assert.NotContains(t, l.said(), "刷新令牌")
	assert.Equal(t, 1, l.sent("/oauth/oauth"))

	l.enter() // the next one
	require.NotNil(t, l.p.scan)
	assert.Empty(t, l.p.flow.slip.code)
	assert.Equal(t, pairing.KindMSign, l.p.flow.slip.kind, "as the one before")
	l.label(openPrinter)
	l.enter()
	l.assertSays("用已有的令牌，不占今日次数")
	l.enter()
	l.assertSays("打印机配好了", "这一批配好 2 台")
	assert.Equal(t, 1, l.sent("/oauth/oauth"), "the token is used again")
	assert.Len(t, l.Get(app.ID).Grants, 2)
}

func TestAnAppIsAddedInPlace(t *testing.T) {
	l := newLab(t)
	base := l.URL(sandbox.Yilianyun)
	l.Production()
	l.Ctx.NewBaseURL = func(string) string { return base }
	l.open("")
	l.assertSays("先填易联云的应用", "沙盒")
	l.enter()
	l.assertSays("起个名字", "还没填")
	l.Picture("printer-1-new-wrong", 1)
	s := l.p.apps
	demo := sandbox.Demo().Values(sandbox.Yilianyun)
	s.name.SetValue("解放路店")
	s.changed(s.name)
	for _, in := range s.inputs {
		in.SetValue(demo[in.Field.Name])
		s.changed(in)
	}
	l.Picture("printer-1-new", 1)
	l.enter()
	require.NotNil(t, l.p.scan)
	all := l.Vault.List()
	require.Len(t, all, 1)
	assert.Equal(t, "解放路店", all[0].Name)
	assert.Equal(t, base, all[0].BaseURL)
	assert.Equal(t, providers.Values{fieldID: demo[fieldID], fieldType: demo[fieldType]}, providers.Values(all[0].Public))
	assert.Empty(t, l.p.flow.draft.values, "its secret is in the store and nowhere else")
	l.slip()
	l.enter()
	l.enter()
	l.assertSays("打印机配好了")
}
