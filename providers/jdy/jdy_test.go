package jdy

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/internal/form"
)

var env = providers.Env{Now: time.UnixMilli(1763706360000), Nonce: "4427456950"}

func base() providers.Values {
	return providers.Values{"client_id": "205022", "client_secret": "0123456789abcdef0123456789abcdef"}
}

// Both encoders against net/url, which the vendor's encoders equal but for the
// two characters.
func TestEncodersAgreeWithNetURL(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		assert.Equal(t, url.QueryEscape(s), strict.encode(s))
		form := strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(s))
		assert.Equal(t, form, wire.encode(s))
		for _, once := range []string{strict.encode(s), wire.encode(s)} {
			assert.Equal(t, url.QueryEscape(once), string(appendAgain(nil, []byte(once))))
		}
	})
}

func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "a b", "*~", "a+b/c=d", "中文", "\xff", "%2F"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, set := range []*asIs{strict, wire} {
			back, err := url.QueryUnescape(set.encode(s))
			require.NoError(t, err)
			assert.Equal(t, s, back)
		}
	})
}

// Whatever the order of the query, the signature is the same; the wire keeps
// the caller's order and decodes to what was put in.
func TestQueryOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) providers.Pair {
			return providers.Pair{
				Name:  rapid.StringMatching(`[a-z_]{1,4}[0-9]?`).Draw(t, "name"),
				Value: rapid.String().Draw(t, "value"),
			}
		}), 0, 12).Draw(t, "pairs")
		c := call{method: "GET", path: "/jdy/v2/bd/customer", query: pairs, nonce: "1", timestamp: "2"}
		shuffled := c
		shuffled.query = rapid.Permutation(slices.Clone(pairs)).Draw(t, "order")
		assert.Equal(t, c.stringToSign(), shuffled.stringToSign())

		back, err := form.Decode(string(c.appendQuery(nil)))
		require.NoError(t, err)
		assert.Equal(t, len(pairs), len(back))
		for i := range back {
			assert.Equal(t, pairs[i], back[i])
		}
	})
}

// "a=1" and "a1=0": by encoded pair a1 comes first, because "1" < "=".
func TestSortEdgeFollowsTheVendorsClient(t *testing.T) {
	c := call{query: []providers.Pair{{Name: "a", Value: "1"}, {Name: "a1", Value: "0"}}}
	assert.Equal(t, "a1=0&a=1", string(c.appendSignedQuery(nil)))
}

func TestRequestCarriesTokenAndRouter(t *testing.T) {
	v := base()
	v["method"], v["path"], v["body"] = "POST", "/jdy/v2/bd/customer", `{"name":"晨光"}`
	v["app_token"], v["router_addr"] = "tok", "https://tf.jdy.com"
	signed, err := operation(t, "request").Sign(env, v)
	require.NoError(t, err)
	assert.Equal(t, "tok", signed.Request.Header("app-token"))
	assert.Equal(t, "https://tf.jdy.com", signed.Request.Header("X-GW-Router-Addr"))
	assert.Equal(t, v["body"], signed.Request.Body)
	assert.Contains(t, signed.Request.Sensitive, "tok")
}

func TestFullURL(t *testing.T) {
	byPath := base()
	byPath["path"], byPath["query"] = "/jdy/v2/bd/customer", `[["page",1],["search","a b"]]`
	byURL := base()
	byURL["url"] = "https://API.kingdee.com/jdy/v2/bd/customer?page=1&search=a+b"
	a, err := operation(t, "request").Sign(env, byPath)
	require.NoError(t, err)
	b, err := operation(t, "request").Sign(env, byURL)
	require.NoError(t, err)
	assert.Equal(t, a.Signature, b.Signature)
	assert.Equal(t, a.Request.URL, b.Request.URL)

	for _, bad := range []string{"https://evil.example/jdy/v2", "http://api.kingdee.com/jdy", "https://api.kingdee.com/a?b=%zz", "https://u:p@api.kingdee.com/x"} {
		v := base()
		v["url"] = bad
		_, err := operation(t, "request").Sign(env, v)
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, bad)
		assert.Equal(t, "url", invalid.Problems[0].Field)
	}
}

func TestInvalidNamesEveryFieldAtOnce(t *testing.T) {
	_, err := operation(t, "app-token").Sign(env, providers.Values{"client_id": "x y", "uid": "12345678901"})
	var invalid *providers.InvalidError
	require.ErrorAs(t, err, &invalid)
	var names []string
	for _, p := range invalid.Problems {
		names = append(names, p.Field)
	}
	assert.Equal(t, []string{"client_id", "client_secret", "app_key", "uid", "app_secret"}, names)
}

func TestLongAppKeyIsAcceptedWithAWarning(t *testing.T) {
	v := providers.Values{"app_key": "bVZgAZOv1x", "app_secret": "abc123"}
	_, warnings, err := operation(t, "app-signature").Check(v)
	require.NoError(t, err)
	require.Len(t, warnings, 1)
	assert.Equal(t, "app_key", warnings[0].Field)
	for _, usual := range []string{"AbCdEfGh", "bVZgAZOv1"} { // as long as documented, and the published example
		v["app_key"] = usual
		_, warnings, err = operation(t, "app-signature").Check(v)
		require.NoError(t, err)
		assert.Empty(t, warnings, usual)
	}
}

func TestEveryFailureIsExplained(t *testing.T) {
	for code, f := range failures {
		for _, text := range []string{f.Meaning.ZH, f.Meaning.EN, f.Action.ZH, f.Action.EN} {
			assert.NotEmpty(t, text, code)
		}
		assert.Equal(t, code, failure(code, "words").Code)
	}
	assert.Equal(t, "words", failure("987", "words").Message)
	assert.NotEmpty(t, failure("987", "words").Action.ZH)
}

func TestAnswersThatCannotBeUnderstood(t *testing.T) {
	for name, resp := range map[string]providers.Response{
		"empty":            {Status: 200},
		"html":             {Status: 502, Body: []byte("<html>bad gateway</html>")},
		"cut":              {Status: 200, Body: []byte(`{"errcode":0,"data":{"app-to`)},
		"list":             {Status: 200, Body: []byte(`[]`)},
		"no code":          {Status: 200, Body: []byte(`{}`)},
		"no data":          {Status: 200, Body: []byte(`{"errcode":0}`)},
		"no token":         {Status: 200, Body: []byte(`{"errcode":0,"data":{"uid":1}}`)},
		"data is a list":   {Status: 200, Body: []byte(`{"errcode":0,"data":[]}`)},
		"token is a map":   {Status: 200, Body: []byte(`{"errcode":0,"data":{"app-token":{}}}`)},
		"errcode is a map": {Status: 200, Body: []byte(`{"errcode":{}}`)},
		"0 but HTTP 500":   {Status: 500, Body: []byte(`{"errcode":0,"data":{"app-token":"t"}}`)},
		"too long":         {Status: 200, Body: make([]byte, providers.MaxBody+1)},
	} {
		_, err := operation(t, "app-token").Parse(resp)
		var unreadable *providers.UnreadableError
		assert.ErrorAs(t, err, &unreadable, name)
	}
}

func TestOtherSpellingsOfTheAnswer(t *testing.T) {
	for _, body := range []string{
		`{"errcode":"0","data":{"app_token":"t","uid":"7"}}`,
		`{"errcode":0,"data":{"appToken":"t","uid":7,"expires":1,"access_token":"other"}}`,
		"\ufeff" + `{"code":"200","msg":"ok","data":{"app-token":"t","uid":7}}`,
	} {
		out, err := operation(t, "app-token").Parse(providers.Response{Status: 200, Body: []byte(body)})
		require.NoError(t, err, body)
		assert.Equal(t, "t", out.Token.Value)
		assert.Equal(t, 24*time.Hour, out.Token.ExpiresIn)
		assert.Equal(t, "7", out.Grants[0].Subject)
	}
}

func TestStatusesThatStandForThemselves(t *testing.T) {
	for status, code := range map[int]string{429: "429", 404: "404"} {
		_, err := operation(t, "request").Parse(providers.Response{Status: status, Body: []byte("No Route")})
		var failure *providers.Failure
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, code, failure.Code)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(200, []byte(`{"errcode":0,"description":"成功","data":{"uid":700123,"app-token":"1643270xxxx"}}`))
	f.Add(519, []byte(`{"errcode":4006,"description_cn":"过期"}`))
	f.Add(200, []byte(`{"code":200,"data":[{"appKey":"k","status":1}]}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for _, id := range []string{"app-token", "authorize", "request"} {
			out, err := operation(t, id).Parse(providers.Response{Status: status, Body: body})
			var failure *providers.Failure
			var unreadable *providers.UnreadableError
			switch {
			case err != nil:
				assert.True(t, errors.As(err, &failure) || errors.As(err, &unreadable), "%v", err)
			case id == "app-token":
				assert.NotEmpty(t, out.Token.Value)
			}
		}
	})
}
