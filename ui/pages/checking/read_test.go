package checking

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/providers/check"
)

func TestKindOf(t *testing.T) {
	for text, want := range map[string]kind{
		"kb6bQbI9onxaeIAo3nH14J6VZeTFol8hz5oH32i1DVE=":                                               signature,
		"kb6bQbI9onxaeIAo3nH14J6VZeTFol8hz5oH32i1DVE":                                                signature,
		" 91be9b41b23da27c5a788028de71f5e0 \n":                                                       signature,
		"OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1ZjIxY2Y5YTA3ZGY2OGI1MGQ1MQ==":   signature,
		"dXNlcjpwYXNzd29yZC1vZi11c2Vy":                                                               signature, // user:password-of-user
		"MD5(stdin)= 91be9b41b23da27c5a788028de71f5e0\n":                                             signature,
		"91be9b41b23da27c5a788028de71f5e0  -\n":                                                      signature,
		"OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1ZjIxY2Y5YTA3ZGY2\nOGI1MGQ1MQ==": signature,
		"GET\n%2Fpath\n\nx-api-nonce:1\n":                                                            stringToSign,
		"100000000116703050630123456789abcdef0123456789abcdef":                                       stringToSign,
		"client_id=x&client_secret=y":                                                                stringToSign,
		"  curl https://api.kingdee.com":                                                             curl,
		"curl.exe ^\n https://api.kingdee.com":                                                       curl,
		"GET /a HTTP/1.1\nHost: api.kingdee.com":                                                     rawHTTP,
	} {
		assert.Equal(t, want, kindOf(text), text)
	}
}

func FuzzKindOf(f *testing.F) {
	for _, seed := range []string{"", "curl x", "GET / HTTP/1.1", "kb6b==", "\xff", "a:b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k := kindOf(text)
		given := k.given(text)
		if k == stringToSign && given.StringToSign != text {
			t.Error("each byte counts")
		}
		if k == signature && strings.TrimSpace(text) == "" {
			t.Error("nothing is no signature")
		}
	})
}

func TestMoment(t *testing.T) {
	want := time.Date(2022, 12, 6, 13, 37, 43, 0, providers.ChinaTime)
	for _, text := range []string{
		"1670305063", " 1670305063000\n", "2022-12-06 13:37:43", "2022/12/06 13:37:43", "2022-12-06T13:37:43", "2022-12-06T05:37:43Z",
	} {
		got, ok := moment(text)
		assert.True(t, ok, text)
		assert.True(t, want.Equal(got), text)
	}
	for _, text := range []string{"", "1670", "yesterday", "2022-13-06 13:37:43"} {
		_, ok := moment(text)
		assert.False(t, ok, text)
	}
}

func FuzzMoment(f *testing.F) {
	f.Add("1670305063")
	f.Add("2022-12-06 13:37:43")
	f.Fuzz(func(t *testing.T, text string) {
		if at, ok := moment(text); !ok && !at.IsZero() {
			t.Error("a time out of nothing")
		}
	})
}

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"GET\na=b\n": "GET\\n\na=b\\n",
		"GET\r\n":    `GET\r\n`,
		" key\t":     `\u0020key\t`,
		"\ufeffkey ": `\ufeffkey\u0020`,
		"a b":        "a b",
		"":           "",
	} {
		assert.Equal(t, want, visible(text), "%q", text)
	}
}

// What differs, differs on screen.
func TestVisibleKeepsDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab \n\r\t"))).Draw(t, "text")
		other := rapid.StringOf(rapid.RuneFrom([]rune("ab \n\r\t"))).Draw(t, "other")
		if strings.TrimSpace(text) != text && strings.Trim(text, " ") == "" || strings.Contains(text+other, "\n ") || text == other {
			return // lines of spaces alone stay as they are
		}
		assert.NotEqual(t, visible(text), visible(other))
	})
}

func text(s string) providers.Text { return providers.Same(s) }

func TestComparedShowsWhereTheWaysPart(t *testing.T) {
	l := translations.New(translations.Chinese)
	long := strings.Repeat("x", 400)
	r := check.Result{
		Difference: &check.Difference{Step: "c", Title: text("C"), Expected: long + "晨1", Given: long + "晨2"},
		Steps: []check.Row{
			{Step: "a", Title: text("A"), Expected: "1", Given: "1"}, {Step: "b", Title: text("B"), Expected: "2", Given: "2"},
			{Step: "b2", Title: text("B2"), Expected: "2", Given: "2"},
			{Step: "c", Title: text("C"), Expected: long + "晨1", Given: long + "晨2"}, {Step: "d", Title: text("D"), Expected: "3", Given: ""},
		},
	}
	steps := compared(l, r, true)
	assert.Len(t, steps, 4)
	assert.Equal(t, "2 步一致", steps[0].Title)
	assert.Equal(t, "A · B", steps[0].Left)
	assert.Equal(t, "B2", steps[1].Title)
	assert.True(t, steps[2].First)
	assert.Equal(t, "402 字符", steps[2].LeftNote)
	assert.Less(t, len(steps[2].Left), 2*before)
	assert.True(t, strings.HasSuffix(steps[2].Right, "晨2"))
	assert.Equal(t, "缺这一步", steps[3].Lacks)

	for i := range r.Steps {
		r.Steps[i].Given = ""
	}
	known := compared(l, r, false)
	assert.Len(t, known, 3, "what follows the first difference is not known")
	blind := compared(l, r, true)
	assert.Equal(t, "和你程序里的这一步对一下", blind[0].Lacks)

	r.Difference = &check.Difference{Step: "X-Api-Nonce", Title: text("X-Api-Nonce"), Expected: "", Given: "{app_secret}"}
	for i := range r.Steps {
		r.Steps[i].Given = r.Steps[i].Expected
	}
	around := compared(l, r, true)
	assert.Len(t, around, 2, "a header that differs, and a signature that does not")
	assert.Empty(t, around[0].RightNote, "the length of a name tells nothing")
}
