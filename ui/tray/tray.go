// Package tray is the icon in the system's tray: the soonest expiries as a menu,
// and the way back to a window that was closed. It is there only where somebody
// shows it; whoever starts it has checked that.
package tray

import (
	"sync"

	"fyne.io/systray"
)

// Params are what the icon is made from.
type Params struct {
	// Icon is a PNG.
	Icon []byte
	// Show and Quit are called on any goroutine.
	Show, Quit func()
}

// Texts are the words of the menu, in the person's language.
type Texts struct{ Title, Show, Quit, None string }

// Tray is the icon. The system knows one per process, which stays until the
// process ends. Its methods may be called on any goroutine, also before the
// system has answered, and never wait for it.
type Tray struct {
	mu      sync.Mutex
	texts   Texts
	lines   []string
	changed chan struct{} // holds one signal at most
}

// menu are the items that the system shows.
type menu struct {
	lines      []*systray.MenuItem
	show, quit *systray.MenuItem
}

// maxLines is how many expiries the menu has room for. The system keeps the
// items in the order in which they were made, so all of them are made at once.
const maxLines = 6

// Start puts the icon into the tray. begin tells the system; on Windows and macOS
// it belongs on the UI goroutine, elsewhere it waits for the bus and does not.
func Start(p Params) (t *Tray, begin func(), err error) {
	icon, err := iconFor(p.Icon)
	if err != nil {
		return nil, nil, err
	}
	t = &Tray{changed: make(chan struct{}, 1)}
	begin, _ = systray.RunWithExternalLoop(func() { t.ready(icon, p) }, nil)
	systray.SetOnTapped(p.Show)
	return t, begin, nil
}

// ready makes the menu and keeps it up to date; the system calls it once.
func (t *Tray) ready(icon []byte, p Params) {
	systray.SetIcon(icon)
	m := &menu{}
	for range maxLines {
		m.lines = append(m.lines, item(p.Show))
	}
	systray.AddSeparator()
	m.show, m.quit = item(p.Show), item(p.Quit)
	go func() {
		for range t.changed {
			m.write(t.now())
		}
	}()
	t.update()
}

func item(action func()) *systray.MenuItem {
	made := systray.AddMenuItem(" ", "")
	go func() {
		for range made.ClickedCh {
			action()
		}
	}()
	return made
}

// SetTexts changes the language.
func (t *Tray) SetTexts(texts Texts) {
	t.mu.Lock()
	t.texts = texts
	t.mu.Unlock()
	t.update()
}

// SetLines shows the soonest expiries, the first ones of them. They must not be
// secret: other programs see the menu.
func (t *Tray) SetLines(lines []string) {
	t.mu.Lock()
	t.lines = lines[:min(len(lines), maxLines)]
	t.mu.Unlock()
	t.update()
}

// update has the menu written anew, once for any number of changes meanwhile.
func (t *Tray) update() {
	select {
	case t.changed <- struct{}{}:
	default:
	}
}

func (t *Tray) now() (Texts, []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.texts, t.lines
}

func (m *menu) write(texts Texts, lines []string) {
	systray.SetTitle(texts.Title)
	systray.SetTooltip(texts.Title)
	m.show.SetTitle(texts.Show)
	m.quit.SetTitle(texts.Quit)
	for i, made := range m.lines {
		switch {
		case i < len(lines):
			made.SetTitle(lines[i])
			made.Enable()
			made.Show()
		case i == 0:
			made.SetTitle(texts.None)
			made.Disable()
			made.Show()
		default:
			made.Hide()
		}
	}
}
