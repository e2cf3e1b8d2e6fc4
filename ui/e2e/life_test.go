//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// TestEachPageOpensByKeyboard goes through the sidebar and what has keys of its own.
func TestEachPageOpensByKeyboard(t *testing.T) {
	home := t.TempDir()
	plant(t, openVault(t, home), shop)
	w := launch(t, plain, home)
	w.titled("总览")
	for i, platform := range catalog.Registry() {
		w.keys("ctrl+" + itoa(i+2))
		w.titled(platform.ShortName.ZH)
	}
	w.keys("ctrl+n")
	w.titled("新建凭证")
	w.keys("Escape")
	w.titled("易联云")
	w.turn(lastCard...)
	w.photograph("operation-yilianyun")
	w.keys("ctrl+comma")
	w.titled("设置")
	w.keys("ctrl+1")
	w.titled("总览")
}

// lastCard opens the operation at the end of a credential: from the search box, which
// is the first stop of the window, back to the last one.
var lastCard = []string{"ctrl+f", "shift+Tab", "Return"}

// The stops of the Tab key from the item of the only credential: the button above
// the list, then those of the detail's head.
const (
	stopEdit = 2
	stopMore = 3
)

// TestCredentialIsEditedAndRemoved does both by keyboard, and sees that an Enter
// too many removes nothing.
func TestCredentialIsEditedAndRemoved(t *testing.T) {
	home := t.TempDir()
	v := openVault(t, home)
	plant(t, v, shop[1:2]) // of KIS
	w := launch(t, plain, home)
	w.keys("ctrl+3")
	w.titled("金蝶 KIS")
	w.keys("Down")
	w.keys(repeat("Tab", stopEdit)...)
	w.turn("Return")
	w.photograph("form-edit")
	w.keys("ctrl+a")
	w.write("Renamed books")
	w.keys("Return")
	renamed := find(t, v, "Renamed books")
	w.titled("金蝶 KIS")
	secrets, err := v.Secrets(t.Context(), renamed.ID)
	require.NoError(t, err)
	for name, value := range secrets {
		assert.Equal(t, sandbox.Demo().Values("kis")[name], value, "what was not typed stays")
	}
	assert.NotEmpty(t, secrets)

	remove := func(confirm ...string) {
		w.keys("ctrl+1", "ctrl+3", "Down")
		w.keys(repeat("Tab", stopMore)...)
		w.keys("Return")
		w.photograph("credential-menu")
		w.keys("Up", "Return") // the last item
		w.photograph("credential-remove")
		w.keys(confirm...)
	}
	remove("Return")
	w.photograph("credential-kept")
	find(t, v, "Renamed books")
	remove("Tab", "Return")
	eventually(t, "the credential is gone", func() bool { return len(v.List()) == 0 })
}

// hurried plays the platform of robots with tokens that live for a few seconds
// only, where the real ones live for two hours.
func hurried(t *testing.T, world *sandbox.World, life time.Duration) (flags []string) {
	t.Helper()
	lifetime := regexp.MustCompile(`"expires_in":\d+`)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		world.Handler(sandbox.Robot).ServeHTTP(answer, r)
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			panic(err)
		}
		body = lifetime.ReplaceAll(body, []byte(`"expires_in":`+itoa(int(life/time.Second))))
		for name, values := range answer.Header() {
			if name != "Content-Length" {
				rw.Header()[name] = values
			}
		}
		rw.WriteHeader(answer.Code)
		_, _ = io.Copy(rw, bytes.NewReader(body)) // a client that has gone is no concern of ours
	}))
	t.Cleanup(server.Close)
	return []string{"-base-url", "robot=" + server.URL}
}

// expiredInk is what a ring is drawn with once its time is over.
const expiredInk = "#D2453A"

// TestTokenIsRefreshedAndExpires lets a token of a few seconds run out in front
// of the window, and renews it by keyboard.
func TestTokenIsRefreshedAndExpires(t *testing.T) {
	const life = 20 * time.Second
	world := sandbox.New(sandbox.Options{})
	home := t.TempDir()
	v := openVault(t, home)
	plant(t, v, []seed{{"robot", "单据审核机器人", "access_token", "", 2 * time.Hour, 3 * time.Minute}})
	token := func() vault.Token { return v.List()[0].Tokens[0] }
	planted := token()
	w := launch(t, plain, home, hurried(t, world, life)...)
	require.Zero(t, w.count(expiredInk), "nothing has expired yet")

	w.keys("Down", "F5")
	eventually(t, "a new token", func() bool { return !token().IssuedAt.Equal(planted.IssuedAt) })
	short := token()
	assert.InDelta(t, life, short.ExpiresAt.Sub(short.IssuedAt), float64(2*time.Second))
	w.photographMoving("overview-refreshed")

	eventually(t, "its end shows", func() bool { return w.count(expiredInk) > 0 })
	late := time.Since(short.ExpiresAt)
	assert.Positive(t, late, "shown as expired before it was")
	assert.Less(t, late, 5*time.Second)
	w.photograph("overview-expired")
	w.keys("ctrl+c")

	w.keys("F5")
	eventually(t, "another new token", func() bool { return !token().IssuedAt.Equal(short.IssuedAt) })
	assert.Empty(t, clipboard(), "an expired token is not copied")
	eventually(t, "it shows as valid", func() bool { return w.count(expiredInk) == 0 })
	assert.Len(t, world.Requests(sandbox.Robot), 2)
}

// TestLockAndUnlock locks an open file store by keyboard. What is shown then must
// not tell anything, and the passphrase leads back to where one was.
func TestLockAndUnlock(t *testing.T) {
	home := t.TempDir()
	v, flags := openFile(t, home)
	plant(t, v, shop[:2])
	w := launch(t, plain, home, flags...)
	w.keys("ctrl+3")
	w.titled("金蝶 KIS")
	w.keys("ctrl+l")
	w.titled("钥匣")
	w.photograph("locked")
	passphrase, err := os.ReadFile(filepath.Join(home, "passphrase"))
	require.NoError(t, err)
	w.keys("ctrl+1")
	assert.NotContains(t, w.title(), "总览", "nothing opens while it is locked")
	w.write(string(passphrase))
	w.keys("Return")
	w.titled("金蝶 KIS")
}

// TestCopiedSecretLeavesTheClipboard waits for the 30 s, and ends the program
// before them; what another program has copied since stays in both cases.
func TestCopiedSecretLeavesTheClipboard(t *testing.T) {
	home := t.TempDir()
	plant(t, openVault(t, home), shop[2:3])
	w := launch(t, plain, home)
	copyToken := func() {
		w.keys("ctrl+1", "Down", "ctrl+c")
		eventually(t, "the token is on the clipboard", func() bool { return clipboard() == "demo-token-0" })
	}

	copyToken()
	copied := time.Now()
	w.photographMoving("clipboard-countdown")
	eventually(t, "the clipboard is empty again", func() bool { return clipboard() == "" })
	assert.InDelta(t, 30, time.Since(copied).Seconds(), 5)

	copyToken()
	overwrite(t, "of another program")
	w.quit()
	assert.Equal(t, "of another program", clipboard())

	w = launch(t, plain, home)
	copyToken()
	w.quit()
	assert.Empty(t, clipboard())
}

// overwrite puts a text on the clipboard as another program would.
func overwrite(t *testing.T, text string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	put := exec.CommandContext(ctx, "xsel", "--clipboard", "--input")
	put.Stdin = strings.NewReader(text)
	require.NoError(t, put.Run())
	eventually(t, "another program has the clipboard", func() bool { return clipboard() == text })
}
