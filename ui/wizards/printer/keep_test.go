package printer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
	"keycase/providers/sandbox"
)

// next is the wizard in the next window, of which only what was kept is known.
func (l *lab) next() {
	text := l.m.Keep()
	l.p.Hidden()
	l.m = &Memory{}
	l.m.Restore(text, l.Now())
	l.open("")
}

// TestThePrinterOutlivesTheWindow but for its key, of which a line says so.
func TestThePrinterOutlivesTheWindow(t *testing.T) {
	l := newLab(t)
	app := l.openApp()
	l.open(app.ID)
	assert.Empty(t, l.m.Keep(), "nothing typed")
	assert.Empty(t, l.p.Closing())
	l.slip()
	assert.NotEmpty(t, l.p.Closing())
	l.enter() // to the confirmation
	key := l.p.flow.slip.key
	require.NotEmpty(t, key)
	assert.NotContains(t, l.m.Keep(), key)
	l.next()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, app.ID, l.p.flow.app)
	assert.Equal(t, openPrinter, l.p.flow.slip.code)
	assert.Empty(t, l.p.flow.slip.key)
	l.assertSays("密钥没有留下，再读一次")
	assert.Empty(t, l.p.Closing(), "nothing more is lost")
	l.slip()
	l.enter()
	l.enter()
	l.assertSays("打印机配好了")
	assert.Empty(t, l.m.Keep(), "done")
}

// TestTheBatchOutlivesTheWindow for as long as somebody may go on with it.
func TestTheBatchOutlivesTheWindow(t *testing.T) {
	l := newLab(t)
	l.open(l.openApp().ID)
	l.slip()
	l.enter()
	l.enter()
	l.enter() // the next one
	before := l.m.batch
	require.Len(t, before, 1)
	text := l.m.Keep()
	l.next()
	require.Len(t, l.m.batch, 1)
	assert.Equal(t, before[0].code, l.m.batch[0].code)
	assert.True(t, before[0].life.expires.Equal(l.m.batch[0].life.expires))
	late := &Memory{}
	late.Restore(text, l.Now().Add(batchLife+time.Minute))
	assert.Empty(t, late.batch)
}

// TestAnAppThatIsTypedInOutlivesTheWindow without its secret.
func TestAnAppThatIsTypedInOutlivesTheWindow(t *testing.T) {
	l := newLab(t)
	l.open("")
	secret := sandbox.Demo().Yilianyun.ClientSecret
	l.p.apps.name.SetValue("解放路店")
	l.p.flow.draft.name = "解放路店"
	l.p.flow.draft.values[fieldID] = "1000000001"
	l.p.flow.draft.values[fieldSecret] = secret
	assert.NotContains(t, l.m.Keep(), secret)
	l.next()
	assert.Equal(t, "解放路店", l.p.apps.name.Value())
	assert.Equal(t, "1000000001", l.p.apps.named(fieldID).Value())
	assert.Empty(t, l.p.apps.named(fieldSecret).Value())
	l.assertSays("密钥没有留下，再填一次")
}

// FuzzRestore never fails, and leads to a step that a person can begin at.
func FuzzRestore(f *testing.F) {
	f.Add(`{"Step":1,"App":"x","Code":"4004683219","Kind":1,"Key":true,"Batch":[{"Code":"1"}]}`)
	f.Add(`{"Step":99,"Kind":-4,"Values":{"client_secret":"x"}}`)
	f.Add("[")
	f.Fuzz(func(t *testing.T, text string) {
		m := &Memory{}
		m.Restore(text, time.Time{})
		assert.Contains(t, []step{atApp, atScan}, m.flow.step)
		assert.Contains(t, []pairing.KeyKind{pairing.KindUnknown, pairing.KindQRKey, pairing.KindMSign}, m.flow.slip.kind)
		assert.Empty(t, m.flow.slip.key)
		assert.Empty(t, m.flow.draft.values[fieldSecret])
	})
}
