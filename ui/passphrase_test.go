package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/widgets"
)

// changing is a window with the dialog for another passphrase open.
type changing struct {
	*watchedWindow
	inputs []*widgets.Field
}

func newChanging(t *testing.T) *changing {
	t.Helper()
	c := &changing{watchedWindow: lockable(t)}
	c.u.Context().Nav.Settings()
	c.settle()
	c.open()
	return c
}

func (c *changing) open() {
	c.t.Helper()
	c.press("更换")
	c.inputs = nil
	for _, o := range c.inFront() {
		if f, ok := o.(*widgets.Field); ok {
			c.inputs = append(c.inputs, f)
		}
	}
	require.Len(c.t, c.inputs, 3)
}

// inFront is what the dialog in front shows; nothing where there is none.
func (c *changing) inFront() []fyne.CanvasObject {
	top := c.u.Window().Canvas().Overlays().Top()
	if top == nil {
		return nil
	}
	return visible(top, nil)
}

func (c *changing) fill(values ...string) {
	for i, value := range values {
		c.inputs[i].SetText(value)
	}
}

// tap presses a button of the dialog, without waiting for what it does.
func (c *changing) tap(name string) {
	c.t.Helper()
	for _, o := range c.inFront() {
		if button, ok := o.(*widgets.Button); ok && button.AccessibilityLabel() == name {
			button.Tapped(nil)
			return
		}
	}
	require.Fail(c.t, "not there", name)
}

func (c *changing) submit() {
	c.t.Helper()
	c.tap("换成新的")
	c.settle()
}

// opens tells whether a passphrase opens the store.
func (c *changing) opens(passphrase string) bool {
	return c.u.Context().Vault.Unlock(c.t.Context(), []byte(passphrase)) == nil
}

func TestPassphraseIsChangedInTheSettings(t *testing.T) {
	c := newChanging(t)
	old, first, again := c.inputs[0], c.inputs[1], c.inputs[2]
	canvas := c.u.Window().Canvas()
	assert.Same(t, old.Focusable(), canvas.Focused())
	c.submit()
	assert.Same(t, old.Focusable(), canvas.Focused(), "nothing was typed yet")

	c.fill(typed, "1234567", "")
	c.submit()
	assert.Equal(t, "太短，至少 8 位", first.Error())
	c.fill(typed, typed, typed)
	c.submit()
	assert.Equal(t, "和现在的一样", first.Error())
	c.fill(typed, "another one 43", "another one 44")
	c.submit()
	assert.Equal(t, "两次输的不一样", again.Error())
	c.fill("not the old one", "another one 43", "another one 43")
	c.submit()
	assert.Equal(t, "主密码不对", old.Error())
	assert.Equal(t, "not the old one", old.Text(), "a wrong value stays as it was typed")
	assert.Same(t, old.Focusable(), canvas.Focused())
	assert.True(t, c.opens(typed))
	old.Focusable().TypedRune('t')
	assert.Equal(t, "t", old.Text(), "the next one takes the place of the wrong one")

	c.fill(typed)
	assert.Empty(t, old.Error())
	for _, field := range []*widgets.Field{old, first, again} {
		canvas.Focus(field.Focusable())
		c.key(fyne.KeyReturn)
	}
	assert.Empty(t, c.inFront(), "Enter leads from field to field and does it")
	assert.Contains(t, c.texts(), "主密码换好了")
	assert.Empty(t, old.Text()+first.Text()+again.Text(), "what was typed does not stay behind")
	assert.False(t, c.opens(typed))
	assert.True(t, c.opens("another one 43"))
	assert.False(t, c.locked())
}

// TestGivenUpChangeOfThePassphraseSaysWhatCounts: it may come too late to stop it.
func TestGivenUpChangeOfThePassphraseSaysWhatCounts(t *testing.T) {
	for range 6 {
		c := newChanging(t)
		c.fill(typed, "another one 43", "another one 43")
		c.tap("换成新的")
		c.tap("取消")
		assert.Empty(t, c.inFront(), "nobody has to wait")
		c.settle()
		changed := c.opens("another one 43")
		assert.Equal(t, !changed, c.opens(typed))
		said := "没有换，还是原来的主密码"
		if changed {
			said = "主密码换好了"
		}
		assert.Contains(t, c.texts(), said)
		c.stop()
	}
}

func TestPassphraseDialogIsLeftByEsc(t *testing.T) {
	c := newChanging(t)
	c.fill(typed, "another one 43")
	c.key(fyne.KeyEscape)
	assert.Empty(t, c.inFront())
	assert.Empty(t, c.inputs[0].Text()+c.inputs[1].Text())
	assert.True(t, c.opens(typed))
	back, ok := c.u.Window().Canvas().Focused().(*widgets.Button)
	require.True(t, ok, "the page does not begin anew at its top")
	assert.Equal(t, "更换", back.AccessibilityLabel())
}

// TestLockCoversTheDialogWithWhatIsTypedInIt.
func TestLockCoversTheDialogWithWhatIsTypedInIt(t *testing.T) {
	c := newChanging(t)
	c.fill(typed, "another one 43")
	c.move(defaultLockAfter)
	require.True(t, c.locked())
	assert.Empty(t, c.inFront())
	c.unlock()
	require.NotEmpty(t, c.inFront())
	assert.Equal(t, "another one 43", c.inputs[1].Text())
	assert.Same(t, c.inputs[0].Focusable(), c.u.Window().Canvas().Focused())
	c.fill(typed, "another one 43", "another one 43")
	c.submit()
	assert.True(t, c.opens("another one 43"))
}
