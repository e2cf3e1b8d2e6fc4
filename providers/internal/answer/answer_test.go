package answer

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

func TestScalarTakesEveryScalar(t *testing.T) {
	for doc, want := range map[string]string{
		`"x"`: "x", `12`: "12", `1.5`: "1.5", `true`: "true", `null`: "", `"\u4e2d"`: "中",
	} {
		var s Scalar
		require.NoError(t, json.Unmarshal([]byte(doc), &s))
		assert.Equal(t, want, string(s))
	}
	for _, doc := range []string{`{}`, `[]`} {
		var s Scalar
		assert.Error(t, json.Unmarshal([]byte(doc), &s))
	}
}

func TestNumbersInEveryDress(t *testing.T) {
	for text, want := range map[Scalar]int64{"0": 0, "200": 200, " 7 ": 7, "1e3": 1000, "2.0": 2, "-1": -1} {
		n, ok := text.Int()
		assert.True(t, ok, text)
		assert.Equal(t, want, n)
		assert.True(t, text.Is(want))
	}
	for _, text := range []Scalar{"", "x", "1.5", "1e400", "NaN", "Inf", "0x10"} {
		_, ok := text.Int()
		assert.False(t, ok, text)
	}
}

func TestSecondsAreBounded(t *testing.T) {
	for text, want := range map[Scalar]time.Duration{
		"7200": 2 * time.Hour, "": time.Minute, "0": time.Minute, "-5": time.Minute, "99999999999": time.Minute, "x": time.Minute,
	} {
		assert.Equal(t, want, text.Seconds(time.Minute), text)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "<html>", "[]", "{", `{"a":1}`, "\xef\xbb\xbf{}", `{"a":{}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var to struct{ A Scalar }
		if err := Decode(providers.Response{Body: body}, &to); err != nil {
			var unreadable *providers.UnreadableError
			require.ErrorAs(t, err, &unreadable)
			assert.NotEmpty(t, unreadable.Reason.ZH)
		}
	})
}
