package captured

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

// Whatever is pasted: a request with method and URL, or a reason that can be
// shown.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"curl 'https://h.example/a?x=%2525' -H 'A: 1' -d a=1", "curl -d $'a\\n' \"b\" \\\n c", "curl ${x@P} $((1<<70))", "Curl 00<0<<0 X",
		"curl.exe ^\"https://h^\" ^\n -d \"{\"\"a\"\":\\\"1\\\"}\"", "curl.exe 'a' -H \"b`\"\" `\n -d @'\nx\n'@",
		"Invoke-RestMethod -Uri 'u' -Headers @{a='b'; \"c\"=\"d\"} -Body ([Text.Encoding]::UTF8.GetBytes('x'))",
		"irm ((((", "irm @{", "irm a -Body @{a=(1)}", "curl -F a=b x", "GET /a?b=c HTTP/1.1\nHost: h\n\nbody", "POST http://x\nA: b\n c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read(text)
		if err != nil {
			var invalid *providers.InvalidError
			require.True(t, errors.As(err, &invalid))
			assert.NotEmpty(t, invalid.Problems[0].Text.ZH)
			assert.True(t, utf8.ValidString(err.Error()))
			return
		}
		require.NotEmpty(t, r.URL)
		require.NotEmpty(t, r.Method)
		_, _ = Pairs(r)
	})
}
