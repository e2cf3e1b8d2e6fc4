//go:build unix

package transfer_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/joho/godotenv"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/transfer"
)

// TestOthersReadTheEnv runs the file in a shell, and reads it with the library
// that Go programs use.
func TestOthersReadTheEnv(t *testing.T) {
	p := platform(t, "jdy")
	for _, secret := range []string{"plain1", "two words", `a"b`, "it's", `$HOME`, "`id`x", `back\slash`, "$(id)'", `100%!^&|;<>`, "中文😀", "#x", "a #b", `'"`, `\'x`} {
		data, err := transfer.Render("env", []transfer.Credential{{Platform: p, Name: "x`id`", Values: providers.Values{"client_id": "1", "client_secret": secret}}}, true)
		require.NoError(t, err)
		file := filepath.Join(t.TempDir(), "x.env")
		require.NoError(t, os.WriteFile(file, data, 0o600))
		out, err := exec.Command("bash", "-c", `set -a; . "$1"; printf %s "$JDY_CLIENT_SECRET"`, "bash", file).Output()
		require.NoError(t, err)
		assert.Equal(t, secret, string(out), "bash")
		if strings.HasSuffix(secret, `"`) && strings.Contains(secret, "'") {
			continue // that library drops a quotation mark at the end of a quoted value
		}
		read, err := godotenv.Parse(bytes.NewReader(data))
		require.NoError(t, err)
		assert.Equal(t, secret, read["JDY_CLIENT_SECRET"], "godotenv")
	}
}

func TestOnlyTheOwnerReadsTheFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.env")
	for _, replace := range []bool{false, true} {
		require.NoError(t, transfer.WriteFile(path, []byte(canary), replace))
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), info.Mode())
		require.NoError(t, os.Chmod(path, 0o644))
	}
}

func TestALinkIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(target, []byte("theirs"), 0o600))
	require.NoError(t, os.Symlink(target, link))
	require.ErrorIs(t, transfer.WriteFile(link, []byte(canary), false), fs.ErrExist)
	require.NoError(t, transfer.WriteFile(link, []byte(canary), true))
	assertHolds(t, target, "theirs")
	assertHolds(t, link, canary)
}
