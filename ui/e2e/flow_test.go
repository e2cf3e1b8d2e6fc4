//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// playground starts the sandbox in this process and returns it with the flags
// that point a program to it.
func playground(t *testing.T) (world *sandbox.World, window, cli []string) {
	t.Helper()
	world = sandbox.New(sandbox.Options{})
	servers, err := world.Start(t.Context(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	for _, p := range sandbox.Platforms() {
		window = append(window, "-base-url", p+"="+servers.URL(p))
		cli = append(cli, "--base-url", p+"="+servers.URL(p))
	}
	return world, window, cli
}

// find waits for a credential.
func find(t *testing.T, v *vault.Vault, name string) vault.Credential {
	t.Helper()
	var found vault.Credential
	eventually(t, "the credential "+name, func() bool {
		c, err := v.Find(name)
		found = c
		return err == nil
	})
	return found
}

// TestFirstCredentialAndToken goes the main way by keyboard: the first run, the
// form, the token, the copy.
func TestFirstCredentialAndToken(t *testing.T) {
	world, flags, _ := playground(t)
	home := t.TempDir()
	w := launch(t, plain, home, flags...)
	w.keys("3") // developers
	w.titled("新建凭证")

	demo := sandbox.Demo().JDY
	w.write("Morning Trade")
	w.keys("Tab", "Tab")
	w.write(demo.ClientID)
	w.keys("Tab")
	w.write(demo.ClientSecret)
	w.keys("Tab") // not to the eye
	w.write(demo.AppKey)
	w.keys("Tab")
	w.write(demo.AppSecret)
	w.keys("Return")

	v := openVault(t, home)
	c := find(t, v, "Morning Trade")
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"client_secret": demo.ClientSecret, "app_secret": demo.AppSecret}, secrets)
	w.titled("金蝶云·星辰")
	w.photograph("credential-new")

	w.keys("Down") // into the list
	w.keys(repeat("Tab", stopsBeforeTokens(t, c))...)
	w.keys("Return") // leads to the operation
	w.photograph("operation")
	w.keys("Return") // which has nothing to be typed, so its button has the keyboard
	eventually(t, "the token is stored", func() bool { return len(find(t, v, "Morning Trade").Tokens) == 1 })
	token := find(t, v, "Morning Trade").Tokens[0]
	assert.Equal(t, "app-token", token.Kind)
	assert.Equal(t, "0", world.Requests(sandbox.JDY)[0].Code)

	w.photograph("operation-done")

	w.keys("ctrl+1")
	w.titled("总览")
	w.keys("Down", "ctrl+c")
	secret, err := v.TokenSecret(t.Context(), c.ID, token.ID)
	require.NoError(t, err)
	eventually(t, "the token is on the clipboard", func() bool { return clipboard() == secret.Value })
	w.photograph("overview-copied")
}

// stopsBeforeTokens counts how often Tab has to be pressed from the list to the
// button beside the first token: over the head's buttons, and each field with
// what can be pressed in it.
func stopsBeforeTokens(t *testing.T, c vault.Credential) int {
	t.Helper()
	platform, err := catalog.Registry().Platform(c.Platform)
	require.NoError(t, err)
	const head = 3
	return head + len(platform.Fields) + len(c.Public) + 2*len(c.Secrets) + 1
}

func repeat(key string, n int) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = key
	}
	return keys
}

// clipboard is what another program would paste.
func clipboard() string {
	out, err := exec.Command("xsel", "--clipboard", "--output").Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// TestWindowAndCommandLineSeeEachOther lets both run on one home.
func TestWindowAndCommandLineSeeEachOther(t *testing.T) {
	_, window, cli := playground(t)
	home := t.TempDir()
	w := launch(t, plain, home, window...)
	command := func(stdin string, args ...string) string {
		t.Helper()
		run := exec.CommandContext(t.Context(), built(t, "keycase-cli"), append(append([]string{"--home", home, "--json"}, cli...), args...)...)
		run.Stdin = strings.NewReader(stdin)
		out, err := run.Output()
		require.NoError(t, err, "%v: %s", args, out)
		return string(out)
	}

	// The command line adds, and the window leaves its first page for it.
	values, err := json.Marshal(sandbox.Demo().Values("robot"))
	require.NoError(t, err)
	command(string(values), "credential", "add", "robot", "CLI robot", "--input", "-")
	command("", "run", "robot.token", "--credential", "CLI robot")
	w.titled("总览")
	w.keys("ctrl+f") // there is no search on the first page
	w.write("CLI robot")
	w.keys("Return")
	w.titled("业务机器人")
	w.photograph("credential-cli")

	// The window adds, and the command line lists it.
	w.keys("ctrl+n")
	w.titled("新建凭证")
	demo := sandbox.Demo().Robot
	w.write("Window robot")
	w.keys("Tab", "Tab")
	w.write(demo.APIKey)
	w.keys("Tab")
	w.write(demo.SecretKey)
	w.keys("Return")
	find(t, openVault(t, home), "Window robot")
	w.titled("业务机器人")
	listed := command("", "credential", "list")
	assert.Contains(t, listed, "Window robot")
	assert.Contains(t, listed, "CLI robot")
	assert.NotContains(t, listed, demo.SecretKey)

	// The command line removes, and the window's list is empty again.
	command("", "credential", "remove", "CLI robot", "--yes")
	command("", "credential", "remove", "Window robot", "--yes")
	w.keys("ctrl+1")
	w.titled("钥匣") // the first page again
	w.photograph("welcome-again")
}

// TestLanguageAndThemeChangeInTheOpenWindow uses the settings page, and starts
// again to see that they are remembered.
func TestLanguageAndThemeChangeInTheOpenWindow(t *testing.T) {
	home := t.TempDir()
	plant(t, openVault(t, home), shop[:2])
	w := launchFree(t, home)
	w.keys("ctrl+comma")
	w.titled("设置 - 钥匣")
	w.keys("Right") // the language has the keyboard
	w.titled("Settings - Keycase")
	w.photograph("settings-english")
	w.keys("Tab", "Right") // from the system's theme to the light one
	light := "srgb(250,250,248)"
	eventually(t, "the window is light", func() bool { return w.ground() == light })
	w.keys("Right")
	eventually(t, "the window is dark", func() bool { return w.ground() != light })
	dark := w.ground()
	w.keys("ctrl+1")
	w.titled("Overview - Keycase")
	w.stop()

	again := launchFree(t, home)
	again.titled("Overview - Keycase")
	assert.Equal(t, dark, again.ground())
}

// TestEncryptedFileWhereNoKeyringAnswers chooses the file, and unlocks it at the
// next start.
func TestEncryptedFileWhereNoKeyringAnswers(t *testing.T) {
	const passphrase = "three unrelated words"
	home := t.TempDir()
	silent := []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "nobody"), "FYNE_THEME=light"}
	w := start(t, plain, silent, home, "-lang", "zh")
	w.photograph("storage")
	w.write(passphrase)
	w.keys("Return")
	w.write(passphrase)
	w.keys("Return")
	identity := filepath.Join(home, "vault", "secrets", "identity.age")
	eventually(t, "the store is made", func() bool {
		_, err := os.Stat(identity)
		return err == nil
	})
	w.photograph("welcome-file")
	w.keys("3") // developers
	w.titled("新建凭证")
	w.stop()

	again := start(t, plain, silent, home, "-lang", "zh")
	again.photograph("unlock")
	again.write("wrong")
	again.keys("Return")
	again.photograph("unlock-wrong")
	assert.Equal(t, "钥匣", again.title())
	again.keys("ctrl+a")
	again.write(passphrase)
	again.keys("Return")
	again.photograph("unlocked")
	again.keys("3")
	again.titled("新建凭证")
}

// TestSandboxFromTheFirstPage needs neither keys nor network.
func TestSandboxFromTheFirstPage(t *testing.T) {
	home := t.TempDir()
	w := launch(t, plain, home)
	w.keys("Tab", "Tab", "Tab", "Return") // past the cards
	v := openVault(t, home)
	eventually(t, "a credential for each platform", func() bool { return len(v.List()) == len(sandbox.Platforms()) })
	w.keys("ctrl+3")
	w.titled("金蝶 KIS")
	w.photograph("sandbox")
}
