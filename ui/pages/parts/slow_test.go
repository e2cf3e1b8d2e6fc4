package parts

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
)

func TestDoTellsOfWorkThatTakesLong(t *testing.T) {
	b := pagetest.New(t)
	var told []bool
	late := func(waiting bool) { told = append(told, waiting) }
	hold := make(chan struct{})
	wait := func(context.Context) (int, error) {
		<-hold
		return 7, nil
	}
	got := 0
	done := func(n int, _ error) { got = n }

	Do(b.Ctx, late, func(context.Context) (int, error) { return 1, nil }, done)
	b.Settle()
	b.Move(time.Second)
	assert.Equal(t, 1, got)
	assert.Empty(t, told, "nobody had to wait")

	Do(b.Ctx, late, wait, done)
	b.Tick(patience - time.Millisecond)
	assert.Empty(t, told)
	b.Tick(time.Millisecond)
	assert.Equal(t, []bool{true}, told)
	close(hold)
	b.Settle()
	assert.Equal(t, []bool{true, false}, told)
	assert.Equal(t, 7, got)
}

func TestDoCancelled(t *testing.T) {
	b := pagetest.New(t)
	var told []bool
	hold := make(chan struct{})
	got := 0
	cancel := Do(b.Ctx, func(waiting bool) { told = append(told, waiting) }, func(context.Context) (int, error) {
		<-hold
		return 7, nil
	}, func(n int, _ error) { got = n })
	b.Tick(time.Second)
	cancel()
	cancel()
	assert.Equal(t, []bool{true, false}, told, "at once, not when the work is through")
	close(hold)
	b.Settle()
	b.Move(time.Second)
	assert.Equal(t, []bool{true, false}, told)
	assert.Zero(t, got)
}
