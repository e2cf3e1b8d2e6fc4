package kis

import (
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/internal/form"
)

func routerValues() providers.Values {
	return providers.Values{
		"eid": "1234567", "client_id": "1400000001",
		"client_secret": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd", "auth_token": "0123456789ABCDEF0123456789ABCDEF",
		"server_url": "120.132.144.218", "netid": "1234567000182",
		"method":   "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm",
		"custdata": `{"ProductID":"P","AccountDB":"库","Data":{"Action":"GetAcctList"}}`,
	}
}

func TestRouter(t *testing.T) {
	signed := sign(t, "router", envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk"), routerValues())
	r := signed.Request
	assert.Equal(t, "POST", r.Method)
	assert.Equal(t, "http://120.132.144.218/Kisopenapi/router/", r.URL)
	assert.Equal(t, "application/x-www-form-urlencoded", r.Header("content-type"))

	pairs, err := form.Decode(r.Body)
	require.NoError(t, err)
	assert.Equal(t, []providers.Pair{
		{Name: "eid", Value: "1234567"},
		{Name: "netid", Value: "1234567000182"},
		{Name: "client_id", Value: "1400000001"},
		{Name: "method", Value: "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm"},
		{Name: "timestamp", Value: "2014-03-14 16:52:03"},
		{Name: "ver", Value: "2.0"},
		{Name: "access_token", Value: "1F625210E9152EB451CE4C666C7A2AD6"},
		{Name: "state", Value: "PR8KmKvIu80NbCmk"},
		{Name: "custdata", Value: `{"ProductID":"P","AccountDB":"库","Data":{"Action":"GetAcctList"}}`},
	}, pairs)
	assert.Equal(t, []string{"1F625210E9152EB451CE4C666C7A2AD6"}, r.Sensitive)
}

func TestRouterAddress(t *testing.T) {
	for _, c := range []struct{ serverURL, base, want string }{
		{"https://kisgz.kingdee.com/", "", "https://kisgz.kingdee.com/Kisopenapi/router/"},
		{"https://kisgz.kingdee.com", "https://kis.example.com", "https://kisgz.kingdee.com/Kisopenapi/router/"},
		{"", "http://127.0.0.1:8080", "http://127.0.0.1:8080/Kisopenapi/router/"},
	} {
		env := envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk")
		env.BaseURL = c.base
		v := routerValues()
		v["server_url"] = c.serverURL
		assert.Equal(t, c.want, sign(t, "router", env, v).Request.URL)
	}

	v := routerValues()
	delete(v, "server_url")
	_, err := operation(t, "router").Sign(envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk"), v)
	assert.Equal(t, []string{"server_url"}, fieldsOf(t, err))
}

func TestBaseURLReplacesBothLookupHosts(t *testing.T) {
	env := envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk")
	env.BaseURL = "http://127.0.0.1:8080"
	for _, id := range []string{"server-url", "server-url-v1"} {
		r := sign(t, id, env, routerValues()).Request
		assert.True(t, strings.HasPrefix(r.URL, "http://127.0.0.1:8080/Kisoemapi/get_server_url?"), r.URL)
		assert.Equal(t, "GET", r.Method)
		assert.Empty(t, r.Body)
	}
}

func TestValidity(t *testing.T) {
	env := envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk")
	for id, life := range map[string]time.Duration{
		"access-token": 10 * time.Minute, "server-url": 10 * time.Minute, "router": 10 * time.Minute, "server-url-v1": 3 * time.Minute,
	} {
		assert.Equal(t, env.Now.Add(life), sign(t, id, env, routerValues()).ValidUntil, id)
	}
	token := sign(t, "access-token", env, routerValues()).Token
	assert.Equal(t, TokenAccess, token.Kind)
	assert.Equal(t, 10*time.Minute, token.ExpiresIn)
}

// The wall clock is China's wherever the machine is, also across midnight.
func TestTimestampIsChinaTime(t *testing.T) {
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("PST", -8*60*60), providers.ChinaTime} {
		now := time.Date(2023, 12, 31, 16, 0, 0, 999_000_000, time.UTC).In(zone)
		assert.Equal(t, "2024-01-01 00:00:00", momentOf(providers.Env{Now: now}).timestamp)
	}
}

func TestTraceEndsInTheSignature(t *testing.T) {
	for _, op := range Platform().Operations {
		signed := sign(t, op.ID, envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk"), routerValues())
		require.NotEmpty(t, signed.Trace)
		assert.Equal(t, signed.Signature, signed.Trace[len(signed.Trace)-1].Value)
		assert.Equal(t, signed.StringToSign, signed.Trace[2].Value)
		for _, step := range signed.Trace {
			assert.NotEmpty(t, step.Name)
			for _, text := range []providers.Text{step.Title, step.Hint} {
				assert.NotEmpty(t, text.ZH)
				assert.NotEmpty(t, text.EN)
			}
		}
	}
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

func TestValidation(t *testing.T) {
	for name, bad := range map[string][]string{
		"eid":           {"", "12 34567", "123-4567", strings.Repeat("1", 33)},
		"client_id":     {"", "14000 00001", "1400000001;", strings.Repeat("1", 65)},
		"client_secret": {"", "AbCd EfGh", "AbCd\nEfGh", "a\u200bb", strings.Repeat("a", 257)},
		"auth_token":    {"", "0123 4567", strings.Repeat("A", 257)},
		"md5_case":      {"UPPER", "title"},
		"server_url":    {"http ://192.168.10.11", "ftp://192.168.10.11", "http://", "user:pw@192.168.10.11", strings.Repeat("a", 256)},
		"netid":         {"", "1234567 000182", "1234567/000182", strings.Repeat("1", 65)},
		"method":        {"", "kis. APP", strings.Repeat("k", 257)},
		"custdata":      {"", "a\xff"},
	} {
		for _, value := range bad {
			v := routerValues()
			v[name] = value
			_, err := operation(t, "router").Sign(envAt(t, "2014-03-14 16:52:03", "PR8KmKvIu80NbCmk"), v)
			require.Error(t, err, "%s=%q", name, value)
			assert.Equal(t, []string{name}, fieldsOf(t, err), "%s=%q", name, value)
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, err := operation(t, "router").Sign(providers.Env{}, providers.Values{"md5_case": "x"})
	assert.Equal(t, []string{"eid", "client_id", "client_secret", "auth_token", "md5_case", "netid", "method", "custdata"}, fieldsOf(t, err))
}

// Properties of every signer: it is a function of its inputs, and the keys stay
// at home.
func TestSignProperties(t *testing.T) {
	secret := rapid.StringMatching(`#[!-~]{8,40}`)
	rapid.Check(t, func(t *rapid.T) {
		env := providers.Env{
			Now:   time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "now")),
			State: rapid.StringMatching(`[0-9A-Za-z]{16}`).Draw(t, "state"),
		}
		v := routerValues()
		v["client_secret"] = secret.Draw(t, "client_secret")
		v["auth_token"] = secret.Draw(t, "auth_token")
		v["md5_case"] = rapid.SampledFrom([]string{caseUpper, caseLower}).Draw(t, "md5_case")
		before := maps.Clone(v)
		for _, op := range Platform().Operations {
			signed, err := op.Sign(env, v)
			require.NoError(t, err)
			again, err := op.Sign(env, v.Clone())
			require.NoError(t, err)
			assert.Equal(t, signed, again)
			assert.Equal(t, before, v)
			if signed.Request != nil {
				requireHidden(t, signed.Request, v["client_secret"], v["auth_token"])
				assert.Contains(t, signed.Request.URL+signed.Request.Body, signed.Request.Sensitive[0])
			}
		}
	})
}

func requireHidden(t require.TestingT, r *providers.Request, secrets ...string) {
	wire := r.URL + "\n" + r.Body
	for _, h := range r.Headers {
		wire += "\n" + h.Value
	}
	for _, s := range secrets {
		for _, written := range []string{s, url.QueryEscape(s), url.PathEscape(s)} {
			require.NotContains(t, wire, written)
		}
	}
}

func TestSandboxStaysOnThisMachine(t *testing.T) {
	op, ok := Platform().Operation("router")
	require.True(t, ok)
	values := providers.Values{
		"eid": "1", "client_id": "2", "client_secret": "s", "auth_token": "a", "netid": "3", "method": "m", "custdata": "{}",
	}
	env := providers.Env{BaseURL: "http://127.0.0.1:8701", State: "PR8KmKvIu80NbCmk"}
	for _, address := range []string{"https://kisgz.kingdee.com", "203.0.113.10", "http://localhost.example.com"} {
		values["server_url"] = address
		_, err := op.Sign(env, values)
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, address)
		assert.Equal(t, "server_url", invalid.Problems[0].Field)
	}
	for _, address := range []string{"127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"} {
		values["server_url"] = address
		_, err := op.Sign(env, values)
		require.NoError(t, err, address)
	}
}
