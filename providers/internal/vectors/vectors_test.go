package vectors

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A vector that disappears from the file must be noticed, not silently skipped.
func TestEverySectionIsWhole(t *testing.T) {
	for section, count := range map[string]int{"jdy": 17, "jdy_negative": 6, "yilianyun": 12, "kis": 13, "robot": 11} {
		assert.Len(t, Load(t, section), count, section)
	}
}

func TestMembers(t *testing.T) {
	v := ByID(t, "jdy", "jdy-sig-no-params")
	assert.Equal(t, "POST", v.Inputs.Text("method"))
	assert.Equal(t, "[]", v.Inputs.Text("query"))
	assert.True(t, v.Inputs.Has("nonce"))
	assert.False(t, v.Inputs.Has("Nonce"))
	assert.Equal(t, 200, v.Status())
	assert.Equal(t, 519, ByID(t, "jdy", "jdy-gw-5001").Status())

	var seconds int
	ByID(t, "robot", "robot-resp-ok").Expected.Into("expires_in", &seconds)
	assert.Equal(t, 7200, seconds)
	assert.Panics(t, func() { v.Inputs.Text("absent") })
	assert.Panics(t, func() { v.Inputs.Into("method", &seconds) })
}

func TestNothingIsSkipped(t *testing.T) {
	list := []Vector{{ID: "a", Kind: "sign"}, {ID: "b", Kind: "response"}}
	require.NoError(t, complete(list, map[string]bool{"sign": true, "response": true}))
	assert.ErrorContains(t, complete(list, map[string]bool{"sign": true}), `no check for kind "response"`)
	assert.ErrorContains(t, complete(list, map[string]bool{"sign": true, "response": true, "print": true}), `no vector of kind "print"`)
	assert.ErrorContains(t, complete(append(list, list[0]), map[string]bool{"sign": true, "response": true}), `"a" is empty or not unique`)
}

func TestRunRunsEachOnce(t *testing.T) {
	ran := map[string]int{}
	count := func(_ *testing.T, v Vector) { ran[v.ID]++ }
	Run(t, "jdy", map[string]func(*testing.T, Vector){"app_signature": count, "x_api_signature": count, "response": count})
	assert.Len(t, ran, 17)
	for id, n := range ran {
		assert.Equal(t, 1, n, id)
	}
}
