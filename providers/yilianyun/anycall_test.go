package yilianyun

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

// A pasted URL gives the path, and its query goes into the form.
func TestAnyCallOfAFullURL(t *testing.T) {
	env := testEnv()
	env.BaseURL = "https://open-api.10ss.net/v2"
	v := without("path", "machine_code", "access_token")
	v["url"], v["form"] = "https://open-api.10ss.net/v2/printer/getprintinfo?a=%E4%B8%AD+x", `[["b","2"]]`
	signed, err := operation(t, "request").Sign(env, v)
	require.NoError(t, err)
	assert.Equal(t, "https://open-api.10ss.net/v2/printer/getprintinfo", signed.Request.URL)
	assert.Equal(t, "client_id=1000000001&a=%E4%B8%AD+x&b=2"+signedTail, signed.Request.Body)

	for _, bad := range []string{
		"https://evil.example/v2/printer/getprintinfo", "http://open-api.10ss.net/v2/print/index", "https://open-api.10ss.net/print/index",
		"https://open-api.10ss.net/v2/print/index?sign=1", "https://open-api.10ss.net/v2/print/index?client_secret=s", "https://open-api.10ss.net/v2",
	} {
		v["url"] = bad
		_, err := operation(t, "request").Sign(env, v)
		assert.Equal(t, []string{"url"}, fieldsOf(t, err), bad)
		_, err = operation(t, "request").Recipe(env, v)
		assert.Equal(t, []string{"url"}, fieldsOf(t, err), bad)
	}
}

// A secret in a row is the reader's own in what is shared.
func TestSecretsOfTheFormStayOutOfTheRecipe(t *testing.T) {
	v := without("access_token", "machine_code")
	v["form"] = `[["qr_key","canary1234"],["scope","all"]]`
	recipe, err := operation(t, "request").Recipe(testEnv(), v)
	require.NoError(t, err)
	named := false
	for _, s := range recipe.Steps {
		named = named || s.Name == "qr_key" && s.Do == providers.DoSecret
		for _, pair := range s.Pairs {
			assert.NotContains(t, pair.Value, providers.Part{Text: "canary1234"})
		}
	}
	assert.True(t, named)
}
