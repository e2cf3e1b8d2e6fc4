package operation

import (
	"context"
	"net/http"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// run presses the button and waits for the answer.
func run(b *pagetest.Bench, p *Page) {
	p.form.run.Tapped(nil)
	b.Settle()
}

func TestRunGivesAToken(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy.app-token", cred.ID)
	p.form.run.Tapped(nil)
	assert.True(t, p.form.run.Busy())
	assert.True(t, p.form.cancel.Visible())
	p.form.run.Tapped(nil) // a second press does nothing
	b.Settle()
	assert.False(t, p.form.run.Busy())
	assert.False(t, p.form.cancel.Visible())
	assert.Len(t, b.World.Requests("jdy"), 1)
	assert.True(t, onScreen(p, "拿到 app-token"))
	assert.True(t, onScreen(p, "24 小时有效"))
	assert.True(t, onScreen(p, "已存到凭证里"))
	require.Len(t, b.Get(cred.ID).Tokens, 1)
	b.Picture("result-token", 1)

	secret, err := b.Vault.TokenSecret(context.Background(), cred.ID, b.Get(cred.ID).Tokens[0].ID)
	require.NoError(t, err)
	value := secret.Value
	assert.NotContains(t, screenText(p), value)
	p.right.result.value.eye.Tapped(nil)
	assert.Contains(t, screenText(p), value)
	b.Move(21 * time.Second)
	assert.NotContains(t, screenText(p), value)
	p.right.result.value.eye.Tapped(nil)
	p.Mask()
	assert.NotContains(t, screenText(p), value)
	p.right.result.value.eye.Tapped(nil)
	p.right.result.value.eye.Tapped(nil)
	assert.NotContains(t, screenText(p), value)
	for _, button := range find[*widgets.IconButton](p.right.result.stack) {
		if button.Tip() == "复制" {
			button.Tapped(nil)
		}
	}
	assert.Equal(t, []pagetest.Copy{{Label: "app-token", Value: value, Secret: true}}, b.Copies)
}

func TestRunByHandStoresNothing(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "robot.token", "")
	for name, value := range sandbox.Demo().Values("robot") {
		if in, ok := p.inputs[name]; ok {
			in.SetValue(value)
		}
	}
	run(b, p)
	assert.True(t, onScreen(p, "拿到 access_token"))
	assert.True(t, onScreen(p, "没有存"))
	assert.Empty(t, b.Vault.List())
}

func TestRunComputes(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("kis", "明德会计")
	p := show(b, "kis.access-token", cred.ID)
	b.Picture("operation-compute", 1)
	assert.NotContains(t, screenText(p), p.signing.signed.Signature, "it is the token itself")
	p.right.plain.copier.Tapped(nil)
	b.Settle()
	assert.Equal(t, p.signing.signed.Signature, b.Copies[0].Value)
	run(b, p)
	assert.True(t, onScreen(p, "10 分钟有效"))
	assert.Len(t, b.Get(cred.ID).Tokens, 1)
	assert.Empty(t, b.World.Requests("kis"))

	q := show(b, "jdy.app-signature", b.Add("jdy", "晨光商贸").ID)
	run(b, q)
	assert.Empty(t, b.Failures, "there is nothing to run")
	assert.Nil(t, q.running)
	q.right.plain.copier.Tapped(nil)
	b.Settle()
	assert.Equal(t, q.signing.signed.Signature, b.Copies[1].Value)
	assert.False(t, b.Copies[1].Secret)

	r := show(b, "jdy.app-signature", "")
	assert.True(t, r.right.plain.copier.Disabled())
}

func TestSeveralInstancesAreChosenFrom(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("kis", "明德会计")
	p := show(b, "kis.server-url", cred.ID)
	run(b, p)
	assert.True(t, onScreen(p, "找到 4 个"))
	assert.True(t, onScreen(p, "未加密"))
	b.Picture("result-kis", 1)
	uses := find[*widgets.Button](p.right.result.stack)
	require.Len(t, uses, 4)
	uses[1].Tapped(nil)
	b.Settle()
	var selected []string
	for _, g := range b.Get(cred.ID).Grants {
		if g.Selected {
			selected = append(selected, g.Name)
		}
	}
	assert.Equal(t, []string{"KIS 专业版"}, selected)
	assert.True(t, onScreen(p, "使用中"))
	assert.Len(t, find[*widgets.Button](p.right.result.stack), 3)

	q := show(b, "kis.router", cred.ID)
	assert.True(t, onScreen(q, "KIS 专业版"))
}

func TestBusinessAnswer(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	p.inputs["path"].Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Settle()
	assert.True(t, onScreen(p, "成功了"))
	assert.True(t, onScreen(p, "errcode"))
	b.Picture("result-data", 1)
	find[*widgets.Button](p.right.result.stack)[0].Tapped(nil)
	require.Len(t, b.Copies, 1)
	assert.Equal(t, string(p.right.result.shown.Outcome.Data), b.Copies[0].Value)
	assert.False(t, b.Copies[0].Secret)
}

func TestRefusalIsExplained(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	run(b, p)
	assert.True(t, onScreen(p, "没带 app-token"), "what it means")
	assert.Contains(t, screenText(p), "4009", "the code and the platform's own words")
	b.Picture("result-failure", 1)
	assert.Equal(t, "/jdy/v2/bd/customer", p.inputs["path"].Value())
}

// TestStrangeAnswersAreToldNeverPanicked runs an operation of each platform into
// each fault of the sandbox.
func TestStrangeAnswersAreToldNeverPanicked(t *testing.T) {
	faults := map[sandbox.FaultKind]string{
		sandbox.FaultCut: "平台没有回答", sandbox.FaultGarbage: "看不懂", sandbox.FaultStatus500: "看不懂", sandbox.FaultRedirect: "看不懂",
		sandbox.FaultHTML: "看不懂", sandbox.FaultHuge: "看不懂", sandbox.FaultEmpty: "看不懂", sandbox.FaultWrongType: "",
	}
	for operation, typed := range map[string]providers.Values{
		"jdy.app-token": nil, "jdy.request": {"path": "/jdy/v2/bd/customer"}, "jdy.authorize": nil, "kis.server-url": nil, "robot.token": nil,
		"yilianyun.scan-code": {"machine_code": "4004683219", "qr_key": "abcdefgh"},
	} {
		b := pagetest.New(t)
		platform, _, err := pagetest.Registry().Operation(operation)
		require.NoError(t, err)
		cred := b.Add(platform.ID, "A")
		for fault, sentence := range faults {
			t.Run(operation+"/"+string(fault), func(t *testing.T) {
				b.World.SetFault(platform.ID, sandbox.Fault{Kind: fault})
				b.Move(2 * time.Minute) // the quota of a minute
				p := show(b, operation, cred.ID)
				for name, value := range typed {
					p.inputs[name].SetValue(value)
				}
				asked := len(b.Questions)
				run(b, p)
				if len(b.Questions) > asked {
					b.Questions[asked].Answer(true)
					b.Settle()
				}
				assert.True(t, p.right.result.object.Visible())
				assert.Contains(t, screenText(p), sentence)
				assert.False(t, onScreen(p, "成功了"))
				assert.Nil(t, p.running)
				assert.Empty(t, b.Get(cred.ID).Tokens)
				p.Hidden()
			})
		}
	}
}

func TestCancelReturnsAtOnce(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	b.World.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultSlow}) // until the caller goes
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2")
	p.form.run.Tapped(nil)
	require.True(t, p.form.run.Busy())
	p.form.cancel.Tapped(nil)
	assert.False(t, p.form.run.Busy())
	assert.False(t, p.right.result.object.Visible())
	assert.Equal(t, []string{"已取消"}, b.Toasts)
	b.Settle() // the call itself has ended, too
	assert.False(t, p.right.result.object.Visible())

	p.form.run.Tapped(nil)
	p.Hidden()
	b.Settle()
	assert.Nil(t, p.running)
}

func TestDailyQuota(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("yilianyun", "解放路店")
	p := show(b, "yilianyun.scan-code", cred.ID)
	typeInto(t, b, p, "machine_code", "4004683219")
	typeInto(t, b, p, "qr_key", b.World.PrintQRKey("4004683219"))
	assert.Equal(t, "今日已用 0/20", p.form.quota.Text())
	run(b, p)
	require.Len(t, b.Questions, 1)
	assert.Contains(t, b.Questions[0].Body, "0/20")
	b.Questions[0].Answer(false)
	b.Settle()
	assert.Empty(t, b.World.Requests("yilianyun"))
	b.Questions[0].Answer(true)
	b.Settle()
	assert.True(t, onScreen(p, "拿到 access_token"))
	assert.Equal(t, "今日已用 1/20", p.form.quota.Text())
	require.Len(t, b.Get(cred.ID).Tokens, 1)
	assert.Empty(t, show(b, "jdy.request", "").form.quota.Text())
}

func TestRunWithoutTheValuesTellsThem(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "yilianyun.scan-code", "")
	run(b, p)
	assert.Equal(t, "还没填", p.inputs["client_id"].Problem())
	assert.Contains(t, p.inputs["qr_key"].Problem(), "要填一项")
	assert.Same(t, p.inputs["client_id"].Focusable(), b.Window.Canvas().Focused())
	assert.Empty(t, b.World.Requests("yilianyun"))
	assert.Empty(t, b.Questions)
}

func TestAResultThatCannotBeStored(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("robot", "华东客服")
	p := show(b, "robot.token", cred.ID)
	keyring.RefuseWrites(vault.ErrDenied)
	run(b, p)
	assert.True(t, onScreen(p, "拿到 access_token"))
	assert.True(t, onScreen(p, "还没存上"))
	assert.Empty(t, b.Get(cred.ID).Tokens)
	b.Picture("result-unsaved", 1)
	again := p.right.result.again
	again.Tapped(nil)
	b.Settle()
	assert.Len(t, b.Failures, 1)
	keyring.RefuseWrites(nil)
	again.Tapped(nil)
	b.Settle()
	assert.Len(t, b.Get(cred.ID).Tokens, 1)
	assert.Equal(t, []string{"存好了"}, b.Toasts)
}

func TestAKeyringThatRefusesIsTold(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	keyring.Refuse(vault.ErrLocked)
	p := show(b, "jdy.app-token", cred.ID)
	assert.True(t, p.right.failed.Visible())
	assert.True(t, onScreen(p, "密钥锁着"))
	b.Picture("operation-locked", 1)
	keyring.Refuse(nil)
	p.sign(nil)
	b.Settle()
	assert.False(t, p.right.failed.Visible())
	assert.NoError(t, p.signing.err)
}

func TestTheSignatureIsAcceptedWhenSent(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	r := p.signing.signed.Request
	req, err := http.NewRequestWithContext(context.Background(), r.Method, r.URL, http.NoBody)
	require.NoError(t, err)
	for _, h := range r.Headers {
		req.Header[h.Name] = []string{h.Value}
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusOK, resp.StatusCode, "what is shown is what the platform accepts")
}
