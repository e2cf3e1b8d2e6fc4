package operation

import (
	"testing"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
)

// BenchmarkKeystroke is what the window does for one: sign anew, and lay out trace
// and command. It has to stay under 5 ms.
func BenchmarkKeystroke(b *testing.B) {
	bench := pagetest.New(b)
	p := New(bench.Ctx, "jdy.request", bench.Add("jdy", "晨光商贸").ID)
	bench.Show(p)
	p.inputs["path"].SetValue("/jdy/v2/bd/customer")
	p.rows().SetValue(`[["page","1"],["page_size","20"],["search","晨光"]]`)
	entry := p.inputs["path"].Focusable()
	bench.Window.Canvas().Focus(entry)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	typed := 0
	for b.Loop() {
		if typed++; typed%2 == 1 {
			entry.TypedRune('x')
		} else {
			entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		}
		bench.Move(parts.Debounce)
	}
	if p.signing.err != nil || p.right.panel == nil {
		b.Fatal(p.signing.err)
	}
}
