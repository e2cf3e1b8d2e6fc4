package ui

import (
	"keycase/ui/core"
	"keycase/ui/pages/credentials"
	"keycase/ui/pages/form"
	"keycase/ui/pages/operation"
	"keycase/ui/pages/overview"
	"keycase/ui/pages/settings"
	"keycase/ui/pages/storage"
	"keycase/ui/pages/welcome"
	"keycase/ui/shell"
)

// pages is the table of everything that the window can show.
func (u *UI) pages() shell.Pages {
	return shell.Pages{
		Overview: func(c *core.Context) core.Page { return overview.New(c) },
		Welcome: func(c *core.Context) core.Page {
			return welcome.New(c, welcome.Params{Language: u.setLanguage, TrySandbox: u.trySandbox})
		},
		Platform: func(c *core.Context, platform, id string) core.Page { return credentials.New(c, platform, id) },
		NewCredential: func(c *core.Context, platform string) core.Page {
			return form.New(c, platform)
		},
		EditCredential: func(c *core.Context, id string) core.Page { return form.Edit(c, id) },
		Operation:      func(c *core.Context, name, id string) core.Page { return operation.New(c, name, id) },
		Settings: func(c *core.Context) core.Page {
			return settings.New(c, settings.Params{
				Home: u.p.Home, Version: u.p.Version,
				Theme: u.themeMode(), SetTheme: u.setTheme, SetLanguage: u.setLanguage,
				Lock: u.shell.Lock, Status: u.shell.Status, CheckStore: u.shell.CheckStore,
			})
		},
		Unlock: func(c *core.Context) core.Page { return storage.NewUnlock(c, u.shell.Unlocked, u.setLanguage) },
	}
}
