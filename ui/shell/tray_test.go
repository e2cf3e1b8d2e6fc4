package shell

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// expiring stores a credential with a token that ends then.
func expiring(t *testing.T, b *bench, name string, in time.Duration, never bool) {
	t.Helper()
	c := b.Add("robot", name)
	_, err := b.Vault.PutToken(t.Context(), c.ID, vault.Token{
		Kind: "access_token", IssuedAt: b.Now(), ExpiresAt: b.Now().Add(in), Never: never,
	}, vault.TokenSecret{Value: "t0ken"})
	require.NoError(t, err)
}

func TestSoonestExpiries(t *testing.T) {
	b := newBench(t)
	expiring(t, b, "丁", 3*time.Hour, false)
	expiring(t, b, "乙", 46*time.Minute+30*time.Second, false)
	expiring(t, b, "丙", time.Hour+22*time.Minute, false)
	expiring(t, b, "甲", -18*time.Minute, false)
	expiring(t, b, "旧", -25*time.Hour, false)
	expiring(t, b, "快", 30*time.Second, false)
	expiring(t, b, "久", 0, true)
	assert.Equal(t, []TrayLine{
		{"甲 · access_token", "已过期 18 分钟"}, {"快 · access_token", "不到 1 分钟"}, {"乙 · access_token", "46 分钟"},
	}, b.s.Soonest(3))
	assert.Len(t, b.s.Soonest(9), 5, "without those that never end, or did long ago")
	assert.Empty(t, b.s.Soonest(0))
}

func TestTrayIsToldOfChangesOnly(t *testing.T) {
	var told [][]TrayLine
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.OnTray = func(lines []TrayLine) { told = append(told, lines) }
	})
	assert.Equal(t, [][]TrayLine{nil}, told, "nothing to show, which is told, too")
	expiring(t, b, "乙", 5*time.Minute+10*time.Second, false)
	b.eventually(t, "the new token", func() bool { return len(told) == 2 })
	assert.Equal(t, []TrayLine{{"乙 · access_token", "5 分钟"}}, told[1])

	b.s.SetVisible(false)
	before := len(told)
	b.Move(59 * time.Second)
	assert.LessOrEqual(t, len(told), before+1, "not each second")
	b.Move(61 * time.Second)
	require.Len(t, told, before+2, "though the window is hidden")
	assert.Equal(t, "3 分钟", told[len(told)-1][0].Remaining)
	b.s.SetText(translations.New(translations.English))
	assert.Equal(t, "3 min", told[len(told)-1][0].Remaining)
	b.s.Close()
	before = len(told)
	b.Move(time.Hour)
	assert.Len(t, told, before)
}

func TestTrayOfALockedStoreIsEmpty(t *testing.T) {
	var last []TrayLine
	b := newBenchWith(t, fileBench(t), func(p *Params) { p.OnTray = func(lines []TrayLine) { last = lines } })
	expiring(t, b, "乙", time.Hour, false)
	b.eventually(t, "the new token", func() bool { return len(last) == 1 })
	b.s.Lock()
	assert.Empty(t, last)
	require.NoError(t, b.Vault.Unlock(t.Context(), []byte(passphrase)))
	b.s.Unlocked()
	assert.Len(t, last, 1)
}
