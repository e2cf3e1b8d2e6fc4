package importing

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

// dropWindow keeps what the test window lets fall: who is told of dropped files.
type dropWindow struct {
	fyne.Window
	dropped func(fyne.Position, []fyne.URI)
}

func (w *dropWindow) SetOnDropped(fn func(fyne.Position, []fyne.URI)) { w.dropped = fn }

// lab is an import on a bench.
type lab struct {
	*pagetest.Bench
	t      testing.TB
	p      *Page
	window *dropWindow
	file   fyne.URIReadCloser // that a person chooses; nil for none
	failed error
}

func newLab(t testing.TB, b *pagetest.Bench) *lab {
	t.Helper()
	l := &lab{Bench: b, t: t}
	l.window = &dropWindow{Window: b.Ctx.Window}
	b.Ctx.Window = l.window
	l.p = New(b.Ctx, Params{Open: func(_ string, done func(fyne.URIReadCloser, error)) {
		if l.file != nil || l.failed != nil {
			done(l.file, l.failed)
		}
	}})
	b.Show(l.p)
	return l
}

// paste puts a text on the clipboard and into the field, as Ctrl+V does.
func (l *lab) paste(text string) {
	l.t.Helper()
	fyne.CurrentApp().Clipboard().SetContent(text)
	on, ok := l.p.intake.field.Focusable().(fyne.Shortcutable)
	require.True(l.t, ok)
	on.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	l.Settle()
}

// markup is everything on screen.
func (l *lab) markup() string { return test.RenderToMarkup(l.Window.Canvas()) }

// foreign is a file of another tool.
type foreign struct {
	io.Reader
	uri fyne.URI
}

func (f *foreign) Close() error  { return nil }
func (f *foreign) URI() fyne.URI { return f.uri }

func newFile(name string, data []byte) *foreign {
	return &foreign{bytes.NewReader(data), storage.NewFileURI("/nowhere/" + name)}
}

const (
	secretJdy = "0123456789abcdef0123456789abcdef"
	wholeJdy  = "JDY_CLIENT_ID=205022\nJDY_CLIENT_SECRET=" + secretJdy + "\nJDY_APP_KEY=bVZgAZOv1\nJDY_APP_SECRET=0123456789abcdef0123456789abcdef01234567\n"
	wholeYly  = "yilianyun:\n client_id: 1000000001\n client_secret: 0123456789abcdef0123456789abcdee\n app_type: open\n"
	openText  = "client_id=1000000001\nclient_secret=0123456789abcdef0123456789abcdee\n"
	contested = wholeJdy + "JDY_CLIENT_SECRET=fedcba9876543210fedcba9876543210\n"
	elsewhere = wholeJdy + "JDY_BASE_URL=https://gateway.example.com\n"
	lacking   = "JDY_CLIENT_ID=205022\nJDY_CLIENT_SECRET=" + secretJdy + "\nJDY_APP_KEY=bVZgAZOv1\nFOO=bar\n"
)

// two are credentials of the same platform with their own names.
var two = "# 晨光商贸\n" + strings.ReplaceAll(wholeJdy, "JDY_", "JDY_1_") +
	"# 明月公司\n" + strings.ReplaceAll(strings.ReplaceAll(wholeJdy, "JDY_", "JDY_2_"), "205022", "205023")
