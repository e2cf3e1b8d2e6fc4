package settings

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/backup"
	"keycase/ui/pages/parts/pagetest"
)

func TestTheLastBackupIsTold(t *testing.T) {
	b := pagetest.NewOn(t, pagetest.NewKeyring())
	g := New(b.Ctx, Params{})
	b.Show(g)
	said := func() string {
		g.Shown()
		return test.RenderObjectToMarkup(g.Content())
	}
	assert.Contains(t, said(), b.Ctx.T("settings.backup_never"))
	b.Add("jdy", "晨光商贸")
	b.Move(31 * 24 * time.Hour)
	assert.Contains(t, said(), b.Ctx.T("settings.backup_never_due"))
	require.NoError(t, backup.NoteMade(b.Vault, b.Now()))
	assert.Contains(t, said(), b.Ctx.T("settings.backup_today"))
	b.Move(2 * 24 * time.Hour)
	assert.Contains(t, said(), b.Ctx.T("settings.backup_days", "Count", 2))
	b.Move(29 * 24 * time.Hour)
	assert.Contains(t, said(), b.Ctx.T("settings.backup_due", "Count", 31))
}

func TestWhatIsInMemoryIsNotBackedUp(t *testing.T) {
	b := pagetest.New(t)
	g := New(b.Ctx, Params{})
	b.Show(g)
	assert.NotContains(t, test.RenderObjectToMarkup(g.Content()), b.Ctx.T("settings.backups"))
}
