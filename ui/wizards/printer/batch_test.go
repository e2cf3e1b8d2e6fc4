package printer

import (
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
	"keycase/ui/widgets"
)

// press presses the button with that text.
func (l *lab) press(text string) {
	l.t.Helper()
	button := buttonWith(l.Window.Canvas().Content(), text)
	require.NotNil(l.t, button, text)
	l.look()
	test.Tap(button)
	l.Settle()
}

func buttonWith(object fyne.CanvasObject, text string) *widgets.Button {
	if object == nil || !object.Visible() {
		return nil
	}
	var inside []fyne.CanvasObject
	switch o := object.(type) {
	case *widgets.Button:
		var said []string
		collect(o, &said)
		if strings.Contains(strings.Join(said, ""), text) {
			return o
		}
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, one := range inside {
		if found := buttonWith(one, text); found != nil {
			return found
		}
	}
	return nil
}

// pairs pairs a printer of a self-owned app, from reading its label on.
func (l *lab) pairs(code string) {
	l.t.Helper()
	l.label(code)
	l.enter()
	l.enter()
	require.NotNil(l.t, l.p.done, "not paired")
}

func TestAPrinterPairedAgainCountsOnce(t *testing.T) {
	l := newLab(t)
	l.m.Ways.Save = func(string, string, func(io.WriteCloser, error)) {}
	l.open(l.selfApp().ID)
	l.pairs(selfPrinter)
	l.assertSays("这一批配好 1 台")
	l.enter()
	l.pairs(selfPrinter)
	l.assertSays("这一批配好 1 台")
	assert.Len(t, l.m.batch, 1)
	l.enter()
	l.pairs(openPrinter)
	l.assertSays("这一批配好 2 台")
}

func TestPrintersAreCountedByTheirCode(t *testing.T) {
	m := &Memory{}
	m.add(paired{code: openPrinter, appID: "one", name: "前"})
	m.add(paired{code: openPrinter, appID: "other"})
	m.add(paired{code: openPrinter, appID: "one", name: "后"})
	assert.Equal(t, 1, m.printers())
	require.Len(t, m.batch, 2, "each app has its own token for it")
	assert.Equal(t, "后", m.batch[1].name)
}

func TestTheOverviewEndsTheBatch(t *testing.T) {
	l := newLab(t)
	l.open(l.selfApp().ID)
	l.pairs(selfPrinter)
	l.press("总览")
	assert.Equal(t, []string{"overview"}, l.Went)
	l.p.Hidden()
	assert.Empty(t, l.m.batch)
	l.open("")
	assert.NotContains(t, l.said(), "这一批")
}

func TestTheListIsInReachAtTheNextPrinter(t *testing.T) {
	l := newLab(t)
	to := &sheet{}
	l.m.Ways.Save = func(_, _ string, done func(io.WriteCloser, error)) { done(to, nil) }
	l.open(l.selfApp().ID)
	assert.NotContains(t, l.said(), "这一批", "there is none yet")
	l.pairs(selfPrinter)
	l.enter()
	require.NotNil(t, l.p.scan)
	l.assertSays("这一批配好 1 台", "存成清单")
	l.Picture("printer-2-batch", 1)
	l.press("存成清单")
	assert.Contains(t, to.String(), selfPrinter)
	assert.True(t, to.closed)
	l.m.Ways.Save = nil
	l.p.draw()
	assert.NotContains(t, l.said(), "这一批", "nowhere to save it")
}

// TestEachKindKeepsItsKey: a key shown under the name of the other kind would be sent as that.
func TestEachKindKeepsItsKey(t *testing.T) {
	l := scanningLab(t)
	l.slip()
	key, since := l.p.flow.slip.key, l.p.flow.slip.since
	turn := func(key fyne.KeyName) {
		l.p.scan.kind.TypedKey(&fyne.KeyEvent{Name: key})
		l.Settle()
	}
	turn(fyne.KeyRight)
	assert.Empty(t, l.p.scan.key().Text())
	assert.Empty(t, l.p.flow.values()[fieldMSign])
	l.write(l.p.scan.key(), "b7kq2m9xw4hd")
	turn(fyne.KeyLeft)
	assert.Equal(t, key, l.p.scan.key().Text())
	assert.Equal(t, since, l.p.flow.slip.since, "and is no younger")
	assert.Empty(t, l.p.scan.keys[pairing.KindMSign].Text(), "nothing secret stays where nobody looks")
	turn(fyne.KeyRight)
	assert.Equal(t, "b7kq2m9xw4hd", l.p.scan.key().Text())

	l.m.Forget()
	assert.Equal(t, slip{code: openPrinter, kind: pairing.KindMSign}, l.p.flow.slip, "both are secret")
}

func TestReadingTheOtherKeyLosesNone(t *testing.T) {
	f := scanning()
	require.NoError(t, f.take(pairing.ParseText("终端号 4004683219 特殊密钥 m7k2qx9d"), start))
	require.NoError(t, f.take(pairing.ParseText("终端密钥 b7kq2m9xw4hd"), start))
	assert.Equal(t, "b7kq2m9xw4hd", f.slip.key)
	f.slip.choose(pairing.KindQRKey)
	assert.Equal(t, "m7k2qx9d", f.slip.key)
}
