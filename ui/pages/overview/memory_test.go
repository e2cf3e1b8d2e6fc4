package overview

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
)

// TestRowsTakeLittleMemory: the page keeps no copy of what the vault holds, but for the
// rows in sight.
func TestRowsTakeLittleMemory(t *testing.T) {
	const count, each = 2000, 900 // bytes
	b := pagetest.New(t)
	few := New(b.Ctx)
	b.Show(few) // what is made once, such as fonts
	few.Hidden()
	many(t, b, count, time.Minute)
	before := used()
	p := New(b.Ctx)
	b.Show(p)
	after := used()
	assert.Equal(t, count, p.list.count())
	assert.Less(t, after, before+count*each)
	runtime.KeepAlive(few)
}

func used() uint64 {
	runtime.GC()
	runtime.GC() // what a finalizer held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
