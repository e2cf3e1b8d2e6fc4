package operation

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/snippet"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

var zh = translations.New("zh")

func TestStepsTellTheSignatureApart(t *testing.T) {
	text := func(s string) providers.Text { return providers.Same(s) }
	for _, c := range []struct {
		name  string
		trace providers.Trace
		want  []widgets.TraceStep
	}{
		{"a last step of its own", providers.Trace{
			{Title: text("join"), Value: "ab"}, {Title: text("MD5 → sign"), Hint: text("hint"), Value: "SIG"},
		}, []widgets.TraceStep{{Title: "join", Value: "ab"}, {Title: "MD5 → sign", Hint: "hint", Result: "SIG"}}},
		{"a last step that goes on", providers.Trace{
			{Title: text("HMAC → hex"), Hint: text("key"), Value: "6162"}, {Title: text("Base64"), Value: "SIG"},
		}, []widgets.TraceStep{{Title: "HMAC → hex → Base64", Hint: "key", Value: "6162", Result: "SIG"}}},
		{"no signature", providers.Trace{{Title: text("query"), Value: "a=b"}}, []widgets.TraceStep{{Title: "query", Value: "a=b"}}},
		{"a single step", providers.Trace{{Title: text("sign"), Value: "SIG"}}, []widgets.TraceStep{{Title: "sign", Result: "SIG"}}},
		{"nothing", nil, []widgets.TraceStep{}},
		{"secrets", providers.Trace{{Title: text("join"), Value: "1hush2"}}, []widgets.TraceStep{{Title: "join", Value: "1••••••••2"}}},
	} {
		assert.Equal(t, c.want, steps(&providers.Platform{}, c.trace, "SIG", []string{"hush"}, providers.Chinese), c.name)
	}
	assert.Equal(t, []widgets.TraceStep{{Title: "x"}}, steps(&providers.Platform{}, providers.Trace{{Title: text("x")}}, "", nil, providers.Chinese),
		"an empty value is no signature")
}

func TestUnsigned(t *testing.T) {
	platform, op, err := pagetest.Registry().Operation("jdy.request")
	require.NoError(t, err)
	values := providers.Values{"client_id": "不行", "client_secret": "s"}
	_, _, invalid := op.Check(values)
	shown := unsigned(zh, platform, op, func(field string) bool { return values[field] != "" }, invalid)
	require.GreaterOrEqual(t, len(shown), 4)
	assert.Equal(t, widgets.TraceStep{Title: "clientId", Missing: "只能是字母和数字"}, shown[0])
	assert.Equal(t, "还缺 路径", shown[1].Title)
	assert.NotEmpty(t, shown[1].Missing)
	assert.Equal(t, "方法", shown[2].Title, "then the steps that would follow, without values")
	for _, s := range shown[2:] {
		assert.Empty(t, s.Value+s.Result+s.Missing)
	}
}

// TestEveryOperationHasSampleSteps: the steps that would follow are known for
// each operation that is signed.
func TestEveryOperationHasSampleSteps(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		for i := range platform.Operations {
			assert.NotEmpty(t, sample(&platform.Operations[i]), platform.ID+"."+platform.Operations[i].ID)
		}
	}
}

func TestVaries(t *testing.T) {
	for name, want := range map[string]bool{
		"jdy.app-signature": false, "jdy.app-token": true, "jdy.request": true, "kis.access-token": true,
		"robot.token": false, "robot.request": false, "yilianyun.scan-code": true,
	} {
		_, op, err := pagetest.Registry().Operation(name)
		require.NoError(t, err)
		assert.Equal(t, want, varies(op), name)
	}
}

func TestValidity(t *testing.T) {
	signed := providers.Signed{ValidUntil: now.Add(5*time.Minute + 3*time.Second)}
	v := validityOf(signed, now, 3*time.Second, true)
	for _, c := range []struct {
		after time.Duration
		want  copyButton
	}{
		{0, copyButton{"复制 curl", "有效 5:00", widgets.StatusAccent, 1, true}},
		{28 * time.Second, copyButton{"复制 curl", "有效 4:32", widgets.StatusAccent, 272.0 / 300, true}},
		{4 * time.Minute, copyButton{"复制 curl", "有效 1:00", widgets.StatusExpiring, 60.0 / 300, true}},
		{5 * time.Minute, copyButton{"换新并复制", "", widgets.StatusAccent, 0, false}},
		{time.Hour, copyButton{"换新并复制", "", widgets.StatusAccent, 0, false}},
	} {
		assert.Equal(t, c.want, v.button(zh, "curl", now.Add(c.after)))
		assert.Equal(t, c.want.valid == "", v.over(now.Add(c.after)))
	}
	forever := validityOf(providers.Signed{}, now, 0, false)
	assert.Equal(t, copyButton{text: "复制 Python", status: widgets.StatusAccent}, forever.button(zh, "Python", now.AddDate(1, 0, 0)))
	assert.False(t, forever.over(now.AddDate(1, 0, 0)))
	unpublished := validityOf(providers.Signed{}, now, 0, true)
	assert.False(t, unpublished.over(now.Add(59*time.Second)))
	assert.True(t, unpublished.over(now.Add(time.Minute)), "a time that nobody says how long to trust is renewed")
	assert.Equal(t, "复制 curl", unpublished.button(zh, "curl", now.Add(time.Hour)).text, "without a countdown")
}

func TestToolName(t *testing.T) {
	var got []string
	for _, target := range snippet.Targets() {
		got = append(got, toolName(target))
	}
	assert.Equal(t, []string{"curl", "PowerShell", "PowerShell curl.exe", "curl", "HTTPie", "Go", "Python", "JavaScript", "Java", "PHP", "C#"}, got)
}

func TestTabsFor(t *testing.T) {
	for _, c := range []struct {
		count, all, chosen int
		want               []int
	}{
		{6, 6, 0, []int{0, 1, 2, 3, 4, 5}},
		{4, 6, 1, []int{0, 1, 2, 3}},
		{4, 6, 5, []int{0, 1, 2, 5}},
		{1, 6, 0, []int{0}},
		{1, 6, 4, []int{4}},
		{9, 3, 2, []int{0, 1, 2}},
	} {
		assert.Equal(t, c.want, tabsFor(c.count, c.all, c.chosen))
	}
}

func TestShownCodeHidesSecrets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[A-Za-z0-9]{8,64}`).Draw(t, "secret")
		r := &providers.Request{
			Method: "POST", URL: "https://x/?k=" + secret, Body: `{"k":"` + secret + `"}`,
			Headers: []providers.Header{{Name: "app-token", Value: secret}}, Sensitive: []string{secret},
		}
		for _, target := range snippet.Targets() {
			code := shownCode(target.ID, providers.Signed{Request: r})
			if strings.Contains(code, secret) || !strings.Contains(code, dots) {
				t.Fatalf("%s: %s", target.ID, code)
			}
		}
	})
}

func TestPretty(t *testing.T) {
	text, whole := pretty(json.RawMessage(`{"a":[1,2],"名":"晨光"}`))
	assert.Equal(t, "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"名\": \"晨光\"\n}", text)
	assert.True(t, whole)

	many := json.RawMessage("[" + strings.TrimSuffix(strings.Repeat("1,", 1000), ",") + "]")
	text, whole = pretty(many)
	assert.Len(t, strings.Split(text, "\n"), mostLines)
	assert.False(t, whole)

	long := json.RawMessage(`"` + strings.Repeat("晨", 1<<18) + `"`)
	text, whole = pretty(long)
	assert.LessOrEqual(t, len(text), mostBytes)
	assert.True(t, strings.HasPrefix(text, `"晨`))
	assert.True(t, strings.HasSuffix(text, "晨…"), "no half characters")
	assert.False(t, whole)

	deep := json.RawMessage(strings.Repeat("[", 9999) + strings.Repeat("]", 9999))
	text, _ = pretty(deep)
	assert.True(t, strings.HasPrefix(text, "[[["), "indented it would be a hundred megabytes")

	text, _ = pretty(json.RawMessage("not json \xff"))
	assert.Equal(t, "not json ", text)
}

func FuzzPretty(f *testing.F) {
	for _, seed := range []string{`{}`, `[1,[2,[3]]]`, `"x"`, ``, "\xff\xfe", strings.Repeat("[", 10000)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, whole := pretty(data)
		assert.LessOrEqual(t, len(text), mostBytes)
		assert.Less(t, strings.Count(text, "\n"), mostLines)
		var compact, again bytes.Buffer
		if whole && json.Compact(&compact, data) == nil && utf8.Valid(data) {
			require.NoError(t, json.Compact(&again, []byte(text)))
			assert.Equal(t, compact.String(), again.String(), "the screen says what was answered")
		}
	})
}

func TestHeadline(t *testing.T) {
	assert.Equal(t, "拿到 app-token", headline(zh, providers.Outcome{Token: &providers.Token{Kind: "app-token"}}))
	assert.Equal(t, "找到 2 个", headline(zh, providers.Outcome{Grants: make([]providers.Grant, 2)}))
	assert.Equal(t, "成功了", headline(zh, providers.Outcome{Data: json.RawMessage("{}")}))
	assert.Equal(t, "24 小时有效", lifetime(zh, providers.Token{ExpiresIn: 24 * time.Hour}))
	assert.Equal(t, "永不过期", lifetime(zh, providers.Token{NeverExpires: true}))
	assert.Equal(t, "HTTP 200 · 230 毫秒", exchange(zh, broker.Result{Response: providers.Response{Status: 200}, Took: 230 * time.Millisecond}))
	assert.Empty(t, exchange(zh, broker.Result{}))
}
