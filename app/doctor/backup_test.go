package doctor

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/backup"
	"keycase/vault"
)

func TestBackup(t *testing.T) {
	p := healthy(t)
	p.Broker = encrypted(t)
	v := p.Broker.Vault()
	c := look(t, p, "backup")
	assert.Equal(t, Info, c.Grade)
	assert.Equal(t, "There is nothing to back up", c.Text)

	require.NoError(t, v.Unlock(context.Background(), []byte("correct horse battery")))
	_, err := v.Add(context.Background(), vault.Credential{Platform: "jdy", Name: "one"}, nil)
	require.NoError(t, err)
	assert.Equal(t, Info, look(t, p, "backup").Grade, "it is young")

	for days, want := range map[int]Check{
		0:  {ID: "backup", Grade: OK, Text: "Backed up today"},
		1:  {ID: "backup", Grade: OK, Text: "Backed up 1 day ago"},
		30: {ID: "backup", Grade: OK, Text: "Backed up 30 days ago"},
		31: {ID: "backup", Grade: Warning, Text: "The last backup is 31 days old", Action: "Make a backup"},
	} {
		made := app.Now().Add(-time.Duration(days)*24*time.Hour - time.Hour)
		if days == 30 {
			made = made.Add(2 * time.Hour) // the whole 30 days, and no more
			want.Text = "Backed up 29 days ago"
		}
		require.NoError(t, backup.NoteMade(v, made))
		assert.Equal(t, want, look(t, p, "backup"))
	}
	p.Broker, p.Err = nil, vault.ErrCorrupt
	assert.Equal(t, Info, look(t, p, "backup").Grade)
}

func TestNoBackupYet(t *testing.T) {
	old := func() time.Time { return app.Now().Add(-31 * 24 * time.Hour) }
	dir := t.TempDir()
	ask := func(context.Context) ([]byte, error) { return []byte("correct horse battery"), nil }
	v, err := vault.Open(context.Background(), vault.Options{Dir: dir, Store: vault.StoreFile, Clock: old, WorkFactor: 2, Passphrase: ask})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	_, err = v.Add(context.Background(), vault.Credential{Platform: "jdy", Name: "one"}, nil)
	require.NoError(t, err)
	p := healthy(t)
	p.Broker = on(v)
	c := look(t, p, "backup")
	assert.Equal(t, Warning, c.Grade)
	assert.Equal(t, "No backup was made yet", c.Text)
	assert.NotEmpty(t, c.Action)
}
