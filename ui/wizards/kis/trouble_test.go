package kis

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

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
		"no network": {sandbox.Fault{Kind: sandbox.FaultCut}, []string{"平台没有回答", "连接不上或中途断开。", "填好的都还在"}},
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

// TestUsedUpBeforeTheSecondCheck: what the first one found can be bound all the same.
func TestUsedUpBeforeTheSecondCheck(t *testing.T) {
	d := newDesk(t)
	scenes["products-expired"](d)
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301})
	d.enter()
	d.sees("今天的次数用完了", "先绑定查到的产品", "绑定 KIS")
	d.enter()
	d.sees("绑好了")
	cred, _ := d.bound()
	assert.NotEmpty(t, cred.Grants)
}

func TestUsedUpForAStoredAccount(t *testing.T) {
	d := newDesk(t)
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301})
	d.open(d.Add("kis", "晨光商贸").ID)
	d.enter()
	d.sees("今天的次数用完了", "账号已经存着，明天直接核对", "先到这里")
	d.seesNot("先把账号存下来")
}

func TestWaitingCanBeCancelled(t *testing.T) {
	d := newDesk(t)
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultSlow})
	d.open("")
	d.fill(demo(account.EID))
	d.look()
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

func TestTheEnterpriseOfAStoredAccountIsEdited(t *testing.T) {
	d := newDesk(t)
	cred := d.AddWith("kis", "晨光商贸", demo("9999999"))
	d.open(cred.ID)
	d.enter()
	d.sees("没查到产品", "编辑凭证")
	d.enter()
	assert.Equal(t, []string{"edit " + cred.ID}, d.Went)

	d.leave() // to the form, and back without a change
	d.Show(d.page)
	d.sees("没查到产品")
	d.enter()
	d.leave()
	d.Move(time.Second)
	_, err := d.Vault.Edit(t.Context(), cred.ID, func(c *vault.Credential, _ map[string]string) error {
		c.Public[eidField] = account.EID
		return nil
	})
	require.NoError(t, err)
	d.Show(d.page)
	d.sees("填写 KIS 账号", account.EID)
	d.enter()
	d.sees("选一个产品")
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

// TestTheWordsOfAFailureCanBeCopied for somebody who can help.
func TestTheWordsOfAFailureCanBeCopied(t *testing.T) {
	d := newDesk(t)
	scenes["201"](d)
	d.tabToWord("复制详情")
	d.press(fyne.KeyReturn)
	require.Len(t, d.Copies, 1)
	assert.Equal(t, "没查到产品\n平台说：企业号不存在。\n错误 201 · 获取失败,企业号不存在", d.Copies[0].Value)
	assert.False(t, d.Copies[0].Secret)
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 300})
	d.tabToWord("登录过了，再查一次")
	d.press(fyne.KeyReturn)
	d.sees("查得太快了")
}

// TestACredentialRemovedMeanwhile: there is nothing to store it with, and a way out.
func TestACredentialRemovedMeanwhile(t *testing.T) {
	d := newDesk(t)
	cred := d.Add("kis", "晨光商贸")
	d.open(cred.ID)
	d.enter()
	require.NoError(t, d.Broker.RemoveCredential(t.Context(), cred.ID))
	d.enter()
	d.sees("找不到了", "先到这里")
	d.enter()
	assert.Equal(t, []string{"back"}, d.Went)
}

func TestStoringForLaterCanFail(t *testing.T) {
	keyring := pagetest.NewKeyring()
	d := deskOn(t, pagetest.NewOn(t, keyring))
	d.failing("", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301})
	keyring.RefuseWrites(vault.ErrLocked)
	d.enter()
	assert.Len(t, d.Failures, 1)
	d.sees("今天的次数用完了")
	keyring.RefuseWrites(nil)
	d.enter()
	assert.Len(t, d.Vault.List(), 1)
}

// TestHalfStored: the account is stored and its products are not; it is not stored twice.
func TestHalfStored(t *testing.T) {
	d := newDesk(t)
	scenes["products"](d)
	cred := d.Add("kis", "KIS 旗舰版 1234567")
	d.page.stored(d.Get(cred.ID), vault.ErrLocked)
	d.sees("查到了，还没存上")
	d.enter()
	d.sees("绑好了")
	_, grant := d.bound()
	assert.Equal(t, account.NetID, grant.Subject)
}
