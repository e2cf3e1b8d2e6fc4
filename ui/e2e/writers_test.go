//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

var full = flag.Bool("full", false, "have the window and programs write at once for as many rounds as docs/reliability.md tells")

// shared is the credential that all write to, the programs another app_secret and the
// window a new token.
const shared = "shared"

// secretOf is what a credential of that name and age is given.
func secretOf(name string, edits int) string { return fmt.Sprintf("%s%08d", name, edits) }

// writer is a program that writes into the home of a window, one process for each write.
type writer struct {
	t       *testing.T
	program string
	home    string
	name    string
	// What has to be there in the end: the secrets of its own credentials by name, and
	// what it wrote last to the one that all share.
	own  map[string]string
	last string
	// writes counts its processes.
	writes int
}

// command writes by one process.
func (p *writer) command(values map[string]string, args ...string) {
	p.writes++
	cmd := exec.Command(p.program, append([]string{"credential", "--home", p.home, "--passphrase-file", filepath.Join(p.home, "passphrase"), "--lang", "en"}, args...)...)
	if values != nil {
		input, err := json.Marshal(values)
		assert.NoError(p.t, err)
		cmd.Stdin = strings.NewReader(string(input))
	}
	out, err := cmd.CombinedOutput()
	assert.NoError(p.t, err, "%v: %s", args, out)
}

// turn adds a credential and changes it, changes the one that all share, and in the end
// gives its own another name or removes it.
func (p *writer) turn(n int) {
	name := fmt.Sprintf("%s%d", p.name, n)
	p.command(map[string]string{"api_key": secretOf("key", n), "secret_key": secretOf(name, 0)}, "add", "robot", name, "--input", "-")
	p.command(map[string]string{"secret_key": secretOf(name, 1)}, "edit", name, "--input", "-")
	p.last = secretOf(name, 2)
	p.command(map[string]string{"app_secret": p.last}, "edit", shared, "--input", "-")
	if n%2 == 1 {
		p.command(nil, "remove", name, "--yes")
		return
	}
	p.command(nil, "edit", name, "--rename", name+"kept")
	p.own[name+"kept"] = secretOf(name, 1)
}

// form types a credential into the window's form.
func (w *window) form(name, key, secret string) {
	w.t.Helper()
	w.keys("ctrl+4")
	w.titled("业务机器人")
	w.keys("ctrl+n")
	w.titled("新建凭证")
	w.write(name)
	w.keys("Tab", "Tab")
	w.write(key)
	w.keys("Tab")
	w.write(secret)
	w.keys("Return")
	w.titled("业务机器人")
}

// TestWindowWritesWhileProgramsDo: the window, driven by keyboard, adds credentials and
// renews a token, while two programs add, change, rename and remove others in the same
// folder. In the end each finds what it wrote, and nothing else is there. The store is
// that of encrypted files: gnome-keyring ends now and then where several write at once.
func TestWindowWritesWhileProgramsDo(t *testing.T) {
	rounds := 20
	if *full {
		rounds = 100
	}
	_, flags, _ := playground(t)
	home := t.TempDir()
	v, file := openQuickFile(t, home, 2) // each process tries the passphrase
	plant(t, v, []seed{{"robot", shared, "access_token", "", 2 * day, day}})
	w := launch(t, plain, home, append(flags, file...)...)

	ctx, stop := context.WithCancel(t.Context())
	var writing sync.WaitGroup
	var programs []*writer
	for _, name := range []string{"one", "two"} {
		p := &writer{t: t, program: built(t, "keycase-cli"), home: home, name: name, own: map[string]string{}}
		programs = append(programs, p)
		writing.Go(func() {
			for n := 0; ctx.Err() == nil && !t.Failed(); n++ {
				p.turn(n)
			}
		})
	}
	t.Cleanup(writing.Wait)
	want := map[string]string{}
	var token vault.Token
	for n := range rounds {
		if n%4 == 3 {
			token = w.renews(v)
			continue
		}
		name := fmt.Sprintf("window%d", n)
		want[name] = secretOf(name, n)
		w.form(name, secretOf("key", n), want[name])
	}
	stop()
	writing.Wait()

	last := []string(nil)
	for _, p := range programs {
		maps.Copy(want, p.own)
		last = append(last, p.last)
	}
	eventually(t, "all of it is seen", func() bool { return len(v.List()) == len(want)+1 })
	w.open(programs[0].name + "0kept")
	w.titled("业务机器人")
	w.quit()
	got := secretsByName(t, v)
	assert.Contains(t, last, got[shared], "written by none of them at its end")
	delete(got, shared)
	assert.Equal(t, want, got)
	kept := find(t, v, shared)
	require.Len(t, kept.Tokens, 1)
	assert.Equal(t, token, kept.Tokens[0], "the token that the window got last")
	_, err := v.TokenSecret(t.Context(), kept.ID, token.ID)
	require.NoError(t, err)
	t.Logf("%d writes by the window, %d and %d by the programs meanwhile", rounds, programs[0].writes, programs[1].writes)
}

// renews has the window get a new token for the only credential that has one.
func (w *window) renews(v *vault.Vault) vault.Token {
	w.t.Helper()
	token := func() vault.Token { return find(w.t, v, shared).Tokens[0] }
	before := token()
	w.keys("ctrl+1")
	w.titled("总览")
	w.keys("Down", "F5")
	eventually(w.t, "a new token", func() bool { return !token().IssuedAt.Equal(before.IssuedAt) })
	return token()
}

// secretsByName reads what the secret of each credential is; of the one that all share,
// it is the one that is shared.
func secretsByName(t *testing.T, v *vault.Vault) map[string]string {
	t.Helper()
	report, err := v.Examine(t.Context())
	require.NoError(t, err)
	assert.False(t, report.Repairable(), "%v", report.Findings)
	all := map[string]string{}
	for _, c := range v.List() {
		secrets, err := v.Secrets(t.Context(), c.ID)
		require.NoError(t, err)
		all[c.Name] = secrets["secret_key"]
		if c.Name == shared {
			all[c.Name] = secrets["app_secret"]
		}
	}
	return all
}
