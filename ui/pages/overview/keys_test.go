package overview

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// at is where the row with the keyboard stands, or -1.
func (p *Page) at() int { return p.list.index(p.list.focused()) }

// inSight tells whether the whole row at an index can be seen.
func (p *Page) inSight(index int) bool {
	l := p.list
	return l.y(index) >= l.scroll.Offset.Y && l.y(index)+rowPitch <= l.scroll.Offset.Y+l.scroll.Size().Height
}

// TestKeysWalkOverBothGroups goes from end to end of two groups that are longer than
// the window.
func TestKeysWalkOverBothGroups(t *testing.T) {
	b := pagetest.New(t)
	many(t, b, 60, time.Hour)
	p := shown(t, b)
	top := len(p.list.groups[0].tokens)
	require.Greater(t, top, 12)
	require.Greater(t, 60-top, 12)
	press := func(key fyne.KeyName) {
		focused := b.Window.Canvas().Focused()
		require.NotNil(t, focused)
		focused.TypedKey(&fyne.KeyEvent{Name: key})
	}

	p.FocusList()
	for want := range 60 {
		require.Equal(t, want, p.at())
		require.True(t, p.inSight(want), want)
		press(fyne.KeyDown)
	}
	assert.Equal(t, 59, p.at(), "there is nothing below")
	p.TakeKey(fyne.KeyHome)
	assert.Equal(t, 0, p.at())
	assert.Zero(t, p.list.scroll.Offset.Y, "with its heading")
	p.TakeKey(fyne.KeyPageDown)
	page := p.at()
	assert.Greater(t, page, 5)
	assert.True(t, p.inSight(page))
	p.TakeKey(fyne.KeyPageUp)
	assert.Equal(t, 0, p.at())
	p.TakeKey(fyne.KeyEnd)
	assert.Equal(t, 59, p.at())
	assert.True(t, p.inSight(59))
	press(fyne.KeyReturn)
	assert.Equal(t, []string{"platform " + p.list.at(59).Platform + " " + p.list.at(59).CredentialID}, b.Went)
}

// TestTabGoesOnBelowTheWindow reaches a row that had no widget when Tab began.
func TestTabGoesOnBelowTheWindow(t *testing.T) {
	b := pagetest.New(t)
	many(t, b, 40, time.Hour)
	p := shown(t, b)
	require.Nil(t, p.rowAt(30))
	p.FocusList()
	for range 200 {
		b.Window.Canvas().FocusNext()
		if p.at() == 30 {
			break
		}
	}
	require.Equal(t, 30, p.at())
	assert.True(t, p.inSight(30))
}

// TestTheKeyboardStaysWithItsRow scrolls it out of sight, lets others come and go,
// and takes it away.
func TestTheKeyboardStaysWithItsRow(t *testing.T) {
	b := pagetest.New(t)
	many(t, b, 60, time.Hour)
	p := shown(t, b)
	p.FocusList()
	p.list.move(3)
	id := p.list.focused()
	p.list.scroll.ScrollToBottom()
	p.list.scrolled()
	assert.Equal(t, id, p.list.focused(), "its widget is lent to nobody else")
	require.NoError(t, b.Broker.RemoveCredential(t.Context(), p.list.at(0).CredentialID))
	p.Reload()
	assert.Equal(t, id, p.list.focused())
	assert.Equal(t, 2, p.at())

	require.NoError(t, b.Broker.RemoveCredential(t.Context(), p.list.at(2).CredentialID))
	p.Reload()
	assert.Equal(t, 2, p.at(), "what took its place")
	for p.list.count() > 0 {
		require.NoError(t, b.Broker.RemoveCredential(t.Context(), p.list.at(0).CredentialID))
		p.Reload()
	}
	assert.Nil(t, b.Window.Canvas().Focused())
	p.TakeKey(fyne.KeyEnd)
	p.FocusList()
}

func TestF5RefreshesTheRow(t *testing.T) {
	b := pagetest.New(t)
	issue(b, t, b.Add("robot", "甲"), "access_token")
	p := shown(t, b)
	b.Move(time.Minute)
	p.FocusList()
	p.rowAt(0).TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	assert.True(t, p.rowAt(0).shown.Refreshing)
	b.Settle()
	assert.Equal(t, b.Now().Add(2*time.Hour).UTC(), b.Get(p.list.at(0).CredentialID).Tokens[0].ExpiresAt, "also before it is due")

	p.Refresh()
	assert.Equal(t, []string{"还没有要刷新的"}, b.Toasts)
}

// TestTheKeyboardFollowsARefreshedRow to where it sorts, far below in a long list; one that was scrolled
// out of sight by hand does not call it back.
func TestTheKeyboardFollowsARefreshedRow(t *testing.T) {
	for name, scrolledAway := range map[string]bool{"in sight": false, "scrolled away": true} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.New(t)
			token := issue(b, t, b.Add("robot", "甲"), "access_token")
			many(t, b, 195, time.Minute)
			b.Move(3 * time.Hour)
			p := shown(t, b)
			before := p.list.index(token.ID)
			require.Greater(t, before, 100)
			p.list.focus(before)
			b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
			b.Settle()
			p.Reload()
			require.Equal(t, before, p.at(), "it waits a moment")
			if scrolledAway {
				p.list.top()
				p.list.scrolled()
			}
			b.Move(settle)
			assert.Equal(t, token.ID, p.list.focused())
			assert.Equal(t, 195, p.at())
			assert.Equal(t, !scrolledAway, p.inSight(195))
			assert.Equal(t, scrolledAway, p.list.scroll.Offset.Y == 0)
		})
	}
}

// TestADailyQuotaIsNotUsedUnasked refreshes a token whose platform counts.
func TestADailyQuotaIsNotUsedUnasked(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("yilianyun", "解放路店")
	_, err := b.Vault.PutToken(t.Context(), cred.ID, vault.Token{
		Kind: "access_token", Subject: "4004683219", IssuedAt: b.Now(), ExpiresAt: b.Now().AddDate(0, 0, 2),
		HasRefresh: true, RefreshExpiresAt: b.Now().AddDate(0, 0, 7),
	}, vault.TokenSecret{Value: "token", Refresh: "refresh"})
	require.NoError(t, err)
	p := shown(t, b)
	p.FocusList()
	p.rowAt(0).TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	require.Len(t, b.Questions, 1)
	assert.Contains(t, b.Questions[0].Body, "0/20")
	b.Questions[0].Answer(false)
	b.Settle()
	assert.Empty(t, b.World.Requests("yilianyun"))
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Len(t, b.World.Requests("yilianyun"), 1)
}

// TestAFailedRefreshLeadsToWhatMendsIt as on the credential's own page.
func TestAFailedRefreshLeadsToWhatMendsIt(t *testing.T) {
	b := pagetest.New(t)
	b.Wizards = map[string]bool{"yilianyun": true}
	cred := b.Add("yilianyun", "解放路店")
	_, err := b.Vault.PutToken(t.Context(), cred.ID, vault.Token{
		Kind: "access_token", Subject: "4004683219", IssuedAt: b.Now(), ExpiresAt: b.Now().Add(time.Hour),
		HasRefresh: true, RefreshExpiresAt: b.Now().Add(time.Hour),
	}, vault.TokenSecret{Value: "token", Refresh: "unknown"})
	require.NoError(t, err)
	p := shown(t, b)
	p.Refresh()
	b.Settle()
	require.Len(t, b.Questions, 1, b.Failures)
	assert.Equal(t, "重新配对", b.Questions[0].Yes)
	b.Questions[0].Answer(true)
	assert.Equal(t, []string{"wizard yilianyun " + cred.ID}, b.Went)
	assert.Empty(t, b.Failures)
}

// TestWaitingForTheKeyring copies while a prompt of the keyring stays unanswered.
func TestWaitingForTheKeyring(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	store(t, b, "jdy", "甲", time.Hour)
	p := shown(t, b)
	p.FocusList()
	copyRow := func() { p.rowAt(0).TypedShortcut(&fyne.ShortcutCopy{}) }
	release := keyring.Hold()
	copyRow()
	copyRow() // a second time changes nothing
	b.Tick(299 * time.Millisecond)
	assert.NotContains(t, p.rowAt(0).shown.Detail, "Esc")
	b.Tick(time.Millisecond)
	assert.Contains(t, p.rowAt(0).shown.Detail, "Esc")
	p.Escape()
	assert.NotContains(t, p.rowAt(0).shown.Detail, "Esc")
	assert.Empty(t, b.Went, "Esc only stopped waiting")
	release()
	b.Settle()
	assert.Empty(t, b.Copies)

	copyRow()
	b.Settle()
	assert.Len(t, b.Copies, 1)
	keyring.Refuse(vault.ErrLocked)
	copyRow()
	b.Settle()
	assert.Len(t, b.Failures, 1)
	assert.Len(t, b.Copies, 1)
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went)
}
