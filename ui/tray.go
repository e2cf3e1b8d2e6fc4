package ui

import (
	"context"

	"keycase/assets"
	"keycase/ui/core"
	"keycase/ui/shell"
	"keycase/ui/tray"
)

// startTray puts an icon into the tray where one would be shown. It is looked for
// away from the UI goroutine: a desktop that hangs must not keep the window.
func (u *UI) startTray() {
	if u.p.Desktop.TrayAvailable == nil || u.p.Desktop.StartTray == nil {
		return
	}
	core.DoAround(u.c, func(ctx context.Context) (bool, error) {
		return u.p.Desktop.TrayAvailable(ctx), nil
	}, func(available bool, _ error) {
		if available {
			u.beginTray()
		}
	})
}

func (u *UI) beginTray() {
	icon, begin, err := u.p.Desktop.StartTray(tray.Params{
		Icon: assets.AppIconPNG,
		Show: func() { u.c.Worker.OnUI(u.Raise) },
		Quit: func() { u.c.Worker.OnUI(u.quitFromTray) },
	})
	if err != nil {
		return // the window works without
	}
	u.tray = icon
	u.nameTray()
	if u.shell != nil {
		u.showInTray(u.shell.Soonest(trayLines))
	}
	if u.p.Desktop.TrayOnUI {
		begin()
		return
	}
	u.native.run(begin)
}

// quitFromTray ends the program. A page that holds something typed is shown with
// its question.
func (u *UI) quitFromTray() {
	if u.shell != nil && u.shell.Dirty() {
		u.Raise()
	}
	u.quit()
}

// trayLines is how many expiries the tray shows.
const trayLines = 6

// showInTray writes the soonest expiries into the tray's menu.
func (u *UI) showInTray(lines []shell.TrayLine) {
	if u.tray == nil {
		return
	}
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.Title + " · " + line.Remaining
	}
	u.tray.SetLines(texts)
}

// nameTray writes the menu's words in the language of the window.
func (u *UI) nameTray() {
	if u.tray == nil {
		return
	}
	u.tray.SetTexts(tray.Texts{
		Title: u.c.T("app.title"), Show: u.c.T("tray.show"), Quit: u.c.T("tray.quit"), None: u.c.T("tray.none"),
	})
}

// tellOfTray says once where a closed window has gone.
func (u *UI) tellOfTray() {
	if u.p.App.Preferences().Bool(prefTrayTold) {
		return
	}
	u.p.App.Preferences().SetBool(prefTrayTold, true)
	u.notify(u.c.T("notify.tray_title"), u.c.T("notify.tray"))
}
