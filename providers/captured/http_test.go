package captured

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

func TestHTTP(t *testing.T) {
	for text, want := range map[string]request{
		"GET /a?x=%2525+%20 HTTP/1.1\r\nHost: h.example:81\r\nX-Api-TimeStamp:  1 \r\nx-a: 2\r\n\r\n": {
			"GET", "https://h.example:81/a?x=%2525+%20", []string{"X-Api-TimeStamp: 1", "x-a: 2"}, ""},
		"\ufeffPOST /a HTTP/2\nHost: h.example\nContent-Type: text/plain\n\nbody\n\nmore\n": {
			"POST", "https://h.example/a", []string{"Content-Type: text/plain"}, "body\n\nmore"},
		"POST http://h.example/a\nContent-Length: 3\n\nabcd": {"POST", "http://h.example/a", []string{"Content-Length: 3"}, "abc"},
		"POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc":   {"POST", "/a", []string{"Content-Length: 9"}, "abc"},
		"DELETE /晨光?a=b HTTP/1.0":                            {"DELETE", "/晨光?a=b", nil, ""},
		"GET /a HTTP/1.1\nX-A: 1\n  2\nHost: h":              {"GET", "https://h/a", []string{"X-A: 1 2"}, ""},
	} {
		assert.Equal(t, FormHTTP, Detect(text), text)
		r, err := HTTP(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, shortened(r), text)
		same, err := Read(text)
		require.NoError(t, err)
		assert.Equal(t, r, same)
	}
}

func TestHTTPRefusals(t *testing.T) {
	for text, reason := range map[string]string{
		"hello":                      "must begin with a line",
		"GET something":              "must begin with a line",
		"GET /a b HTTP/1.1\nHost: h": "a space in its URL",
		"GET /%zz HTTP/1.1\nHost: h": "cannot be read",
		"GET /a HTTP/1.1\nHost: h\nno colon s3cret": "cannot be read",
		"GET /\x00 HTTP/1.1":                        "not valid text",
	} {
		_, err := HTTP(text)
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, text)
		assert.Equal(t, "http", invalid.Problems[0].Field)
		assert.Contains(t, invalid.Problems[0].Text.EN, reason, text)
		assert.NotContains(t, err.Error(), "s3cret")
	}
}

func TestReadTellsFormsApart(t *testing.T) {
	r, err := Read("curl -X POST https://h.example/a")
	require.NoError(t, err)
	assert.Equal(t, "POST", r.Method)
	for _, text := range []string{"", "curly", "GET", "POST something", "https://h.example", "sudo rm"} {
		assert.Empty(t, Detect(text), text)
		_, err := Read(text)
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, text)
	}
}
