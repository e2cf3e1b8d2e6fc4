package ui

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/shell"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// troubles are what a keyring gives in each state.
var troubles = map[vault.State]error{
	vault.StateLocked: vault.ErrKeyringLocked, vault.StateMissing: vault.ErrNoService,
	vault.StateDenied: vault.ErrDenied, vault.StateHanging: vault.ErrKeyringHangs,
}

func TestKeyringIsTakenWithoutAsking(t *testing.T) {
	for _, state := range []vault.State{vault.StateReady, vault.StateLocked} {
		b := newBench(t, state)
		u := b.start(nil)
		assert.Equal(t, vault.StoreKeyring, u.Context().Vault.Kind())
		assert.Contains(t, b.texts(), "先做哪一件？")
		b.stop()
	}
}

func TestWithoutKeyringAPersonChooses(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	b.start(nil)
	assert.Contains(t, b.texts(), "密钥存在哪？")
	assert.Contains(t, b.texts(), "这台电脑没有系统密钥环。装上 gnome-keyring 或 KeePassXC 再试，或用加密文件。")
	fields := b.fields()
	require.Len(t, fields, 2)
	assert.Equal(t, fields[0].Focusable(), b.u.Window().Canvas().Focused())

	fields[0].SetText("short")
	b.press("用加密文件")
	assert.Equal(t, "太短，至少 8 位", fields[0].Error())
	fields[0].SetText("long enough 42")
	assert.Empty(t, fields[0].Error())
	fields[1].SetText("long enough 43")
	b.press("用加密文件")
	assert.Equal(t, "两次输的不一样", fields[1].Error())
	assert.Equal(t, "long enough 43", fields[1].Text(), "a wrong value stays as it was typed")

	fields[1].SetText("long enough 42")
	b.u.Window().Canvas().Focus(fields[1].Focusable())
	b.key(fyne.KeyReturn)
	assert.Equal(t, vault.StoreFile, b.u.Context().Vault.Kind())
	assert.Contains(t, b.texts(), "先做哪一件？")
	assert.Empty(t, fields[0].Text(), "what was typed does not stay behind")
}

func TestKeyringThatComesUpLaterIsFound(t *testing.T) {
	b := newBench(t, vault.StateHanging)
	b.start(nil)
	assert.Contains(t, b.texts(), "系统密钥环没有回答。看看桌面上有没有等着回答的窗口；没有就重新登录桌面。")
	fields := b.fields()
	fields[0].SetText("long enough 42")
	fields[1].SetText("long eno")
	for state, said := range map[vault.State]string{
		vault.StateHanging: "还是不行：系统密钥环没有回答",
		vault.StateDenied:  "还是不行：系统密钥环没有答应",
		vault.StateMissing: "还是不行：这台电脑没有系统密钥环",
	} {
		b.state = state
		assert.NotContains(t, b.texts(), said)
		b.press("再找一次密钥环")
		assert.Contains(t, b.texts(), said)
		require.Equal(t, fields, b.fields(), "the page stays")
		assert.Equal(t, "long enough 42", fields[0].Text())
		assert.Equal(t, "long eno", fields[1].Text(), "and what was typed")
	}
	b.state = vault.StateReady
	b.press("再找一次密钥环")
	assert.Equal(t, vault.StoreKeyring, b.u.Context().Vault.Kind())
	assert.Empty(t, fields[0].Text(), "what was typed does not stay behind")
}

func TestNoStoreIsMadeWhileTheKeyringIsAsked(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	b.start(nil)
	for _, f := range b.fields() {
		f.SetText("long enough 42")
	}
	b.state = vault.StateReady
	tap := func(name string) {
		for _, o := range b.objects() {
			if button, ok := o.(*widgets.Button); ok && button.AccessibilityLabel() == name {
				button.Tapped(nil)
			}
		}
	}
	tap("再找一次密钥环")
	tap("用加密文件")
	b.settle()
	assert.Equal(t, vault.StoreKeyring, b.u.Context().Vault.Kind())
	assert.NoFileExists(t, filepath.Join(b.dir, "vault", "secrets", "identity.age"))
}

func TestFileStoreIsUnlockedByAPerson(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	_, err := b.open(t.Context(), vault.StoreFile, once([]byte("long enough 42")))
	require.NoError(t, err)

	b.start(nil)
	assert.Contains(t, b.texts(), "钥匣锁着")
	field := b.fields()[0]
	field.SetText("wrong")
	b.press("解锁")
	assert.Equal(t, "主密码不对", field.Error())
	assert.Equal(t, "wrong", field.Text())
	field.Focusable().TypedRune('l')
	assert.Equal(t, "l", field.Text(), "the next one takes the place of the wrong one")
	field.SetText("long enough 42")
	b.key(fyne.KeyReturn)
	assert.Contains(t, b.texts(), "先做哪一件？")
	assert.False(t, b.u.Context().Vault.Locked())

	b.u.Context().Nav.Settings()
	b.settle()
	b.press("现在锁上")
	assert.True(t, b.u.Context().Vault.Locked())
	assert.Contains(t, b.texts(), "钥匣锁着")
}

func TestFileThatWasAskedForIsMadeWithAPassphrase(t *testing.T) {
	b := newBench(t, vault.StateReady)
	b.start(func(p *Params) { p.Store = vault.StoreFile })
	assert.Contains(t, b.texts(), "密钥要放进加密文件。")
	for _, o := range b.objects() {
		if button, ok := o.(*widgets.Button); ok {
			assert.NotEqual(t, "再找一次密钥环", button.AccessibilityLabel(), "it would undo what was asked for")
		}
	}
	for _, f := range b.fields() {
		f.SetText("long enough 42")
	}
	b.press("用加密文件")
	assert.Equal(t, vault.StoreFile, b.u.Context().Vault.Kind())
}

func TestPassphraseIsGivenOnce(t *testing.T) {
	ask := once([]byte("secret"))
	given, err := ask(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []byte("secret"), given)
	_, err = ask(t.Context())
	assert.ErrorIs(t, err, vault.ErrLocked, "a lock must not open by itself")
	_, err = once(nil)(t.Context())
	assert.ErrorIs(t, err, vault.ErrLocked)
}

func TestDamagedDataIsToldAndLeftAlone(t *testing.T) {
	b := newBench(t, vault.StateReady)
	index := filepath.Join(b.dir, "vault", "index.json")
	require.NoError(t, os.MkdirAll(filepath.Dir(index), 0o700))
	newer := []byte(`{"version": 999}`)
	require.NoError(t, os.WriteFile(index, newer, 0o600))
	b.start(nil)
	assert.Contains(t, b.texts(), "数据是更新的版本写的")
	assert.Contains(t, b.texts(), "把钥匣升级到最新版再打开")
	left, err := os.ReadFile(index)
	require.NoError(t, err)
	assert.Equal(t, newer, left)

	require.NoError(t, os.Remove(index))
	b.press("再试一次")
	assert.Contains(t, b.texts(), "先做哪一件？")
}

func TestLanguageAndThemeAreRemembered(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	u := b.start(nil)
	u.setLanguage("en")
	b.settle()
	assert.Contains(t, b.texts(), "Where should the secrets lie?", "also before the store is open")
	assert.Equal(t, "Keycase", u.Window().Title())
	b.state = vault.StateReady
	b.press("Look for the keyring again")
	u.setTheme(theme.Dark)
	u.setLanguage("zh")
	b.settle()
	assert.Contains(t, b.texts(), "先做哪一件？")
	b.stop()

	again := b.start(func(p *Params) { p.SystemLang = "en" })
	assert.Equal(t, "zh", again.Context().Text.Lang(), "the choice wins over the system")
	assert.Equal(t, theme.Dark, again.themeMode())
	b.stop()
	given := b.start(func(p *Params) { p.Lang = "en" })
	assert.Equal(t, "en", given.Context().Text.Lang(), "and a flag over the choice")
}

func TestRolesLeadOn(t *testing.T) {
	b := newBench(t, vault.StateReady)
	b.start(nil)
	b.key(fyne.KeyRight) // the first card has the keyboard
	b.key(fyne.KeyReturn)
	assert.Equal(t, "配对打印机 - 钥匣", b.u.Window().Title())
	assert.Contains(t, b.texts(), "用哪个应用配对")
	b.u.Context().Nav.Back()
	b.settle()
	assert.Contains(t, b.texts(), "先做哪一件？")
	b.key(fyne.KeyLeft)
	b.key(fyne.KeyReturn)
	assert.Contains(t, b.texts(), "新建凭证 · 金蝶云·星辰", "round the corner to the third")
	b.u.Context().Nav.Back()
	b.settle()
	b.key(fyne.Key1)
	assert.Contains(t, b.texts(), "填写 KIS 账号")
}

func TestSandboxThatCannotStartIsTold(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(func(p *Params) {
		p.Sandbox.Start = func() (map[string]string, error) { return nil, errors.New("no port") }
	})
	b.press("先用沙盒试试")
	assert.NotNil(t, u.Window().Canvas().Overlays().Top())
	assert.Empty(t, u.Context().Vault.List())
	assert.Equal(t, shell.Production, u.environment())
}

func TestSecretDoesNotOutliveTheWindow(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	u.Context().Clip.Copy("app_secret", "s3cret", true)
	assert.Equal(t, "s3cret", b.app.Clipboard().Content())
	b.stop()
	assert.Empty(t, b.app.Clipboard().Content())
}

func TestEnvironmentOfGivenAddresses(t *testing.T) {
	for address, want := range map[string]shell.Environment{
		"http://127.0.0.1:8080": shell.Sandbox, "http://localhost": shell.Sandbox, "http://[::1]:1": shell.Sandbox,
		"https://proxy.example.com": shell.Custom, "http://10.0.0.1": shell.Custom, ":bad": shell.Custom,
	} {
		u := &UI{p: Params{BaseURLs: map[string]string{"jdy": address}}}
		assert.Equal(t, want, u.environment(), address)
	}
}

// BenchmarkStart is the way from the program's start to the first page.
func BenchmarkStart(b *testing.B) {
	bench := newBench(b, vault.StateReady)
	for b.Loop() {
		bench.start(nil)
		bench.stop()
	}
}
