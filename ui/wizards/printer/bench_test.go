package printer

import (
	"context"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// lab is a wizard on the bench.
type lab struct {
	*pagetest.Bench
	t *testing.T
	m *Memory
	p *page
	w *dropWindow
}

// dropWindow keeps what the test window lets fall: who is told of dropped files.
type dropWindow struct {
	fyne.Window
	dropped func(fyne.Position, []fyne.URI)
}

func (w *dropWindow) SetOnDropped(fn func(fyne.Position, []fyne.URI)) { w.dropped = fn }

// size of a window whose wizard shows its panel.
var wide = fyne.NewSize(1180, 760)

func newLab(t *testing.T) *lab { return on(t, pagetest.New(t)) }

func on(t *testing.T, b *pagetest.Bench) *lab {
	l := &lab{Bench: b, t: t, m: &Memory{}}
	l.w = &dropWindow{Window: b.Ctx.Window}
	b.Ctx.Window = l.w
	b.Resize(wide.Width, wide.Height)
	return l
}

// open shows the wizard.
func (l *lab) open(app string) *lab {
	l.p = New(l.Ctx, l.m, app).(*page)
	l.Show(l.p)
	return l
}

// openApp and selfApp store the sandbox's apps.
func (l *lab) openApp() vault.Credential {
	return l.AddWith(platform, "解放路店", apart(sandbox.Demo().Values(sandbox.Yilianyun)))
}

func (l *lab) selfApp() vault.Credential {
	return l.AddWith(platform, "自家门店", apart(sandbox.Demo().Values(sandbox.YilianyunSelf)))
}

// apart takes the app's values from those of its printer.
func apart(v map[string]string) providers.Values {
	return providers.Values{fieldID: v[fieldID], fieldSecret: v[fieldSecret], fieldType: v[fieldType]}
}

const (
	openPrinter = "4004683219"
	selfPrinter = "4004683218"
)

// look is what a person does before the next key: a step that has just come up takes no Enter.
func (l *lab) look() { l.Tick(frame.CalmKeys) }

// enter presses Enter where nothing has the keyboard, and waits.
func (l *lab) enter() {
	l.look()
	l.p.TakeKey(fyne.KeyReturn)
	l.Settle()
}

// fill types a code and a key of a kind.
func (l *lab) fill(code string, kind pairing.KeyKind, key string) {
	l.t.Helper()
	require.NotNil(l.t, l.p.scan, "not at the step of reading")
	for i, k := range kinds {
		if k == kind {
			l.p.scan.kind.OnChanged(i)
		}
	}
	l.write(l.p.scan.code, code)
	l.write(l.p.scan.key(), key)
	l.Settle()
}

// write replaces what stands in a field, as a person does who marks all of it.
func (l *lab) write(f *widgets.WizardField, text string) {
	l.Ctx.Window.Canvas().Focus(f.Focusable())
	f.SetText(text)
}

func (l *lab) slip() { l.fill(openPrinter, pairing.KindQRKey, l.World.PrintQRKey(openPrinter)) }

func (l *lab) label(code string) { l.fill(code, pairing.KindMSign, sandbox.DemoMsign) }

// said is every text on screen.
func (l *lab) said() string {
	var all []string
	collect(l.Window.Canvas().Content(), &all)
	return strings.Join(all, "\n")
}

func collect(object fyne.CanvasObject, all *[]string) {
	if object == nil || !object.Visible() {
		return
	}
	switch o := object.(type) {
	case *widgets.Text:
		*all = append(*all, o.Text())
	case *canvas.Text: // what stands in an entry
		*all = append(*all, o.Text)
	case *fyne.Container:
		for _, one := range o.Objects {
			collect(one, all)
		}
	case fyne.Widget:
		for _, one := range test.WidgetRenderer(o).Objects() {
			collect(one, all)
		}
	}
}

func (l *lab) assertSays(parts ...string) {
	l.t.Helper()
	said := l.said()
	for _, part := range parts {
		assert.Contains(l.t, said, part)
	}
}

// answer presses a button of the last question.
func (l *lab) answer(yes bool) {
	l.t.Helper()
	require.NotEmpty(l.t, l.Questions)
	l.Questions[len(l.Questions)-1].Answer(yes)
	l.Settle()
}

// sent is how many requests the platform got on a path.
func (l *lab) sent(path string) int {
	count := 0
	for _, r := range l.World.Requests(sandbox.Yilianyun) {
		if r.Path == path {
			count++
		}
	}
	return count
}

// sees gives the wizard a clipboard with a picture.
func (l *lab) sees(picture image.Image, err error) {
	l.m.Ways.Clipboard = func(context.Context) (image.Image, error) { return picture, err }
}

type detailsStrip = widgets.DetailsStrip

// find is the first object of a type on screen.
func find[T fyne.CanvasObject](l *lab) (found T) {
	var look func(object fyne.CanvasObject) bool
	look = func(object fyne.CanvasObject) bool {
		if object == nil || !object.Visible() {
			return false
		}
		if one, ok := object.(T); ok {
			found = one
			return true
		}
		var inside []fyne.CanvasObject
		switch o := object.(type) {
		case *fyne.Container:
			inside = o.Objects
		case fyne.Widget:
			inside = test.WidgetRenderer(o).Objects()
		}
		for _, one := range inside {
			if look(one) {
				return true
			}
		}
		return false
	}
	look(l.Window.Canvas().Content())
	return found
}
