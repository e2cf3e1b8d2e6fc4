package kis

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

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

func TestChoosingAnAccount(t *testing.T) {
	d := newDesk(t)
	d.Add("jdy", "别的平台")
	cred := d.Add("kis", "晨光商贸")
	d.open("")
	d.sees("用哪个账号", "用保存过的账号")
	assert.Equal(t, cred.ID, d.page.flow.stored, "it has no product yet")
	d.page.flow.use("")
	d.page.draw()
	d.sees("填一个新账号")
	d.seesNot("别的平台")
}

// TestWhereToFindIsBesideTheField in a window without a panel: below the field at hand, in view.
func TestWhereToFindIsBesideTheField(t *testing.T) {
	d := newDesk(t)
	d.Resize(960, 600)
	d.open("")
	driver := fyne.CurrentApp().Driver()
	for _, r := range d.page.account.rows {
		d.Window.Canvas().Focus(r.input.Focusable())
		d.Settle()
		d.sees(tidy(d.Ctx.Text, "wizard.kis.find", "Field", shortLabel(r.field, d.Ctx.Text)))
		g := d.page.account.guide.object
		top := driver.AbsolutePositionForObject(g).Y
		assert.Greater(t, top, driver.AbsolutePositionForObject(r.input).Y)
		assert.Less(t, top-driver.AbsolutePositionForObject(r.input).Y, float32(120), "right below")
		assert.Less(t, top+g.Size().Height, float32(600-theme.WizardFootHeight), "not under the foot")
	}
	d.Resize(1180, 760)
	assert.False(t, d.page.account.guide.object.Visible(), "the panel says it")
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

// TestAnotherCredentialBeginsAnew, as does one that was removed.
func TestAnotherCredentialBeginsAnew(t *testing.T) {
	d := newDesk(t)
	first := d.Add("kis", "晨光商贸")
	d.open("")
	d.page.flow.use("")
	d.page.draw()
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
	d.sees("填写 KIS 账号", "没存的密钥没有留下", account.EID)
	for _, r := range d.page.account.rows {
		assert.Equal(t, r.field.Secret, r.input.Text() == "", r.field.Name)
	}
	d.fill(providers.Values{tokenField: account.AuthToken, keyField: account.ClientSecret})
	d.memory.Forget() // while it is shown
	d.sees("没存的密钥没有留下")
	assert.Empty(t, d.page.account.rows[1].input.Text())
}

func TestAnAccountIsChosenFromTheList(t *testing.T) {
	d := newDesk(t)
	cred := d.Add("kis", "晨光商贸")
	d.open("")
	d.tabToWord("用哪个账号")
	d.press(fyne.KeySpace)
	require.NotNil(t, d.Window.Canvas().Overlays().Top())
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		d.press(key)
	}
	assert.Equal(t, cred.ID, d.page.flow.stored)
	d.sees("用保存过的账号")
}

// TestTheOtherCaseOfAStoredAccount is kept as well.
func TestTheOtherCaseOfAStoredAccount(t *testing.T) {
	d := newDesk(t)
	d.World.RequireMD5Case("lower")
	cred := d.Add("kis", "晨光商贸")
	d.open(cred.ID)
	d.enter()
	d.enter()
	d.sees("选一个产品")
	assert.Equal(t, "upper", d.Get(cred.ID).Public[caseField], "not before it is bound")
	d.enter()
	assert.Equal(t, "lower", d.Get(cred.ID).Public[caseField])
}

// TestALockWhileItIsChecked ends the check, and drops what it was made with.
func TestALockWhileItIsChecked(t *testing.T) {
	d := newDesk(t)
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultSlow})
	d.open("")
	d.fill(demo(account.EID))
	d.look()
	d.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.leave()
	d.memory.Forget()
	d.Settle()
	d.Show(d.page)
	d.sees("没存的密钥没有留下")
	assert.False(t, d.page.Busy())
	assert.Nil(t, d.page.flow.fault)
}

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

	d.Window.Canvas().Focus(d.page.finish.name.Focusable())
	d.page.finish.name.SetText("晨光")
	d.page.finish.bound.name = "晨光"
	d.enter()
	d.sees("填写 KIS 账号", "沙盒")
	assert.Equal(t, providers.Values{idField: account.ClientID, keyField: account.ClientSecret}, d.page.flow.given(), "the app is kept")
	values := demo(account.EID)
	delete(values, idField)
	delete(values, keyField)
	d.fill(values)
	d.enter()
	d.sees("选一个产品")
	d.enter()
	assert.Equal(t, d.URL("kis"), d.Get(d.page.flow.stored).BaseURL, "there as well")
}

// TestAnotherEnterpriseWithoutTheSecret: where it cannot be read, it is typed once more.
func TestAnotherEnterpriseWithoutTheSecret(t *testing.T) {
	keyring := pagetest.NewKeyring()
	d := deskOn(t, pagetest.NewOn(t, keyring))
	d.open("")
	d.fill(demo(account.SingleEID))
	d.enter()
	d.sees("密钥存放在系统密钥环")
	keyring.Refuse(vault.ErrLocked)
	d.enter()
	d.sees("填写 KIS 账号")
	assert.Equal(t, providers.Values{idField: account.ClientID}, d.page.flow.given())
}

// TestANewAccountBelongsWhereNewOnesDo, which the wizard says beforehand.
func TestANewAccountBelongsWhereNewOnesDo(t *testing.T) {
	d := newDesk(t)
	base := d.URL(platformID)
	d.Production()
	d.Ctx.NewBaseURL = func(string) string { return base }
	d.open("")
	d.sees("沙盒")
	d.fill(demo(account.SingleEID))
	d.enter()
	d.sees("绑好了")
	cred, _ := d.bound()
	assert.Equal(t, base, cred.BaseURL)
}
