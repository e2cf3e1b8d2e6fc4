package about

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/assets/licences"
	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

var _ core.Escaper = (*Page)(nil)

// params are those of a person with a long name.
func params(t *testing.T) Params {
	t.Helper()
	home := filepath.Join("/home", strings.Repeat("long", 12), ".config", "keycase")
	paths, err := app.Locate(home, func(string) string { return "" })
	require.NoError(t, err)
	return Params{Version: "1.4.0-12-g84dfd99", Places: paths.List()}
}

func open(t *testing.T, b *pagetest.Bench) *Page {
	t.Helper()
	p := New(b.Ctx, params(t))
	b.Show(p)
	return p
}

func press(b *pagetest.Bench, keys ...fyne.KeyName) {
	for _, key := range keys {
		b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// TestEverythingIsReachedByTab copies each value and ends at the licences.
func TestEverythingIsReachedByTab(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(740, 300)
	p := open(t, b)
	c := b.Window.Canvas()
	seen := 0
	for c.FocusNext(); c.Focused() != p.card; c.FocusNext() {
		copier, ok := c.Focused().(*widgets.IconButton)
		require.True(t, ok)
		assert.True(t, inView(p, copier), copier.Tip())
		press(b, fyne.KeySpace)
		seen++
		require.Less(t, seen, 20)
	}
	assert.True(t, inView(p, p.card))
	c.FocusNext()
	press(b, fyne.KeySpace)
	assert.Equal(t, []string{"back"}, b.Went)
	var values []string
	for _, copied := range b.Copies {
		values = append(values, copied.Value)
		assert.False(t, copied.Secret)
	}
	assert.Contains(t, values, "1.4.0-12-g84dfd99")
	for _, place := range p.p.Places {
		assert.Contains(t, values, place.Path)
	}
	assert.Equal(t, "复制 Go", tip(b, "Go"))
}

// tip is that of the button that copies what is called so.
func tip(b *pagetest.Bench, name string) string {
	for range 20 {
		b.Window.Canvas().FocusNext()
		if copier, ok := b.Window.Canvas().Focused().(*widgets.IconButton); ok && strings.HasSuffix(copier.Tip(), name) {
			return copier.Tip()
		}
	}
	return ""
}

func inView(p *Page, object fyne.CanvasObject) bool {
	driver, view := fyne.CurrentApp().Driver(), p.scroll.Object()
	top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(view).Y
	return top >= 0 && top+object.Size().Height <= view.Size().Height
}

func TestLicencesByKeyboard(t *testing.T) {
	b := pagetest.New(t)
	p := open(t, b)
	works := licences.All()
	c := b.Window.Canvas()
	c.Focus(p.card)
	press(b, fyne.KeyReturn)
	l := p.library
	require.NotNil(t, l)
	require.Same(t, l.shelf, c.Focused())
	assert.Equal(t, "Keycase", l.name.Text())
	assert.Contains(t, l.reader.text.Text(), "The Keycase authors")

	for i, w := range works {
		assert.Equal(t, w.Name, l.name.Text())
		assert.Equal(t, w.Licence, l.licence.Text())
		assert.Equal(t, reflow(w.Text()), l.reader.text.Text())
		assert.Zero(t, l.reader.scroll.Offset.Y)
		assert.True(t, l.sees(i), w.Name)
		press(b, fyne.KeyDown)
	}
	assert.Equal(t, works[len(works)-1].Name, l.name.Text(), "there is no further one")
	press(b, fyne.KeyUp)
	assert.Equal(t, works[len(works)-2].Name, l.name.Text())
	press(b, fyne.KeyHome, fyne.KeyUp)
	assert.Equal(t, 0, l.shelf.open)
	press(b, fyne.KeyPageDown)
	assert.Greater(t, l.shelf.open, 3)
	press(b, fyne.KeyPageUp, fyne.KeyEnd)
	assert.Equal(t, len(works)-1, l.shelf.open)
	assert.True(t, l.sees(len(works)-1))

	c.FocusNext()
	require.Same(t, l.reader, c.Focused())
	c.FocusNext()
	press(b, fyne.KeySpace)
	require.Len(t, b.Copies, 1)
	assert.Equal(t, works[len(works)-1].Text(), b.Copies[0].Value, "as its authors wrote it")

	p.Hidden()
	p.Shown()
	assert.Same(t, l.shelf, c.Focused(), "coming back from elsewhere")
	p.Escape()
	assert.Same(t, p.card, c.Focused())
	assert.Empty(t, b.Went)
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went)
	c.Focus(p.card)
	press(b, fyne.KeySpace)
	assert.Same(t, l, p.library, "it stays where it was")
}

// sees tells whether a work of the list can be seen whole.
func (l *library) sees(index int) bool {
	driver := fyne.CurrentApp().Driver()
	book := l.shelf.books[index]
	top := driver.AbsolutePositionForObject(book).Y - driver.AbsolutePositionForObject(l.shelf).Y
	return top >= 0 && top+book.Size().Height <= l.shelf.Size().Height
}

func TestReaderScrolls(t *testing.T) {
	b := pagetest.New(t)
	p := open(t, b)
	p.browse()
	l := p.library
	for i, w := range l.works {
		if w.Name == "github.com/spf13/cobra" { // the Apache licence is long
			l.shelf.choose(i)
		}
	}
	b.Window.Canvas().Focus(l.reader)
	at := func() float32 { return l.reader.scroll.Offset.Y }
	end := l.reader.body.Size().Height - l.reader.scroll.Size().Height
	require.Greater(t, end, float32(1000), "the test needs a long text")
	press(b, fyne.KeyUp)
	assert.Zero(t, at())
	press(b, fyne.KeyDown, fyne.KeyDown)
	two := at()
	assert.Positive(t, two)
	press(b, fyne.KeyPageDown)
	assert.Greater(t, at(), two+100)
	press(b, fyne.KeyPageUp)
	assert.InDelta(t, two, at(), 1)
	press(b, fyne.KeyEnd, fyne.KeyDown, fyne.KeySpace)
	assert.InDelta(t, end, at(), 1)
	press(b, fyne.KeyHome)
	assert.Zero(t, at())
}

func TestOtherKeysReachTheWindow(t *testing.T) {
	b := pagetest.New(t)
	p := open(t, b)
	var keys []fyne.KeyName
	b.Window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { keys = append(keys, key.Name) })
	p.browse()
	press(b, fyne.KeyEscape)
	b.Window.Canvas().Focus(p.library.reader)
	press(b, fyne.KeyF5)
	assert.Equal(t, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF5}, keys)
}

func TestClicksOpenAndFocus(t *testing.T) {
	b := pagetest.New(t)
	p := open(t, b)
	p.browse()
	l := p.library
	b.Window.Canvas().Focus(l.reader)
	assert.True(t, l.reader.ring.Visible())
	book := l.shelf.books[3]
	book.MouseIn(nil)
	assert.True(t, book.box.Visible())
	book.Tapped(nil)
	book.MouseOut()
	assert.Equal(t, l.works[3].Name, l.name.Text())
	assert.True(t, book.box.Visible(), "it is the open one")
	assert.False(t, l.shelf.books[0].box.Visible())
	assert.Same(t, l.shelf, b.Window.Canvas().Focused())
	assert.False(t, l.reader.ring.Visible())
	l.reader.Tapped(nil)
	assert.Same(t, l.reader, b.Window.Canvas().Focused())
	assert.Equal(t, l.works[3].Licence, l.licence.Text())
	assert.Contains(t, book.AccessibilityLabel(), l.works[3].Licence)
}

func TestNothingIsClipped(t *testing.T) {
	pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
		return New(b.Ctx, params(t))
	}, func(t *testing.T, _ *pagetest.Bench, cut []string) {
		assert.Empty(t, cut)
	})
}

func TestNothingIsClippedAmongTheLicences(t *testing.T) {
	pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
		p := New(b.Ctx, params(t))
		p.browse()
		return p
	}, func(t *testing.T, _ *pagetest.Bench, cut []string) {
		assert.Empty(t, cut)
	})
}

func TestPicture(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
			for size, of := range map[string]fyne.Size{"small": pagetest.Small, "usual": pagetest.Usual} {
				t.Run(strings.Join([]string{lang, name, size}, "-"), func(t *testing.T) {
					b := pagetest.NewIn(t, lang, mode)
					b.Resize(of.Width, of.Height)
					p := open(t, b)
					b.Picture("about-"+lang+"-"+name+"-"+size, 1)
					p.browse()
					p.library.shelf.choose(10)
					b.Picture("about-licences-"+lang+"-"+name+"-"+size, 1)
				})
			}
		}
	}
}
