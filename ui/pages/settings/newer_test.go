package settings

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

func TestWhatCameOfALookIsSaidWhileThePageIsOpen(t *testing.T) {
	b := pagetest.New(t)
	var got chosen
	p, now := got.params(), Newer{}
	var tell func()
	p.Newer, p.OnNewer = func() Newer { return now }, func(f func()) { tell = f }
	page := New(b.Ctx, p)
	b.Show(page)
	require.NotNil(t, tell)
	for _, c := range []struct {
		now  Newer
		said string
	}{
		{Newer{}, "还没看过"}, {Newer{Found: Looking}, "正在看…"}, {NewerThan(""), "没有更新的版本"},
		{NewerThan("1.3.0"), "有 1.3.0 了"}, {Newer{Found: NoAnswer}, "没问到，过一会儿再看"},
	} {
		now = c.now
		tell()
		assert.Contains(t, words(b), c.said)
	}
	page.Hidden()
	assert.Nil(t, tell, "nobody shows it any more")
}

func TestLookingIsAChoice(t *testing.T) {
	b := pagetest.New(t)
	var got chosen
	b.Show(New(b.Ctx, got.params()))
	var last *widgets.Toggle
	for _, object := range test.LaidOutObjects(b.Window.Content()) {
		if toggle, ok := object.(*widgets.Toggle); ok {
			last = toggle
		}
	}
	require.NotNil(t, last)
	assert.False(t, last.On(), "off until it is asked for")
	last.Tapped(nil)
	assert.Equal(t, chosen{"newer true"}, got)
}
