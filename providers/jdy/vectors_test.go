package jdy

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/vectors"
)

func operation(t testing.TB, id string) *providers.Operation {
	t.Helper()
	op, ok := Platform().Operation(id)
	require.True(t, ok)
	return op
}

func TestVectors(t *testing.T) {
	vectors.Run(t, "jdy", map[string]func(*testing.T, vectors.Vector){
		"app_signature":   checkAppSignature,
		"x_api_signature": checkSignature,
		"response":        checkResponse,
	})
}

func checkAppSignature(t *testing.T, v vectors.Vector) {
	signed, err := operation(t, "app-signature").Sign(providers.Env{}, providers.Values{
		"app_key": v.Inputs.Text("app_key"), "app_secret": v.Inputs.Text("app_secret"),
	})
	require.NoError(t, err)
	assert.Equal(t, v.StringToSign, signed.StringToSign)
	assert.Equal(t, v.Expected.Text("app_signature"), signed.Signature)
	assert.Equal(t, v.Expected.Text("hmac_sha256_hex"), step(t, signed.Trace, "app_hmac"))
	assert.Equal(t, v.Expected.Text("app_signature_urlencoded"), wire.encode(signed.Signature))
	assert.Nil(t, signed.Request)
}

// signVector signs the vector's call as an arbitrary request.
func signVector(t *testing.T, v vectors.Vector) providers.Signed {
	t.Helper()
	ms, err := strconv.ParseInt(v.Inputs.Text("timestamp_ms"), 10, 64)
	require.NoError(t, err)
	signed, err := operation(t, "request").Sign(
		providers.Env{Now: time.UnixMilli(ms), Nonce: v.Inputs.Text("nonce")},
		providers.Values{
			"client_id": "200421", "client_secret": v.Inputs.Text("client_secret"),
			"method": v.Inputs.Text("method"), "path": v.Inputs.Text("path"), "query": v.Inputs.Text("query"),
		})
	require.NoError(t, err)
	return signed
}

func checkSignature(t *testing.T, v vectors.Vector) {
	signed := signVector(t, v)
	assert.Equal(t, v.StringToSign, signed.StringToSign)
	assert.Equal(t, v.Expected.Text("x_api_signature"), signed.Signature)
	assert.Equal(t, signed.Signature, signed.Request.Header("X-Api-Signature"))
	assert.Equal(t, v.Expected.Text("encoded_path"), step(t, signed.Trace, "path"))
	assert.Equal(t, v.Expected.Text("signed_query"), step(t, signed.Trace, "query"))
	assert.Equal(t, v.Expected.Text("hmac_sha256_hex"), step(t, signed.Trace, "hmac"))

	u, err := url.Parse(signed.Request.URL)
	require.NoError(t, err)
	if v.ID != "jdy-sig-official-doc-example-params-reversed" {
		assert.Equal(t, v.Expected.Text("wire_query"), u.RawQuery)
		return
	}
	// This vector's point is that the wire order is free: its wire_query shows
	// the sorted order, and ours keeps the caller's.
	pairs := strings.Split(v.Expected.Text("wire_query"), "&")
	assert.Equal(t, pairs[1]+"&"+pairs[0], u.RawQuery)
}

func checkResponse(t *testing.T, v vectors.Vector) {
	op := operation(t, "app-token")
	if v.Expected.Has("domain") {
		op = operation(t, "authorize")
	}
	out, err := op.Parse(providers.Response{Status: v.Status(), Body: []byte(v.Body)})
	if v.Expected.Text("success") == "false" {
		var failure *providers.Failure
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, v.Expected.Text("errcode"), failure.Code)
		assert.NotEmpty(t, failure.Action.ZH)
		if v.Expected.Has("description") {
			assert.Equal(t, v.Expected.Text("description"), failure.Message)
		}
		return
	}
	require.NoError(t, err)
	if v.Expected.Has("app_token") {
		assert.Equal(t, v.Expected.Text("app_token"), out.Token.Value)
		assert.Equal(t, 24*time.Hour, out.Token.ExpiresIn)
		assert.Equal(t, v.Expected.Text("uid"), out.Grants[0].Subject)
		return
	}
	assert.Equal(t, v.Expected.Text("app_key"), out.Grants[0].Public["app_key"])
	assert.Equal(t, v.Expected.Text("domain"), out.Grants[0].Public["router_addr"])
	assert.NotEmpty(t, out.Grants[0].Secret["app_secret"])
}

// Each wrong recipe gives its wrong value, and that is not ours.
func TestNegativeVectors(t *testing.T) {
	official := vectors.ByID(t, "jdy", "jdy-sig-official-doc-example")
	signed := signVector(t, official)
	secret := official.Inputs.Text("client_secret")
	_, seed := hmacBase64("abc123", "abc")
	sign := func(text string) string { _, s := hmacBase64(secret, text); return s }
	rawBase64 := func(key, message string) string {
		hexMAC, _ := hmacBase64(key, message)
		raw, err := hex.DecodeString(hexMAC)
		require.NoError(t, err)
		return base64.StdEncoding.EncodeToString(raw)
	}
	_, swapped := hmacBase64(signed.StringToSign, secret)

	wrong := map[string]func(v vectors.Vector) string{
		"jdy-neg-no-trailing-lf":   func(v vectors.Vector) string { return sign(v.StringToSign) },
		"jdy-neg-single-encoding":  func(v vectors.Vector) string { return sign(v.StringToSign) },
		"jdy-neg-timestamp-first":  func(v vectors.Vector) string { return sign(v.StringToSign) },
		"jdy-neg-raw-base64":       func(vectors.Vector) string { return rawBase64(secret, signed.StringToSign) },
		"jdy-neg-swapped-key":      func(vectors.Vector) string { return swapped },
		"jdy-neg-seed-app-sig-raw": func(vectors.Vector) string { return rawBase64("abc123", "abc") },
	}
	for _, v := range vectors.Load(t, "jdy_negative") {
		t.Run(v.ID, func(t *testing.T) {
			require.Contains(t, wrong, v.ID)
			ours := signed.Signature
			if v.ID == "jdy-neg-seed-app-sig-raw" {
				ours = seed
			}
			assert.Equal(t, v.WrongValue, wrong[v.ID](v), "the wrong recipe")
			assert.Equal(t, v.CorrectValue, ours)
			assert.NotEqual(t, v.WrongValue, ours)
		})
	}
}

// The official example as a token call: app_signature is given there and the
// app_secret behind it was never published.
func TestOfficialExampleAsTokenCall(t *testing.T) {
	v := vectors.ByID(t, "jdy", "jdy-sig-official-doc-example")
	env := providers.Env{Now: time.UnixMilli(1670305063559), Nonce: "4427456950"}
	signed, err := operation(t, "app-token").Sign(env, providers.Values{
		"client_id": "200421", "client_secret": v.Inputs.Text("client_secret"),
		"app_key": "bVZgAZOv1", "app_signature": "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA==",
	})
	require.NoError(t, err)
	assert.Equal(t, v.Expected.Text("x_api_signature"), signed.Signature)
	assert.Equal(t, "https://api.kingdee.com"+v.Inputs.Text("path")+"?"+v.Expected.Text("wire_query"), signed.Request.URL)
	assert.Equal(t, env.Now.Add(5*time.Minute), signed.ValidUntil)
	assert.Equal(t, "X-Api-TimeStamp,X-Api-Nonce", signed.Request.Header("x-api-signheaders"))
}

func step(t *testing.T, trace providers.Trace, name string) string {
	t.Helper()
	for _, s := range trace {
		if s.Name == name {
			return s.Value
		}
	}
	require.Fail(t, "no step "+name)
	return ""
}
