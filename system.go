package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"

	"keycase/assets/translations"
)

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
