package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

// guide is a guided binding with something typed into it.
type guide struct{ content fyne.CanvasObject }

func (g guide) Content() fyne.CanvasObject { return g.content }
func (guide) Shown()                       {}
func (guide) Hidden()                      {}
func (guide) Dirty() bool                  { return true }

// TestAFormStandsOverAGuidedBinding, which is there again afterwards; from any other
// page it is not.
func TestAFormStandsOverAGuidedBinding(t *testing.T) {
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Pages.Wizards = map[string]Wizard{
			"kis": {"key-round", func(*core.Context, string) core.Page { return &guide{container.NewStack()} }},
		}
	})
	c := b.Add("kis", "明德会计")
	b.eventually(t, "the overview", func() bool { return b.page() != nil && b.page().name == "overview" })
	for name, leave := range map[string]func(){
		"saved":  func() { b.s.Saved("kis", c.ID) },
		"Esc":    b.s.Back,
		"others": func() { b.s.NewCredential("kis"); b.s.Back() },
	} {
		b.s.Wizard("kis", c.ID)
		binding := b.s.page()
		b.s.EditCredential(c.ID)
		require.Equal(t, "edit "+c.ID, b.page().name)
		leave()
		assert.Same(t, binding, b.s.page(), name)
		b.s.Back()
		assert.Equal(t, "overview", b.page().name, name)
	}
	b.s.Wizard("kis", c.ID)
	b.s.EditCredential(c.ID)
	b.s.Settings()
	b.s.Back()
	assert.Equal(t, "overview", b.page().name, "neither of the two")
}

func TestGuidedBindingTakesTheWindowAndAsksNothing(t *testing.T) {
	var opened []string
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Pages.Wizards = map[string]Wizard{
			"kis": {"key-round", func(_ *core.Context, id string) core.Page {
				opened = append(opened, id)
				return guide{container.NewStack()}
			}},
		}
	})
	assert.True(t, b.s.HasWizard("kis"))
	assert.False(t, b.s.HasWizard("jdy"))
	b.s.Wizard("kis", "one")
	b.Settle()
	assert.Equal(t, []string{"one"}, opened)
	assert.False(t, b.s.frame.sidebar.object.Visible())
	assert.False(t, b.s.frame.status.object.Visible())
	b.s.Toast("done")
	toast := b.s.toasts.toast
	assert.LessOrEqual(t, toast.Position().Y+toast.Size().Height, b.Window.Canvas().Size().Height-theme.WizardFootHeight, "the foot stays free")
	left := false
	b.s.away(func() { left = true })
	assert.True(t, left, "what was typed is still there when it comes up again")
	b.s.Settings()
	b.Settle()
	assert.True(t, b.s.frame.status.object.Visible())
	b.s.Back()
	b.Settle()
	assert.NotEqual(t, itemWizard+"kis", b.s.top().item, "the way back passes it by")
	assert.Contains(t, b.s.frame.sidebar.order, itemWizard+"kis")
	found := slices.IndexFunc(b.s.pageTargets(), func(t target) bool { return t.ID == "wizard/kis" })
	assert.Equal(t, "key-round", b.s.pageTargets()[found].look.Icon)
}

// closing is a guided binding that tells what goes with the window.
type closing struct {
	guide
	lost string
}

func (c *closing) Closing() string { return c.lost }

// TestClosingAGuidedBindingAsksWhereSomethingIsLost and only there.
func TestClosingAGuidedBindingAsksWhereSomethingIsLost(t *testing.T) {
	page := &closing{guide{container.NewStack()}, "填好的密钥不会留下。"}
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Pages.Wizards = map[string]Wizard{"kis": {"key-round", func(*core.Context, string) core.Page { return page }}}
	})
	b.s.Wizard("kis", "")
	b.Settle()
	closed := 0
	closeIt := func() { closed++ }
	b.s.CloseWindow(closeIt)
	require.True(t, b.s.dialogs.open())
	assert.Contains(t, b.dialogTexts(), page.lost)
	b.key(fyne.KeyEscape)
	assert.Zero(t, closed)
	b.s.CloseWindow(closeIt)
	b.Window.Canvas().FocusNext()
	b.key(fyne.KeyReturn)
	assert.Equal(t, 1, closed)
	page.lost = ""
	b.s.CloseWindow(closeIt)
	assert.Equal(t, 2, closed, "what was typed is kept beyond the window")
}
