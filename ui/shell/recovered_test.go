package shell

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// recovered is a vault of which the last two lists were damaged.
func recovered(t *testing.T) *pagetest.Bench {
	t.Helper()
	dir, k := t.TempDir(), &keyring{items: map[string]string{}}
	p := benchWith(t, vault.Options{Store: vault.StoreKeyring, Keyring: k, Dir: dir})
	p.Add("kis", "明德会计")
	p.Add("jdy", "晨光商贸")
	require.NoError(t, p.Vault.Close())
	for _, name := range []string{"index.json", "index.1.json"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("{"), 0o600))
	}
	return benchWith(t, vault.Options{Keyring: k, Dir: dir})
}

func TestAnOlderListIsToldUntilItsPageIsOpened(t *testing.T) {
	b := newBenchOn(t, recovered(t))
	require.Equal(t, vault.RecoveryOlder, b.Vault.Recovery())
	banner := b.s.frame.banners.older
	require.True(t, banner.Visible())
	assert.Contains(t, texts(banner), "凭证目录坏过，现在用的是更早的一份")
	assert.Equal(t, banner.MinSize().Height, b.s.frame.content.Position().Y)
	b.s.CheckStore()
	b.Settle()
	assert.True(t, banner.Visible(), "it is no matter of moments")
	banner.Button().Tapped(nil)
	assert.Equal(t, "diagnostics", b.built[len(b.built)-1].name)
	assert.False(t, banner.Visible())
	assert.Zero(t, b.s.frame.content.Position().Y)
}

func TestARepairedListIsNoNews(t *testing.T) {
	b := newBenchOn(t, recovered(t))
	report, err := b.Vault.Examine(t.Context())
	require.NoError(t, err)
	require.NoError(t, b.Vault.Repair(t.Context(), report))
	b.s.reload() // which the vault's changes also do, at some moment
	assert.False(t, b.s.frame.banners.older.Visible())
	assert.False(t, newBench(t).s.frame.banners.older.Visible(), "nor is one that was always whole")
}
