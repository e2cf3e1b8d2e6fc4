package kis

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/vault"
)

var account = sandbox.Demo().KIS

// bound is the only credential, with the grant that is in use.
func (d *desk) bound() (vault.Credential, vault.Grant) {
	d.t.Helper()
	all := d.Vault.List()
	require.Len(d.t, all, 1)
	for _, g := range all[0].Grants {
		if g.Selected {
			return all[0], g
		}
	}
	d.t.Fatal("nothing is selected")
	return vault.Credential{}, vault.Grant{}
}

// secretsOf reads what is stored.
func (d *desk) secretsOf(cred vault.Credential) map[string]string {
	d.t.Helper()
	stored, err := d.Vault.Secrets(d.t.Context(), cred.ID)
	require.NoError(d.t, err)
	return stored
}

// TestSeveralProducts goes all the way by keyboard: the newest is chosen beforehand, another one taken.
func TestSeveralProducts(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.sees("填写 KIS 账号", "企业号在哪里")
	for i, name := range order {
		if i > 0 {
			d.tabTo(d.page.account.rows[i].input.Focusable())
		}
		d.sees(tidy(d.Ctx.Text, "wizard.kis.find", "Field", shortLabel(d.page.account.rows[i].field, d.Ctx.Text)))
		d.typed(demo(account.EID)[name])
	}
	d.enter()
	d.sees("选一个产品", "这个企业号下有 4 个", "最近登录", "账号核对通过", "绑定 KIS 旗舰版", "1234567", "1400000001")
	d.seesNot(account.AuthToken, account.ClientSecret)

	d.press(fyne.KeyDown)
	d.sees("绑定 KIS 专业版")
	d.enter()
	d.sees("绑好了", "以后的调用都发给 KIS 专业版", "http://203.0.113.10", "未加密")
	cred, grant := d.bound()
	assert.Equal(t, "KIS 专业版 1234567", cred.Name)
	assert.Len(t, cred.Grants, 4, "the others can be chosen later")
	assert.Equal(t, "1234567000145", grant.Subject)
	assert.Equal(t, map[string]string{"netid": "1234567000145", "server_url": "http://203.0.113.10", "prod_name": "KIS 专业版", "logintime": grant.Public["logintime"]}, grant.Public)
	assert.Equal(t, map[string]string{tokenField: account.AuthToken, keyField: account.ClientSecret}, d.secretsOf(cred))
}

func TestOneProductIsTaken(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.fill(demo(account.SingleEID))
	d.enter()
	d.sees("绑好了", "只有 KIS 专业版这一个产品，已经选好")
	d.seesNot("选一个产品")
	cred, grant := d.bound()
	assert.Equal(t, "7654321", cred.Public[eidField])
	assert.Equal(t, d.URL("kis"), grant.Public["server_url"], "given without a scheme, stored with one")
}

func TestUnencryptedIsTold(t *testing.T) {
	d := newDesk(t)
	scenes["products"](d)
	assert.False(t, d.page.banner.Visible(), "this machine is no stranger")
	d.press(fyne.KeyDown)
	assert.True(t, d.page.banner.Visible())
	d.sees("这个地址不加密", "内容可能被看到")
	d.press(fyne.KeyEnd)
	assert.False(t, d.page.banner.Visible(), "https")
	d.press(fyne.KeyUp)
	d.enter()
	assert.True(t, d.page.banner.Visible(), "it still holds when it is bound")
}

func TestTheCheckCountsItsSecondsWhileNobodyTouches(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.fill(demo(account.EID))
	d.enter()
	d.press(fyne.KeyDown)
	d.Ctx.Ticker.Ease(true)
	d.Move(time.Second)
	d.sees("本次核对 9:59 内有效")
	d.Move(time.Second)
	d.sees("本次核对 9:58 内有效")
}

func TestTheCheckRunsOut(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.fill(demo(account.EID))
	d.enter()
	d.press(fyne.KeyDown)
	d.Move(48 * time.Second)
	d.sees("本次核对 9:12 内有效")
	d.Move(9*time.Minute + 11*time.Second)
	d.sees("本次核对 0:01 内有效", "绑定 KIS 专业版")
	d.Move(time.Second)
	d.sees("核对过期了", "再核对一次，选好的还在")
	requests := len(d.World.Requests(sandbox.KIS))
	d.enter()
	assert.Len(t, d.World.Requests(sandbox.KIS), requests+1)
	d.sees("账号核对通过", "绑定 KIS 专业版")
	d.enter()
	_, grant := d.bound()
	assert.Equal(t, "1234567000145", grant.Subject)
}

func TestLeavingAndComingBack(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.press(fyne.KeyEscape)
	assert.Equal(t, []string{"back"}, d.Went, "nothing typed, nothing asked")
	d.fill(demo(account.EID))
	d.press(fyne.KeyEscape)
	require.Len(t, d.Questions, 1)
	assert.Equal(t, "填好的先留着，回来接着填。", d.Questions[0].Body)
	assert.False(t, d.Questions[0].Loss)
	assert.Contains(t, d.page.Closing(), "密钥不会留下")
	d.Questions[0].Answer(true)
	assert.Equal(t, []string{"back", "back"}, d.Went)
	d.leave()

	d.open("")
	assert.Equal(t, demo(account.EID), d.page.flow.given())
	d.Window.Canvas().Focus(d.page.account.rows[0].input.Focusable())
	d.enter()
	d.press(fyne.KeyDown)
	d.leave()
	d.Move(11 * time.Minute)
	d.open("")
	d.sees("选一个产品", "核对过期了", "再核对一次")
	d.enter()
	d.sees("绑定 KIS 专业版")
	d.enter()
	d.leave()
	d.open("")
	d.sees("填写 KIS 账号")
	assert.Empty(t, d.page.flow.given(), "what is bound is over")
}

func TestNames(t *testing.T) {
	d := newDesk(t)
	d.Add("jdy", "KIS 专业版 7654321")
	d.open("")
	d.fill(demo(account.SingleEID))
	d.enter()
	name := d.page.finish.name
	assert.Equal(t, "KIS 专业版 7654321 (2)", name.Text())
	id := d.page.flow.stored

	name.SetText(" ")
	d.enter()
	assert.Equal(t, "起个名字", name.Error())
	name.SetText("kis 专业版 7654321")
	d.enter()
	assert.Equal(t, "这个名称用过了，换一个", name.Error())
	name.SetText("a\u0000b")
	d.enter()
	assert.Equal(t, "名称太长、带看不见的字符，或者像内部编号，换一个", name.Error())
	name.SetText("晨光商贸")
	d.Window.Canvas().Unfocus()
	d.Settle()
	assert.Empty(t, name.Error())
	assert.Equal(t, "晨光商贸", d.Get(id).Name)
	assert.Equal(t, []string{"晨光商贸 已保存"}, d.Toasts)

	d.Window.Canvas().Focus(name.Focusable())
	d.enter()
	d.sees("填写 KIS 账号")
	assert.Equal(t, account.ClientID, d.page.flow.values[idField], "the app is kept")
	assert.Same(t, d.page.account.rows[0].input.Focusable(), d.Window.Canvas().Focused())
}

func TestTheFirstCall(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.fill(demo(account.SingleEID))
	d.enter()
	test.Tap(d.page.finish.tries[0])
	d.Settle()
	d.sees("接口通了", "GetAcctList")
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 300})
	test.Tap(d.page.finish.tries[0])
	d.Settle()
	d.sees("调得太快，超过了频率限制", " 300 · ")
	d.seesNot("接口通了")
	test.Tap(d.page.finish.tries[1])
	d.press(fyne.KeyEscape)
	d.press(fyne.KeyReturn)
	d.sees("填写 KIS 账号")
}

func TestBackToTheOverview(t *testing.T) {
	d := newDesk(t)
	scenes["done"](d)
	assert.False(t, d.page.Dirty())
	d.press(fyne.KeyEscape)
	assert.Empty(t, d.Questions)
	assert.Equal(t, []string{"back"}, d.Went)
}

// TestTheWayBack: by the button, by the step on top, and from a trouble.
func TestTheWayBack(t *testing.T) {
	d := newDesk(t)
	scenes["products"](d)
	for _, way := range []string{"上一步", "填写账号"} {
		d.tabToWord(way)
		d.press(fyne.KeySpace)
		d.sees("填写 KIS 账号", account.EID)
		requests := len(d.World.Requests(sandbox.KIS))
		d.Window.Canvas().Focus(d.page.account.rows[0].input.Focusable())
		d.enter()
		d.sees("选一个产品")
		assert.Len(t, d.World.Requests(sandbox.KIS), requests+1)
	}
	d.leave()
	d.memory = &Memory{}
	d.failing("", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 403})
	d.tabToWord("去看看")
	d.press(fyne.KeyReturn)
	assert.Same(t, d.page.account.rows[1].input.Focusable(), d.Window.Canvas().Focused())
	d.enter()
	d.tabToWord("换成小写再试")
	d.World.SetFault(sandbox.KIS, sandbox.Fault{})
	d.press(fyne.KeyReturn)
	d.sees("选一个产品")
}

// TestAProductWithoutAnAddress is bound all the same, and said to be such.
func TestAProductWithoutAnAddress(t *testing.T) {
	d := newDesk(t)
	d.World.SetKISServerURL("https://:")
	d.open("")
	d.fill(demo(account.SingleEID))
	d.enter()
	d.sees("绑好了", "没有地址", "平台没给，调用前要自己填")
	d.open("")
	d.fill(demo(account.EID))
	d.enter()
	d.sees("没有地址", "绑定 KIS 旗舰版")
}

func TestAnEncryptedProduct(t *testing.T) {
	d := newDesk(t)
	scenes["products"](d)
	d.press(fyne.KeyEnd)
	d.enter()
	d.sees("绑好了", "https://kisgz.kingdee.com", "加密")
	d.seesNot("未加密")
}
