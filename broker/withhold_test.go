package broker

import (
	"encoding/base64"
	"errors"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

// signedWith is a call that has this secret.
func signedWith(secret string) Signed {
	return Signed{Prepared: &Prepared{
		Operation: &providers.Operation{Inputs: []providers.Field{{Name: "key", Secret: true}, {Name: "id"}}},
		Values:    providers.Values{"key": secret, "id": "public-id"},
	}}
}

// TestPlatformsWordsHoldNoSecret: it may quote what it was sent, in any form.
func TestPlatformsWordsHoldNoSecret(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[A-Za-z0-9+/=&%~*]{8,40}`).Draw(t, "secret")
		form := rapid.SampledFrom([]func(string) string{
			func(s string) string { return s }, url.QueryEscape, func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
			func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		}).Draw(t, "form")(secret)
		err := withhold(&providers.Failure{Code: "no " + form, Message: "bad key: " + form + " of public-id"}, signedWith(secret))
		var refusal *providers.Failure
		require.ErrorAs(t, err, &refusal)
		assert.NotContains(t, refusal.Code, form)
		assert.NotContains(t, refusal.Message, form)
	})
}

func TestPlatformsWordsStayOtherwise(t *testing.T) {
	err := withhold(&providers.Failure{Code: "5007", Message: "public-id is not 5007 abc"}, signedWith("abc"))
	var refusal *providers.Failure
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "5007", refusal.Code)
	assert.Equal(t, "public-id is not 5007 abc", refusal.Message, "so short a value is in every text")
	other := errors.New("x")
	assert.Equal(t, other, withhold(other, signedWith("abc")))
	assert.NoError(t, withhold(nil, Signed{}))
}
