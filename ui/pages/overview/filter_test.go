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
	assert.Equal(t, "9 个令牌，3 个需要处理；这里显示 5 个", p.summary.Text(), "the headline speaks of everything")
	assert.True(t, p.refresh.Visible(), "and so does the button beside it")
	assert.Equal(t, "刷新 3 个", p.refresh.AccessibilityLabel())
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
	b.Settle()
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

func TestHeadlineSpeaksOfWhatIsHidden(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	p := shown(t, b)
	p.SetFilter("辛")
	b.Settle()
	assert.Equal(t, "9 个令牌，3 个需要处理；这里显示 1 个", p.summary.Text())
	b.Move(10 * time.Minute)
	b.Move(66 * time.Minute)
	assert.Equal(t, "9 个令牌，4 个需要处理；这里显示 1 个", p.summary.Text(), "one that is hidden has become due")
	p.SetFilter("")
	p.bar.platform.OnChanged(3)
	assert.Equal(t, "9 个令牌，4 个需要处理；这里显示 1 个", p.summary.Text())
}

func TestFilteredNothingIsNotFine(t *testing.T) {
	b := pagetest.New(t)
	memory := &Memory{platform: "jdy", state: valid}
	p := memory.New(b.Ctx)
	b.Show(p)
	t.Cleanup(p.Hidden)
	assert.Empty(t, p.summary.Text())
	assert.Equal(t, "还没有令牌", sentence(p), "no filter hides any")
	assert.False(t, p.bar.object.Visible())
}

// TestSearchKnowsPinyin as the palette does.
func TestSearchKnowsPinyin(t *testing.T) {
	b := pagetest.New(t)
	store(t, b, "jdy", "晨光商贸", 20*time.Hour)
	store(t, b, "robot", "华东客服", 90*time.Minute)
	p := shown(t, b)
	for text, want := range map[string][]string{
		"cgsm": {"晨光商贸"}, "huadong": {"华东客服"}, "  客服 ": {"华东客服"}, "TOKEN": {"华东客服", "晨光商贸"},
		"kefu": {"华东客服"}, "jdy": {"晨光商贸"}, "星辰": {"晨光商贸"}, "csm": {}, "": {"华东客服", "晨光商贸"},
	} {
		p.SetFilter(text)
		b.Settle()
		assert.ElementsMatch(t, want, p.names(1), text)
	}
	p.SetFilter("hd")
	store(t, b, "robot", "海淀客服", 100*time.Minute)
	p.Reload()
	b.Settle()
	assert.Equal(t, []string{"华东客服", "海淀客服"}, p.names(1), "what comes later is found as well")
	p.SetFilter("zz")
	p.Hidden()
	b.Settle()
	b.Show(p)
	b.Settle()
	assert.Zero(t, p.list.count(), "a search goes on when the page comes back")
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
