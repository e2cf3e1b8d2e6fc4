package kis

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
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
	d.sees("绑好了", "只有 KIS 专业版 这一个产品，已经选好")
	d.seesNot("选一个产品")
	cred, grant := d.bound()
	assert.Equal(t, "7654321", cred.Public[eidField])
	assert.Equal(t, d.URL("kis"), grant.Public["server_url"], "given without a scheme, stored with one")
}

func TestNoProduct(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.fill(demo(account.IdleEID))
	d.enter()
	d.sees("没查到产品", "平台说：没有运行中的产品", "核对企业号", "在 KIS 产品里登录一次", " 201 · ")
	d.enter()
	d.sees("填写 KIS 账号")
	assert.Same(t, d.page.account.rows[0].input.Focusable(), d.Window.Canvas().Focused())
	assert.Empty(t, d.Vault.List())
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

func TestTheLowerCaseIsTried(t *testing.T) {
	d := newDesk(t)
	d.World.RequireMD5Case("lower")
	d.open("")
	d.fill(demo(account.EID))
	d.enter()
	d.sees("平台没认这组账号", "时间和时区", "和平台的时间对得上", "签名的大小写", "这次用的是大写", "多余的空格", "四项里都没有", "密钥或口令填错", "换成小写再试", " 403 · ")
	d.enter()
	d.sees("选一个产品")
	d.enter()
	cred, _ := d.bound()
	assert.Equal(t, "lower", cred.Public[caseField], "for the calls to come")
}

func TestAWrongSecretIsPointedAt(t *testing.T) {
	d := newDesk(t)
	d.open("")
	values := demo(account.EID)
	values[tokenField] = values[tokenField][1:]
	d.fill(values)
	d.enter()
	d.sees("访问口令一般 32 位，这个 31 位")
	d.enter() // the other case first: it is one click
	d.sees("大写、小写都试过了，不是它", "去看看")
	d.enter()
	field := d.page.account.rows[1].input
	assert.Same(t, field.Focusable(), d.Window.Canvas().Focused())
	field.SetText(account.AuthToken)
	d.enter()
	d.sees("选一个产品")
}

func TestClocks(t *testing.T) {
	t.Run("one that can be corrected", func(t *testing.T) {
		d := newDesk(t)
		d.failing("", sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: 20 * time.Minute})
		d.sees("选一个产品")
	})
	t.Run("one that is not the cause", func(t *testing.T) {
		d := newDesk(t)
		d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: 8 * time.Hour})
		d.open("")
		values := demo(account.EID)
		values[keyField] = "wrong"
		d.fill(values)
		d.enter()
		d.sees("差 8 小时，像是时区设错了。签名时已经校正，不是它", "换成小写再试")
	})
	t.Run("one that is", func(t *testing.T) {
		d := newDesk(t)
		d.failing("", sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: -72 * time.Hour})
		d.sees("电脑快了 3 天，最多差 10 分钟。先把时间调准", "调好了，再试")
		d.World.SetFault(sandbox.KIS, sandbox.Fault{})
		d.enter()
		d.sees("选一个产品")
	})
}

func TestWhatElseGoesWrong(t *testing.T) {
	for name, c := range map[string]struct {
		fault sandbox.Fault
		said  []string
	}{
		"300":        {sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 300}, []string{"查得太快了", "等几分钟", "填好的都还在", " 300 · "}},
		"301":        {sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301}, []string{"今天的次数用完了", "明天再来", "存下账号", " 301 · "}},
		"no network": {sandbox.Fault{Kind: sandbox.FaultCut}, []string{"平台没有回答", "连接不上或中途断开", "填好的都还在"}},
		"odd":        {sandbox.Fault{Kind: sandbox.FaultHTML}, []string{"平台的回答看不懂", "过一会儿再试"}},
		"empty":      {sandbox.Fault{Kind: sandbox.FaultEmpty}, []string{"平台的回答看不懂"}},
		"types":      {sandbox.Fault{Kind: sandbox.FaultWrongType}, []string{"平台的回答看不懂"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.failing("", c.fault)
			d.sees(append(c.said, "没有绑定成功")...)
			d.seesNot(account.AuthToken, account.ClientSecret)
			d.World.SetFault(sandbox.KIS, sandbox.Fault{})
			d.page.do(offer{act: actRetry})
			d.Settle()
			d.sees("选一个产品")
		})
	}
}

func TestWaitingCanBeCancelled(t *testing.T) {
	d := newDesk(t)
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultSlow})
	d.open("")
	d.fill(demo(account.EID))
	d.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.sees("正在核对…")
	d.page.Escape()
	d.Settle()
	d.seesNot("正在核对…")
	d.sees("填写 KIS 账号", account.EID)
}

func TestTheAccountCanBeStoredForLater(t *testing.T) {
	d := newDesk(t)
	d.failing("", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301})
	d.enter()
	all := d.Vault.List()
	require.Len(t, all, 1)
	assert.Equal(t, "KIS 1234567", all[0].Name)
	assert.Empty(t, all[0].Grants)
	assert.Equal(t, []string{"back", "platform kis " + all[0].ID}, d.Went)
	assert.Nil(t, d.memory.flow)
}

func TestAStoredAccount(t *testing.T) {
	d := newDesk(t)
	cred := d.Add("kis", "晨光商贸")
	d.open(cred.ID)
	d.sees("用保存过的账号", "已保存，不填就不变", "晨光商贸")
	d.enter()
	d.press(fyne.KeyDown)
	d.enter()
	d.sees("绑好了")
	stored, grant := d.bound()
	assert.Equal(t, cred.ID, stored.ID)
	assert.Equal(t, "晨光商贸", stored.Name)
	assert.Equal(t, "1234567000145", grant.Subject)
	assert.Equal(t, account.ClientSecret, d.secretsOf(stored)[keyField])
}

// TestAStoredSecretIsReplaced only once the platform has accepted the new one.
func TestAStoredSecretIsReplaced(t *testing.T) {
	d := newDesk(t)
	values := demo(account.EID)
	values[tokenField] = "old"
	cred := d.AddWith("kis", "晨光商贸", values)
	d.open(cred.ID)
	d.enter()
	d.enter() // the other case
	d.enter() // look at the field
	assert.Same(t, d.page.account.rows[1].input.Focusable(), d.Window.Canvas().Focused())
	d.typed(account.AuthToken)
	d.enter()
	d.sees("选一个产品")
	assert.Equal(t, "old", d.secretsOf(cred)[tokenField])
	d.enter()
	assert.Equal(t, account.AuthToken, d.secretsOf(cred)[tokenField])
}

func TestTheEnterpriseOfAStoredAccountIsEdited(t *testing.T) {
	d := newDesk(t)
	cred := d.AddWith("kis", "晨光商贸", demo("9999999"))
	d.open(cred.ID)
	d.enter()
	d.sees("没查到产品", "编辑凭证")
	d.enter()
	assert.Equal(t, []string{"edit " + cred.ID}, d.Went)
}

func TestChoosingAnAccount(t *testing.T) {
	d := newDesk(t)
	d.Add("jdy", "别的平台")
	cred := d.Add("kis", "晨光商贸")
	d.open("")
	d.sees("用哪个账号", "填一个新账号")
	d.page.flow.use(cred.ID)
	d.page.draw()
	d.sees("用保存过的账号")
	d.seesNot("别的平台")
}

func TestStrayCharactersAreCleanedOnRequest(t *testing.T) {
	d := newDesk(t)
	d.open("")
	values := demo(account.EID)
	values[eidField] = "１234567"
	values[tokenField] = "\ufeff" + values[tokenField] + "  "
	d.fill(values)
	d.sees("里面有 1 个全角字符", "里面有 2 个空格、1 个看不见的字符")
	for _, want := range []string{account.EID, account.AuthToken} {
		d.enter() // from the secret at the end, or from the button itself
		button, ok := d.Window.Canvas().Focused().(fyne.Tappable)
		require.True(t, ok, "the button that helps has the keyboard")
		button.Tapped(nil)
		assert.Equal(t, want, d.page.flow.values[map[string]string{account.EID: eidField, account.AuthToken: tokenField}[want]])
	}
	d.sees("1 个全角字符换成了半角", "去掉了 2 个空格、1 个看不见的字符")
	d.enter()
	d.sees("选一个产品")
}

// TestNothingIsSentUnclean: not before a person has seen it.
func TestNothingIsSentUnclean(t *testing.T) {
	d := newDesk(t)
	d.open("")
	values := demo(account.EID)
	values[keyField] += " "
	d.fill(values)
	d.enter()
	assert.Empty(t, d.World.Requests(sandbox.KIS))
	assert.Equal(t, values[keyField], d.page.flow.values[keyField], "nothing was taken away yet")
}

func TestEmptyFieldsAreTold(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.enter()
	d.sees("还没填")
	assert.Empty(t, d.World.Requests(sandbox.KIS))
	assert.Same(t, d.page.account.rows[0].input.Focusable(), d.Window.Canvas().Focused())
}

func TestPasteFillsSeveral(t *testing.T) {
	d := newDesk(t)
	d.open("")
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("企业号：1234567\n访问口令：" + account.AuthToken)
	focused := d.Window.Canvas().Focused()
	focused.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	assert.Equal(t, providers.Values{eidField: "1234567", tokenField: account.AuthToken}, d.page.flow.given())
	assert.Equal(t, []string{"填好了企业号、访问口令，核对一下"}, d.Toasts)

	clip.SetContent("7654321")
	test.TypeOnCanvas(d.Window.Canvas(), "")
	d.page.account.rows[0].input.SetText("")
	focused.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	assert.Equal(t, "7654321", d.page.flow.values[eidField], "a single value is pasted as ever")
	assert.Len(t, d.Toasts, 1)
}

func TestLeavingAndComingBack(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.press(fyne.KeyEscape)
	assert.Equal(t, []string{"back"}, d.Went, "nothing typed, nothing asked")
	d.fill(demo(account.EID))
	d.press(fyne.KeyEscape)
	require.Len(t, d.Questions, 1)
	assert.Equal(t, "填好的先留着，回来接着填。关掉窗口就没了。", d.Questions[0].Body)
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

// TestAnotherCredentialBeginsAnew, as does one that was removed.
func TestAnotherCredentialBeginsAnew(t *testing.T) {
	d := newDesk(t)
	first := d.Add("kis", "晨光商贸")
	d.open("")
	d.fill(demo(account.EID))
	d.leave()
	d.open(first.ID)
	assert.Empty(t, d.page.flow.given())
	d.leave()
	require.NoError(t, d.Broker.RemoveCredential(t.Context(), first.ID))
	d.open("")
	assert.Empty(t, d.page.flow.stored)
}

func TestALockDropsTheSecrets(t *testing.T) {
	d := newDesk(t)
	d.memory.Forget()
	d.open("")
	d.fill(demo(account.EID))
	d.Window.Canvas().Focus(d.page.account.rows[3].input.Focusable())
	d.enter()
	d.sees("选一个产品")
	d.page.Mask()
	d.leave()
	d.memory.Forget()
	d.Show(d.page)
	d.sees("填写 KIS 账号", "锁定时没存的密钥都清掉了", account.EID)
	for _, r := range d.page.account.rows {
		assert.Equal(t, r.field.Secret, r.input.Text() == "", r.field.Name)
	}
	d.fill(providers.Values{tokenField: account.AuthToken, keyField: account.ClientSecret})
	d.memory.Forget() // while it is shown
	d.sees("锁定时没存的密钥都清掉了")
	assert.Empty(t, d.page.account.rows[1].input.Text())
}

// TestALockedStore: the platform has said yes, and nothing of it is lost.
func TestALockedStore(t *testing.T) {
	keyring := pagetest.NewKeyring()
	d := deskOn(t, pagetest.NewOn(t, keyring))
	d.open("")
	d.fill(demo(account.EID))
	d.enter()
	d.press(fyne.KeyDown)
	keyring.RefuseWrites(vault.ErrLocked)
	d.enter()
	d.sees("查到了，还没存上", "密钥锁着", "选好的和填好的都还在", "再存一次")
	requests := len(d.World.Requests(sandbox.KIS))
	d.enter()
	d.sees("查到了，还没存上")
	keyring.RefuseWrites(nil)
	d.enter()
	d.sees("绑好了")
	assert.Len(t, d.World.Requests(sandbox.KIS), requests, "the platform is not asked again")
	_, grant := d.bound()
	assert.Equal(t, "1234567000145", grant.Subject)
}

func TestALockedStoreOfAStoredAccount(t *testing.T) {
	keyring := pagetest.NewKeyring()
	d := deskOn(t, pagetest.NewOn(t, keyring))
	cred := d.Add("kis", "晨光商贸")
	d.open(cred.ID)
	keyring.Refuse(vault.ErrLocked)
	d.enter()
	d.sees("密钥锁着", "解锁后再试一次")
	keyring.Refuse(nil)
	d.enter()
	d.sees("选一个产品")
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

// TestSecretsStayOutOfSight at every step.
func TestSecretsStayOutOfSight(t *testing.T) {
	for name, play := range scenes {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			play(d)
			d.seesNot(account.AuthToken, account.ClientSecret, account.SingleAuthToken)
			assert.Empty(t, d.Copies)
		})
	}
}

// TestLayout: nothing is cut, in both languages, in the smallest window and in the usual one.
func TestLayout(t *testing.T) {
	for name, play := range scenes {
		for _, lang := range []string{"zh", "en"} {
			for size, is := range map[string]fyne.Size{"small": {Width: 960, Height: 600}, "usual": {Width: 1180, Height: 760}} {
				t.Run(name+" "+lang+" "+size, func(t *testing.T) {
					d := deskOn(t, pagetest.NewIn(t, lang, 0))
					d.Resize(is.Width, is.Height)
					play(d)
					for _, cut := range d.CheckLayout() {
						assert.Regexp(t, "^(invalid values|the answer)", cut, "only what the button copies whole")
					}
				})
			}
		}
	}
}

var _ core.Page = (*page)(nil)

func TestTheCallKeepsTheCredentialsAddress(t *testing.T) {
	d := newDesk(t)
	cred, _, err := d.Broker.AddCredential(t.Context(), broker.Draft{Platform: "kis", Name: "沙盒", BaseURL: d.URL("kis"), Values: demo(account.SingleEID)})
	require.NoError(t, err)
	d.Production()
	d.open(cred.ID)
	d.sees("沙盒")
	d.enter()
	d.sees("绑好了")
	d.page.rename(cred.ID, "晨光", func(err error) { assert.NoError(t, err) })
	d.Settle()
	assert.Equal(t, d.URL("kis"), d.Get(cred.ID).BaseURL)
}
