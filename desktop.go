package main

import (
	"bytes"
	"context"
	"image"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"keycase/app"
	"keycase/app/doctor"
	"keycase/app/history"
	"keycase/assets"
	"keycase/desktop/away"
	"keycase/desktop/clipboard"
	"keycase/desktop/ime"
	"keycase/desktop/screen"
	systemtray "keycase/desktop/tray"
	native "keycase/desktop/window"
	"keycase/pairing"
	"keycase/ui"
	"keycase/ui/core"
	"keycase/ui/shell"
	"keycase/ui/tray"
	"keycase/vault"
)

// window makes the window out of everything around it.
func window(s settings, around *session, systemLang string) *ui.UI {
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: "Keycase", Version: app.Version,
		Icon:       fyne.NewStaticResource("keycase.png", assets.AppIconPNG),
		Migrations: map[string]bool{"fyneDo": true},
	})
	a := fyneapp.NewWithID(appID)
	keepChoices(a)
	options := app.Options{Paths: around.paths, BaseURLs: s.baseURLs}
	marked := &secrets{}
	around.clipboard = marked
	desk := desktop(a, marked)
	u := ui.New(ui.Params{
		App:  a,
		Home: around.paths.Home, Places: around.paths.List(), Logs: around.paths.Logs, Version: app.FullVersion(),
		Lang: s.lang, SystemLang: systemLang,
		Store:    vault.StoreKind(s.store),
		Open:     opener(options, s.passphrase, around.opened),
		Keyring:  vault.KeyringStatus,
		BaseURLs: s.baseURLs,
		Sandbox:  newSandbox(),
		History: func(v *vault.Vault, id, subject string) ([]history.Record, error) {
			return app.OpenHistory(options, v).Read(id, subject)
		},
		Desktop: desk,
		Doctor:  func(c *core.Context) *doctor.Doctor { return newDoctor(c, around, marked) },
		Newer:   newerVersion(),
		Clock:   app.Now,
		After: func(d time.Duration, fn func()) func() {
			t := time.AfterFunc(d, fn)
			return func() { t.Stop() }
		},
		OnUI:    fyne.Do,
		Closing: around.leave,
	})
	around.guard.OnShow(func() bool { return around.shown(fyne.Do, u.Raise) })
	return u
}

const appID = "app.keycase.desktop"

// desktop is what the system offers beyond Fyne.
func desktop(a fyne.App, marked *secrets) ui.Desktop {
	return ui.Desktop{
		Secrets:       marked,
		Text:          clipboard.Text,
		Picture:       clipboardPicture,
		Screen:        screen.Capture,
		TrayAvailable: systemtray.Available,
		StartTray:     tray.Start,
		TrayOnUI:      runtime.GOOS == "windows" || runtime.GOOS == "darwin",
		Notify: func(title, text string) {
			a.SendNotification(fyne.NewNotification(title, text))
		},
		Watch: native.Watch, Placed: native.Placed, Place: native.Place, Room: native.Room, Raise: native.Raise,
		Away:      away.Watch,
		FollowIME: ime.Follow,
		Scale:     scale,
		SetScale:  setScale,
	}
}

// clipboardPicture reads the picture that another program has copied.
func clipboardPicture() (image.Image, error) {
	file, err := clipboard.Picture()
	if err != nil {
		return nil, err
	}
	return pairing.ReadImage(bytes.NewReader(file))
}

const scaleVariable = "FYNE_SCALE"

// scale is the size that the environment asks for, in percent; 0 for none.
func scale() int {
	factor, err := strconv.ParseFloat(os.Getenv(scaleVariable), 64)
	if err != nil {
		return 0
	}
	return int(factor*100 + 0.5)
}

// setScale sets the size of everything in percent; Fyne asks for it when its
// settings change.
func setScale(percent int) {
	_ = os.Setenv(scaleVariable, strconv.FormatFloat(float64(percent)/100, 'f', -1, 64)) // it stays as it was
}

// secrets is the system's clipboard, opened when it is first used: that asks the
// window system.
type secrets struct {
	mu     sync.Mutex
	open   *clipboard.Clipboard
	closed bool
}

// Put implements shell.SecretClipboard.
func (s *secrets) Put(text string) (shell.Claim, error) {
	c, err := s.get()
	if err != nil {
		return nil, err
	}
	return c.Put(text)
}

// Owner implements shell.SecretClipboard.
func (s *secrets) Owner() (uint64, error) { return clipboard.Owner() }

// Close takes back what the window left on the clipboard, which some systems keep
// when the process has ended. It may wait for other programs.
func (s *secrets) Close() error {
	s.mu.Lock()
	open := s.open
	s.closed = true
	s.mu.Unlock()
	if open == nil {
		return nil
	}
	return open.Close()
}

func (s *secrets) get() (*clipboard.Clipboard, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil, clipboard.ErrClosed
	case s.open != nil:
		return s.open, nil
	}
	c, err := clipboard.Open()
	if err == nil {
		s.open = c
	}
	return c, err
}

func newDoctor(c *core.Context, around *session, marked *secrets) *doctor.Doctor {
	platform := runtime.GOOS
	if platform == "linux" {
		platform = "x11" // see prepareSystem
	}
	own := doctor.Window{
		Renderer: func(ctx context.Context) (string, error) { return renderer(ctx, around.keeps) },
		Platform: platform, Env: os.Getenv, Scale: c.Window.Canvas().Scale(),
		Fonts: []string{"Noto Sans SC", "JetBrains Mono NL"},
		Marks: func(context.Context) (bool, error) {
			_, err := marked.get()
			return err == nil, nil
		},
		Tray: func(ctx context.Context) (bool, error) { return systemtray.Available(ctx), nil },
	}
	return doctor.New(doctor.Params{
		Text: c.Text, Program: "keycase", Paths: around.paths, Broker: c.Broker,
		Explain: func(err error) app.Explained { return app.Explain(err, c.Lang()) },
		Keyring: vault.KeyringStatus, Env: os.Getenv, Space: doctor.FreeSpace, OS: runtime.GOOS,
		Private: doctor.Machine, Extra: own.Probes(c.Text),
	})
}
