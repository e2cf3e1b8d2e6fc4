package credentials

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

const month = 30 * 24 * time.Hour

var machine = sandbox.Demo().Yilianyun.MachineCode

// pair binds a printer to a credential through the sandbox.
func pair(t *testing.T, b *pagetest.Bench) vault.Credential {
	t.Helper()
	b.Wizards = map[string]bool{"yilianyun": true, "kis": true}
	cred := b.Add("yilianyun", "解放路店")
	_, err := b.Broker.Run(context.Background(), broker.Call{Operation: "yilianyun.scan-code", Credential: cred.ID, Values: providers.Values{
		"machine_code": machine, "qr_key": b.World.PrintQRKey(machine), "print_name": "收银台",
	}})
	require.NoError(t, err)
	return b.Get(cred.ID)
}

// item presses an item of a grant's menu; it reports whether there is one.
func (g *grantCard) item(label string) bool {
	grant := g.d.cred.Grants[0]
	for _, item := range g.menu(grant, grant.Name, widgets.NewIconButton("ellipsis", "", nil)) {
		if item.Label == label {
			item.Action()
			return true
		}
	}
	return false
}

func labels(items []*fyne.MenuItem) (all []string) {
	for _, item := range items {
		if !item.IsSeparator {
			all = append(all, item.Label)
		}
	}
	return all
}

func TestMenuOfAGrant(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	assert.Equal(t, []string{"历史记录", "解除绑定", "只从这里移除"}, labels(p.detail.grants.menu(cred.Grants[0], "", nil)))
	p.detail.grants.item("历史记录")
	assert.Equal(t, []string{"history " + cred.ID + " " + machine}, b.Went)

	kis := b.Add("kis", "明德会计")
	_, err := b.Broker.Run(context.Background(), broker.Call{Operation: "kis.server-url", Credential: kis.ID})
	require.NoError(t, err)
	p = show(b, "kis", kis.ID)
	assert.Equal(t, []string{"历史记录", "只从这里移除"}, labels(p.detail.grants.menu(b.Get(kis.ID).Grants[0], "", nil)),
		"the platform has no way to end it")
}

func TestUnbindOnThePlatform(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	require.True(t, p.detail.grants.item("解除绑定"))
	require.Len(t, b.Questions, 1)
	assert.Equal(t, "解除收银台的绑定", b.Questions[0].Title)
	assert.Contains(t, b.Questions[0].Body, "应用以后不能再用它打印")
	asked := len(b.World.Requests("yilianyun"))
	b.Questions[0].Answer(false)
	b.Settle()
	assert.Len(t, b.World.Requests("yilianyun"), asked, "nothing was sent")
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Len(t, b.World.Requests("yilianyun"), asked+1)
	assert.Equal(t, []string{"收银台的绑定解除了"}, b.Toasts)
	assert.Empty(t, b.Get(cred.ID).Grants)
	assert.Empty(t, b.Get(cred.ID).Tokens)
	assert.False(t, p.detail.grants.object.Visible())
}

func TestUnbindThatIsRefused(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	b.World.SetFault("yilianyun", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 45, Times: 1})
	p.detail.grants.item("解除绑定")
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Len(t, b.Failures, 1)
	assert.Len(t, b.Get(cred.ID).Grants, 1)
}

// TestUnbindWithATokenThatIsOver leaves the platform as it is and offers the rest.
func TestUnbindWithATokenThatIsOver(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, *pagetest.Bench, vault.Credential){
		"over": func(_ *testing.T, b *pagetest.Bench, _ vault.Credential) { b.Move(month + 6*24*time.Hour) },
		"forgotten": func(t *testing.T, b *pagetest.Bench, cred vault.Credential) {
			require.NoError(t, b.Broker.Forget(context.Background(), cred.ID, cred.Tokens[0].ID))
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.New(t)
			cred := pair(t, b)
			spoil(t, b, cred)
			p := show(b, "yilianyun", cred.ID)
			p.detail.grants.item("解除绑定")
			b.Questions[0].Answer(true)
			b.Settle()
			require.Len(t, b.Questions, 2, "%v", b.Failures)
			assert.Equal(t, "平台上没能解除", b.Questions[1].Title)
			assert.Equal(t, "只从这里移除", b.Questions[1].Yes)
			b.Questions[1].Answer(false)
			b.Settle()
			assert.Len(t, b.Get(cred.ID).Grants, 1)
			b.Questions[1].Answer(true)
			b.Settle()
			assert.Empty(t, b.Get(cred.ID).Grants)
		})
	}
}

func TestRemoveFromHereOnly(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	asked := len(b.World.Requests("yilianyun"))
	require.True(t, p.detail.grants.item("只从这里移除"))
	assert.Equal(t, "只从这里移除收银台", b.Questions[0].Title)
	b.Questions[0].Answer(false)
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Empty(t, b.Get(cred.ID).Grants)
	assert.Len(t, b.World.Requests("yilianyun"), asked, "the platform was not asked")
}

// TestATokenThatCanOnlyBeBoundAgain counts to the end of its refresh token.
func TestATokenThatCanOnlyBeBoundAgain(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	row := p.detail.tokens.rows[0]
	assert.Equal(t, "30 天后到期 · 12 月 21 日 · 12 月 26 日之后要重新配对", row.line.Text())
	assert.False(t, row.bind.Visible())
	b.Move(month + 5*24*time.Hour - time.Minute)
	assert.True(t, row.renew.Visible())
	assert.False(t, row.bind.Visible())
	b.Move(2 * time.Minute)
	assert.False(t, row.renew.Visible())
	assert.True(t, row.bind.Visible())
	assert.Contains(t, row.line.Text(), "要重新配对")
	row.bind.Tapped(nil)
	assert.Equal(t, []string{"wizard yilianyun " + cred.ID}, b.Went)
}

func TestARenewalInVainLeadsToTheWizard(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	row := p.detail.tokens.rows[0]
	b.Move(29 * 24 * time.Hour)
	b.World.SetFault("yilianyun", sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 20, Times: 1})
	row.renew.Tapped(nil)
	b.Questions[0].Answer(true) // that it counts
	b.Settle()
	require.Len(t, b.Questions, 2, "%v", b.Failures)
	assert.Equal(t, "重新配对", b.Questions[1].Yes)
	assert.True(t, row.bind.Visible(), "where the question was closed")
	b.Questions[1].Answer(true)
	assert.Equal(t, []string{"wizard yilianyun " + cred.ID}, b.Went)
}

func TestTheGuidedBindingComesFirst(t *testing.T) {
	b := pagetest.New(t)
	cred := pair(t, b)
	p := show(b, "yilianyun", cred.ID)
	assert.True(t, onScreen(p, "配对打印机"))
	assert.True(t, onScreen(p, "一步一步来，填错了会说怎么改"))
	b.Add("kis", "明德会计")
	assert.True(t, onScreen(show(b, "kis", ""), "绑定 KIS 账号"))
	b.Wizards = nil
	assert.False(t, onScreen(show(b, "yilianyun", cred.ID), "一步一步来，填错了会说怎么改"))
}

// TestLayoutOfBindings is the page of a paired printer, fresh and over.
func TestLayoutOfBindings(t *testing.T) {
	for name, age := range map[string]time.Duration{"fresh": 0, "soon": 28 * 24 * time.Hour, "over": 2 * month} {
		t.Run(name, func(t *testing.T) {
			pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
				cred := pair(t, b)
				b.Move(age)
				tall(b)
				return New(b.Ctx, "yilianyun", cred.ID)
			}, func(t *testing.T, b *pagetest.Bench, cut []string) {
				assert.Empty(t, besidesSummaries(cut))
				b.Picture("bound-"+name+"-"+t.Name()[len(t.Name())-8:], 1)
			})
		})
	}
}

func TestTheWizardIsTheFirstWayToACredential(t *testing.T) {
	b := pagetest.New(t)
	b.Wizards = map[string]bool{"yilianyun": true, "kis": true}
	p := New(b.Ctx, "yilianyun", "")
	b.Show(p)
	require.True(t, p.empty.Visible())
	require.True(t, p.byHand.Visible())
	p.empty.Button().Tapped(nil)
	p.byHand.Tapped(nil)
	assert.Equal(t, []string{"wizard yilianyun ", "new yilianyun"}, b.Went)
	b.Picture("credentials-empty-wizard", 1)

	b.Add("yilianyun", "解放路店")
	p.Reload()
	assert.False(t, p.byHand.Visible())
	other := New(b.Ctx, "jdy", "")
	b.Show(other)
	assert.False(t, other.byHand.Visible(), "its empty page has one way only")
}
