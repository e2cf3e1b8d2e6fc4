package form

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

var endless = strings.Repeat("Zm9vYmFy", 8)

func onlyEndless(t *testing.T, _ *pagetest.Bench, cut []string) {
	t.Helper()
	for _, text := range cut {
		assert.Contains(t, text, "Zm9vYmFy", "only what is too long for any window")
	}
}

// tall gives the page room for all that scrolls, so that all of it is looked at.
func tall(b *pagetest.Bench) { b.Resize(b.Window.Canvas().Size().Width, 2400) }

// TestLayout looks at each platform's form: empty, with everything wrong, and for a
// stored credential with a long name; as high as the window and as high as the page.
func TestLayout(t *testing.T) {
	t.Run("choose", func(t *testing.T) {
		pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page { return New(b.Ctx, "") }, onlyEndless)
	})
	t.Run("gone", func(t *testing.T) {
		pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page { return Edit(b.Ctx, "none") }, onlyEndless)
	})
	for _, platform := range pagetest.Registry() {
		t.Run(platform.ID+" new", func(t *testing.T) {
			pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page { return New(b.Ctx, platform.ID) }, func(t *testing.T, b *pagetest.Bench, cut []string) {
				onlyEndless(t, b, cut)
				tall(b)
				onlyEndless(t, b, b.CheckLayout())
			})
		})
		t.Run(platform.ID+" wrong", func(t *testing.T) {
			pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page {
				tall(b)
				p := New(b.Ctx, platform.ID)
				b.Show(p)
				for _, in := range p.inputs {
					in.SetValue(" " + endless + "！")
				}
				p.environment.segment.SetSelected(elsewhere)
				p.environment.show()
				p.submit()
				p.fail(vault.ErrDenied)
				return p
			}, func(t *testing.T, b *pagetest.Bench, cut []string) {
				onlyEndless(t, b, cut)
				b.Picture("form-wrong-"+strings.ReplaceAll(t.Name(), "/", "-"), 1)
			})
		})
		t.Run(platform.ID+" edit", func(t *testing.T) {
			pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page {
				tall(b)
				return Edit(b.Ctx, b.AddWith(platform.ID, endless, sandbox.Demo().Values(platform.ID)).ID)
			}, onlyEndless)
		})
	}
}
