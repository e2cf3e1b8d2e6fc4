package doctor

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/app"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// TestReportTellsNothingPrivate puts what nobody else may read wherever a check
// could pick it up.
func TestReportTellsNothingPrivate(t *testing.T) {
	p := healthy(t)
	person := filepath.Join(t.TempDir(), "canaryuser")
	paths, err := app.Locate(filepath.Join(person, ".config", "keycase"), none)
	require.NoError(t, err)
	require.NoError(t, paths.Create())
	p.Paths = paths
	p.Private = func() Private {
		return Private{Folder: person, Names: []string{"canaryuser", "Canary User", "canaryhost"}}
	}
	for _, file := range []string{"vault/canary credential.bak", "logs/" + crashFile} {
		name := filepath.Join(paths.Home, filepath.FromSlash(file))
		require.NoError(t, os.WriteFile(name, []byte("canarytrace"), 0o600))
		require.NoError(t, os.Chmod(name, 0o644)) // #nosec G302 -- so that it is told
	}
	p.Keyring = func(context.Context) vault.Status {
		return vault.Status{State: vault.StateMissing, Detail: "dial /run/CanaryUser/bus on canaryhost:\n no answer", Err: vault.ErrNoKeyring}
	}
	p.Env = variables(map[string]string{"LANG": "canaryuser/x"})
	d := New(p)
	checks := d.All(context.Background())
	report := d.Report(checks)

	lower := strings.ToLower(report)
	assert.NotContains(t, lower, "canary", report)
	assert.NotContains(t, report, person)
	for name, value := range sandbox.Demo().Values("robot") {
		if len(value) > 3 {
			assert.NotContains(t, report, value, name)
		}
	}
	assert.Contains(t, report, "~"+string(filepath.Separator)+".config")
	assert.Contains(t, report, "dial /run/***/bus on ***: no answer")
	assert.Equal(t, 3+len(checks)+actions(checks)-1, strings.Count(report, "\n"), "a line for each check and each action\n%s", report)
	for _, c := range checks {
		assert.Contains(t, report, c.ID)
	}
}

func actions(checks []Check) int {
	n := 0
	for _, c := range checks {
		if c.Action != "" {
			n++
		}
	}
	return n
}

func TestReportLooksLikeATable(t *testing.T) {
	d := New(healthy(t))
	report := d.Report([]Check{
		{ID: "version", Grade: Info, Text: "keycase 1"},
		{ID: "disk", Grade: Warning, Text: "little", Action: "free some"},
	})
	assert.Equal(t, "Keycase diagnostics\n\n"+
		"info     version  keycase 1\n"+
		"warning  disk     little\n"+
		"                  → free some\n", report)
}

func TestHideName(t *testing.T) {
	for _, c := range []struct{ text, name, want string }{
		{"/home/li/x", "li", "/home/***/x"},
		{"/HOME/LI/x", "li", "/HOME/***/x"},
		{"list of li", "li", "list of ***"},
		{"li li li", "li", "*** *** ***"},
		{"li2 2li lié", "li", "li2 2li lié"},
		{"在张三的电脑上", "张三", "在***的电脑上"},
		{"user张三", "张三", "user***"},
		{"a.b axb", "a.b", "*** axb"},
		{"", "li", ""},
	} {
		assert.Equal(t, c.want, hideName(c.text, c.name), c.text)
	}
}

// TestNoNameStaysAsAWord hides names between anything that is no letter.
func TestNoNameStaysAsAWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z][a-z0-9._-]{0,8}[a-z0-9]`).Draw(t, "name")
		parts := rapid.SliceOfN(rapid.StringMatching(`[ /:@"中文]{1,3}`), 2, 6).Draw(t, "parts")
		text := strings.Join(parts, name)
		assert.NotContains(t, hideName(text, name), name, text)
	})
}

func FuzzHideName(f *testing.F) {
	f.Add("/home/li/x", "li")
	f.Add("\xff\xfeli\x00", "\xfe")
	f.Fuzz(func(t *testing.T, text, name string) {
		if name == "" {
			return
		}
		got := hideName("<"+text+">", name)
		assert.True(t, utf8.ValidString(got))
		assert.NotContains(t, hideName("/home/"+name+"/x", name), "/"+name+"/")
	})
}

func TestMachine(t *testing.T) {
	p := Machine()
	home, err := os.UserHomeDir()
	require.NoError(t, err)
	assert.Equal(t, home, p.Folder)
	host, err := os.Hostname()
	require.NoError(t, err)
	assert.Contains(t, p.Names, host)
}
