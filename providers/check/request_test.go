package check

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/snippet"
)

// pasted is a request as the developer has it, with only the credential known.
func (b bench) pasted() bench {
	credential := providers.Values{}
	for _, f := range b.platform.Fields {
		credential[f.Name] = b.values[f.Name]
	}
	b.values, b.env = credential, providers.Env{}
	return b
}

func (b bench) signed(tb require.TestingT) *providers.Request {
	signed, err := b.op.Sign(b.env, b.values)
	require.NoError(tb, err)
	return signed.Request
}

func asCurl(tb require.TestingT, r *providers.Request) Given {
	text, err := snippet.Render("bash", r)
	require.NoError(tb, err)
	return Given{Curl: text}
}

func asHTTP(r *providers.Request) Given {
	rest := strings.TrimPrefix(strings.TrimPrefix(r.URL, "https://"), "http://")
	host, path, _ := strings.Cut(rest, "/")
	text := r.Method + " /" + path + " HTTP/1.1\r\nHost: " + host + "\r\n"
	for _, h := range r.Headers {
		text += h.Name + ": " + h.Value + "\r\n"
	}
	return Given{HTTP: text + "\r\n" + r.Body}
}

// What the platform accepts is never accused, whatever values it holds.
func TestRightRequestsAreNeverAccused(t *testing.T) {
	for _, b := range benches(t) {
		if !b.op.Sends {
			continue
		}
		b.each(t, func(t *testing.T, b bench) {
			rapid.Check(t, func(t *rapid.T) {
				b := b.drawn(t)
				b.env.Now = time.UnixMilli(rapid.Int64Range(1e12, 4e12).Draw(t, "ms"))
				r := b.signed(t)
				for _, given := range []Given{asCurl(t, r), asHTTP(r)} {
					known := b.pasted()
					known.env.Now = b.env.Now.Add(time.Minute)
					result := known.check(t, given)
					assert.True(t, result.Match, "%v: %v", given, IDs(result.Mistakes))
					assert.Empty(t, result.Mistakes)
				}
			})
		})
	}
}

// change is what a developer did to a right request.
type change func(*providers.Request)

func header(name, value string) change {
	return func(r *providers.Request) {
		for i := range r.Headers {
			if strings.EqualFold(r.Headers[i].Name, name) {
				r.Headers[i].Value = value
			}
		}
	}
}

func called(name, other string) change {
	return func(r *providers.Request) {
		for i := range r.Headers {
			if r.Headers[i].Name == name {
				r.Headers[i].Name = other
			}
		}
	}
}

func without(name string) change {
	return func(r *providers.Request) {
		var rest []providers.Header
		for _, h := range r.Headers {
			if h.Name != name {
				rest = append(rest, h)
			}
		}
		r.Headers = rest
	}
}

func replaced(old, text string) change {
	return func(r *providers.Request) {
		r.URL = strings.ReplaceAll(r.URL, old, text)
		r.Body = strings.ReplaceAll(r.Body, old, text)
	}
}

func emptied(name string) change {
	return func(r *providers.Request) {
		r.Body = regexp.MustCompile(name+"=[^&]*").ReplaceAllString(r.Body, name+"=")
	}
}

func sentBy(method string) change { return func(r *providers.Request) { r.Method = method } }

func TestMistakesOfWholeRequests(t *testing.T) {
	for name, test := range map[string]struct {
		op     string
		change change
		ids    []string
	}{
		"an empty signature":              {"jdy.request", header("X-Api-Signature", ""), []string{"missing-header"}},
		"an empty nonce":                  {"jdy.request", header("X-Api-Nonce", ""), []string{"missing-header"}},
		"an empty sign":                   {"yilianyun.client-token", emptied("sign"), []string{"missing-parameter"}},
		"no client_id":                    {"kis.server-url", replaced("client_id=1400000001&", ""), []string{"missing-parameter"}},
		"an empty state":                  {"kis.server-url", replaced("state=PR8KmKvIu80NbCmk", "state="), []string{"missing-parameter"}},
		"no time at all":                  {"jdy.request", header("X-Api-TimeStamp", "yesterday"), []string{"time-format"}},
		"a misspelt header":               {"jdy.request", called("X-Api-Nonce", "X-Api-Nonse"), []string{"wrong-header-name"}},
		"a header with other dashes":      {"jdy.request", called("X-Api-ClientID", "X-Api-Client-Id"), []string{"wrong-header-name"}},
		"a header cut short":              {"jdy.request", called("X-Api-Signature", "X-Api-Sign"), []string{"wrong-header-name"}},
		"no signature":                    {"jdy.request", without("X-Api-Signature"), []string{"missing-header"}},
		"no nonce":                        {"jdy.app-token", without("X-Api-Nonce"), []string{"missing-header"}},
		"the wrong version":               {"jdy.request", header("X-Api-Auth-Version", "1.0"), []string{"wrong-header-value"}},
		"signed headers in another order": {"jdy.request", header("X-Api-SignHeaders", "x-api-nonce, x-api-timestamp"), nil},
		"another nonce":                   {"jdy.request", header("X-Api-Nonce", "1111111111"), []string{UnknownID}},
		"the clock read twice":            {"jdy.request", header("X-Api-TimeStamp", "1670305063561"), []string{"timestamp-differs"}},
		"one parameter more":              {"jdy.request", replaced("?", "?extra=1&"), []string{"query-left-out"}},
		"not encrypted":                   {"jdy.request", replaced("https://", "http://"), []string{"plain-http"}},
		"the wrong path":                  {"jdy.app-token", replaced("kingdee_auth_token", "auth_token"), []string{UnknownID, "wrong-path"}},
		"a wrong app_signature":           {"jdy.app-token", replaced("NzAx", "NzBx"), []string{UnknownID}},
		"GET for POST":                    {"yilianyun.client-token", sentBy("GET"), []string{"wrong-method"}},
		"POST for GET, which is as good":  {"kis.server-url", asForm, nil},
		"a parameter's letter case":       {"kis.server-url", replaced("auth_", "Auth_"), nil},
		"a misspelt parameter":            {"kis.router", replaced("access_token", "accesstoken"), []string{"wrong-parameter-name"}},
		"parameters in the URL":           {"yilianyun.client-token", inURL, []string{"wrong-place"}},
		"JSON for a form":                 {"yilianyun.client-token", asJSON, []string{"wrong-content-type"}},
		"a parameter too few":             {"yilianyun.client-token", replaced("&scope=all", ""), []string{"missing-parameter"}},
		"the wrong scope":                 {"yilianyun.client-token", replaced("scope=all", "scope=none"), []string{"wrong-parameter-value"}},
		"a parameter twice":               {"yilianyun.client-token", replaced("scope=all", "scope=all&scope=all"), []string{"duplicate-parameter"}},
		"the secret sent along":           {"yilianyun.client-token", replaced("&scope=all", "&scope=all&client_secret=0123456789abcdef0123456789abcdef"), []string{"secret-sent"}},
		"milliseconds":                    {"yilianyun.client-token", replaced("timestamp=1670305063", "timestamp=1670305063559"), []string{"milliseconds-for-seconds"}},
		"another format of the time":      {"kis.router", replaced("2022-12-06+13", "2022-12-06T13"), []string{"wrong-parameter-value", "time-format"}},
		"the wrong grant":                 {"robot.token", replaced("client_credentials", "password"), []string{"wrong-parameter-value"}},
		"no Basic":                        {"robot.token", header("Authorization", "WTE2T2ZNMTJtTERiUTNMVm5DdG5FUmdSaG1NaXpKcEU6MDEyMzQ1Njc4OWFiY2RlZmdoaWpBQkNERUZHSElKNDI="), []string{"no-basic-prefix"}},
		"the other pair":                  {"robot.request", replaced("client_id=200916&client_secret=a9b8004a507e52efe2dbf85efebe98c3", "client_id=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE&client_secret=0123456789abcdefghijABCDEFGHIJ42"), []string{"wrong-secret"}},
		"without a key":                   {"robot.request", replaced("&client_secret=a9b8004a507e52efe2dbf85efebe98c3", ""), []string{"missing-parameter"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := named(t, test.op)
			r := b.signed(t)
			test.change(r)
			result := b.pasted().check(t, asCurl(t, r))
			assert.Equal(t, len(test.ids) == 0, result.Match)
			assert.ElementsMatch(t, test.ids, IDs(result.Mistakes))
			if !result.Match {
				assert.NotNil(t, result.Difference)
			}
			for _, m := range result.Mistakes {
				for _, text := range []providers.Text{m.Title, m.Meaning, m.Fix} {
					assert.NotEmpty(t, text.ZH)
					assert.NotEmpty(t, text.EN)
				}
			}
		})
	}
}

func named(tb testing.TB, name string) bench {
	tb.Helper()
	for _, b := range benches(tb) {
		if b.name == name {
			return b
		}
	}
	require.Fail(tb, "no operation "+name)
	return bench{}
}

func asForm(r *providers.Request) {
	r.Method = "POST"
	r.URL, r.Body, _ = strings.Cut(r.URL, "?")
	r.Headers = []providers.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}
}

func inURL(r *providers.Request) {
	r.URL += "?" + r.Body
	r.Body, r.Headers = "", nil
}

func asJSON(r *providers.Request) {
	r.Headers = []providers.Header{{Name: "Content-Type", Value: "application/json"}}
	r.Body = `{"` + strings.NewReplacer("=", `":"`, "&", `","`).Replace(r.Body) + `"}`
}
