package catalog

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

func TestEveryPlatformIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Registry() {
		assert.False(t, seen[p.ID], "%s twice", p.ID)
		seen[p.ID] = true
		assert.Empty(t, auditPlatform(p))
	}
	assert.Equal(t, map[string]bool{"jdy": true, "kis": true, "robot": true, "yilianyun": true}, seen)
}

// commandLine is what scripts depend on: every operation and the wire names of
// its inputs.
var commandLine = map[string]string{
	"jdy.app-signature":            "app_key app_secret",
	"jdy.app-token":                "client_id client_secret app_key app_secret uid",
	"jdy.authorize":                "client_id client_secret outer_instance_id",
	"jdy.request":                  "client_id client_secret app_token router_addr method path url query body",
	"kis.access-token":             "client_id client_secret auth_token md5_case",
	"kis.server-url":               "eid client_id client_secret auth_token md5_case",
	"kis.server-url-v1":            "eid client_id client_secret md5_case",
	"kis.router":                   "eid client_id client_secret auth_token netid method custdata server_url md5_case",
	"robot.token":                  "api_key secret_key auth_style",
	"robot.request":                "app_id app_secret access_token method path url query body",
	"yilianyun.scan-code":          "client_id client_secret machine_code qr_key msign",
	"yilianyun.client-token":       "client_id client_secret",
	"yilianyun.authorization-code": "client_id client_secret code",
	"yilianyun.refresh":            "client_id client_secret app_type refresh_token",
	"yilianyun.request":            "client_id client_secret access_token machine_code path url form",
	"yilianyun.add-printer":        "client_id client_secret access_token machine_code msign qr_key print_name phone",
}

func TestEveryOperationOfTheCommandLine(t *testing.T) {
	for name, inputs := range commandLine {
		_, op, err := Registry().Operation(name)
		require.NoError(t, err)
		for _, input := range strings.Fields(inputs) {
			_, ok := providers.FieldNamed(op.Inputs, input)
			assert.True(t, ok, "%s takes no %s", name, input)
		}
	}
}

func exampleEnv() providers.Env {
	return providers.Env{
		Now: time.Unix(1700000000, 0), Nonce: "4427456950", State: "PR8KmKvIu80NbCmk",
		ID: "550e8400-e29b-41d4-a716-446655440000",
	}
}

// examples has every input's example, and of exclusive ones the first only.
func examples(op *providers.Operation) providers.Values {
	v := providers.Values{}
	for _, f := range op.Inputs {
		v[f.Name] = f.Example
	}
	for _, rule := range op.OneOf {
		for _, name := range rule.Fields[1:] {
			delete(v, name)
		}
	}
	return v
}

// The examples are what a person sees first; they must work as they stand.
func TestEveryOperationSignsItsExamples(t *testing.T) {
	for _, p := range Registry() {
		for i := range p.Operations {
			op := &p.Operations[i]
			t.Run(p.ID+"."+op.ID, func(t *testing.T) {
				v := examples(op)
				signed, err := op.Sign(exampleEnv(), v)
				require.NoError(t, err)
				require.NotEmpty(t, signed.Trace)
				assert.Equal(t, op.Sends, signed.Request != nil)
				assert.Equal(t, op.Yields != "" && !op.Sends, signed.Token != nil)

				again, err := op.Sign(exampleEnv(), v.Clone())
				require.NoError(t, err)
				assert.Equal(t, signed, again)
				if op.Sends {
					requireMasked(t, op, v, signed.Request)
				}
			})
		}
	}
}

func requireMasked(t *testing.T, op *providers.Operation, v providers.Values, r *providers.Request) {
	whole := wire(t, r)
	for _, s := range r.Sensitive {
		assert.Contains(t, whole, s, "what is to be hidden is there in this form")
	}
	masked := wire(t, r.Masked())
	for _, f := range op.Inputs {
		if f.Secret && v[f.Name] != "" {
			assert.NotContains(t, masked, v[f.Name], f.Name)
		}
	}
}

func wire(t *testing.T, r *providers.Request) string {
	var b strings.Builder
	b.WriteString(r.URL + "\n" + r.Body)
	for _, h := range r.Headers {
		b.WriteString("\n" + h.Value)
	}
	require.NotEmpty(t, r.Method)
	return b.String()
}

// toy is a fifth platform: all that the rest of Keycase needs to know of it.
func toy() *providers.Platform {
	key := providers.Field{
		Name: "toy_secret", Label: providers.Text{ZH: "玩具密钥", EN: "Toy secret"}, Required: true, Secret: true, Example: "s3cret",
		Help:  providers.Text{ZH: "随便编一个", EN: "make one up"},
		Where: providers.Text{ZH: "玩具箱里", EN: "in the toy box"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 16},
	}
	return &providers.Platform{
		ID: "toy", Name: providers.Same("Toy"), ShortName: providers.Same("Toy"), Icon: "sparkles",
		BaseURL: "https://toy.example", Fields: []providers.Field{key},
		Tokens: []providers.TokenKind{{
			Kind: "toy-token", Life: time.Hour, Soon: time.Minute,
			IssueBy: func(providers.Values) string { return "ping" },
		}},
		Operations: []providers.Operation{{
			ID: "ping", Title: providers.Same("Ping"), Summary: providers.Same("Ping"), Icon: "sparkles",
			Inputs: []providers.Field{key}, Sends: true, Yields: "toy-token",
			Signer: func(env providers.Env, v providers.Values) (providers.Signed, error) {
				return providers.Signed{Request: &providers.Request{
					Method: "GET", URL: "https://toy.example/ping?key=" + v["toy_secret"] + "&nonce=" + env.Nonce, Sensitive: []string{v["toy_secret"]},
				}}, nil
			},
			Parser: func(resp providers.Response) (providers.Outcome, error) {
				return providers.Outcome{Token: &providers.Token{Kind: "toy-token", Value: string(resp.Body), ExpiresIn: time.Hour}}, nil
			},
		}},
	}
}

func TestFifthPlatform(t *testing.T) {
	registry := append(Registry(), toy())
	require.Empty(t, auditPlatform(toy()))

	p, op, err := registry.Operation("toy.ping")
	require.NoError(t, err)
	assert.Equal(t, "toy", p.ID)
	signed, err := op.Sign(exampleEnv(), providers.Values{"toy_secret": " k1 ", "other": "dropped"})
	require.NoError(t, err)
	assert.Equal(t, "https://toy.example/ping?key=k1&nonce=4427456950", signed.Request.URL)
	_, err = op.Sign(exampleEnv(), providers.Values{"toy_secret": "k 1"})
	assert.ErrorContains(t, err, "toy_secret: has a space")
	out, err := op.Parse(providers.Response{Status: 200, Body: []byte("t")})
	require.NoError(t, err)
	assert.Equal(t, "t", out.Token.Value)

	_, _, err = Registry().Operation("toy.ping")
	assert.ErrorIs(t, err, providers.ErrUnknown)
}

// The audit finds what it is for.
func TestAuditFinds(t *testing.T) {
	for fault, spoil := range map[string]func(*providers.Platform, *providers.Operation){
		"secret by its name":            func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Secret = false },
		"differs from the credential's": func(_ *providers.Platform, op *providers.Operation) { op.Inputs[0].Secret = false },
		"help lacks a language":         func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Help.EN = "" },
		"where lacks a language":        func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Where.ZH = "" },
		"title lacks a language":        func(_ *providers.Platform, op *providers.Operation) { op.Title.ZH = "" },
		"您的密钥":                          func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Help.ZH = "您的密钥" },
		"请填写":                           func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Help.ZH = "申请后请填写" },
		"has no example":                func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Example = "" },
		"does not accept its own":       func(p *providers.Platform, _ *providers.Operation) { p.Fields[0].Example = "a b" },
		"icon":                          func(_ *providers.Platform, op *providers.Operation) { op.Icon = "no-such-icon" },
		"base URL":                      func(p *providers.Platform, _ *providers.Operation) { p.BaseURL += "/" },
		"life":                          func(p *providers.Platform, _ *providers.Operation) { p.Tokens[0].Soon = 2 * time.Hour },
		"does not come from":            func(p *providers.Platform, _ *providers.Operation) { p.Tokens[0].RefreshBy = "refresh" },
		"yields":                        func(_ *providers.Platform, op *providers.Operation) { op.Yields = "other" },
		"no signer":                     func(_ *providers.Platform, op *providers.Operation) { op.Signer = nil },
		"exactly where":                 func(_ *providers.Platform, op *providers.Operation) { op.Parser = nil },
		"one-of names": func(_ *providers.Platform, op *providers.Operation) {
			op.OneOf = []providers.OneOf{{Fields: []string{"x"}}}
		},
		"comes from a token": func(_ *providers.Platform, op *providers.Operation) { op.Inputs[0].FromToken = "x" },
		"that nothing gives": func(_ *providers.Platform, op *providers.Operation) { op.Inputs[0].FromGrant = "x" },
		"is about":           func(_ *providers.Platform, op *providers.Operation) { op.About = "x" },
		"releases":           func(_ *providers.Platform, op *providers.Operation) { op.Releases = "x" },
		"renews nothing":     func(_ *providers.Platform, op *providers.Operation) { op.Renews = []string{"toy_secret"} },
		"which is no field": func(_ *providers.Platform, op *providers.Operation) {
			op.Renews, op.RenewsBy = []string{"x"}, []string{"x"}
		},
		"quota":            func(_ *providers.Platform, op *providers.Operation) { op.Quota = &providers.Quota{ID: "jdy.x"} },
		"id is not unique": func(p *providers.Platform, op *providers.Operation) { p.Operations = append(p.Operations, *op) },
	} {
		p := toy()
		p.Operations[0].Inputs = append([]providers.Field(nil), p.Operations[0].Inputs...)
		spoil(p, &p.Operations[0])
		assert.Contains(t, strings.Join(auditPlatform(p), "\n"), fault)
	}
}

// FuzzParse holds every parser to the contract: an answer is understood,
// refused or unreadable, and never a panic.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `[]`, `null`, `<html>`, `{"errcode":0,"data":{"app-token":"t"}}`, `{"code":200,"data":[{"netid":"1","appKey":"k"}]}`,
		`{"Result":200,"DataJson":"{\"Result\":200}"}`, `{"access_token":"t"}`, `{"error":"0","body":{"access_token":"t"}}`, `{"error":"invalid_client"}`,
	} {
		f.Add(200, []byte(seed))
		f.Add(519, []byte(seed))
	}
	registry := Registry()
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for _, p := range registry {
			for i := range p.Operations {
				out, err := p.Operations[i].Parse(providers.Response{Status: status, Body: body})
				switch err.(type) { //nolint:errorlint // the contract: the error itself is one of the two
				case nil:
					require.True(t, out.Data == nil || json.Valid(out.Data), "%s.%s", p.ID, p.Operations[i].ID)
				case *providers.Failure, *providers.UnreadableError:
				default:
					t.Fatalf("%s.%s: %T", p.ID, p.Operations[i].ID, err)
				}
			}
		}
	})
}
