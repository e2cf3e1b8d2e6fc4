package robot

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/vectors"
)

func parse(tb testing.TB, id string, status int, body string) (providers.Outcome, error) {
	tb.Helper()
	return operation(tb, id).Parse(providers.Response{Status: status, Body: []byte(body)})
}

func TestExpiresIn(t *testing.T) {
	for written, want := range map[string]time.Duration{
		`,"expires_in":7200`:   2 * time.Hour,
		`,"expires_in":"600"`:  10 * time.Minute,
		`,"expires_in":600.0`:  10 * time.Minute,
		``:                     2 * time.Hour,
		`,"expires_in":null`:   2 * time.Hour,
		`,"expires_in":-1`:     2 * time.Hour,
		`,"expires_in":"soon"`: 2 * time.Hour,
		`,"expires_in":{}`:     2 * time.Hour,
		`,"expires_in":1e300`:  2 * time.Hour,
	} {
		out, err := parse(t, "token", 200, `{"access_token":"abc","scope":"x"`+written+`}`)
		require.NoError(t, err, written)
		assert.Equal(t, want, out.Token.ExpiresIn, written)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		op      string
		status  int
		body    string
		code    string
		message string
		retry   bool
	}{
		{"token", 401, `{"error":"invalid_client","error_description":"Invalid client authentication"}`, "invalid_client", "Invalid client authentication", false},
		{"token", 400, `{"error":"invalid_scope","error_description":"You must specify a scope"}`, "invalid_scope", "You must specify a scope", false},
		{"token", 200, `{"error":"invalid_client"}`, "invalid_client", "", false},
		{"token", 200, `{"error":"slow_down","error_description":"later"}`, "slow_down", "later", false},
		{"request", 401, `{"error":"invalid_token","error_description":"The access token is invalid or has expired"}`, "invalid_token", "The access token is invalid or has expired", false},
		{"request", 0, `{"error":"invalid_token"}`, "invalid_token", "", false},
		{"request", 519, `{"errcode":4002,"description":"Unauthorized, APP_ID is empty[GW]","description_cn":"认证失败, 应用ID为空[网关]"}`, "4002", "认证失败, 应用ID为空[网关]", false},
		{"request", 519, `{"errcode":"4005","description":"wrong"}`, "4005", "wrong", false},
		{"request", 404, `{"message":"no API found with those values"}`, "404", "no API found with those values", false},
		{"request", 429, `{"message":"API rate limit exceeded"}`, "429", "API rate limit exceeded", true},
		{"request", 503, `{}`, "503", "Service Unavailable", true},
		{"request", 418, `{"error":{}}`, "418", "I'm a teapot", false},
	} {
		_, err := parse(t, c.op, c.status, c.body)
		var f *providers.Failure
		require.ErrorAs(t, err, &f, c.body)
		assert.Equal(t, []string{c.code, c.message}, []string{f.Code, f.Message}, c.body)
		assert.Equal(t, c.retry, f.Retry, c.body)
		assert.NotEmpty(t, f.Action.ZH, c.body)
	}
}

// Nothing is known about business answers, so everything that is no refusal is
// handed on as it is.
func TestBusinessAnswer(t *testing.T) {
	for body, want := range map[string]string{
		`{"result":[1],"error":null}`:       `{"result":[1],"error":null}`,
		`{"error":"","errcode":0}`:          `{"error":"","errcode":0}`,
		`{"error":"none","errcode":"4002"}`: `{"error":"none","errcode":"4002"}`,
		"\xef\xbb\xbf {\"error\":{}} ":      `{"error":{}}`,
		` [1, 2]`:                           `[1, 2]`,
	} {
		out, err := parse(t, "request", 200, body)
		require.NoError(t, err, body)
		assert.Equal(t, want, string(out.Data))
	}
}

func TestUnreadable(t *testing.T) {
	for _, c := range []struct {
		op     string
		status int
		body   string
	}{
		{"token", 200, ""},
		{"token", 200, "<html>"},
		{"token", 200, "[]"},
		{"token", 200, `"abc"`},
		{"token", 200, `{"access_token":"a`},
		{"token", 200, `{}`},
		{"token", 0, `{}`},
		{"token", 200, `{"access_token":""}`},
		{"token", 200, `{"access_token":["a"]}`},
		{"token", 502, "<html>"},
		{"token", 401, ""},
		{"request", 200, ""},
		{"request", 200, "<html>"},
		{"request", 200, "1"},
		{"request", 200, "[1"},
		{"request", 200, `{"a":`},
		{"request", 500, "[1]"},
		{"request", 504, `{"a":`},
	} {
		_, err := parse(t, c.op, c.status, c.body)
		var unreadable *providers.UnreadableError
		require.ErrorAs(t, err, &unreadable, "%s %d %q", c.op, c.status, c.body)
		assert.Equal(t, c.status, unreadable.Status)
		assert.NotEmpty(t, unreadable.Reason.ZH)
		assert.NotEmpty(t, unreadable.Reason.EN)
	}
}

func TestFailures(t *testing.T) {
	for _, code := range []string{
		"invalid_client", "unsupported_grant_type", "access_denied", "invalid_scope", "invalid_provision_key",
		"invalid_method", "invalid_request", "invalid_token", "4002", "4003", "4004", "4005",
	} {
		assert.Contains(t, failures, code)
	}
	for code := range failures {
		f := failure(code, "own words")
		assert.Equal(t, code, f.Code)
		assert.Equal(t, "own words", f.Message)
		for _, text := range []providers.Text{f.Meaning, f.Action} {
			assert.NotEmpty(t, text.ZH, code)
			assert.NotEmpty(t, text.EN, code)
		}
	}
	assert.Equal(t, providers.Unknown("4999", "own words"), failure("4999", "own words"))
}

func FuzzParse(f *testing.F) {
	for _, v := range vectors.Load(f, "robot") {
		if v.Body != "" {
			f.Add(v.Status(), []byte(v.Body))
		}
	}
	for _, seed := range []string{"", "<", "{", "[", "[]", "{}", "null", `{"access_token":1}`, `{"error":[]}`, "\xef\xbb\xbf{}"} {
		f.Add(200, []byte(seed))
		f.Add(519, []byte(seed))
	}
	platform := Platform()
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for i := range platform.Operations {
			out, err := platform.Operations[i].Parse(providers.Response{Status: status, Body: body})
			var failed *providers.Failure
			var unreadable *providers.UnreadableError
			if err == nil {
				require.True(t, out.Token != nil && out.Token.Value != "" || json.Valid(out.Data), "an empty success")
			} else {
				require.True(t, errors.As(err, &failed) || errors.As(err, &unreadable), "%T", err)
			}
		}
	})
}
