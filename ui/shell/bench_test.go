package shell

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

// plainPage notes what the frame does with it.
type plainPage struct {
	name                    string
	entry                   *widgets.Field
	shown, hidden, reloaded int
	filter                  string
	dirty, refreshed        bool
	listed                  bool
	taken                   []fyne.KeyName
	content                 fyne.CanvasObject
}

func (p *plainPage) Content() fyne.CanvasObject { return p.content }
func (p *plainPage) Shown()                     { p.shown++ }
func (p *plainPage) Hidden()                    { p.hidden++ }
func (p *plainPage) Reload()                    { p.reloaded++ }
func (p *plainPage) SetFilter(text string)      { p.filter = text }
func (p *plainPage) FocusList()                 { p.listed = true }
func (p *plainPage) Refresh()                   { p.refreshed = true }
func (p *plainPage) Dirty() bool                { return p.dirty }
func (p *plainPage) TakeKey(key fyne.KeyName)   { p.taken = append(p.taken, key) }

// bench is a shell in a window with pages that do nothing.
type bench struct {
	*pagetest.Bench
	s         *Shell
	clipboard fyne.Clipboard
	built     []*plainPage
	shortcuts map[string]func(fyne.Shortcut)
}

// window is one whose shortcuts a test can press; the test driver's has none.
type window struct {
	fyne.Window
	canvas *pressCanvas
}

func (w *window) Canvas() fyne.Canvas { return w.canvas }

type pressCanvas struct {
	fyne.Canvas
	shortcuts map[string]func(fyne.Shortcut)
}

func (c *pressCanvas) AddShortcut(s fyne.Shortcut, run func(fyne.Shortcut)) {
	c.shortcuts[s.ShortcutName()] = run
}

func newBench(t *testing.T) *bench { return newBenchOn(t, pagetest.New(t)) }

func newBenchOn(t *testing.T, p *pagetest.Bench) *bench { return newBenchWith(t, p, nil) }

// newBenchWith lets a test change what the shell is made from.
func newBenchWith(t *testing.T, p *pagetest.Bench, change func(*Params)) *bench {
	t.Helper()
	b := &bench{Bench: p, clipboard: test.NewClipboard(), shortcuts: map[string]func(fyne.Shortcut){}}
	b.Ctx.Window = &window{b.Window, &pressCanvas{b.Window.Canvas(), b.shortcuts}}
	page := func(name string) core.Page {
		made := &plainPage{name: name, entry: widgets.NewField(name, widgets.FieldOptions{})}
		made.content = made.entry
		b.built = append(b.built, made)
		return made
	}
	params := Params{
		Clipboard:   b.clipboard,
		Environment: func() Environment { return Production },
		Pages: Pages{
			Overview:       func(*core.Context) core.Page { return page("overview") },
			Welcome:        func(*core.Context) core.Page { return page("welcome") },
			Platform:       func(_ *core.Context, platform, id string) core.Page { return page("platform " + platform + " " + id) },
			NewCredential:  func(_ *core.Context, platform string) core.Page { return page("new " + platform) },
			EditCredential: func(_ *core.Context, id string) core.Page { return page("edit " + id) },
			Import:         func(*core.Context) core.Page { return page("import") },
			Export:         func(_ *core.Context, id string) core.Page { return page("export " + id) },
			Operation:      func(_ *core.Context, name, id string) core.Page { return page(name + " " + id) },
			Settings:       func(*core.Context) core.Page { return page("settings") },
			Diagnostics:    func(*core.Context) core.Page { return page("diagnostics") },
			About:          func(*core.Context) core.Page { return page("about") },
			Unlock:         func(*core.Context) core.Page { return page("unlock") },
		},
	}
	if change != nil {
		change(&params)
	}
	b.s = New(b.Ctx, params)
	b.s.Open()
	b.Settle()
	t.Cleanup(b.s.Close)
	return b
}

// page is the open one.
func (b *bench) page() *plainPage {
	p, _ := b.s.page().(*plainPage)
	return p
}

// key presses a key on whatever has the keyboard, as the driver does.
func (b *bench) key(name fyne.KeyName) {
	event := &fyne.KeyEvent{Name: name}
	canvas := b.Window.Canvas()
	if focused := canvas.Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := canvas.OnTypedKey(); typed != nil {
		typed(event)
	}
	b.Settle()
}

// write types text into whatever has the keyboard.
func (b *bench) write(text string) {
	for _, r := range text {
		b.Window.Canvas().Focused().TypedRune(r)
	}
}

// ctrl presses a shortcut, as the driver does: what has the keyboard gets it first,
// and passes it on. That it does cannot be seen here, because the test driver's
// canvas knows no shortcuts.
func (b *bench) ctrl(key fyne.KeyName) {
	shortcut := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	if focused, ok := b.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(shortcut)
	}
	if run := b.shortcuts[shortcut.ShortcutName()]; run != nil {
		run(shortcut)
	}
	b.Settle()
}

// eventually waits for what comes from another goroutine.
func (b *bench) eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	require.Eventually(t, func() bool {
		b.Deliver()
		return ok()
	}, 10*time.Second, time.Millisecond, what)
}

// texts are all words in an object.
func texts(o fyne.CanvasObject) []string {
	var all []string
	for _, part := range test.LaidOutObjects(o) {
		if t, ok := part.(*widgets.Text); ok && t.Visible() {
			all = append(all, t.Text())
		}
	}
	return all
}

// dialogTexts are the words of the dialog in front.
func (b *bench) dialogTexts() []string {
	if top := b.Window.Canvas().Overlays().Top(); top != nil {
		return texts(top)
	}
	return nil
}
