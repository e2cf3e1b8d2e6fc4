package overview

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// store keeps a token that ends at a time of the test's choice.
func store(t *testing.T, b *pagetest.Bench, platform, name string, left time.Duration) vault.Token {
	t.Helper()
	found, err := pagetest.Registry().Platform(platform)
	require.NoError(t, err)
	token, err := b.Vault.PutToken(t.Context(), b.Add(platform, name).ID, vault.Token{
		Kind: found.Tokens[0].Kind, IssuedAt: b.Now().Add(-time.Hour), ExpiresAt: b.Now().Add(left), Never: left == 0,
	}, vault.TokenSecret{Value: "value of " + name})
	require.NoError(t, err)
	return token
}

// nine is one token more than can do without a filter.
func nine(t *testing.T, b *pagetest.Bench) {
	t.Helper()
	store(t, b, "jdy", "甲", -time.Hour)
	store(t, b, "jdy", "乙", 30*time.Minute)
	for _, name := range []string{"丁", "丙", "己", "戊"} {
		store(t, b, "jdy", name, 20*time.Hour)
	}
	store(t, b, "robot", "庚", time.Minute)
	store(t, b, "robot", "辛", 90*time.Minute)
	store(t, b, "yilianyun", "壬", 0)
}

// sentence is what the page says where there is nothing to show.
func sentence(p *Page) string {
	text, _ := test.WidgetRenderer(p.empty).Objects()[0].(*widgets.Text)
	return text.Text()
}

// pick picks a choice of the state control by its arrow keys.
func (b *filterBar) pick(state stateFilter) {
	for b.state.Selected() != int(state) {
		key := fyne.KeyRight
		if b.state.Selected() > int(state) {
			key = fyne.KeyLeft
		}
		b.state.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func TestFilterBarComesWhereThereIsMuch(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	p := shown(t, b)
	require.True(t, p.bar.object.Visible())
	gone := p.list.at(8)
	require.NoError(t, b.Broker.RemoveCredential(t.Context(), gone.CredentialID))
	p.Reload()
	assert.False(t, p.bar.object.Visible(), "eight can be seen at a glance")
	p.bar.pick(valid)
	require.NoError(t, b.Broker.RemoveCredential(t.Context(), p.list.at(0).CredentialID))
	p.Reload()
	assert.True(t, p.bar.object.Visible(), "what is filtered must be seen")
	p.bar.clear()
	assert.False(t, p.bar.object.Visible())
}

func TestFilterByState(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	p := shown(t, b)
	assert.Equal(t, "9 个令牌，3 个需要处理", p.summary.Text())
	for state, want := range map[stateFilter][2][]string{
		needsAttention: {{"甲", "庚", "乙"}, nil},
		valid:          {nil, {"辛", "丁", "丙", "己", "戊"}},
		never:          {nil, {"壬"}},
		anyState:       {{"甲", "庚", "乙"}, {"辛", "丁", "丙", "己", "戊", "壬"}},
	} {
		p.bar.pick(state)
		assert.Equal(t, want[0], p.names(0), words[state])
		assert.Equal(t, want[1], p.names(1), words[state])
	}
	p.bar.pick(valid)
	assert.Equal(t, "9 个令牌，筛出 5 个", p.summary.Text())
	assert.False(t, p.refresh.Visible(), "what cannot be seen is not refreshed")
	b.Move(76 * time.Minute)
	assert.Equal(t, []string{"丁", "丙", "己", "戊"}, p.names(1), "what ends soon is not fine any more")
}

func TestFilterByPlatformAndSearch(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	p := shown(t, b)
	assert.Equal(t, []string{"", "jdy", "robot", "yilianyun"}, p.bar.platforms, "only those that there are tokens of")
	p.bar.platform.OnChanged(2)
	assert.Equal(t, []string{"庚"}, p.names(0))
	assert.Equal(t, []string{"辛"}, p.names(1))
	p.SetFilter("辛")
	assert.Empty(t, p.names(0))
	assert.Equal(t, []string{"辛"}, p.names(1))

	p.SetFilter("丙")
	require.True(t, p.empty.Visible())
	assert.Equal(t, "「业务机器人」里没有令牌，另有 1 个没显示", sentence(p))
	test.Tap(p.empty.Button())
	assert.Equal(t, []string{"丙"}, p.names(1), "the search stays")
	assert.False(t, p.memory.set())

	p.bar.platform.OnChanged(3)
	p.SetFilter("没有这个")
	assert.Equal(t, "没有符合的令牌", sentence(p))
	assert.False(t, p.empty.Button().Visible(), "another filter would not help")
}

func TestFilterIsRemembered(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	memory := &Memory{}
	p := memory.New(b.Ctx)
	b.Show(p)
	p.bar.platform.OnChanged(1)
	p.bar.pick(needsAttention)
	p.Hidden()

	again := memory.New(b.Ctx)
	b.Show(again)
	t.Cleanup(again.Hidden)
	assert.Equal(t, []string{"甲", "乙"}, again.names(0))
	assert.Equal(t, 1, again.bar.platform.Selected())
	assert.Equal(t, int(needsAttention), again.bar.state.Selected())
	assert.False(t, New(b.Ctx).memory.set(), "another window begins anew")
}

func TestFilterBarIsReachedByTab(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	p := shown(t, b)
	var reached []fyne.Focusable
	for range 8 {
		b.Window.Canvas().FocusNext()
		reached = append(reached, b.Window.Canvas().Focused())
	}
	assert.Contains(t, reached, fyne.Focusable(p.bar.platform))
	assert.Contains(t, reached, fyne.Focusable(p.bar.state))
}
