package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// pressable is what everything that can be pressed has to be.
type pressable interface {
	fyne.Widget
	fyne.Tappable
	fyne.Focusable
	fyne.Disableable
	fyne.Accessible
	desktop.Hoverable
	desktop.Cursorable
}

// pressables makes one of each with the same action.
func pressables(action func()) map[string]pressable {
	row, toggle := NewListRow("刷新", "复制"), NewToggle("switch")
	row.OnOpen = action
	row.Set(RowContent{Name: "row"})
	toggle.OnChanged = func(bool) { action() }
	step := newTraceStep(1, "", action, nil)
	step.set(TraceStep{Title: "step"}, false, true)
	return map[string]pressable{
		"button":     NewButton("button", "plus", Primary, action),
		"iconbutton": NewIconButton("plus", "icon", action),
		"sidebar":    NewSidebarItem("timer", "page", action),
		"actioncard": NewActionCard(theme.Platform("jdy"), "title", "detail", action),
		"rolecard":   NewRoleCard(theme.Platform("jdy"), RoleContent{Title: "title"}, canvas.NewCircle(nil), action),
		"listrow":    row,
		"toggle":     toggle,
		"step":       step,
		"timed":      newTimedButton("copy", action),
	}
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestPressing(t *testing.T) {
	wear(t, theme.Light)
	pressed := 0
	for name, p := range pressables(func() { pressed++ }) {
		pressed = 0
		test.Tap(p)
		assert.Equal(t, 1, pressed, "%s: tap", name)
		for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace} {
			p.TypedKey(key(k))
		}
		assert.Equal(t, 4, pressed, "%s: Enter and Space", name)
		p.TypedKey(key(fyne.KeyA))
		p.TypedRune('x')
		assert.Equal(t, 4, pressed, "%s: other keys", name)
		assert.Equal(t, desktop.PointerCursor, p.Cursor(), name)

		p.Disable()
		assert.True(t, p.Disabled(), name)
		test.Tap(p)
		p.TypedKey(key(fyne.KeyReturn))
		assert.Equal(t, 4, pressed, "%s: disabled", name)
		assert.Equal(t, desktop.DefaultCursor, p.Cursor(), name)
		p.Enable()
		test.Tap(p)
		assert.Equal(t, 5, pressed, "%s: enabled again", name)

		assert.NotEmpty(t, p.AccessibilityLabel(), name)
		assert.Equal(t, fyne.AccessibleRoleButton, p.AccessibilityRole(), name)
	}
}

// TestFocusRing: drawn for the keyboard only, and gone with the focus.
func TestFocusRing(t *testing.T) {
	wear(t, theme.Light)
	for name, p := range pressables(nothing) {
		p.Resize(p.MinSize())
		calm := test.RenderObjectToMarkup(p)

		p.FocusGained()
		assert.NotEqual(t, calm, test.RenderObjectToMarkup(p), "%s: a ring by keyboard", name)
		p.FocusLost()
		assert.Equal(t, calm, test.RenderObjectToMarkup(p), "%s: gone", name)

		mouse, ok := p.(desktop.Mouseable)
		require.True(t, ok, name)
		mouse.MouseDown(nil)
		p.FocusGained()
		mouse.MouseUp(nil)
		assert.Equal(t, calm, test.RenderObjectToMarkup(p), "%s: no ring by pointer", name)
		p.FocusLost()
	}
}

func TestHoverShows(t *testing.T) {
	wear(t, theme.Light)
	for name, p := range pressables(nothing) {
		if name == "step" {
			continue // its hand cursor says enough
		}
		if toggle, ok := p.(*Toggle); ok {
			toggle.SetOn(true)
		}
		p.Resize(p.MinSize())
		calm := test.RenderObjectToMarkup(p)
		p.MouseIn(nil)
		p.MouseMoved(nil)
		assert.NotEqual(t, calm, test.RenderObjectToMarkup(p), name)
		p.MouseOut()
		assert.Equal(t, calm, test.RenderObjectToMarkup(p), name)
	}
}

// TestTabReachesEverything walks through one of each by keyboard.
func TestTabReachesEverything(t *testing.T) {
	wear(t, theme.Light)
	box := container.NewVBox()
	want := map[fyne.Focusable]bool{}
	for name, p := range pressables(nothing) {
		if name == "listrow" {
			continue // brings its buttons along
		}
		box.Add(p)
		want[p] = true
	}
	field, search := NewField("field", FieldOptions{}), NewSearchBox("search", "")
	choice, tabs := NewSegmented("", []string{"a", "b"}), NewTabs("", []string{"a"})
	for object, focusable := range map[fyne.CanvasObject]fyne.Focusable{
		field: field.Focusable(), search: search.Focusable(), choice: choice, tabs: tabs,
	} {
		box.Add(object)
		want[focusable] = true
	}
	c := show(t, box, 400)
	got := map[fyne.Focusable]bool{}
	for range want {
		c.FocusNext()
		got[c.Focused()] = true
	}
	assert.Equal(t, len(want), len(got), "each once")
	for focusable := range want {
		assert.True(t, got[focusable])
	}
}

// TestThemeSwitch: what is on screen takes over the colours of the other theme.
func TestThemeSwitch(t *testing.T) {
	for _, s := range specimens {
		wear(t, theme.Light)
		c := show(t, s.build(), s.width)
		test.ApplyTheme(t, theme.New(theme.Dark))
		switched := test.RenderToMarkup(c)

		fresh := test.RenderToMarkup(show(t, s.build(), s.width))
		assert.Equal(t, fresh, switched, s.name)
	}
}
