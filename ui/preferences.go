package ui

import (
	"slices"
	"time"

	"keycase/assets/translations"
	"keycase/ui/brand"
	"keycase/ui/pages/settings"
	"keycase/ui/theme"
)

// What is remembered between two runs. Nothing of it is secret: Fyne keeps it in
// a plain file.
const (
	prefLanguage  = "language"
	prefTheme     = "theme"
	prefScale     = "scale"     // percent
	prefClipboard = "clipboard" // seconds
	prefLock      = "lock"      // seconds; 0 for never
	prefNoNotify  = "silent"    // so that what was never chosen means yes
	prefNoTray    = "closes"
	prefTrayTold  = "tray told"
	prefWindow    = "window"
	prefPrinter   = "pairing"
	prefKIS       = "binding"
	prefNewer     = "newer"    // look for a newer version
	prefNewerAt   = "newer at" // seconds since 1970
	prefNewerThan = "newer than"
	prefNewerIs   = "newer is" // what was found then, by the version before
)

// language is the one asked for, else the remembered, else the system's.
func (u *UI) language() string {
	for _, lang := range []string{u.p.Lang, u.p.App.Preferences().String(prefLanguage), u.p.SystemLang} {
		if lang == translations.Chinese || lang == translations.English {
			return lang
		}
	}
	return translations.Chinese
}

// speak lets Fyne's own menus use the language of the window.
func (u *UI) speak() { _ = brand.SpeakMenus(u.c.Text) } // they keep the system's then

// setLanguage changes the language of the open window.
func (u *UI) setLanguage(lang string) {
	if lang == u.c.Text.Lang() {
		return
	}
	u.p.Lang = lang
	u.p.App.Preferences().SetString(prefLanguage, lang)
	l := translations.New(lang)
	if u.shell != nil {
		u.shell.SetText(l)
		u.speak()
		u.nameTray()
		return
	}
	u.c.Text = l
	u.speak()
	u.c.Window.SetTitle(u.c.T("app.title"))
	if u.again != nil {
		u.again()
	}
}

var themeNames = map[theme.Mode]string{theme.System: "system", theme.Light: "light", theme.Dark: "dark"}

func (u *UI) themeMode() theme.Mode {
	name := u.p.App.Preferences().String(prefTheme)
	for mode, known := range themeNames {
		if known == name {
			return mode
		}
	}
	return theme.System
}

func (u *UI) setTheme(mode theme.Mode) {
	u.p.App.Preferences().SetString(prefTheme, themeNames[mode])
	u.p.App.Settings().SetTheme(theme.New(mode))
}

// usualScale is a size in percent that changes nothing.
const usualScale = 100

// prepareScale applies the remembered size, unless the environment asks for one.
// Only what the settings offer counts: a size out of reason would keep the window
// from ever coming up again.
func (u *UI) prepareScale() {
	chosen := u.p.App.Preferences().Int(prefScale)
	if slices.Contains(settings.Scales, chosen) && u.p.Desktop.SetScale != nil && u.scale() == 0 {
		u.p.Desktop.SetScale(chosen)
	}
}

func (u *UI) scale() int {
	if u.p.Desktop.Scale == nil {
		return 0
	}
	return u.p.Desktop.Scale()
}

// scaleNow is the size in percent.
func (u *UI) scaleNow() int {
	if scale := u.scale(); scale > 0 {
		return scale
	}
	return usualScale
}

func (u *UI) setScale(percent int) {
	u.p.App.Preferences().SetInt(prefScale, percent)
	wanted := u.wanted()
	u.applyScale(percent)
	u.settleWindow(func() { u.resizeTo(wanted) }) // it has grown with its contents
}

func (u *UI) applyScale(percent int) {
	u.p.Desktop.SetScale(percent)
	u.p.App.Settings().SetTheme(theme.New(u.themeMode())) // Fyne looks at the size as well
}

// defaultClipboardLife is how long a secret stays on the clipboard where nothing
// else was chosen.
const defaultClipboardLife = 30 * time.Second

func (u *UI) clipboardLife() time.Duration {
	chosen := u.p.App.Preferences().Int(prefClipboard)
	for _, life := range settings.ClipboardLives {
		if int(life/time.Second) == chosen {
			return life
		}
	}
	return defaultClipboardLife
}

func (u *UI) setClipboardLife(life time.Duration) {
	u.p.App.Preferences().SetInt(prefClipboard, int(life/time.Second))
}

func (u *UI) notifies() bool { return !u.p.App.Preferences().Bool(prefNoNotify) }

func (u *UI) setNotifies(on bool) { u.p.App.Preferences().SetBool(prefNoNotify, !on) }

func (u *UI) trayChosen() bool { return !u.p.App.Preferences().Bool(prefNoTray) }

func (u *UI) setTrayChosen(on bool) { u.p.App.Preferences().SetBool(prefNoTray, !on) }
