package overview

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts/pagetest"
)

// BenchmarkScroll is what one turn of the wheel costs before anything is drawn.
func BenchmarkScroll(b *testing.B) {
	for _, count := range []int{200, 10_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			bench := pagetest.New(b)
			many(b, bench, count, time.Minute)
			p := New(bench.Ctx)
			bench.Show(p)
			step := float32(-120)
			b.ReportAllocs()
			for b.Loop() {
				before := p.list.scroll.Offset
				p.list.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
				if p.list.scroll.Offset == before {
					step = -step
				}
			}
			p.Hidden()
		})
	}
}
