package form

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

func TestBelow(t *testing.T) {
	path, query, err := Below("https://API.example.com/gw/a%20b?x=1&y=a+b", "https://api.example.com/gw")
	require.NoError(t, err)
	assert.Equal(t, "/a%20b", path)
	assert.Equal(t, []providers.Pair{{Name: "x", Value: "1"}, {Name: "y", Value: "a b"}}, query)

	for _, full := range []string{
		"https://evil.example/gw/a", "http://api.example.com/gw/a", "https://api.example.com/gwx/a",
		"https://api.example.com/", "https://api.example.com:444/gw/a", "https://api.example.com/gw/a?x=%zz", "https://%zz",
	} {
		_, _, err := Below(full, "https://api.example.com/gw")
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, full)
		assert.Equal(t, "url", invalid.Problems[0].Field)
	}
}
