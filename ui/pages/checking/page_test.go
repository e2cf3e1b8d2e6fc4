package checking

import (
	"encoding/json"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
)

// vector is a published wrong signature.
type vector struct {
	ID           string `json:"id"`
	StringToSign string `json:"string_to_sign"`
	Wrong        string `json:"wrong_value"`
	Correct      string `json:"correct_value"`
	WrongLower   string `json:"wrong_value_lower"`
	CorrectLower string `json:"correct_value_lower"`
}

func vectors(t *testing.T, section string) []vector {
	t.Helper()
	text, err := os.ReadFile("../../../providers/testdata/vectors.json")
	require.NoError(t, err)
	var sections map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &sections))
	var all []vector
	require.NoError(t, json.Unmarshal(sections[section], &all))
	require.NotEmpty(t, all)
	return all
}

// show brings up the page for an operation.
func show(b *pagetest.Bench, operation, credential string) *Page {
	p := New(b.Ctx, operation, credential)
	b.Show(p)
	return p
}

// paste is Ctrl+V in the field that has the keyboard.
func paste(b *pagetest.Bench, p *Page, text string) {
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent(text)
	b.Window.Canvas().Focus(p.form.intake.field.Focusable())
	p.form.intake.field.Focusable().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	b.Settle()
}

// enter fills inputs as a person does.
func enter(t *testing.T, b *pagetest.Bench, p *Page, values providers.Values) {
	t.Helper()
	for name, value := range values {
		i := slices.IndexFunc(p.form.shown, inputNamed(name))
		require.GreaterOrEqual(t, i, 0, name)
		test.Type(p.form.shown[i].Focusable(), value)
	}
	b.Move(parts.Debounce)
}

// signedAt tells with what the call was signed.
func signedAt(b *pagetest.Bench, p *Page, env map[string]string) {
	for name, value := range env {
		test.Type(p.form.env[name].Focusable(), value)
	}
	b.Move(parts.Debounce)
}

var tags = regexp.MustCompile(`(?s)<[^>]*>\s*`)

// screen is everything that is written on the page.
func screen(p *Page) string {
	return html.UnescapeString(tags.ReplaceAllString(test.RenderObjectToMarkup(p.Content()), ""))
}

// published are the values that the wrong signatures of jdy were made with.
func published(t *testing.T, b *pagetest.Bench, v vector) *Page {
	t.Helper()
	if v.StringToSign == "" {
		p := show(b, "jdy.app-signature", "")
		enter(t, b, p, providers.Values{"app_key": "abc", "app_secret": "abc123"})
		return p
	}
	p := show(b, "jdy.app-token", "")
	values := example.values.Clone()
	delete(values, "client_id") // is not signed
	enter(t, b, p, values)
	signedAt(b, p, map[string]string{"now": example.moment, "nonce": example.nonce})
	return p
}

func TestEachPublishedMistakeOfJDYIsNamed(t *testing.T) {
	titles := map[string]string{
		"jdy-neg-no-trailing-lf":   "最后少了一个换行",
		"jdy-neg-single-encoding":  "参数只编码了一次",
		"jdy-neg-timestamp-first":  "timestamp 排在了 nonce 前面",
		"jdy-neg-raw-base64":       "少了一步：转小写十六进制",
		"jdy-neg-swapped-key":      "密钥和内容放反了",
		"jdy-neg-seed-app-sig-raw": "少了一步：转小写十六进制",
	}
	for _, v := range vectors(t, "jdy_negative") {
		t.Run(v.ID, func(t *testing.T) {
			b := pagetest.New(t)
			p := published(t, b, v)
			require.Contains(t, titles, v.ID)
			paste(b, p, v.Wrong)
			assert.Equal(t, titles[v.ID], p.right.verdict.title.Text())
			assert.True(t, p.right.steps.Visible())
			assert.Contains(t, screen(p), "这样改")
			assert.NotContains(t, screen(p), example.values["client_secret"])

			paste(b, p, "\t"+v.Correct+"\n")
			assert.Equal(t, "签名是对的", p.right.verdict.title.Text())
			assert.False(t, p.right.steps.Visible())
			assert.False(t, p.right.mend.card.Visible())
		})
	}
}

// Where a string to sign is wrong itself, that is enough to tell.
func TestStringToSignNamesTheMistake(t *testing.T) {
	b := pagetest.New(t)
	for _, v := range vectors(t, "jdy_negative")[:3] {
		p := published(t, b, v)
		paste(b, p, v.Wrong)
		told := p.right.verdict.title.Text()
		paste(b, p, v.StringToSign)
		assert.Equal(t, stringToSign, p.kind)
		assert.Equal(t, told, p.right.verdict.title.Text(), v.ID)
	}
}

func TestPublishedMistakeOfKISIsNamed(t *testing.T) {
	b := pagetest.New(t)
	all := vectors(t, "kis")
	v := all[slices.IndexFunc(all, func(v vector) bool { return v.ID == "kis-v2-neg-encoded-timestamp" })]
	p := show(b, "kis.access-token", "")
	enter(t, b, p, providers.Values{
		"client_id": "1400000001", "client_secret": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
		"auth_token": "0123456789ABCDEF0123456789ABCDEF",
	})
	signedAt(b, p, map[string]string{"now": "2014-03-14 11:44:44", "state": "HRJm2uSp0yGTDhEL"})
	paste(b, p, strings.ToUpper(v.WrongLower))
	assert.Equal(t, "时间被网址编码了", p.right.verdict.title.Text())
	paste(b, p, v.WrongLower)
	assert.Equal(t, "找到 2 处不对", p.right.verdict.title.Text())
	paste(b, p, strings.ToUpper(v.CorrectLower))
	assert.Equal(t, "签名是对的", p.right.verdict.title.Text())
	assert.NotContains(t, screen(p), "AbCdEfGhIjKl")
}

func TestExampleIsPublished(t *testing.T) {
	assert.True(t, slices.ContainsFunc(vectors(t, "jdy_negative"), func(v vector) bool { return v.Wrong == example.signature }))

	b := pagetest.New(t)
	p := show(b, "", "")
	assert.Contains(t, screen(p), "看一个例子")
	p.showExample()
	b.Settle()
	assert.Equal(t, "少了一步：转小写十六进制", p.right.verdict.title.Text())
	assert.Len(t, p.right.mend.codes, len(p.right.mend.targets), "the right code in each language")
}

// What is typed is checked as it is typed, without a button.
func TestTypingIsFollowed(t *testing.T) {
	b := pagetest.New(t)
	p := published(t, b, vectors(t, "jdy_negative")[3])
	test.Type(p.form.intake.field.Focusable(), example.signature)
	b.Move(parts.Debounce)
	assert.Equal(t, "少了一步：转小写十六进制", p.right.verdict.title.Text())
	assert.Equal(t, example.signature, p.form.intake.field.Text(), "who types can see it")

	test.Type(p.form.env["nonce"].Focusable(), "7")
	b.Tick(parts.Debounce / 2)
	assert.Equal(t, "少了一步：转小写十六进制", p.right.verdict.title.Text())
	b.Move(parts.Debounce)
	assert.Equal(t, "没找到原因", p.right.verdict.title.Text())
	assert.Contains(t, screen(p), "和你程序里的这一步对一下")
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", b.Add("jdy", "晨光商贸").ID)
	paste(b, p, example.signature)
	assert.Equal(t, "还差几个值", p.right.verdict.title.Text())
	for _, want := range []string{"路径", "签名时用的时间", "签名时用的随机数"} {
		assert.Contains(t, screen(p), want)
	}
	test.Type(p.form.env["now"].Focusable(), "yesterday")
	b.Window.Canvas().Unfocus()
	p.form.judgeMoment()
	assert.Contains(t, p.form.env["now"].Error(), "10 位")
	paste(b, p, "curl --data @body.json https://api.kingdee.com/x")
	assert.Equal(t, "这一段查不了", p.right.verdict.title.Text())
}

// A text can be taken for something else than it looks like.
func TestTakenForSomethingElse(t *testing.T) {
	b := pagetest.New(t)
	p := published(t, b, vectors(t, "jdy_negative")[3])
	paste(b, p, vectors(t, "jdy_negative")[0].StringToSign)
	require.Equal(t, stringToSign, p.kind)
	p.form.intake.as.OnChanged(int(signature))
	b.Settle()
	assert.Equal(t, signature, p.kind)
	assert.Equal(t, "没找到原因", p.right.verdict.title.Text())
}

func TestLeavingDropsEverything(t *testing.T) {
	b := pagetest.New(t)
	p := published(t, b, vectors(t, "jdy_negative")[3])
	paste(b, p, example.signature)
	p.Hidden()
	assert.Empty(t, p.text)
	assert.Empty(t, p.form.env["now"].Text())
	b.Show(p)
	for _, in := range p.form.shown {
		assert.Empty(t, in.Value(), in.Field.Name)
	}
	assert.Contains(t, screen(p), "看一个例子")
	assert.NotContains(t, screen(p), example.signature[:16])
}

func TestStoreThatRefusesIsNotAskedAgainUnasked(t *testing.T) {
	ring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, ring)
	p := show(b, "jdy.app-signature", b.Add("jdy", "晨光商贸").ID)
	ring.Refuse(errRefused)
	paste(b, p, example.signature)
	assert.True(t, p.right.failed.Visible())
	calls := ring.Calls()
	p.changed()
	b.Move(time.Second)
	assert.Equal(t, calls, ring.Calls())

	ring.Refuse(nil)
	p.Refresh()
	b.Settle()
	assert.False(t, p.right.failed.Visible())
	assert.Equal(t, "没找到原因", p.right.verdict.title.Text())
}

func TestWaitingForTheKeysCanBeGivenUp(t *testing.T) {
	ring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, ring)
	p := show(b, "jdy.app-signature", b.Add("jdy", "晨光商贸").ID)
	release := ring.Hold()
	defer release()
	p.take(example.signature)
	b.Tick(time.Second)
	assert.True(t, p.right.wait.Visible())
	p.right.giveUp()
	assert.False(t, p.right.wait.Visible())
	assert.Equal(t, "没有读密钥", p.right.verdict.title.Text())
}
