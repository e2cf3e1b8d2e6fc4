package transfer_test

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/transfer"
)

// fuzzRead holds for every text: an error that is known or a preview that keeps
// its promises, whatever a person chooses.
func fuzzRead(f *testing.F, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	registry := catalog.Registry()
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := transfer.Read(data, transfer.Options{Registry: registry})
		if p == nil {
			var unreadable *providers.InvalidError
			known := errors.As(err, &unreadable) || errors.Is(err, transfer.ErrTooLong) || errors.Is(err, transfer.ErrNotText)
			require.True(t, known, err)
			return
		}
		require.Equal(t, len(p.Candidates) == 0, err != nil)
		for _, c := range p.Candidates {
			promises(t, c)
			for _, platform := range registry {
				as, err := c.As(platform.ID)
				require.NoError(t, err)
				promises(t, as)
				if len(as.Items) > 0 {
					put, err := as.Put(0, platform.Fields[0].Name)
					require.NoError(t, err)
					promises(t, put)
				}
			}
		}
	})
}

func promises(t *testing.T, c transfer.Candidate) {
	t.Helper()
	if c.Platform == "" {
		require.Empty(t, c.Values())
		require.False(t, c.Ready())
		return
	}
	taken := map[string]int{}
	for _, i := range c.Items {
		require.True(t, utf8.ValidString(i.Value()))
		if i.State == transfer.Taken {
			taken[i.Field]++
		}
	}
	for field, n := range taken {
		require.Equal(t, 1, n, field)
	}
	if c.Ready() {
		_, _, err := platform(t, c.Platform).CheckCredential(c.Values())
		require.NoError(t, err, "what is ready can be stored")
	}
}

func FuzzReadEnv(f *testing.F) {
	fuzzRead(f, "# x\nexport JDY_CLIENT_ID=1\nA=\"$JDY_CLIENT_ID\\n\"\n[yly]\nB='x", "CLIENT_ID=1\nCLIENT_SECRET=\"two\nlines\"", "\xff\xfeA\x00=\x001\x00")
}

func FuzzReadJSON(f *testing.F) {
	fuzzRead(f, `{"a":[{"key":"eid","value":1,"enabled":false}],"b":{"app":{"key":"x","secret":null}}}`, `{"name":"x","values":[{"key":"api_key","value":"1"}]}`, `[[[[{"client_id":1.5e3}]]]]`)
}

func FuzzReadBruno(f *testing.F) {
	fuzzRead(f, "vars {\n  eid: 1\n  ~client_id: 2\n  k: '''\n  x\n  '''\n}\nvars:secret [\n a,\n ~b\n]", "vars {", "vars:secret [", "vars {\n\"a b\": '''")
}

func FuzzReadText(f *testing.F) {
	fuzzRead(f, "企业号：１２\n应用ID\t1400000001\n访问口令\n\nxx  复制", "API Key\tsecret Key\nA1\tB1\nA2\tB2", "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", "client_id: 1, client_secret: '2'}", "\xc6\xf3\xd2\xb5\xba\xc5:1")
}

func FuzzReadRequest(f *testing.F) {
	fuzzRead(f, "curl -X POST http://h/certification/oauth2/token -u a:b -d 'client_id=1&client_secret=2'", "POST /oauth/oauth HTTP/1.1\nHost: open-api.10ss.net\nContent-Type: application/json\n\n{\"client_id\":1}", "https://x/?client_id=%zz&a=%", "client_id=1&client_secret=2")
}
