//go:build e2e

package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/internal/canary"
	"keycase/vault"
)

// listen opens the window on a home full of canaries, and looks for further secrets as
// well.
func listen(t *testing.T, home string, flags []string, more ...string) *told {
	t.Helper()
	search := canary.NewSearch(canary.Secrets()...)
	for i, value := range more {
		search.Add(canary.Canary{Name: "further " + itoa(i+1), Value: value})
	}
	return &told{t: t, w: launch(t, plain, home, flags...), home: home, search: search}
}

// body is where a page or a dialog shows what came of a key. Messages that go by
// themselves stand below.
var body = area{220, 64, 960, 540}

// after presses keys, waits for what comes of them, and looks everywhere.
func (c *told) after(what string, keys ...string) {
	c.t.Helper()
	c.w.changes(body, func() { c.w.keys(keys...) })
	c.w.idle(what)
	c.w.still(what)
	c.look()
}

// twice types a new passphrase and its repetition, which differs at first, and has both
// taken in the end.
func (c *told) twice(right, wrong, done string) {
	c.t.Helper()
	c.w.write(right)
	c.w.keys("Return")
	c.w.write(wrong)
	c.after("that the two differ", "Return")
	c.w.keys("ctrl+a")
	c.w.write(right)
	c.after("the passphrase, selected", "ctrl+e", "ctrl+a")
	c.after(done, "Return")
}

// look looks everywhere.
func (c *told) look() {
	c.t.Helper()
	c.outside()
	c.selections()
	c.files()
}

// TestBackupPagesTellNoOne makes a backup and restores a credential from it: with a
// passphrase that is typed wrongly at first, shown and selected.
func TestBackupPagesTellNoOne(t *testing.T) {
	const right, wrong = "Mx4backup Rt9Vq2 Ks7Hd5 Yw3", "Jf6mistake Pz8Lb3 Wc5Tn9"
	home := t.TempDir()
	_, flags := canaries(t, home)
	person := filepath.Join(home, "person")
	require.NoError(t, os.Mkdir(person, 0o700))
	t.Setenv("HOME", person) // where backups go, and where they are looked for
	c := listen(t, home, flags, right, wrong)
	w := c.w

	w.open("backup")
	w.titled("备份凭证")
	w.keys("Tab", "Tab", "Tab") // past what is backed up
	c.twice(right, wrong, "that it is done")
	eventually(t, "the backup", func() bool {
		backups, err := filepath.Glob(filepath.Join(person, "*.age"))
		return err == nil && len(backups) == 1
	})

	v := openVault(t, home)
	secrets := secretsIn(t, v, "robot")
	require.NoError(t, v.Remove(t.Context(), find(t, v, "robot").ID))
	w.open("restore")
	w.titled("从备份恢复")
	c.after("the files", "Return")
	c.after("the file is chosen", "Tab", "Tab", "Right", "space") // beside the folder above
	c.after("its passphrase is asked for", "shift+Tab", "shift+Tab", "space")
	w.write(wrong)
	c.after("that it is wrong", "Return")
	w.write(right)
	c.after("the passphrase, selected", "ctrl+e", "ctrl+a")
	c.after("the preview", "Return")
	c.after("that it is back", "Return")
	assert.Equal(t, secrets, secretsIn(t, v, "robot"))
	c.end()
}

// Stops of the Tab key on the settings page of a file store, from the language.
const (
	stopPassphrase = 6
	stopMove       = 7
	// stopMoveBack is that of a keyring, which has nothing to lock.
	stopMoveBack = 4
)

// TestStoreDialogsTellNoOne changes the passphrase, moves all secrets to the keyring and
// back under another passphrase, each after a passphrase that does not do.
func TestStoreDialogsTellNoOne(t *testing.T) {
	const first, second, third = "three unrelated words", "Gk3second Vn7Qw9 Tb4Xs6", "Lz5third Hc8Mf2 Rd6Jp4"
	home := t.TempDir()
	v, args := openFile(t, home)
	_, flags := canaries(t, home, "--passphrase-file", filepath.Join(home, "passphrase"))
	require.Len(t, v.List(), 4)
	c := listen(t, home, append(args, flags...), second, third)
	w := c.w
	dialog := func(stops int, what string) {
		w.keys("ctrl+1")
		w.titled("总览")
		w.keys("ctrl+comma")
		w.titled("设置")
		w.keys(repeat("Tab", stops)...)
		c.after(what, "Return")
	}

	dialog(stopPassphrase, "the passphrases are asked for")
	w.write(third)
	w.keys("Return")
	w.write(second)
	w.keys("Return")
	w.write(second)
	c.after("the passphrase, selected", "ctrl+e", "ctrl+a")
	c.after("that the old one is wrong", "Return")
	w.write(first)
	c.after("that it is changed", "Tab", "Tab", "Return")

	dialog(stopMove, "whether to move")
	c.after("that all is in the keyring", "Tab", "Return")
	eventually(t, "all is in the keyring", func() bool { return v.Kind() == vault.StoreKeyring })
	assert.Equal(t, canary.Accounts().Robot.SecretKey, secretsIn(t, openVault(t, home), "robot")["secret_key"])

	dialog(stopMoveBack, "another passphrase is asked for")
	c.twice(third, second, "that all is in the file")
	eventually(t, "all is in the file", func() bool { return v.Kind() == vault.StoreFile })
	back, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(home, "vault"), Store: vault.StoreFile, Clock: time.Now,
		Passphrase: func(context.Context) ([]byte, error) { return []byte(third), nil },
	})
	require.NoError(t, err)
	assert.Equal(t, canary.Accounts().Robot.SecretKey, secretsIn(t, back, "robot")["secret_key"])
	require.NoError(t, back.Close())
	c.end()
}

// end closes the window, and looks at what is left.
func (c *told) end() {
	c.t.Helper()
	c.w.quit()
	c.place("standard error", c.w.log.String())
	c.files()
	c.selections()
	c.t.Logf("%d canaries, %d places, %d bytes", c.search.Canaries, c.search.Places, c.search.Bytes)
}

// secretsIn are those of a credential.
func secretsIn(t *testing.T, v *vault.Vault, name string) map[string]string {
	t.Helper()
	secrets, err := v.Secrets(t.Context(), find(t, v, name).ID)
	require.NoError(t, err)
	return secrets
}
