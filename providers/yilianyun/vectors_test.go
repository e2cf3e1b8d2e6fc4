package yilianyun

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/digest"
	"keycase/providers/internal/form"
	"keycase/providers/internal/vectors"
)

func operation(tb testing.TB, id string) *providers.Operation {
	tb.Helper()
	op, ok := Platform().Operation(id)
	require.True(tb, ok, id)
	return op
}

func TestVectors(t *testing.T) {
	vectors.Run(t, "yilianyun", map[string]func(*testing.T, vectors.Vector){
		"sign":        checkSign,
		"legacy_sign": checkLegacySign,
		"form_body":   checkForm,
		"response":    checkResponse,
	})
}

func checkSign(t *testing.T, v vectors.Vector) {
	id, timestamp, secret := v.Inputs.Text("client_id"), v.Inputs.Text("timestamp"), v.Inputs.Text("client_secret")
	text, sign := signature(id, timestamp, secret)
	assert.Equal(t, v.StringToSign, text)
	assert.Equal(t, v.Expected.Text("sign"), sign)

	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		require.Equal(t, "yly-007", v.ID, "only the example of the order has a timestamp that is none")
		return
	}
	signed, err := operation(t, "client-token").Sign(providers.Env{Now: time.Unix(seconds, 999)}, providers.Values{"client_id": id, "client_secret": secret})
	require.NoError(t, err)
	assert.Equal(t, v.StringToSign, signed.StringToSign)
	assert.Equal(t, v.Expected.Text("sign"), signed.Signature)
}

// The old API, which is not this one, wants upper case: its published example
// must come out so and not as what is sent here.
func checkLegacySign(t *testing.T, v vectors.Vector) {
	_, legacy := digest.MD5(digest.Upper, v.StringToSign)
	assert.Equal(t, v.Expected.Text("sign"), legacy)
	_, ours := signature(v.StringToSign, "", "")
	assert.NotEqual(t, legacy, ours)
	assert.True(t, strings.EqualFold(legacy, ours))
}

func checkForm(t *testing.T, v vectors.Vector) {
	seconds, err := strconv.ParseInt(v.Inputs.Text("timestamp"), 10, 64)
	require.NoError(t, err)
	signed, err := operation(t, "scan-code").Sign(
		providers.Env{Now: time.Unix(seconds, 0), ID: v.Inputs.Text("id")},
		providers.Values{
			"client_id": v.Inputs.Text("client_id"), "client_secret": v.Inputs.Text("client_secret"),
			"machine_code": v.Inputs.Text("machine_code"), "qr_key": v.Inputs.Text("qr_key"), "print_name": "不发出去",
		})
	require.NoError(t, err)
	r := signed.Request
	assert.Equal(t, v.Expected.Text("method"), r.Method)
	assert.Equal(t, v.Expected.Text("url"), r.URL)
	assert.Equal(t, v.Expected.Text("content_type"), r.Header("Content-Type"))
	assert.Contains(t, "&"+r.Body+"&", "&"+v.Expected.Text("qr_key_on_wire")+"&")
	assert.Equal(t, []string{"a%2Bb%2Fc%3D1"}, r.Sensitive)

	pairs, err := form.Decode(r.Body)
	require.NoError(t, err)
	var fields map[string]string
	v.Expected.Into("fields", &fields)
	var order []string
	sent := map[string]string{}
	for _, p := range pairs {
		order = append(order, p.Name)
		sent[p.Name] = p.Value
	}
	assert.Equal(t, fields, sent)
	assert.Equal(t, []string{"client_id", "machine_code", "qr_key", "scope", "sign", "id", "timestamp"}, order)
	assert.Equal(t, "all", v.Inputs.Text("scope"))

	var forbidden []string
	v.Expected.Into("must_not_contain", &forbidden)
	for _, name := range forbidden {
		assert.NotContains(t, sent, name)
	}
	assert.NotContains(t, r.Body, v.Inputs.Text("client_secret"))
}

func checkResponse(t *testing.T, v vectors.Vector) {
	for _, body := range []string{v.Body, strings.Replace(v.Body, `"error":"`+v.Expected.Text("error")+`"`, `"error":`+v.Expected.Text("error"), 1)} {
		out, err := operation(t, "scan-code").Parse(providers.Response{
			Status: v.Status(), Body: []byte(body), Values: providers.Values{"machine_code": "4001234567"},
		})
		if v.Expected.Text("success") == "true" {
			require.NoError(t, err)
			assert.Equal(t, &providers.Token{
				Kind: TokenAccess, Value: "xxxx", ExpiresIn: 30 * 24 * time.Hour, Subject: "4001234567",
				RefreshToken: "xxxx", RefreshExpiresIn: 35 * 24 * time.Hour,
			}, out.Token)
			continue
		}
		var f *providers.Failure
		require.ErrorAs(t, err, &f)
		assert.Equal(t, v.Expected.Text("error"), f.Code)
		assert.Equal(t, v.Expected.Text("error_description"), f.Message)
		assert.NotEqual(t, providers.Unknown(f.Code, f.Message), f, "a documented code is explained")
	}
}
