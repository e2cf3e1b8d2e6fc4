package kis

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/vectors"
)

func FuzzParse(f *testing.F) {
	for _, v := range vectors.Load(f, "kis") {
		if v.Body != "" {
			f.Add(v.Status(), []byte(v.Body))
		}
	}
	for _, seed := range []string{
		"", "<html>", "{", `{"code":200,"data":[]}`, `{"code":200,"data":{}}`, `{"code":200,"data":[null]}`,
		`{"Result":200,"DataJson":{"Result":200,"Data":[]}}`, `{"Result":200,"DataJson":"{\"Result\":200}"}`,
		`{"Result":200,"DataJson":"\"x\""}`, `{"Result":1e400,"DataJson":null}`,
	} {
		f.Add(200, []byte(seed))
	}
	platform := Platform()
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for i := range platform.Operations {
			op := &platform.Operations[i]
			out, err := op.Parse(providers.Response{Status: status, Body: body, Values: providers.Values{"eid": "1234567"}})
			var failed *providers.Failure
			var unreadable *providers.UnreadableError
			if err == nil {
				require.True(t, len(out.Grants) > 0 || json.Valid(out.Data), "an empty success")
			} else {
				require.True(t, errors.As(err, &failed) || errors.As(err, &unreadable), "%T", err)
			}
		}
	})
}

func FuzzNormalizeServerURL(f *testing.F) {
	for _, seed := range []string{"https://kisgz.kingdee.com", "120.132.144.218", "http://120.132.144.218/", "kisgz.kingdee.com:80", "[::1]", "http://a/b c", "a/%2F/", "://", "http://%41"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		base, err := NormalizeServerURL(text)
		if err != nil {
			fieldsOf(t, err)
			return
		}
		u, err := url.Parse(base)
		require.NoError(t, err)
		assert.Contains(t, []string{"http", "https"}, u.Scheme)
		assert.NotEmpty(t, u.Hostname())
		assert.False(t, strings.HasSuffix(base, "/"))
		again, err := NormalizeServerURL(base)
		require.NoError(t, err)
		assert.Equal(t, base, again, "normalising twice changes nothing")
	})
}
