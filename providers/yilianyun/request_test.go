package yilianyun

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

func testEnv() providers.Env {
	return providers.Env{Now: time.Unix(1700000000, 0), ID: "550e8400-e29b-41d4-a716-446655440000", State: "PR8KmKvIu80NbCmk"}
}

// everyValue has a value for every input; both keys of the printer too.
func everyValue() providers.Values {
	return providers.Values{
		"client_id": "1000000001", "client_secret": "0123456789abcdef0123456789abcdef", "app_type": typeOpen,
		"machine_code": "4001234567", "qr_key": "m7k2qx9d", "msign": "abcd1234efgh",
		"print_name": "解放路店 · 收银台", "phone": "13800000000", "code": "4a2c1f00",
		"access_token": "at+1", "refresh_token": "rt/1", "content": "测试页\n第二行", "origin_id": "A1",
		"path": "/printer/getprintinfo", "form": `[["z","1 2"],["a","中"],["z",""],["refresh_token","rt/2"]]`,
	}
}

func without(names ...string) providers.Values {
	v := everyValue()
	for _, name := range names {
		delete(v, name)
	}
	return v
}

const signedTail = "&sign=678f0c6a9a7cf92d38c64fd352861d55&id=550e8400-e29b-41d4-a716-446655440000&timestamp=1700000000"

func TestForms(t *testing.T) {
	for _, c := range []struct {
		op        string
		values    providers.Values
		path      string
		own       string
		sensitive []string
	}{
		{"scan-code", without("msign"), "/oauth/scancodemodel", "&machine_code=4001234567&qr_key=m7k2qx9d&scope=all", []string{"m7k2qx9d"}},
		{"scan-code", without("qr_key"), "/oauth/scancodemodel", "&machine_code=4001234567&msign=abcd1234efgh&scope=all", []string{"abcd1234efgh"}},
		{"client-token", everyValue(), "/oauth/oauth", "&grant_type=client_credentials&scope=all", nil},
		{"authorization-code", everyValue(), "/oauth/oauth", "&grant_type=authorization_code&code=4a2c1f00&scope=all", []string{"4a2c1f00"}},
		{"refresh", everyValue(), "/oauth/oauth", "&grant_type=refresh_token&refresh_token=rt%2F1&scope=all", []string{"rt%2F1"}},
		{"add-printer", without("qr_key"), "/printer/addprinter", "&access_token=at%2B1&machine_code=4001234567&msign=abcd1234efgh&phone=13800000000&print_name=%E8%A7%A3%E6%94%BE%E8%B7%AF%E5%BA%97+%C2%B7+%E6%94%B6%E9%93%B6%E5%8F%B0", []string{"at%2B1", "abcd1234efgh"}},
		{"add-printer", without("msign", "phone", "print_name"), "/printer/addprinter", "&access_token=at%2B1&machine_code=4001234567&qr_key=m7k2qx9d", []string{"at%2B1", "m7k2qx9d"}},
		{"printer-status", everyValue(), "/printer/getprintstatus", "&access_token=at%2B1&machine_code=4001234567", []string{"at%2B1"}},
		{"delete-printer", everyValue(), "/printer/deleteprinter", "&access_token=at%2B1&machine_code=4001234567", []string{"at%2B1"}},
		{"print-text", everyValue(), "/print/index", "&access_token=at%2B1&machine_code=4001234567&content=%E6%B5%8B%E8%AF%95%E9%A1%B5%0A%E7%AC%AC%E4%BA%8C%E8%A1%8C&origin_id=A1", []string{"at%2B1"}},
		{"print-text", without("origin_id"), "/print/index", "&access_token=at%2B1&machine_code=4001234567&content=%E6%B5%8B%E8%AF%95%E9%A1%B5%0A%E7%AC%AC%E4%BA%8C%E8%A1%8C&origin_id=PR8KmKvIu80NbCmk", []string{"at%2B1"}},
		{"request", everyValue(), "/printer/getprintinfo", "&access_token=at%2B1&machine_code=4001234567&z=1+2&a=%E4%B8%AD&z=&refresh_token=rt%2F2", []string{"at%2B1", "rt%2F2"}},
		{"request", without("form", "access_token", "machine_code"), "/printer/getprintinfo", "", nil},
	} {
		signed, err := operation(t, c.op).Sign(testEnv(), c.values)
		require.NoError(t, err, c.op)
		assert.Equal(t, &providers.Request{
			Method:    "POST",
			URL:       "https://open-api.10ss.net" + c.path,
			Headers:   []providers.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}},
			Body:      "client_id=1000000001" + c.own + signedTail,
			Sensitive: c.sensitive,
		}, signed.Request, c.op)
		assert.True(t, signed.ValidUntil.IsZero(), "the tolerance is not published")
		assert.Nil(t, signed.Token)
	}
}

func TestBaseURL(t *testing.T) {
	env := testEnv()
	env.BaseURL = "https://open-api.10ss.net/v2"
	signed, err := operation(t, "client-token").Sign(env, everyValue())
	require.NoError(t, err)
	assert.Equal(t, "https://open-api.10ss.net/v2/oauth/oauth", signed.Request.URL)
}

func fieldsOf(tb testing.TB, err error) []string {
	tb.Helper()
	var invalid *providers.InvalidError
	require.ErrorAs(tb, err, &invalid)
	var names []string
	for _, p := range invalid.Problems {
		names = append(names, p.Field)
		assert.NotEmpty(tb, p.Text.ZH)
		assert.NotEmpty(tb, p.Text.EN)
	}
	return names
}

// Never both keys of a printer, and never neither.
func TestOneKeyOfThePrinter(t *testing.T) {
	for _, id := range []string{"scan-code", "add-printer"} {
		_, err := operation(t, id).Sign(testEnv(), everyValue())
		assert.Equal(t, []string{"msign"}, fieldsOf(t, err), id)
		assert.ErrorContains(t, err, "only one")
		_, err = operation(t, id).Sign(testEnv(), without("qr_key", "msign"))
		assert.Equal(t, []string{"qr_key"}, fieldsOf(t, err), id)
	}
}

func TestValidation(t *testing.T) {
	long := strings.Repeat("a", 5000)
	for _, c := range []struct {
		op, name string
		bad      []string
	}{
		{"scan-code", "client_id", []string{"", "10000 00001", "1000-0001", long}},
		{"scan-code", "client_secret", []string{"", "0123 4567", "a\u00a0b", long}},
		{"scan-code", "machine_code", []string{"", "400 1234567", "4001234567号", long}},
		{"scan-code", "qr_key", []string{"m7k2 qx9d", "a\nb", long}},
		{"scan-code", "print_name", []string{"第一行\n第二行", long}},
		{"add-printer", "access_token", []string{"", "a b", long}},
		{"add-printer", "phone", []string{"138-0000", "+8613800000000", long}},
		{"authorization-code", "code", []string{"", "a b", long}},
		{"refresh", "refresh_token", []string{"", "a b", long}},
		{"refresh", "app_type", []string{"Open", "自有型"}},
		{"refresh", "machine_code", []string{"4001 234567", long}},
		{"print-text", "content", []string{""}},
		{"request", "path", []string{"", "printer/x", "/a b", "/a?b=1", "/中"}},
		{"request", "form", []string{
			"nonsense", `[["","1"]]`, `[["sign","1"]]`, `[["client_id","1"]]`, `[["id","1"]]`, `[["timestamp","1"]]`,
			`[["client_secret","s"]]`, `[["access_token","t"]]`, `[["machine_code","1"]]`, `[["qr_key","1"],["qr_key","1"]]`,
		}},
		{"print-text", "origin_id", []string{"A-1", "A 1", strings.Repeat("1", 33)}},
	} {
		for _, value := range c.bad {
			v := without("msign")
			v[c.name] = value
			_, err := operation(t, c.op).Sign(testEnv(), v)
			require.Error(t, err, "%s %s=%.20q", c.op, c.name, value)
			assert.Equal(t, []string{c.name}, fieldsOf(t, err), "%s %s=%.20q", c.op, c.name, value)
		}
	}
	v := without("qr_key")
	v["msign"] = "a b"
	_, err := operation(t, "add-printer").Sign(testEnv(), v)
	assert.Equal(t, []string{"msign"}, fieldsOf(t, err))
}

func TestCredential(t *testing.T) {
	clean, warnings, err := Platform().CheckCredential(providers.Values{"client_id": " 1000000001", "client_secret": "s", "app_type": typeSelf})
	require.NoError(t, err)
	assert.Empty(t, warnings)
	assert.Equal(t, providers.Values{"client_id": "1000000001", "client_secret": "s", "app_type": typeSelf}, clean)

	_, _, err = Platform().CheckCredential(providers.Values{})
	assert.Equal(t, []string{"client_id", "client_secret", "app_type"}, fieldsOf(t, err), "the type is asked for and not guessed")
}

// The three ways to a token share one limit, counted as the platform counts.
func TestQuota(t *testing.T) {
	self := providers.Values{"client_id": "1", "app_type": typeSelf, "machine_code": "4001234567"}
	open := providers.Values{"client_id": "1", "app_type": typeOpen, "machine_code": "4001234567"}
	for _, c := range []struct {
		op     string
		values providers.Values
		scope  string
	}{
		{"scan-code", open, "machine/4001234567"},
		{"client-token", self, "client/1"},
		{"refresh", open, "machine/4001234567"},
		{"refresh", self, "client/1"},
		{"refresh", providers.Values{"client_id": "1", "app_type": typeOpen}, "client/1"},
	} {
		q := operation(t, c.op).Quota
		require.NotNil(t, q, c.op)
		assert.Equal(t, "yilianyun.fetch", q.ID)
		assert.Equal(t, 20, q.Limit)
		assert.Equal(t, 24*time.Hour, q.Window)
		assert.Equal(t, c.scope, q.Scope(c.values), c.op)
	}
	for _, id := range []string{"authorization-code", "add-printer", "printer-status", "print-text", "delete-printer"} {
		assert.Nil(t, operation(t, id).Quota, id)
	}
}

func TestTokenKind(t *testing.T) {
	kind, ok := Platform().TokenKind(TokenAccess)
	require.True(t, ok)
	assert.Equal(t, "client-token", kind.IssueBy(providers.Values{"app_type": typeSelf}))
	assert.Empty(t, kind.IssueBy(providers.Values{"app_type": typeOpen}), "an open app needs a person at the printer")
	assert.Equal(t, "refresh", kind.RefreshBy)
	assert.Equal(t, 3*24*time.Hour, kind.Soon)
	assert.Equal(t, 5*24*time.Hour, kind.RefreshSoon)
}

func TestTrace(t *testing.T) {
	signed, err := operation(t, "client-token").Sign(testEnv(), everyValue())
	require.NoError(t, err)
	var values []string
	for _, s := range signed.Trace {
		values = append(values, s.Name+"="+s.Value)
		for _, text := range []providers.Text{s.Title, s.Hint} {
			assert.NotEmpty(t, text.ZH)
			assert.NotEmpty(t, text.EN)
		}
	}
	assert.Equal(t, []string{
		"timestamp=1700000000",
		"join=100000000117000000000123456789abcdef0123456789abcdef",
		"sign=678f0c6a9a7cf92d38c64fd352861d55",
	}, values)
}

// Properties of every signer: it is a function of its inputs, client_secret
// stays at home, and what is secret can be masked.
func TestSignProperties(t *testing.T) {
	secret := rapid.StringMatching(`#[!-~]{8,40}`)
	rapid.Check(t, func(t *rapid.T) {
		env := testEnv()
		env.Now = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "now"), 0)
		v := everyValue()
		v["client_secret"] = secret.Draw(t, "client_secret")
		for _, name := range secretNames {
			v[name] = secret.Draw(t, name)
		}
		delete(v, rapid.SampledFrom([]string{"qr_key", "msign"}).Draw(t, "left out"))
		for _, op := range Platform().Operations {
			signed, err := op.Sign(env, v)
			require.NoError(t, err)
			again, err := op.Sign(env, v.Clone())
			require.NoError(t, err)
			assert.Equal(t, signed, again)

			r := signed.Request
			for _, written := range []string{v["client_secret"], url.QueryEscape(v["client_secret"]), url.PathEscape(v["client_secret"])} {
				assert.NotContains(t, r.URL+r.Body, written)
			}
			masked := providers.Redact(r.Body, r.Sensitive...)
			for _, name := range secretNames {
				if v[name] != "" {
					assert.NotContains(t, masked, url.QueryEscape(v[name]), name)
				}
			}
		}
	})
}
