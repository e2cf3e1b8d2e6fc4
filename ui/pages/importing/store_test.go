package importing

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// TestWhatWasNotStoredStays with everything that was said, and can be tried again.
func TestWhatWasNotStoredStays(t *testing.T) {
	keyring := pagetest.NewKeyring()
	l := newLab(t, pagetest.NewOn(t, keyring))
	l.paste(two)
	keyring.Refuse(vault.ErrDenied)
	l.p.submit()
	l.Settle()
	assert.Empty(t, l.Vault.List())
	require.Len(t, l.p.cards, 2)
	assert.Same(t, l.p.cards[0].alert.Again(), l.Window.Canvas().Focused())
	assert.True(t, l.p.cards[1].alert.Object().Visible())
	assert.Empty(t, l.Toasts)
	keyring.Refuse(nil)
	l.p.cards[0].alert.Again().Tapped(nil)
	l.Settle()
	assert.Len(t, l.Vault.List(), 2)
	assert.Len(t, l.p.stored, 2)
}

// TestStoringCanBeStopped between two credentials.
func TestStoringCanBeStopped(t *testing.T) {
	keyring := pagetest.NewKeyring()
	l := newLab(t, pagetest.NewOn(t, keyring))
	l.paste(two)
	release := keyring.Hold()
	defer release()
	l.p.submit()
	assert.True(t, l.p.store.Busy())
	assert.True(t, l.p.store.Disabled() || l.p.storing)
	l.p.submit() // an Enter too many
	l.p.Escape()
	assert.False(t, l.p.storing)
	release()
	l.Settle()
	assert.LessOrEqual(t, len(l.Vault.List()), 1, "the second one never began")
	assert.Empty(t, l.Went, "Esc only stopped it")
	assert.False(t, l.p.store.Busy())
}

// TestHidingDropsWhatWasRead, and so does locking, which hides the page.
func TestHidingDropsWhatWasRead(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(wholeJdy)
	l.p.Hidden()
	assert.Nil(t, l.p.drafts)
	assert.Nil(t, l.p.preview)
	assert.Nil(t, l.window.dropped)
	l.p.Shown()
	assert.Same(t, l.p.intake.field.Focusable(), l.Window.Canvas().Focused())
	assert.False(t, l.p.Dirty())
}

func TestLeavingAsks(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.p.Escape()
	assert.Equal(t, []string{"back"}, l.Went)
	l.paste(wholeJdy)
	l.p.Escape()
	require.Len(t, l.Questions, 1)
	l.Questions[0].Answer(false)
	assert.Len(t, l.Went, 1)
	l.Questions[0].Answer(true)
	assert.Len(t, l.Went, 2)
}

func TestAnotherTextAsksAboutWhatWasTyped(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(lacking)
	l.p.back()
	assert.Nil(t, l.p.drafts)
	assert.Empty(t, l.Questions)
	l.paste(lacking)
	in := l.p.cards[0].given[0]
	in.SetValue("x")
	in.OnChanged()
	l.p.back()
	require.Len(t, l.Questions, 1)
	assert.NotNil(t, l.p.drafts)
	l.Questions[0].Answer(true)
	assert.Nil(t, l.p.drafts)
}

// TestManyComeInTurns: a page of hundreds of cards would stand still.
func TestManyComeInTurns(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	var all strings.Builder
	for i := range mostCards + 2 {
		one := strings.ReplaceAll(wholeJdy, "JDY_", fmt.Sprintf("JDY_%d_", i+1))
		all.WriteString(strings.ReplaceAll(one, "205022", fmt.Sprint(300000+i)))
	}
	l.paste(all.String())
	require.Len(t, l.p.cards, mostCards)
	l.p.submit()
	l.Settle()
	require.Len(t, l.p.cards, 2)
	l.p.submit()
	l.Settle()
	assert.Len(t, l.Vault.List(), mostCards+2)
	assert.Len(t, l.p.stored, mostCards+2)
}

func TestWhatIsNotUsedIsFolded(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(lacking)
	assert.NotContains(t, l.markup(), "FOO")
	l.p.ignored.fold.Tapped(nil)
	assert.Contains(t, l.markup(), "FOO")
}

// TestResumeComesBackToTheControl that had the keyboard.
func TestResumeComesBackToTheControl(t *testing.T) {
	l := newLab(t, pagetest.New(t))
	l.paste(wholeJdy)
	canvas := l.Window.Canvas()
	canvas.Focus(l.at(0, "item/2"))
	canvas.Unfocus()
	l.p.Resume()
	assert.Same(t, l.at(0, "item/2"), canvas.Focused())
}
