// Keycase (钥匣) is the window: it keeps the keys of four platforms, turns them
// into tokens and signatures, and shows how long each still lives.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"github.com/godbus/dbus/v5"

	"keycase/app"
	"keycase/assets"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers/sandbox"
	"keycase/ui"
	"keycase/vault"
)

// The exit statuses beside 0.
const (
	exitUsage     = 2
	exitNoDisplay = 3
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	s, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	case s.version:
		_, _ = fmt.Fprintln(stdout, "keycase", app.FullVersion())
		return 0
	}
	systemLang := translations.Detect(os.Getenv)
	if !display(runtime.GOOS, os.Getenv) {
		l := translations.New(firstOf(s.lang, systemLang))
		_, _ = fmt.Fprintln(stderr, l.T("main.no_display"))
		return exitNoDisplay
	}
	paths, err := app.Locate(s.home, os.Getenv)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 1
	}
	prepareSystem(firstOf(s.lang, systemLang))
	return show(window(s, paths, systemLang), translations.New(firstOf(s.lang, systemLang)), stderr)
}

// show runs the window. A display that is named but does not answer makes Fyne's
// driver panic; that is told like a missing one.
func show(w *ui.UI, l *translations.Localizer, stderr io.Writer) (status int) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		if !strings.Contains(fmt.Sprint(fault), "GLFW") {
			panic(fault)
		}
		_, _ = fmt.Fprintln(stderr, l.T("main.no_display"))
		status = exitNoDisplay
	}()
	w.Run()
	return 0
}

func firstOf(choices ...string) string {
	for _, c := range choices {
		if c != "" {
			return c
		}
	}
	return ""
}

// display tells whether a window can be opened. Only where X11 and Wayland both
// say nothing it certainly cannot.
func display(goos string, env func(string) string) bool {
	if goos == "windows" || goos == "darwin" {
		return true
	}
	return env("DISPLAY") != "" || env("WAYLAND_DISPLAY") != ""
}

// prepareSystem sets what Fyne reads from the environment before it starts: X11,
// because its Wayland driver has no input method for Chinese, and a language,
// because without one it would choose Japanese shapes for Chinese characters; and
// the session bus, see sessionBus. It also makes the folder that Fyne expects its
// cache in.
func prepareSystem(lang string) {
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // Fyne does without, and says so
	}
	setUnlessSet := func(name, value string) {
		if os.Getenv(name) == "" {
			_ = os.Setenv(name, value) // Fyne's own default is left then
		}
	}
	if os.Getenv("DISPLAY") != "" {
		setUnlessSet("FYNE_PLATFORM", "x11")
	}
	if address := sessionBus(runtime.GOOS, os.Getenv, os.Getuid(), exists); address != "" {
		_ = os.Setenv(busAddress, address) // there is a bus too many then
	}
	locale := "zh_CN.UTF-8"
	if lang == translations.English {
		locale = "en_US.UTF-8"
	}
	switch base, _, _ := strings.Cut(firstOf(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), "."); base {
	case "", "C", "POSIX":
		_ = os.Setenv("LC_ALL", locale)
	}
}

const busAddress = "DBUS_SESSION_BUS_ADDRESS"

// sessionBus is the address to set where none is set; "" for none. Without one
// the D-Bus library under Fyne starts a bus of its own, which outlives the window.
// The address is where a session has its bus by convention, so that one which
// comes up later is found there; until then nobody answers, which is told as a
// missing keyring.
func sessionBus(goos string, env func(string) string, uid int, exists func(path string) bool) string {
	if goos == "windows" || goos == "darwin" {
		return ""
	}
	if given := env(busAddress); given != "" && !strings.HasPrefix(given, "autolaunch:") {
		return ""
	}
	usual := "/run/user/" + strconv.Itoa(uid)
	socket := firstOf(env("XDG_RUNTIME_DIR"), usual) + "/bus"
	if !exists(socket) && exists(usual+"/bus") {
		socket = usual + "/bus"
	}
	return "unix:path=" + dbus.EscapeBusAddressValue(socket)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func window(s settings, paths app.Paths, systemLang string) *ui.UI {
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: "app.keycase.desktop", Name: "Keycase", Version: app.Version,
		Icon:       fyne.NewStaticResource("keycase.png", assets.AppIconPNG),
		Migrations: map[string]bool{"fyneDo": true},
	})
	options := app.Options{Paths: paths, BaseURLs: s.baseURLs}
	return ui.New(ui.Params{
		App:  fyneapp.NewWithID("app.keycase.desktop"),
		Home: paths.Home, Version: app.FullVersion(),
		Lang: s.lang, SystemLang: systemLang,
		Store:    vault.StoreKind(s.store),
		Open:     opener(options, s.passphrase),
		Keyring:  vault.KeyringStatus,
		BaseURLs: s.baseURLs,
		Sandbox:  newSandbox(),
		Clock:    app.Now,
		After: func(d time.Duration, fn func()) func() {
			t := time.AfterFunc(d, fn)
			return func() { t.Stop() }
		},
		OnUI: fyne.Do,
	})
}

// opener opens the vault, and unlocks it where a file has the passphrase. The
// file is not read again later: what locks then is unlocked by a person.
func opener(o app.Options, file string) func(context.Context, vault.StoreKind, func(context.Context) ([]byte, error)) (*broker.Broker, error) {
	return func(ctx context.Context, store vault.StoreKind, ask func(context.Context) ([]byte, error)) (*broker.Broker, error) {
		opening := true
		o.Store, o.Passphrase = store, func(ctx context.Context) ([]byte, error) {
			if file != "" && opening {
				return app.ReadPassphrase(file)
			}
			return ask(ctx)
		}
		opened, err := app.New(ctx, o)
		if err != nil {
			return nil, err
		}
		if file != "" && opened.Vault.Locked() {
			err = unlock(ctx, opened.Vault, file)
		}
		opening = false
		if err != nil {
			return nil, errors.Join(err, opened.Close())
		}
		return opened.Broker, nil
	}
}

func unlock(ctx context.Context, v *vault.Vault, file string) error {
	passphrase, err := app.ReadPassphrase(file)
	if err != nil {
		return err
	}
	return v.Unlock(ctx, passphrase)
}

// newSandbox plays the platforms in this process from the first Start on.
func newSandbox() ui.Sandbox {
	accounts := map[string]map[string]string{}
	for _, platform := range sandbox.Platforms() {
		accounts[platform] = sandbox.Demo().Values(platform)
	}
	// Once: asked for twice, there is still one sandbox.
	start := sync.OnceValues(func() (map[string]string, error) {
		servers, err := sandbox.New(sandbox.Options{}).Start(context.Background(), "")
		if err != nil {
			return nil, err
		}
		addresses := map[string]string{}
		for _, platform := range sandbox.Platforms() {
			addresses[platform] = servers.URL(platform)
		}
		return addresses, nil
	})
	return ui.Sandbox{Accounts: accounts, Start: start}
}
