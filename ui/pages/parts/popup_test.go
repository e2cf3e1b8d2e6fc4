package parts_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// openMenu shows a menu of two items below a button in the lower right corner, and
// counts which are chosen.
func openMenu(b *pagetest.Bench, chosen *[]string) {
	button := widgets.NewButton("more", "", widgets.Secondary, nil)
	b.Window.SetContent(container.NewWithoutLayout(button))
	button.Resize(button.MinSize())
	size := b.Window.Canvas().Size()
	button.Move(fyne.NewPos(size.Width-button.Size().Width, size.Height-button.Size().Height))
	item := func(name string) *fyne.MenuItem {
		return fyne.NewMenuItem(name, func() { *chosen = append(*chosen, name) })
	}
	parts.PopUp(b.Window, button, item("first"), fyne.NewMenuItemSeparator(), item("last"))
}

func TestMenuByKeyboard(t *testing.T) {
	b := pagetest.New(t)
	var chosen []string
	c := b.Window.Canvas()
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	openMenu(b, &chosen)
	press(fyne.KeyDown, fyne.KeyReturn)
	openMenu(b, &chosen)
	press(fyne.KeyUp, fyne.KeySpace)
	assert.Equal(t, []string{"first", "last"}, chosen)
	openMenu(b, &chosen)
	press(fyne.KeyDown, fyne.KeyEscape)
	assert.Nil(t, c.Overlays().Top())
	openMenu(b, &chosen)
	c.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{})
	test.TapCanvas(c, fyne.NewPos(10, 10))
	assert.Nil(t, c.Overlays().Top(), "a click beside it closes it")
	assert.Len(t, chosen, 2)
}

// TestMenuIsSetOffFromThePage by an edge, inside the window, in both themes.
func TestMenuIsSetOffFromThePage(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		b := pagetest.NewIn(t, translations.Chinese, mode)
		openMenu(b, &[]string{})
		size := b.Window.Canvas().Size()
		var edge *canvas.Rectangle
		for _, part := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
			if r, ok := part.(*canvas.Rectangle); ok && edge == nil {
				edge = r
			}
		}
		require.NotNil(t, edge)
		end := edge.Position().Add(edge.Size())
		assert.LessOrEqual(t, end.X, size.Width)
		assert.LessOrEqual(t, end.Y, size.Height)
		picture := b.Window.Canvas().Capture()
		scale := b.Window.Canvas().Scale()
		at := func(x, y float32) [3]uint32 {
			r, g, b, _ := picture.At(int(x*scale), int(y*scale)).RGBA()
			return [3]uint32{r >> 8, g >> 8, b >> 8}
		}
		left, middle := edge.Position().X+0.5, edge.Position().Y+edge.Size().Height/2
		assert.NotEqual(t, at(left-3, middle), at(left, middle), "the edge is seen on the page")
		assert.NotEqual(t, at(left+3, middle), at(left, middle), "and on the menu")
		b.Picture("menu", 1)
	}
}

func TestSpacesInChinese(t *testing.T) {
	b := pagetest.New(t)
	assert.Equal(t, "应用密钥已复制", parts.Say(b.Ctx, "clipboard.copied", "Label", "应用密钥"))
	assert.Equal(t, "app_secret 已复制，24 秒后清空剪贴板", parts.Say(b.Ctx, "clipboard.secret", "Label", "app_secret", "Count", 24))
	assert.Equal(t, "删除晨光商贸", parts.Say(b.Ctx, "credential.remove_title", "Name", "晨光商贸"))
}
