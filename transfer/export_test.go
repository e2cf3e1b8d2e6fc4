package transfer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/transfer"
)

func TestRender(t *testing.T) {
	shop := transfer.Credential{Platform: platform(t, "robot"), Name: "门店\n1", Values: providers.Values{"api_key": "a1", "secret_key": canary}}
	other := transfer.Credential{Platform: platform(t, "robot"), Name: "2", BaseURL: "http://127.0.0.1:99", Values: providers.Values{"api_key": "a2", "secret_key": "s'p $x"}}
	for _, c := range []struct {
		target  string
		all     []transfer.Credential
		secrets bool
		want    string
	}{
		{"env", []transfer.Credential{shop}, false, "# 门店 1\nROBOT_BASE_URL=https://gateway.kingdeeresearch.com\nROBOT_API_KEY=a1\nROBOT_SECRET_KEY=\nROBOT_APP_SECRET=\n"},
		{"env", []transfer.Credential{shop, other}, true, "# 门店 1\nROBOT_1_BASE_URL=https://gateway.kingdeeresearch.com\nROBOT_1_API_KEY=a1\nROBOT_1_SECRET_KEY=" + canary + "\n\n" +
			"# 2\nROBOT_2_BASE_URL=http://127.0.0.1:99\nROBOT_2_API_KEY=a2\nROBOT_2_SECRET_KEY=\"s'p \\$x\"\n"},
		{"bruno", []transfer.Credential{shop}, false, "vars {\n  robot_base_url: https://gateway.kingdeeresearch.com\n  robot_api_key: a1\n}\nvars:secret [\n  robot_secret_key,\n  robot_app_secret\n]\n"},
		{"bruno", []transfer.Credential{shop}, true, "vars {\n  robot_base_url: https://gateway.kingdeeresearch.com\n  robot_api_key: a1\n  robot_secret_key: " + canary + "\n}\n"},
		{"postman", []transfer.Credential{other}, true, `{
  "name": "2",
  "values": [
    {
      "key": "robot_base_url",
      "value": "http://127.0.0.1:99",
      "type": "default",
      "enabled": true
    },
    {
      "key": "robot_api_key",
      "value": "a2",
      "type": "default",
      "enabled": true
    },
    {
      "key": "robot_secret_key",
      "value": "s'p $x",
      "type": "secret",
      "enabled": true
    }
  ],
  "_postman_variable_scope": "environment"
}
`},
	} {
		got, err := transfer.Render(c.target, c.all, c.secrets)
		require.NoError(t, err)
		assert.Equal(t, c.want, string(got))
	}
	_, err := transfer.Render("fax", nil, false)
	require.ErrorIs(t, err, transfer.ErrUnknownTarget)
	var unwritable *transfer.UnwritableError
	shop.Values["secret_key"] = canary + "'''"
	_, err = transfer.Render("bruno", []transfer.Credential{shop}, true)
	require.ErrorAs(t, err, &unwritable)
	assert.Equal(t, "secret_key", unwritable.Field)
	assert.NotContains(t, err.Error(), canary)
}

// anyCredential draws a credential that its platform accepts.
func anyCredential(t *rapid.T, p *providers.Platform) transfer.Credential {
	hostile := rapid.StringOfN(rapid.RuneFrom([]rune(` $"'\#&%!^={}:,;中文é😀a1`+"`")), 1, 20, -1)
	values := providers.Values{}
	for _, f := range p.Fields {
		if !f.Required && rapid.Bool().Draw(t, "leave out "+f.Name) {
			continue
		}
		value := rapid.OneOf(rapid.StringMatching(`[0-9]{1,9}`), rapid.StringMatching(`[0-9a-f]{8,32}`), rapid.Just(f.Example), hostile)
		if len(f.Choices) > 0 {
			value = rapid.Map(rapid.SampledFrom(f.Choices), func(c providers.Choice) string { return c.Value })
		}
		// As it is kept: the space around a value is dropped before a platform looks at it.
		values[f.Name] = rapid.Map(value, strings.TrimSpace).Filter(func(v string) bool { return f.Rule.Check(v).IsZero() && !placeholder(v) }).Draw(t, f.Name)
	}
	clean, _, err := p.CheckCredential(values)
	require.NoError(t, err)
	base := rapid.SampledFrom([]string{"", "http://127.0.0.1:8801", "https://proxy.example/v2"}).Draw(t, "address")
	return transfer.Credential{Platform: p, Name: rapid.StringMatching(`[A-Za-z中文]{1,9}`).Draw(t, "name"), BaseURL: base, Values: clean}
}

// placeholder tells what no reader takes for a value, however it was meant.
func placeholder(v string) bool {
	v = strings.TrimSpace(v)
	return v == "" || strings.HasPrefix(v, "$") || strings.HasPrefix(v, "{{") || strings.HasPrefix(v, "%") || strings.ContainsAny(v[:1], "-.*")
}

// TestWhatIsWrittenIsReadAgain for one credential and for several in a file.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	registry := catalog.Registry()
	rapid.Check(t, func(t *rapid.T) {
		var all []transfer.Credential
		for range rapid.IntRange(1, 4).Draw(t, "credentials") {
			all = append(all, anyCredential(t, rapid.SampledFrom(registry).Draw(t, "platform")))
		}
		target := rapid.SampledFrom(transfer.Targets()).Draw(t, "target").ID
		data, err := transfer.Render(target, all, true)
		var unwritable *transfer.UnwritableError
		if target == "bruno" && errors.As(err, &unwritable) {
			// It has no notation for these quotes at the end of a value, and refuses nothing else.
			require.True(t, slices.ContainsFunc(all, func(c transfer.Credential) bool {
				return c.Name == unwritable.Credential && strings.HasSuffix(c.Values[unwritable.Field], "'''")
			}))
			return
		}
		require.NoError(t, err)
		p, err := transfer.Read(data, transfer.Options{Registry: registry})
		require.NoError(t, err)
		require.Len(t, p.Candidates, len(all))
		for i, c := range p.Candidates {
			want := all[i]
			require.Equal(t, transfer.Certain, c.Certainty)
			require.Equal(t, want.Platform.ID, c.Platform)
			require.Equal(t, want.Values, c.Values())
			require.Equal(t, want.BaseURL, c.Address)
			require.True(t, c.Ready())
			if target == "env" || target == "postman" && len(all) == 1 {
				require.Equal(t, want.Name, c.Name)
			}
		}
	})
}

// TestWithoutSecretsThereAreNone in any form.
func TestWithoutSecretsThereAreNone(t *testing.T) {
	for _, target := range transfer.Targets() {
		for _, p := range catalog.Registry() {
			c := transfer.Credential{Platform: p, Name: "x", Values: providers.Values{}}
			for _, f := range p.Fields {
				c.Values[f.Name] = "public" + f.Name
				if f.Secret {
					c.Values[f.Name] = canary
				}
			}
			data, err := transfer.Render(target.ID, []transfer.Credential{c}, false)
			require.NoError(t, err)
			assert.NotContains(t, string(data), canary)
			for _, f := range p.Fields {
				assert.Contains(t, strings.ToLower(string(data)), p.ID+"_"+f.Name, "its place is there")
			}
		}
	}
}
