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
		return vault.Status{State: vault.StateMissing, Detail: "dial /run/CanaryUser/bus on canaryhost: credential canary4711:\n no answer", Err: vault.ErrNoKeyring}
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
	assert.Contains(t, report, "The system keyring does not work (missing)")
	assert.Equal(t, 3+len(checks)+actions(checks)-1, strings.Count(report, "\n"), "a line for each check and each action\n%s", report)
	for _, c := range checks {
		assert.Contains(t, report, c.ID)
	}
}

// TestReportNamesNoFolderElsewhere has the data outside of the person's own folder, where people name
// folders as they like, and looks at every check that tells of it.
func TestReportNamesNoFolderElsewhere(t *testing.T) {
	for name, person := range map[string]string{"elsewhere": filepath.Join(t.TempDir(), "li"), "none": "", "root": "/"} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			root := filepath.Join(t.TempDir(), "Canary Trading 北京", "li-books")
			paths, err := app.Locate(root, none)
			require.NoError(t, err)
			p.Paths, p.Private = paths, func() Private { return Private{Folder: person, Names: []string{"li"}} }
			told := func() string {
				d := New(p)
				return d.Report(d.All(context.Background()))
			}
			assert.Contains(t, told(), elsewhere+" is not there yet")
			require.NoError(t, paths.Create())
			require.NoError(t, os.Chmod(paths.Vault, 0o755)) // #nosec G302 -- so that it is told
			report := told()
			assert.Contains(t, report, "ok       home     "+elsewhere+"\n")
			assert.Contains(t, report, "chmod -R go-rwx "+elsewhere)
			for _, part := range []string{"Canary", "北京", "books"} {
				assert.NotContains(t, report, part)
			}
		})
	}
}

func TestNamesWithinPaths(t *testing.T) {
	p := healthy(t)
	p.Private = func() Private { return Private{Folder: "/home/lisi", Names: []string{"lisi", "x", "张三"}} }
	hide := New(p).hider()
	for text, want := range map[string]string{
		"/srv/lisi-backup/LISI2/oldlisi":          "/srv/***-backup/***2/old***",
		"at (/mnt/mylisi): and D:\\Lisikeys\\x":   "at (/mnt/my***): and D:\\***keys\\x",
		"file:///srv/lisikeys and //nas/lisikeys": "file:///srv/***keys and //nas/***keys",
		"~/lisikeys ~lisi2":                       "~/***keys ~***2",
		"/data/用户张三的/x":                           "/data/用户***的/x",
		"lisikeys linux/lisikeys 1/lisi":          "lisikeys linux/lisikeys 1/***",
	} {
		assert.Equal(t, want, hide(text))
	}
}

func TestBelow(t *testing.T) {
	for path, want := range map[string]bool{"/home/li/a": true, "/home/li": true, "/home/lisi": false, "/home": false, "/srv/x": false} {
		assert.Equal(t, want, below(filepath.FromSlash(path), filepath.FromSlash("/home/li")), path)
	}
	assert.False(t, below("/srv/x", "/"))
	assert.False(t, below("/srv/x", "."))
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
