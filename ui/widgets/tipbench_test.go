package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"
)

// timers run what is due when a test moves the time.
type timers struct {
	now   time.Duration
	await []*timer
}

type timer struct {
	due  time.Duration
	run  func()
	gone bool
}

func (t *timers) after(d time.Duration, run func()) (stop func()) {
	one := &timer{due: t.now + d, run: run}
	t.await = append(t.await, one)
	return func() { one.gone = true }
}

func (t *timers) move(d time.Duration) {
	end := t.now + d
	for {
		var next *timer
		for _, one := range t.await {
			if !one.gone && one.due <= end && (next == nil || one.due < next.due) {
				next = one
			}
		}
		if next == nil {
			t.now = end
			return
		}
		t.now, next.gone = next.due, true
		next.run()
	}
}

// pending counts the timers that still run.
func (t *timers) pending() int {
	n := 0
	for _, one := range t.await {
		if !one.gone {
			n++
		}
	}
	return n
}

// tipBench is a canvas with a layer for tips and a time that the test moves.
type tipBench struct {
	timers
	c    fyne.Canvas
	tips *tips
}

func newTipBench(t *testing.T, content fyne.CanvasObject, width, height float32) *tipBench {
	t.Helper()
	b := &tipBench{}
	w := test.NewTempWindow(t, WithTips(content, b.after))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	b.c = w.Canvas()
	b.tips = tipsOn(b.c)
	require.NotNil(t, b.tips)
	return b
}

// over moves the pointer onto the middle of an object.
func (b *tipBench) over(object fyne.CanvasObject) {
	test.MoveMouse(b.c, absolute(object).AddXY(object.Size().Width/2, object.Size().Height/2))
}

func (b *tipBench) away() { test.MoveMouse(b.c, fyne.NewPos(b.c.Size().Width-1, b.c.Size().Height-1)) }

// said is the tip on screen; empty for none.
func (b *tipBench) said() string {
	if !b.tips.bubble.Visible() {
		return ""
	}
	return b.tips.bubble.said.text
}

// spread leaves room around objects.
func spread(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return Pad(Stack(8, objects...), 40, 40, 40, 40)
}

// parts are an object and everything visible inside, as it is laid out.
func parts(object fyne.CanvasObject) []fyne.CanvasObject {
	all := []fyne.CanvasObject{object}
	var inside []fyne.CanvasObject
	switch o := object.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, one := range inside {
		if one.Visible() {
			all = append(all, parts(one)...)
		}
	}
	return all
}
