package operation

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
)

// An app_signature opens the platform in place of the app_secret.
func TestTraceHidesWhatOpensThePlatform(t *testing.T) {
	b := pagetest.New(t)
	signed, err := b.Broker.Sign(t.Context(), broker.Call{Operation: "jdy.app-token", Values: sandbox.Demo().Values("jdy")})
	require.NoError(t, err)
	query, err := url.Parse(signed.Request.URL)
	require.NoError(t, err)
	signature := query.Query().Get("app_signature")
	require.NotEmpty(t, signature)
	told := 0
	for _, s := range signed.Trace {
		for _, form := range providers.Forms([]string{signature}) {
			if s.Value == form {
				told++
			}
		}
	}
	require.NotZero(t, told, "the steps lead to it")
	for _, s := range steps(signed.Prepared.Platform, signed.Trace, signed.Signature, signed.Secrets(), "zh") {
		for _, form := range providers.Forms([]string{signature}) {
			assert.NotContains(t, s.Value+s.Result, form, s.Title)
		}
	}
}
