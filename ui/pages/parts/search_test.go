package parts

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/ui/find"
	"keycase/ui/pages/parts/pagetest"
)

func TestSearch(t *testing.T) {
	b := pagetest.New(t)
	changes := 0
	s := NewSearch(b.Ctx, func() { changes++ })
	rows := func(names ...string) func() []find.Entry {
		return func() []find.Entry {
			var all []find.Entry
			for _, name := range names {
				all = append(all, find.Entry{ID: name, Keywords: []string{name}})
			}
			return all
		}
	}
	s.Reload(rows("晨光商贸", "华东客服"))
	assert.True(t, s.Finds("华东客服"), "nothing is searched for")

	s.Set(" cgsm ")
	assert.Equal(t, "cgsm", s.Text())
	assert.Zero(t, changes, "the rows are taken apart elsewhere")
	b.Settle()
	assert.Equal(t, 1, changes)
	assert.True(t, s.Finds("晨光商贸"))
	assert.False(t, s.Finds("华东客服"))

	s.Reload(rows("晨光商贸", "长工商贸"))
	assert.False(t, s.Finds("长工商贸"), "not yet")
	b.Settle()
	assert.True(t, s.Finds("长工商贸"))

	s.Set("zz")
	assert.Equal(t, 3, changes, "what is prepared is searched at once")
	assert.False(t, s.Finds("晨光商贸"))
	s.Set("")
	assert.True(t, s.Finds("晨光商贸"))

	s.Set("cgsm")
	s.Reload(rows("a"))
	s.Cancel()
	b.Settle()
	assert.True(t, s.Finds("晨光商贸"), "nobody is told of what was cancelled")
}
