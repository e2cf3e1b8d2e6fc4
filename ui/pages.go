package ui

import (
	"keycase/app/doctor"
	"keycase/app/history"
	"keycase/ui/core"
	"keycase/ui/pages/about"
	"keycase/ui/pages/backingup"
	"keycase/ui/pages/checking"
	"keycase/ui/pages/credentials"
	"keycase/ui/pages/diagnostics"
	"keycase/ui/pages/exporting"
	"keycase/ui/pages/form"
	historypage "keycase/ui/pages/history"
	"keycase/ui/pages/importing"
	"keycase/ui/pages/operation"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/restoring"
	"keycase/ui/pages/settings"
	"keycase/ui/pages/storage"
	"keycase/ui/pages/welcome"
	"keycase/ui/shell"
)

// pages is the table of everything that the window can show.
func (u *UI) pages() shell.Pages {
	return shell.Pages{
		Overview: func(c *core.Context) core.Page { return u.overview.New(c) },
		Welcome: func(c *core.Context) core.Page {
			return welcome.New(c, welcome.Params{Language: u.setLanguage, TrySandbox: u.trySandbox})
		},
		Platform: func(c *core.Context, platform, id string) core.Page { return credentials.New(c, platform, id) },
		NewCredential: func(c *core.Context, platform string) core.Page {
			return form.New(c, platform)
		},
		EditCredential: func(c *core.Context, id string) core.Page { return form.Edit(c, id) },
		Import:         func(c *core.Context) core.Page { return importing.New(c, importing.Params{Open: u.openText}) },
		Export:         func(c *core.Context, id string) core.Page { return exporting.New(c, id, u.files()) },
		Backup:         func(c *core.Context) core.Page { return backingup.New(c, u.files()) },
		Restore:        func(c *core.Context) core.Page { return restoring.New(c, restoring.Params{Open: u.openText}) },
		Operation:      func(c *core.Context, name, id string) core.Page { return operation.New(c, name, id) },
		History: func(c *core.Context, id, subject string) core.Page {
			return historypage.New(c, id, subject, historypage.Params{
				Read: func(id, subject string) ([]history.Record, error) { return u.p.History(c.Vault, id, subject) },
				Save: parts.SaveFile,
			})
		},
		SignatureDoctor: func(c *core.Context, operation, id string) core.Page {
			return checking.New(c, operation, id)
		},
		Wizards:  u.wizardTable(),
		Settings: func(c *core.Context) core.Page { return settings.New(c, u.choices()) },
		Diagnostics: func(c *core.Context) core.Page {
			return diagnostics.New(c, diagnostics.Params{Doctor: func() *doctor.Doctor { return u.p.Doctor(c) }, OpenLogs: u.openLogs})
		},
		About: func(c *core.Context) core.Page {
			return about.New(c, about.Params{Version: u.p.Version, Newer: u.newer.state.Version, Places: u.p.Places})
		},
		Unlock: func(c *core.Context) core.Page { return storage.NewUnlock(c, u.unlocked, u.setLanguage) },
	}
}

// choices are what the settings page shows and changes.
func (u *UI) choices() settings.Params {
	p := settings.Params{
		Home: u.p.Home, Version: u.p.Version,
		Theme: u.themeMode(), SetTheme: u.setTheme, SetLanguage: u.setLanguage,
		Scale: u.scaleNow(), Scales: u.offeredScales(),
		Lock: u.shell.Lock, LockAfter: u.lockAfter(), SetLockAfter: u.setLockAfter, ChangePassphrase: u.changePassphrase,
		MoveStore: u.moveStore, Now: u.choices,
		Status: u.shell.Status, CheckStore: u.shell.CheckStore,
		ClipboardLife: u.clipboardLife(), SetClipboardLife: u.setClipboardLife,
		Notify: u.notifies(), SetNotify: u.setNotifies,
		Tray: u.trayChosen(), TrayAvailable: u.tray != nil, SetTray: u.setTrayChosen,
	}
	p.LooksForNewer = u.looksForNewer()
	if u.p.Newer != nil {
		p.SetLooksForNewer, p.LookForNewer = u.setLooksForNewer, u.lookForNewer
		p.Newer = func() settings.Newer { return u.newer.state }
		p.OnNewer = func(tell func()) { u.newer.tell = tell }
	}
	if u.p.Desktop.SetScale != nil {
		p.SetScale = u.setScale
	}
	for _, s := range u.shell.Shortcuts() {
		p.Shortcuts = append(p.Shortcuts, settings.Shortcut(s))
	}
	return p
}

// unlocked goes on where the lock fell in.
func (u *UI) unlocked() {
	u.shell.Unlocked()
	u.keeper.Wake()
	u.restartIdle()
}

// openLogs shows the folder of the log in the system's file manager.
func (u *UI) openLogs() { u.showFolder(u.p.Logs, u.c.T("logs.closed"), u.c.T("logs.name")) }
