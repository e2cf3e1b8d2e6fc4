package kis

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/wizards/frame"
)

// desk is a wizard in a window, which a test drives by keyboard.
type desk struct {
	*pagetest.Bench
	t      *testing.T
	memory *Memory
	page   *page
}

func newDesk(t *testing.T) *desk { return deskOn(t, pagetest.New(t)) }

func deskOn(t *testing.T, b *pagetest.Bench) *desk {
	d := &desk{Bench: b, t: t, memory: &Memory{}}
	d.Resize(1180, 760)
	return d
}

// open shows the wizard, as the frame does when a person comes to it.
func (d *desk) open(credential string) {
	d.t.Helper()
	p, ok := New(d.Ctx, d.memory, credential).(*page)
	require.True(d.t, ok)
	d.page = p
	d.Window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyEscape {
			p.Escape()
			return
		}
		p.TakeKey(key.Name)
	})
	d.Show(p)
}

// leave goes away from it.
func (d *desk) leave() { d.page.Hidden() }

// demo are the values of the sandbox's enterprises.
func demo(eid string) providers.Values {
	values := providers.Values(sandbox.Demo().Values(sandbox.KIS))
	k := sandbox.Demo().KIS
	values[eidField] = eid
	if eid == k.SingleEID {
		values[tokenField] = k.SingleAuthToken
	}
	return values
}

// fill types the values from field to field with Tab, beginning where the keyboard is.
func (d *desk) fill(values providers.Values) {
	d.t.Helper()
	for _, r := range d.page.account.rows {
		if r.input.Disabled() || values[r.field.Name] == "" {
			continue
		}
		d.Window.Canvas().Focus(r.input.Focusable())
		d.typed(values[r.field.Name])
	}
}

func (d *desk) typed(text string) {
	d.t.Helper()
	focused := d.Window.Canvas().Focused()
	require.NotNil(d.t, focused)
	for _, r := range text {
		focused.TypedRune(r)
	}
}

// look is what a person does before the next key: a step that has just come up takes no Enter.
func (d *desk) look() { d.Tick(frame.CalmKeys) }

// press sends a key to where it goes in the window: to what has the keyboard, else to the page.
func (d *desk) press(key fyne.KeyName) {
	d.t.Helper()
	d.look()
	if focused := d.Window.Canvas().Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: key})
	} else {
		d.Window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
	d.Settle()
}

// enter presses Enter, which is the primary button.
func (d *desk) enter() {
	d.t.Helper()
	d.press(fyne.KeyReturn)
}

// sees tells that all of the words are on screen.
func (d *desk) sees(words ...string) {
	d.t.Helper()
	markup := d.markup()
	for _, word := range words {
		if !strings.Contains(markup, word) {
			d.t.Errorf("%q is not on screen", word)
		}
	}
}

// seesNot tells that none of the words is on screen.
func (d *desk) seesNot(words ...string) {
	d.t.Helper()
	markup := d.markup()
	for _, word := range words {
		if strings.Contains(markup, word) {
			d.t.Errorf("%q is on screen", word)
		}
	}
}

func (d *desk) markup() string { return test.RenderToMarkup(d.Window.Canvas()) }

// tabTo presses Tab until the keyboard is there, and not for ever.
func (d *desk) tabTo(target fyne.Focusable) {
	d.t.Helper()
	for range 20 {
		d.Window.Canvas().FocusNext()
		if d.Window.Canvas().Focused() == target {
			return
		}
	}
	d.t.Fatal("Tab does not get there")
}

// tabToWord presses Tab until the keyboard is at what says a word.
func (d *desk) tabToWord(word string) {
	d.t.Helper()
	for range 30 {
		d.Window.Canvas().FocusNext()
		if there, ok := d.Window.Canvas().Focused().(fyne.Accessible); ok && strings.Contains(there.AccessibilityLabel(), word) {
			return
		}
	}
	d.t.Fatalf("Tab does not get to %q", word)
}
