package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/vault"
)

func TestParse(t *testing.T) {
	s, err := parse([]string{"-home", "/data", "-store", "file", "-lang", "en", "-base-url", "jdy=http://127.0.0.1:1", "-base-url", "kis=https://kis.example.com"}, io.Discard, translations.New("en"))
	require.NoError(t, err)
	assert.Equal(t, settings{
		home: "/data", store: "file", lang: "en",
		baseURLs: baseURLs{"jdy": "http://127.0.0.1:1", "kis": "https://kis.example.com"},
	}, s)

	for _, args := range [][]string{
		{"-store", "cloud"}, {"-lang", "de"}, {"-base-url", "jdy"}, {"-base-url", "jdy="}, {"-base-url", "nobody=http://x"},
		{"-base-url", "jdy=https://evil.example#"}, {"-base-url", "jdy=https://:80"}, {"-base-url", "jdy=https://a@evil.example"},
		{"stray"}, {"-unknown"},
	} {
		var said bytes.Buffer
		_, err := parse(args, &said, translations.New("zh"))
		assert.Error(t, err, args)
		assert.NotErrorIs(t, err, flag.ErrHelp)
		assert.NotEmpty(t, said.String(), "%v is told", args)
	}
}

func TestRunWithoutAWindow(t *testing.T) {
	var out, errs bytes.Buffer
	assert.Zero(t, run([]string{"-version"}, &out, &errs))
	assert.Contains(t, out.String(), "keycase ")
	assert.Zero(t, run([]string{"-help"}, &out, &errs))
	assert.Contains(t, errs.String(), "-base-url PLATFORM=URL")
	assert.Equal(t, exitUsage, run([]string{"-store", "x"}, &out, &errs))
}

func TestNoDisplayIsTold(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	for lang, word := range map[string]string{"zh": "没有显示器", "en": "no display"} {
		var out, errs bytes.Buffer
		assert.Equal(t, exitNoDisplay, run([]string{"-lang", lang, "-home", t.TempDir()}, &out, &errs))
		assert.Contains(t, errs.String(), word)
		assert.Contains(t, errs.String(), "keycase-cli")
	}
}

func TestWaylandAloneIsTold(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	var errs bytes.Buffer
	var shown string
	assert.Equal(t, exitNoDisplay, noDisplay(translations.New("zh"), &errs, func(_, text string, _ bool) bool {
		shown = text
		return false
	}))
	assert.Contains(t, errs.String(), "XWayland")
	assert.Contains(t, errs.String(), shown)
	assert.NotEmpty(t, shown)
}

func TestDisplay(t *testing.T) {
	env := func(pairs map[string]string) func(string) string {
		return func(name string) string { return pairs[name] }
	}
	assert.False(t, display("linux", env(nil)))
	assert.True(t, display("linux", env(map[string]string{"DISPLAY": ":0"})))
	assert.True(t, display("linux", env(map[string]string{"WAYLAND_DISPLAY": "wayland-0"})))
	assert.True(t, display("windows", env(nil)))
	assert.True(t, display("darwin", env(nil)))
}

func TestPrepareSystem(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "FYNE_PLATFORM", "DISPLAY", busAddress} {
		t.Setenv(name, "")
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir()+"/cache")
	get := os.Getenv

	prepareSystem("zh")
	assert.Equal(t, "zh_CN.UTF-8", get("LC_ALL"))
	assert.Empty(t, get("FYNE_PLATFORM"), "no X server, no X11")
	assert.DirExists(t, get("XDG_CACHE_HOME"))
	assert.Equal(t, runtime.GOOS == "windows" || runtime.GOOS == "darwin", get(busAddress) == "", "Fyne starts no bus")

	t.Setenv("LC_ALL", "de_DE.UTF-8")
	t.Setenv("DISPLAY", ":0")
	prepareSystem("en")
	assert.Equal(t, "de_DE.UTF-8", get("LC_ALL"), "a locale that is set stays")
	assert.Equal(t, "x11", get("FYNE_PLATFORM"))

	t.Setenv("FYNE_PLATFORM", "wayland")
	prepareSystem("en")
	assert.Equal(t, "wayland", get("FYNE_PLATFORM"), "so does a choice")
}

func TestSessionBusIsNeverStarted(t *testing.T) {
	env := func(address, runtimeDir string) func(string) string {
		return func(name string) string {
			return map[string]string{busAddress: address, "XDG_RUNTIME_DIR": runtimeDir}[name]
		}
	}
	only := func(there ...string) func(string) bool {
		return func(path string) bool { return slices.Contains(there, path) }
	}
	const usual, own = "/run/user/7/bus", "/run/a b/bus"
	for _, c := range []struct {
		goos, address, runtimeDir string
		there                     []string
		want                      string
	}{
		{"linux", "", "", nil, "unix:path=/run/user/7/bus"},
		{"linux", "", "/run/a b", nil, "unix:path=/run/a%20b/bus"},
		{"linux", "", "/run/a b", []string{own, usual}, "unix:path=/run/a%20b/bus"},
		{"linux", "", "/run/a b", []string{usual}, "unix:path=/run/user/7/bus"},
		{"freebsd", "autolaunch:", "", nil, "unix:path=/run/user/7/bus"},
		{"linux", "unix:path=/given", "/run/a b", []string{own}, ""},
		{"windows", "", "", nil, ""},
		{"darwin", "", "", nil, ""},
	} {
		assert.Equal(t, c.want, sessionBus(c.goos, env(c.address, c.runtimeDir), 7, only(c.there...)), "%+v", c)
	}
	if runtime.GOOS == "linux" {
		t.Setenv(busAddress, sessionBus("linux", env("", t.TempDir()), os.Getuid(), only()))
		assert.Equal(t, vault.StateMissing, vault.KeyringStatus(t.Context()).State)
	}
}

func TestPassphraseFileOpensWithoutAsking(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "passphrase")
	require.NoError(t, os.WriteFile(file, []byte("three unrelated words\n"), 0o600))
	paths, err := app.Locate(filepath.Join(dir, "home"), os.Getenv)
	require.NoError(t, err)
	asked := errors.New("asked")
	ask := func(context.Context) ([]byte, error) { return nil, asked }
	var told []error
	open := opener(app.Options{Paths: paths}, file, func(_ context.Context, _ *broker.Broker, err error) { told = append(told, err) })

	made, err := open(t.Context(), vault.StoreFile, ask)
	require.NoError(t, err)
	require.NoError(t, made.Vault().Close())
	again, err := open(t.Context(), "", ask)
	require.NoError(t, err)
	assert.False(t, again.Vault().Locked())
	again.Vault().Lock()
	_, err = again.Vault().Add(t.Context(), vault.Credential{Platform: "kis", Name: "x"}, map[string]string{"client_secret": "s"})
	assert.ErrorIs(t, err, asked, "a lock does not open by itself")
	require.NoError(t, again.Vault().Close())

	require.NoError(t, os.WriteFile(file, []byte("wrong"), 0o600))
	_, err = open(t.Context(), "", ask)
	assert.ErrorIs(t, err, vault.ErrWrongPassphrase)
	require.Len(t, told, 3)
	assert.NoError(t, told[0])
	assert.ErrorIs(t, told[2], vault.ErrWrongPassphrase)
}

func TestSandboxIsOneHoweverOftenItIsStarted(t *testing.T) {
	s := newSandbox()
	first, err := s.Start()
	require.NoError(t, err)
	second, err := s.Start()
	require.NoError(t, err)
	assert.Equal(t, first, second)
	for platform := range s.Accounts {
		assert.NotEmpty(t, first[platform], platform)
	}
}

// TestHelpSpeaksTheSystemsLanguage, since nothing was chosen yet when it is asked for.
func TestHelpSpeaksTheSystemsLanguage(t *testing.T) {
	for locale, words := range map[string][]string{
		"zh_CN.UTF-8": {"用法：", "-store keyring|file|memory", "密钥存在哪里", "-home DIR", "-lang zh|en", "-passphrase-file FILE"},
		"en_GB.UTF-8": {"Usage:", "where secrets lie", "-home DIR"},
	} {
		t.Setenv("LC_ALL", locale)
		var out, errs bytes.Buffer
		assert.Zero(t, run([]string{"-h"}, &out, &errs))
		for _, word := range words {
			assert.Contains(t, errs.String(), word)
		}
		assert.NotContains(t, errs.String(), "value\n", "each flag says what it takes")
		assert.NotContains(t, errs.String(), "string\n")
	}
}
