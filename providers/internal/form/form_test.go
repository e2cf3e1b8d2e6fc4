package form

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

func TestEncode(t *testing.T) {
	for want, pairs := range map[string][]providers.Pair{
		"":                                  nil,
		"b=1&a=2&b=":                        {{Name: "b", Value: "1"}, {Name: "a", Value: "2"}, {Name: "b"}},
		"qr_key=a%2Bb%2Fc%3D1":              {{Name: "qr_key", Value: "a+b/c=1"}},
		"timestamp=2014-03-14+11%3A44%3A44": {{Name: "timestamp", Value: "2014-03-14 11:44:44"}},
		"n%26=%E4%B8%AD%2A~":                {{Name: "n&", Value: "中*~"}},
	} {
		assert.Equal(t, want, Encode(pairs))
	}
}

func TestDecode(t *testing.T) {
	pairs, err := Decode("&b=1&&a=%20+&c&d=e=f&")
	require.NoError(t, err)
	assert.Equal(t, []providers.Pair{
		{Name: "b", Value: "1"}, {Name: "a", Value: "  "}, {Name: "c"}, {Name: "d", Value: "e=f"},
	}, pairs)
	for _, bad := range []string{"a=%", "%zz=1", "a=%4"} {
		_, err := Decode(bad)
		assert.Error(t, err, bad)
	}
}

// A form comes back as it was written, and the standard library reads it too.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) providers.Pair {
			return providers.Pair{Name: rapid.StringN(1, 8, -1).Draw(t, "name"), Value: rapid.String().Draw(t, "value")}
		}), 1, 5).Draw(t, "pairs")
		text := Encode(pairs)

		back, err := Decode(text)
		require.NoError(t, err)
		assert.Equal(t, pairs, back)

		std, err := url.ParseQuery(text)
		require.NoError(t, err)
		for _, p := range pairs {
			assert.Contains(t, std[p.Name], p.Value)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"", "a=1&b=2", "a", "=", "%", "a=%E4%B8%AD", "a=b=c&&"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pairs, err := Decode(text)
		if err != nil {
			return
		}
		again, err := Decode(Encode(pairs))
		require.NoError(t, err)
		assert.Equal(t, pairs, again)
	})
}
