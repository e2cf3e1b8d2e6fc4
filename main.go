// Keycase (钥匣) is the window: it keeps the keys of four platforms, turns them
// into tokens and signatures, and shows how long each still lives.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"strings"
	"sync"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/desktop/instance"
	"keycase/desktop/opengl"
	native "keycase/desktop/window"
	"keycase/providers/sandbox"
	"keycase/ui"
	"keycase/vault"
)

// The exit statuses beside 0.
const (
	exitUsage     = 2
	exitNoDisplay = 3
	exitNoOpenGL  = 4
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	app.NoCores() // before there is anything to be kept
	systemLang := translations.Detect(os.Getenv)
	s, err := parse(args, stderr, translations.New(systemLang))
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	case s.version:
		_, _ = fmt.Fprintln(stdout, "keycase", app.FullVersion())
		return 0
	}
	l := translations.New(firstOf(s.lang, systemLang))
	if !display(runtime.GOOS, os.Getenv) {
		return noDisplay(l, stderr, opengl.Ask)
	}
	if s.probe {
		return showProbe(stdout, stderr)
	}
	paths, err := app.Locate(s.home, os.Getenv)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 1
	}
	prepareSystem(firstOf(s.lang, systemLang))
	_ = native.ForgetDeadManager() // the toolkit tells of a display that does not answer
	home := paths.Home
	if vault.StoreKind(s.store) == vault.StoreMemory {
		home = "" // leaves nothing behind
	}
	draws := newGraphics(s, home, args, l, stderr)
	if status, goOn := draws.prepare(); !goOn {
		return status
	}
	around, err := begin(s, paths)
	if errors.Is(err, instance.ErrRunning) {
		_ = draws.record.Withdraw() // as below
		return 0                    // the other window has come to the front
	}
	around.drawn, around.keeps = draws.record.Reached, home
	err = show(window(s, around, systemLang))
	around.finish()
	switch {
	case errors.Is(err, errNoOpenGL):
		return draws.refused()
	case errors.Is(err, errNoDisplay):
		_ = draws.record.Withdraw() // the next start tries out OpenGL for nothing then
		return noDisplay(l, stderr, opengl.Ask)
	}
	return 0
}

// noDisplay tells that no window can be opened. Where Wayland alone answers somebody sits
// in front of a screen, who is asked to read it there, too.
func noDisplay(l *translations.Localizer, stderr io.Writer, ask func(title, text string, question bool) bool) (status int) {
	text := l.T("main.no_display")
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") != "" {
		text = l.T("main.no_xwayland")
		ask(l.T("opengl.title"), text, false)
	}
	_, _ = fmt.Fprintln(stderr, text)
	return exitNoDisplay
}

// show runs the window. Its errors are errNoOpenGL and errNoDisplay: a display that is
// named but does not answer makes Fyne's driver panic.
func show(w *ui.UI) (err error) {
	// What Fyne logs about a window that it cannot make is told better.
	var held bytes.Buffer
	usual := log.Writer()
	log.SetOutput(&held)
	defer func() {
		log.SetOutput(usual)
		switch fault := recover(); {
		case fault == nil:
		case strings.Contains(fmt.Sprint(fault), "GLFW"):
			err = errNoDisplay
		default:
			panic(fault)
		}
	}()
	if !w.Show() {
		return errNoOpenGL
	}
	log.SetOutput(usual)
	_, _ = usual.Write(held.Bytes())
	w.Run()
	return nil
}

func firstOf(choices ...string) string {
	for _, c := range choices {
		if c != "" {
			return c
		}
	}
	return ""
}

// opener opens the vault, and unlocks it where a file has the passphrase. The
// file is not read again later: what locks then is unlocked by a person. told
// hears how it went.
func opener(o app.Options, file string, told func(context.Context, *broker.Broker, error)) func(context.Context, vault.StoreKind, func(context.Context) ([]byte, error)) (*broker.Broker, error) {
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
			told(ctx, nil, err)
			return nil, err
		}
		if file != "" && opened.Vault.Locked() {
			err = unlock(ctx, opened.Vault, file)
		}
		opening = false
		if err != nil {
			told(ctx, nil, err)
			return nil, errors.Join(err, opened.Close())
		}
		told(ctx, opened.Broker, nil)
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
