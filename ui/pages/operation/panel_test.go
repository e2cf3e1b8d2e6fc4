package operation

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// head is where the tabs and the button of the panel stand in it.
func head(t *testing.T, p *Page) (tabs, copier fyne.CanvasObject) {
	t.Helper()
	tabs, ok := p.right.panel.panel.Tabs().(fyne.CanvasObject)
	require.True(t, ok)
	next := false
	for _, object := range test.WidgetRenderer(p.right.panel.panel).Objects() {
		if next {
			return tabs, object
		}
		next = object == tabs
	}
	require.Fail(t, "no button")
	return nil, nil
}

// TestTheButtonLeavesTheTabsRoom in the narrowest window, whichever target is chosen, as long as the
// call is valid and after that.
func TestTheButtonLeavesTheTabsRoom(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		b := pagetest.NewIn(t, lang, theme.Light)
		b.Resize(740, 568)
		cred := scene(t, b)
		p := designed(b, cred)
		b.Show(p)
		v := p.right.panel
		for _, later := range []time.Duration{0, 28 * time.Second, 4 * time.Minute, time.Hour} {
			b.Move(later)
			for i, target := range v.targets {
				v.choose(i)
				tabs, copier := head(t, p)
				require.Contains(t, v.tabs, i)
				assert.Equal(t, i, v.tabs[v.panel.Tab()], "%s %s", lang, target.Label)
				assert.LessOrEqual(t, tabs.Position().X+tabs.Size().Width+theme.Space2, copier.Position().X, "%s %s after %s: %d tabs", lang, target.Label, later, len(v.tabs))
				assert.LessOrEqual(t, copier.Position().X+copier.Size().Width, v.panel.Size().Width)
				assert.GreaterOrEqual(t, tabs.Size().Width, tabs.MinSize().Width)
				assert.GreaterOrEqual(t, copier.Size().Width, copier.MinSize().Width)
			}
		}
	}
}

// TestTheKeyboardStaysInThePanel where other tabs have to be made.
func TestTheKeyboardStaysInThePanel(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(740, 568)
	p := show(b, "jdy.request", "")
	v, canvas := p.right.panel, b.Window.Canvas()
	_, copier := head(t, p)
	on, ok := copier.(fyne.Focusable)
	require.True(t, ok)
	canvas.Focus(on)
	before := v.panel
	v.choose(len(v.targets) - 1)
	require.NotSame(t, before, v.panel)
	_, copier = head(t, p)
	assert.Same(t, copier, canvas.Focused())
	canvas.Focus(v.panel.Tabs())
	v.choose(0)
	v.choose(len(v.targets) - 2)
	assert.Same(t, v.panel.Tabs(), canvas.Focused())
	for _, object := range test.WidgetRenderer(v.panel).Objects() {
		if forms, ok := object.(*widgets.Segmented); ok {
			canvas.Focus(forms)
		}
	}
	v.choose(len(v.targets) - 1)
	assert.IsType(t, &widgets.Segmented{}, canvas.Focused())
	assert.Contains(t, test.WidgetRenderer(v.panel).Objects(), canvas.Focused())
}
