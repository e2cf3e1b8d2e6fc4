package yilianyun

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/vectors"
)

const day = 24 * time.Hour

func parse(tb testing.TB, id, body string, v providers.Values) (providers.Outcome, error) {
	tb.Helper()
	return operation(tb, id).Parse(providers.Response{Status: 200, Body: []byte(body), Values: v})
}

// bodyV2 is the shape of v2: numbers where the first documentation has texts.
const bodyV2 = `{"error":0,"error_description":"success","body":{"client_id":"1","access_token":"a","refresh_token":"r","machine_code":"4001234567","expires_in":2592000,"refresh_expires_in":"3024000","scope":"all"}}`

func TestTokens(t *testing.T) {
	const short = `{"error":"0","body":{"access_token":"a","refresh_token":"r","expires_in":"600","refresh_expires_in":1200}}`
	const bare = `{"error":"0","body":{"access_token":"a"}}`
	sent := providers.Values{"machine_code": "4009999999", "app_type": typeOpen}
	for name, c := range map[string]struct {
		op, body string
		values   providers.Values
		want     providers.Token
	}{
		"v2":                        {"scan-code", bodyV2, sent, providers.Token{ExpiresIn: 30 * day, RefreshToken: "r", RefreshExpiresIn: 35 * day, Subject: "4001234567"}},
		"lifetimes of the answer":   {"scan-code", short, sent, providers.Token{ExpiresIn: 10 * time.Minute, RefreshToken: "r", RefreshExpiresIn: 20 * time.Minute, Subject: "4009999999"}},
		"nothing but a token":       {"scan-code", bare, nil, providers.Token{ExpiresIn: 30 * day}},
		"code":                      {"authorization-code", bodyV2, nil, providers.Token{ExpiresIn: 30 * day, RefreshToken: "r", RefreshExpiresIn: 35 * day, Subject: "4001234567"}},
		"refresh, open":             {"refresh", short, sent, providers.Token{ExpiresIn: 10 * time.Minute, RefreshToken: "r", RefreshExpiresIn: 20 * time.Minute, Subject: "4009999999"}},
		"refresh, type unknown":     {"refresh", bodyV2, nil, providers.Token{ExpiresIn: 30 * day, RefreshToken: "r", RefreshExpiresIn: 35 * day, Subject: "4001234567"}},
		"self-owned never expires":  {"client-token", bodyV2, nil, providers.Token{NeverExpires: true, RefreshToken: "r", RefreshExpiresIn: 35 * day}},
		"refresh of the self-owned": {"refresh", short, providers.Values{"app_type": typeSelf}, providers.Token{NeverExpires: true, RefreshToken: "r", RefreshExpiresIn: 20 * time.Minute}},
	} {
		out, err := parse(t, c.op, c.body, c.values)
		require.NoError(t, err, name)
		c.want.Kind, c.want.Value = TokenAccess, "a"
		assert.Equal(t, &c.want, out.Token, name)
	}
}

func TestPrinters(t *testing.T) {
	values := providers.Values{"machine_code": "4009999999", "print_name": "收银台", "msign": "abcd1234efgh", "qr_key": "m7k2qx9d"}
	bound := func(machine string) []providers.Grant {
		return []providers.Grant{{
			Kind: GrantPrinter, Subject: machine, Name: "收银台",
			Public: map[string]string{"machine_code": machine},
		}}
	}
	for _, c := range []struct {
		op, body string
		values   providers.Values
		want     []providers.Grant
	}{
		{"scan-code", bodyV2, values, bound("4001234567")},
		{"scan-code", `{"error":"0","body":{"access_token":"a"}}`, values, bound("4009999999")},
		{"scan-code", `{"error":"0","body":{"access_token":"a"}}`, nil, nil},
		{"add-printer", `{"error":"0","error_description":"success","timestamp":1,"body":""}`, values, bound("4009999999")},
		{"add-printer", `{"error":0}`, nil, nil},
		{"authorization-code", bodyV2, nil, []providers.Grant{{Kind: GrantPrinter, Subject: "4001234567", Public: map[string]string{"machine_code": "4001234567"}}}},
		{"client-token", bodyV2, values, nil},
		{"refresh", bodyV2, values, nil},
	} {
		out, err := parse(t, c.op, c.body, c.values)
		require.NoError(t, err, c.op)
		assert.Equal(t, c.want, out.Grants, c.op)
	}
}

func TestCalls(t *testing.T) {
	for body, want := range map[string]string{
		`{"error":"0","body":{"state":"1"}}`:                      `{"state":"1"}`,
		`{"error":0,"body":[]}`:                                   `[]`,
		"\xef\xbb\xbf" + `{"error":"0","error_description":"ok"}`: `{"error":"0","error_description":"ok"}`,
		` {"error":"0","body":null} `:                             `{"error":"0","body":null}`,
	} {
		for _, id := range []string{"printer-status", "print-text", "delete-printer"} {
			out, err := parse(t, id, body, nil)
			require.NoError(t, err)
			assert.Equal(t, want, string(out.Data))
		}
	}
}

func TestRefusal(t *testing.T) {
	for body, want := range map[string][]string{
		`{"error":41,"error_description":"超过最大限制次数"}`:                              {"41", "超过最大限制次数"},
		`{"error":"47","error_description":"参数错误","body":"voice不能为空"}`:             {"47", "参数错误: voice不能为空"},
		`{"error":47,"error_description":"参数错误","body":{"voice":1}}`:               {"47", "参数错误"},
		`{"error":"49","error_description":"错误","body":""}`:                        {"49", "错误"},
		`{"error":"18","error_description":"access_token已过期","body":"not needed"}`: {"18", "access_token已过期"},
		`{"error":"44"}`:  {"44", ""},
		`{"error":-1}`:    {"-1", ""},
		`{"error":"bad"}`: {"bad", ""},
	} {
		for _, status := range []int{0, 200, 400, 500} {
			_, err := operation(t, "refresh").Parse(providers.Response{Status: status, Body: []byte(body)})
			var f *providers.Failure
			require.ErrorAs(t, err, &f, body)
			assert.Equal(t, want, []string{f.Code, f.Message}, body)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for id, bodies := range map[string][]string{
		"scan-code": {
			"", "<html>", "[]", `{"error":"0","body":{"access_token":"a"`, `{}`, `{"error":null}`, `{"error":{}}`, `{'error':'33'}`,
			`{"error":"0"}`, `{"error":"0","body":null}`, `{"error":"0","body":""}`, `{"error":"0","body":[]}`, `{"error":"0","body":{}}`,
			`{"error":"0","body":{"access_token":{}}}`,
		},
		"client-token": {`{"error":"0"}`, `{"error":"0","body":{"access_token":""}}`},
		"refresh":      {`{"error":"0"}`},
		"add-printer":  {"", `{"body":{}}`},
		"print-text":   {"", "ok", `{"error_description":"success"}`},
	} {
		for _, body := range bodies {
			_, err := parse(t, id, body, everyValue())
			var unreadable *providers.UnreadableError
			require.ErrorAs(t, err, &unreadable, "%s %q", id, body)
			assert.NotEmpty(t, unreadable.Reason.ZH)
			assert.NotEmpty(t, unreadable.Reason.EN)
		}
	}
	_, err := operation(t, "client-token").Parse(providers.Response{Status: 502, Body: []byte(bodyV2)})
	var unreadable *providers.UnreadableError
	assert.ErrorAs(t, err, &unreadable, "a success under an HTTP error is not one")
}

func TestFailures(t *testing.T) {
	for n := 1; n <= 49; n++ {
		code := strconv.Itoa(n)
		if n == 44 {
			assert.NotContains(t, failures, code, "44 is not assigned")
			continue
		}
		require.Contains(t, failures, code)
		f := failure(code, "原话")
		assert.Equal(t, code, f.Code)
		assert.Equal(t, "原话", f.Message)
		for _, text := range []providers.Text{f.Meaning, f.Action} {
			assert.NotEmpty(t, text.ZH, code)
			assert.NotEmpty(t, text.EN, code)
		}
		assert.Equal(t, n == 11, f.Clock, code)
		assert.Equal(t, n == 45, f.Retry, code)
	}
	assert.Len(t, failures, 48)
	assert.Equal(t, providers.Unknown("44", "原话"), failure("44", "原话"))
}

func FuzzParse(f *testing.F) {
	for _, v := range vectors.Load(f, "yilianyun") {
		if v.Body != "" {
			f.Add(v.Status(), []byte(v.Body))
		}
	}
	for _, seed := range []string{"", "<", "{", "[]", "null", bodyV2, `{"error":0}`, `{"error":0,"body":null}`, `{"error":0,"body":{"access_token":1}}`, `{"error":47,"body":"x"}`, `{'error':'33'}`} {
		f.Add(200, []byte(seed))
	}
	platform := Platform()
	values := everyValue()
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for i := range platform.Operations {
			out, err := platform.Operations[i].Parse(providers.Response{Status: status, Body: body, Values: values})
			var failed *providers.Failure
			var unreadable *providers.UnreadableError
			if err == nil {
				require.True(t, out.Token != nil && out.Token.Value != "" || len(out.Grants) > 0 || json.Valid(out.Data), "an empty success")
			} else {
				require.True(t, errors.As(err, &failed) || errors.As(err, &unreadable), "%T", err)
			}
		}
	})
}
