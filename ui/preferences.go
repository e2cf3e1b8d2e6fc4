package ui

import (
	"keycase/assets/translations"
	"keycase/ui/theme"
)

// What is remembered between two runs. Nothing of it is secret: Fyne keeps it in
// a plain file.
const (
	prefLanguage = "language"
	prefTheme    = "theme"
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
		return
	}
	u.c.Text = l
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
