package importing

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
)

// TestLayout looks at each state in both languages, as high as the window and as high
// as the page.
func TestLayout(t *testing.T) {
	endless := strings.ReplaceAll(wholeJdy, "205022", strings.Repeat("Zm9vYmFy", 30))
	for name, text := range map[string]string{
		"empty": "", "open": openText, "contested": contested, "address": elsewhere, "lacking": lacking, "two": two, "endless": endless,
	} {
		t.Run(name, func(t *testing.T) {
			pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
				t.Helper()
				b.AddWith("jdy", "晨光商贸", jdy("205022"))
				l := newLab(t, b)
				if text != "" {
					l.paste(text)
				}
				return still{l.p}
			}, func(t *testing.T, b *pagetest.Bench, _ []string) {
				t.Helper()
				b.Resize(b.Window.Canvas().Size().Width, 3000)
				for _, text := range b.CheckLayout() {
					assert.Contains(t, text, "Zm9vYmFy", "only what is too long for any window")
				}
			})
		})
	}
}

// still is a page that is shown already.
type still struct{ *Page }

func (still) Shown() {}
