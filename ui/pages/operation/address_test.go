package operation

import (
	"net/url"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

func TestSplitAddress(t *testing.T) {
	const base = "https://open-api.10ss.net/v2"
	for text, want := range map[string]struct {
		path  string
		query []providers.Pair
	}{
		base + "/print/index":                    {path: "/print/index"},
		" " + base + "/a?x=1&y=%E4%B8%AD+%2B#z ": {"/a", []providers.Pair{{Name: "x", Value: "1"}, {Name: "y", Value: "中 +"}}},
		base + "/a?":                             {path: "/a"},
		base + "/a?x=1 2&y=a b c":                {"/a", []providers.Pair{{Name: "x", Value: "1 2"}, {Name: "y", Value: "a b c"}}},
		"/a%20b?x&&y=":                           {"/a%20b", []providers.Pair{{Name: "x"}, {Name: "y"}}},
	} {
		path, query, ok := splitAddress(text, base)
		assert.True(t, ok, text)
		assert.Equal(t, want.path, path, text)
		assert.Equal(t, want.query, query, text)
	}
	for _, whole := range []string{
		"", "/a", "a?x=1", base, base + "?x=1", base + "x/a", "https://evil.example/a?x=1", "https://open-api.10ss.net/a?x=1",
		"/a?x=%zz", "/a?=1",
	} {
		_, _, ok := splitAddress(whole, base)
		assert.False(t, ok, whole)
	}
}

// FuzzSplitAddress: what was split means the same as before.
func FuzzSplitAddress(f *testing.F) {
	for _, seed := range []string{"/a?x=1", "https://a.example/b?c=%20d#e", "https://a.example", "?", "/?&=&"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path, query, ok := splitAddress(text, "https://a.example")
		if !ok {
			return
		}
		require.NotContains(t, path, "?")
		values := url.Values{}
		for _, pair := range query {
			values.Add(pair.Name, pair.Value)
		}
		again, pairs, ok := splitAddress(path+"?"+values.Encode(), "https://a.example")
		require.True(t, ok)
		require.Equal(t, path, again)
		require.ElementsMatch(t, query, pairs)
	})
}

// paste puts a text into the input that has the keyboard.
func paste(b *pagetest.Bench, p *Page, field, text string) {
	entry := p.inputs[field].Focusable()
	b.Window.Canvas().Focus(entry)
	clipboard := test.NewClipboard()
	clipboard.SetContent(text)
	entry.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{}) //nolint:forcetypeassert // an entry
	entry.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	b.Move(parts.Debounce)
}

func TestAPastedURLIsSplit(t *testing.T) {
	b := pagetest.New(t)
	for _, name := range []string{"jdy.request", "robot.request", "yilianyun.request"} {
		platform, op, err := pagetest.Registry().Operation(name)
		require.NoError(t, err)
		cred := b.Add(platform.ID, name)
		_, err = b.Vault.PutToken(t.Context(), cred.ID, vault.Token{Kind: platform.Tokens[0].Kind, ExpiresAt: b.Now().AddDate(0, 0, 1)}, vault.TokenSecret{Value: "tok"})
		require.NoError(t, err)
		p := show(b, name, cred.ID)
		paste(b, p, "path", b.URL(platform.ID)+"/some/api?b=1&a=%E4%B8%AD+x")
		assert.Equal(t, "/some/api", p.inputs["path"].Value(), name)
		assert.Equal(t, `[["b","1"],["a","中 x"]]`, p.rows().Value(), name)
		require.NoError(t, p.signing.err, name)
		request := p.signing.signed.Request
		assert.Contains(t, request.URL+"&"+request.Body, "b=1&a=%E4%B8%AD+x", "in their order")

		paste(b, p, "path", "https://evil.example/some/api?c=1")
		assert.Equal(t, "https://evil.example/some/api?c=1", p.inputs["path"].Value(), "another host stays")
		var invalid *providers.InvalidError
		require.ErrorAs(t, p.signing.err, &invalid)
		assert.Equal(t, "url", invalid.Problems[0].Field)
		if op.Sends {
			p.form.run.Tapped(nil)
			b.Settle()
			assert.NotEmpty(t, p.inputs["path"].Problem(), "told where it was typed")
		}
	}
}

func TestATypedURLIsSplitWhenTheKeyboardLeaves(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", given(t, b).ID)
	typeInto(t, b, p, "path", b.URL("jdy")+"/jdy/v2/x?page=1")
	require.NoError(t, p.signing.err)
	assert.Contains(t, p.signing.signed.Request.URL, "/jdy/v2/x?page=1", "it is signed meanwhile")
	signature := len(p.signing.signed.Signature)
	b.Window.Canvas().Unfocus()
	b.Move(parts.Debounce)
	assert.Equal(t, "/jdy/v2/x", p.inputs["path"].Value())
	assert.Equal(t, `[["page","1"]]`, p.rows().Value())
	assert.Len(t, p.signing.signed.Signature, signature)
	assert.Contains(t, p.signing.signed.Request.URL, "/jdy/v2/x?page=1")
}

// TestRowsChangePlacesByKeyboard, and what was typed goes along.
func TestRowsChangePlacesByKeyboard(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", given(t, b).ID)
	paste(b, p, "path", "/jdy/v2/x?a=1&b=2&c=3")
	assert.True(t, onScreen(p, "Alt ↑"))
	cell := p.rows().Focusable()
	b.Window.Canvas().Focus(cell)
	move := func(key fyne.KeyName) {
		cell.(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}) //nolint:forcetypeassert // an entry
		b.Move(parts.Debounce)
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyUp, `[["a","1"],["b","2"],["c","3"]]`},
		{fyne.KeyDown, `[["b","2"],["a","1"],["c","3"]]`},
		{fyne.KeyDown, `[["b","2"],["c","3"],["a","1"]]`},
		{fyne.KeyDown, `[["b","2"],["c","3"],["a","1"]]`},
		{fyne.KeyUp, `[["b","2"],["a","1"],["c","3"]]`},
	} {
		move(step.key)
		assert.Equal(t, step.want, p.rows().Value())
		assert.Same(t, cell, b.Window.Canvas().Focused())
	}
	assert.Contains(t, p.signing.signed.Request.URL, "b=2&a=1&c=3", "on the wire too")
}

// TestABodyIsNeverChanged: what is no JSON is signed and told.
func TestABodyIsNeverChanged(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", given(t, b).ID)
	typeInto(t, b, p, "path", "/jdy/v2/x")
	p.opened["body"] = true
	p.form.build()
	typeInto(t, b, p, "body", ` {"a":1,} `)
	b.Window.Canvas().Unfocus()
	require.NoError(t, p.signing.err)
	assert.Equal(t, ` {"a":1,} `, p.signing.signed.Request.Body)
	assert.Contains(t, p.inputs["body"].Note(), "不是完整的 JSON")
	assert.Empty(t, p.inputs["body"].Problem())
}

// TestAPrinterCanBeLeftOut of a call that does not need one.
func TestAPrinterCanBeLeftOut(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("yilianyun", "解放路店")
	_, err := b.Vault.PutGrant(t.Context(), cred.ID, vault.Grant{Kind: "printer", Subject: "4001234567", Name: "收银台", Public: map[string]string{"machine_code": "4001234567"}}, nil)
	require.NoError(t, err)
	p := show(b, "yilianyun.request", cred.ID)
	typeInto(t, b, p, "path", "/oauth/oauth")
	assert.Contains(t, p.signing.signed.Request.Body, "machine_code=4001234567")
	find[*widgets.Toggle](p.form.stack)[0].Tapped(nil)
	b.Settle()
	require.NoError(t, p.signing.err)
	assert.NotContains(t, p.signing.signed.Request.Body, "machine_code")
	signed, err := b.Broker.Sign(t.Context(), broker.Call{Operation: "yilianyun.request", Credential: cred.ID, Values: providers.Values{"path": "/oauth/oauth"}, Env: p.signing.env})
	require.NoError(t, err)
	assert.Equal(t, signed.Signature, p.signing.signed.Signature)
}

// TestWhateverIsTypedIsSplitOnce: a path that came out of a split is left alone.
func TestWhateverIsTypedIsSplitOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(https://a\.example)?/[a-z/%0-9]{0,8}(\?[a-z=&]{0,8})?`).Draw(t, "text")
		if path, _, ok := splitAddress(text, "https://a.example"); ok {
			_, _, again := splitAddress(path, "https://a.example")
			assert.False(t, again, text)
		}
	})
}
