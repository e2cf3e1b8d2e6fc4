package overview

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// issue gets a real token from the sandbox.
func issue(b *pagetest.Bench, t *testing.T, c vault.Credential, kind string) vault.Token {
	t.Helper()
	_, err := b.Broker.Issue(context.Background(), c.ID, kind)
	require.NoError(t, err)
	got, ok := broker.FindToken(b.Get(c.ID), kind, "")
	require.True(t, ok)
	return got
}

func shown(t *testing.T, b *pagetest.Bench) *Page {
	t.Helper()
	p := New(b.Ctx)
	b.Show(p)
	t.Cleanup(p.Hidden)
	return p
}

// names are the rows of a group from top to bottom.
func (p *Page) names(group int) []string {
	var names []string
	for _, t := range p.list.groups[group].tokens {
		names = append(names, t.Title)
	}
	return names
}

// rowAt is the widget of a token in sight, by its place in the list.
func (p *Page) rowAt(index int) *row { return p.list.rows[p.list.at(index).TokenID] }

func TestRowsMoveAsTimePasses(t *testing.T) {
	b := pagetest.New(t)
	robot := b.Add("robot", "华东客服机器人")
	jdy := b.Add("jdy", "晨光商贸")
	issue(b, t, robot, "access_token")
	issue(b, t, jdy, "app-token")
	p := shown(t, b)

	assert.Equal(t, []string{"华东客服机器人", "晨光商贸"}, p.names(1))
	assert.False(t, p.list.groups[0].card.Visible(), "an empty group hides")
	assert.False(t, p.refresh.Visible())
	assert.Equal(t, "2 个令牌，都正常", p.summary.Text())

	b.Move(106 * time.Minute)
	assert.Equal(t, []string{"华东客服机器人"}, p.names(0))
	assert.Equal(t, "2 个令牌，1 个需要处理", p.summary.Text())
	assert.True(t, p.refresh.Visible())
	row := p.rowAt(0)
	assert.Equal(t, "14 分钟", row.shown.Remaining)

	b.Move(5*time.Minute + 3*time.Second)
	assert.Equal(t, "8:57", row.shown.Remaining, "below ten minutes each second shows")
	b.Move(9 * time.Minute)
	assert.Equal(t, widgets.StatusExpired, row.shown.Status)
	assert.False(t, row.shown.Copyable)
}

func TestRefreshedRowStaysBeforeItMoves(t *testing.T) {
	b := pagetest.New(t)
	issue(b, t, b.Add("jdy", "晨光商贸"), "app-token")
	issue(b, t, b.Add("robot", "华东客服机器人"), "access_token")
	p := shown(t, b)
	b.Move(2 * time.Hour)
	require.Equal(t, []string{"华东客服机器人"}, p.names(0))
	row := p.rowAt(0)

	p.askRefresh(row.token)
	assert.True(t, row.shown.Refreshing)
	p.askRefresh(row.token) // a second click changes nothing
	b.Settle()
	p.Reload()
	assert.False(t, row.shown.Refreshing)
	assert.Equal(t, widgets.StatusOk, row.shown.Status)
	assert.Equal(t, []string{"华东客服机器人"}, p.names(0), "it stays where it was")
	b.Move(settle)
	assert.Empty(t, p.names(0))
	assert.Equal(t, []string{"华东客服机器人", "晨光商贸"}, p.names(1))
	assert.Empty(t, b.Failures)
	assert.Len(t, b.World.Requests(sandbox.Robot), 2)
}

func TestRefreshDueTellsOneFailure(t *testing.T) {
	b := pagetest.New(t)
	issue(b, t, b.Add("robot", "一"), "access_token")
	issue(b, t, b.AddWith("robot", "二", sandbox.Demo().Values("robot")), "access_token")
	p := shown(t, b)
	b.Move(3 * time.Hour)
	b.World.SetFault(sandbox.Robot, sandbox.Fault{Kind: sandbox.FaultStatus500})

	p.Refresh()
	assert.True(t, p.refresh.Busy())
	b.Settle()
	assert.False(t, p.refresh.Busy())
	assert.Len(t, b.Failures, 1, "two refusals, one message")
	assert.Equal(t, 2, len(p.names(0)), "nothing is lost")

	b.World.SetFault(sandbox.Robot, sandbox.Fault{})
	p.Refresh()
	b.Settle()
	p.Reload()
	b.Move(settle)
	assert.Empty(t, p.names(0))
	assert.Len(t, b.Failures, 1)
}

func TestCopyGoesThroughTheClipboard(t *testing.T) {
	b := pagetest.New(t)
	c := b.Add("robot", "华东客服机器人")
	token := issue(b, t, c, "access_token")
	p := shown(t, b)
	p.FocusList()
	row := p.rowAt(0)
	require.Equal(t, fyne.Focusable(row.ListRow), b.Window.Canvas().Focused())

	row.TypedShortcut(&fyne.ShortcutCopy{})
	b.Settle()
	secret, err := b.Vault.TokenSecret(context.Background(), c.ID, token.ID)
	require.NoError(t, err)
	assert.Equal(t, []pagetest.Copy{{Label: "access_token", Value: secret.Value, Secret: true}}, b.Copies)
	assert.False(t, b.Get(c.ID).UsedAt.IsZero())
}

func TestArrowsEnterAndFilter(t *testing.T) {
	b := pagetest.New(t)
	first, second := b.Add("robot", "华东客服机器人"), b.Add("jdy", "晨光商贸")
	issue(b, t, first, "access_token")
	issue(b, t, second, "app-token")
	p := shown(t, b)

	p.FocusList()
	focused := func() string { return p.list.at(p.list.index(p.list.focused())).Title }
	press := func(key fyne.KeyName) {
		b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	assert.Equal(t, "华东客服机器人", focused())
	press(fyne.KeyUp)
	assert.Equal(t, "华东客服机器人", focused(), "there is nothing above")
	press(fyne.KeyDown)
	assert.Equal(t, "晨光商贸", focused())
	press(fyne.KeyReturn)
	assert.Equal(t, []string{"platform jdy " + second.ID}, b.Went)

	p.SetFilter("  客服 ")
	b.Settle()
	assert.Equal(t, []string{"华东客服机器人"}, p.names(1))
	p.SetFilter("没有这个")
	b.Settle()
	assert.True(t, p.empty.Visible())
	assert.False(t, p.empty.Button().Visible(), "a search that finds nothing leads nowhere")
	p.SetFilter("")
	assert.Equal(t, 2, p.list.count())
}

func TestEmptyLeadsToTheFirstToken(t *testing.T) {
	b := pagetest.New(t)
	p := shown(t, b)
	require.True(t, p.empty.Visible())
	open := b.Add("yilianyun", "开放型") // gets its tokens by binding printers
	p.Reload()
	test.Tap(p.empty.Button())
	newest := b.Add("jdy", "新的")
	b.Add("yilianyun", "最新的")
	p.Reload()
	test.Tap(p.empty.Button())
	assert.Equal(t, []string{"platform yilianyun " + open.ID, "operation jdy.app-token " + newest.ID}, b.Went, "one press where there is such a one")

	issue(b, t, newest, "app-token")
	p.Reload()
	assert.False(t, p.empty.Visible())
	assert.Equal(t, 1, p.list.count(), "what another program stored comes up")

	require.NoError(t, b.Vault.Remove(context.Background(), newest.ID))
	p.Reload()
	assert.Zero(t, p.list.count())
	assert.Empty(t, p.list.rows, "rows of what is gone are dropped")
}

// TestNothingTicksWhileHidden lets a day pass behind another page.
func TestNothingTicksWhileHidden(t *testing.T) {
	b := pagetest.New(t)
	issue(b, t, b.Add("robot", "华东客服机器人"), "access_token")
	p := New(b.Ctx)
	b.Show(p)
	before := p.rowAt(0).shown.Remaining
	p.Hidden()
	b.Move(time.Hour)
	assert.Equal(t, before, p.rowAt(0).shown.Remaining)
	b.Show(p)
	assert.NotEqual(t, before, p.rowAt(0).shown.Remaining)
	p.Hidden()
}
