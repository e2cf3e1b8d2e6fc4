package overview

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/backup"
	"keycase/ui/pages/parts/pagetest"
)

func TestTheReminderIsQuietAndGoes(t *testing.T) {
	b := pagetest.NewOn(t, pagetest.NewKeyring())
	b.Add("jdy", "晨光商贸")
	p := New(b.Ctx)
	b.Show(p)
	assert.False(t, p.backup.object.Visible(), "it is young")
	b.Move(31 * 24 * time.Hour)
	p.Reload()
	assert.True(t, p.backup.object.Visible())
	b.Picture("overview-backup-zh-light", 1)

	p.backup.later()
	assert.False(t, p.backup.object.Visible())
	b.Settle()
	p.Reload()
	assert.False(t, p.backup.object.Visible())
	b.Move(31 * 24 * time.Hour)
	p.Reload()
	assert.True(t, p.backup.object.Visible(), "put off is not for ever")
	require.NoError(t, backup.NoteMade(b.Vault, b.Now()))
	p.Reload()
	assert.False(t, p.backup.object.Visible())
	assert.Empty(t, b.Questions)
	assert.Empty(t, b.Toasts)
}
