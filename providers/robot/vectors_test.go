package robot

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/vectors"
)

func operation(tb testing.TB, id string) *providers.Operation {
	tb.Helper()
	op, ok := Platform().Operation(id)
	require.True(tb, ok, id)
	return op
}

func sign(tb testing.TB, id string, v providers.Values) *providers.Request {
	tb.Helper()
	signed, err := operation(tb, id).Sign(providers.Env{}, v)
	require.NoError(tb, err)
	assert.Empty(tb, signed.StringToSign)
	assert.Empty(tb, signed.Signature)
	assert.True(tb, signed.ValidUntil.IsZero())
	return signed.Request
}

func TestVectors(t *testing.T) {
	vectors.Run(t, "robot", map[string]func(*testing.T, vectors.Vector){
		"token_request": checkTokenRequest,
		"business_url":  checkBusinessURL,
		"response":      checkResponse,
	})
}

func checkTokenRequest(t *testing.T, v vectors.Vector) {
	style := v.ID[len("robot-token-"):]
	r := sign(t, "token", providers.Values{"api_key": v.Inputs.Text("api_key"), "secret_key": v.Inputs.Text("secret_key"), "auth_style": style})
	want := &providers.Request{Method: v.Expected.Text("method"), URL: v.Expected.Text("url")}
	switch style {
	case styleQuery:
		want.Sensitive = []string{v.Inputs.Text("secret_key")}
	case styleForm:
		want.Headers = []providers.Header{{Name: "Content-Type", Value: v.Expected.Text("content_type")}}
		want.Body = v.Expected.Text("body")
		want.Sensitive = []string{v.Inputs.Text("secret_key")}
	case styleBasic:
		want.Headers = []providers.Header{{Name: "Authorization", Value: v.Expected.Text("authorization")}}
		want.Sensitive = []string{v.Expected.Text("authorization")[len("Basic "):]}
	}
	assert.Equal(t, want, r)
	if style == styleQuery {
		assert.Equal(t, want, sign(t, "token", providers.Values{"api_key": v.Inputs.Text("api_key"), "secret_key": v.Inputs.Text("secret_key")}), "query is the default")
	}
}

func checkBusinessURL(t *testing.T, v vectors.Vector) {
	values := providers.Values{
		"access_token": v.Inputs.Text("access_token"),
		"app_id":       v.Inputs.Text("client_id"),
		"app_secret":   v.Inputs.Text("client_secret"),
		"url":          v.Inputs.Text("base"),
	}
	r := sign(t, "request", values)
	assert.Equal(t, v.Expected.Text("url"), r.URL)
	assert.Equal(t, []string{v.Inputs.Text("access_token"), v.Inputs.Text("client_secret")}, r.Sensitive)

	delete(values, "url")
	values["path"] = "/some/api"
	assert.Equal(t, r, sign(t, "request", values), "a path gives the same as the whole URL")
}

func checkResponse(t *testing.T, v vectors.Vector) {
	out, err := operation(t, "token").Parse(providers.Response{Status: v.Status(), Body: []byte(v.Body)})
	if v.Expected.Text("success") == "false" {
		var f *providers.Failure
		require.ErrorAs(t, err, &f)
		assert.Equal(t, v.Expected.Text("error"), f.Code)
		assert.Equal(t, v.Expected.Text("error_description"), f.Message)
		assert.NotEqual(t, providers.Unknown(f.Code, f.Message), f, "a documented code is explained")

		_, business := operation(t, "request").Parse(providers.Response{Status: v.Status(), Body: []byte(v.Body)})
		assert.Equal(t, err, business)
		return
	}
	require.NoError(t, err)
	var seconds int
	v.Expected.Into("expires_in", &seconds)
	assert.Equal(t, &providers.Token{
		Kind: TokenAccess, Value: v.Expected.Text("access_token"), ExpiresIn: time.Duration(seconds) * time.Second,
	}, out.Token)
}
