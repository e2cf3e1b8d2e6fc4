package providers

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestEveryRuleHasItsMessage(t *testing.T) {
	for _, c := range []struct {
		rule Rule
		good []string
		bad  []string
	}{
		{Rule{}, []string{"a b", "密钥", "ü", "x*~"}, []string{"a\nb", "a\x00", "a\x7f", "\u2028", "\xff"}},
		{Rule{Charset: Digits}, []string{"0123456789"}, []string{"12a", "１２", "-1", "1 2"}},
		{Rule{Charset: Alnum}, []string{"aZ09"}, []string{"a b", "a-b", "é"}},
		{Rule{Charset: HexDigit}, []string{"0123456789abcdefABCDEF"}, []string{"g", "0x1"}},
		{Rule{Charset: URLPath}, []string{"/", "/a/b.c~d-e_f", "/a%20b", "/a;b=c,d:e@f"}, []string{"a", "/a b", "/中", "/a?b", "/a#b", "/a%2", "/a\\b", `/a"b`}},
		{Rule{Charset: HTTPURL}, []string{"https://tf.jdy.com", "http://127.0.0.1:80/x?y=z"}, []string{"tf.jdy.com", "ftp://x", "https://", "https://u:p@x", "javascript:alert(1)", "http://x/\n"}},
		{Rule{Charset: HostOrURL}, []string{"https://kisgz.kingdee.com", "120.132.144.218", "http://120.132.144.218", "a.b:8080/"}, []string{"", "a b", "http://", "ftp://x", "x?y", "u@x", "http://a\\b", "http://u:p@h"}},
		{Rule{Charset: JSONText}, []string{`{"a":1}`, "{\n\"a\":[]}", `"x"`}, []string{`{"a"`, "{a:1}", "x", "{\"a\":\"\u202e\"}", "{\"a\":\"\u009b\"}", "{\"a\":\"\x7f\"}"}},
		{Rule{Min: 3, Max: 3}, []string{"abc", "中文字"}, []string{"ab", "abcd"}},
		{Rule{Min: 2}, []string{"ab"}, []string{"a"}},
		{Rule{Max: 2}, []string{"中文"}, []string{"abc"}},
	} {
		for _, v := range c.good {
			assert.Zero(t, c.rule.Check(v), "%+v %q", c.rule, v)
		}
		for _, v := range c.bad {
			text := c.rule.Check(v)
			assert.NotEmpty(t, text.ZH, "%+v %q", c.rule, v)
			assert.NotEmpty(t, text.EN, "%+v %q", c.rule, v)
		}
	}
}

// A platform that writes into its code what it was sent tells nobody.
func TestPlainCode(t *testing.T) {
	for code, want := range map[string]string{
		"30": "30", "1030002006": "1030002006", "invalid_client": "invalid_client", "": "",
		"secret": "", "abcdef0123456789": "", "a_b": "", "12345678901": "", "30 x": "",
	} {
		assert.Equal(t, want, (&Failure{Code: code, Meaning: Same("documented")}).PlainCode(), code)
	}
	assert.Equal(t, "4711", Unknown("4711", "").PlainCode())
	assert.Empty(t, Unknown("1030002006", "").PlainCode())
	assert.Empty(t, Unknown("invalid_client", "").PlainCode())
}

// No message repeats the value, which may be a secret.
func FuzzRuleNeverQuotesTheValue(f *testing.F) {
	f.Add("s3cr3t-canary", 3)
	f.Fuzz(func(t *testing.T, v string, charset int) {
		if len(v) < 12 {
			return
		}
		r := Rule{Charset: Charset(charset % 8), Max: 3, SoftMax: 2}
		for _, text := range []Text{r.Check(v), r.Warn(v)} {
			assert.NotContains(t, text.ZH+text.EN, v)
		}
	})
}

func TestCheckTrimsWarnsAndFillsIn(t *testing.T) {
	op := &Operation{
		Inputs: []Field{
			{Name: "secret", Secret: true, Required: true},
			{Name: "choice", Kind: KindChoice, Default: "b", Choices: []Choice{{Value: "a"}, {Value: "b"}}},
			{Name: "body", Kind: KindBody},
			{Name: "query", Kind: KindPairs},
			{Name: "x"}, {Name: "y"},
		},
		OneOf: []OneOf{{Fields: []string{"x", "y"}, Exclusive: true}},
	}
	clean, warnings, err := op.Check(Values{"secret": "\ufeff s \u200b\n", "body": " kept ", "x": "1", "unknown": "dropped"})
	require.NoError(t, err)
	assert.Equal(t, Values{"secret": "s", "choice": "b", "body": " kept ", "x": "1"}, clean)
	require.Len(t, warnings, 1)
	assert.Equal(t, "secret", warnings[0].Field)

	_, _, err = op.Check(Values{"choice": "c", "query": "nonsense", "x": "1", "y": "2"})
	var invalid *InvalidError
	require.ErrorAs(t, err, &invalid)
	var fields []string
	for _, p := range invalid.Problems {
		fields = append(fields, p.Field)
		assert.NotEmpty(t, p.Text.ZH)
		assert.NotEmpty(t, p.Text.EN)
	}
	assert.Equal(t, []string{"secret", "choice", "query", "y"}, fields)

	_, _, err = op.Check(Values{"secret": "s"})
	require.ErrorAs(t, err, &invalid)
	assert.Equal(t, "x", invalid.Problems[0].Field)
}

func TestUnusualValuesAreWarnedOf(t *testing.T) {
	r := Rule{Charset: Alnum, SoftMax: 10, Usual: Digits}
	assert.Zero(t, r.Warn("1400000001"))
	assert.NotEmpty(t, r.Warn("14OOOOOOO1").ZH)
	assert.NotEmpty(t, r.Warn("14000000011").EN)
}

// A body goes out byte for byte; that it is no JSON is worth a word.
func TestABodyThatIsNoJSONIsWarnedOf(t *testing.T) {
	op := &Operation{Inputs: []Field{{Name: "body", Kind: KindBody, Rule: Rule{Usual: JSONText}}}}
	for body, warned := range map[string]bool{"{\n\t\"a\": 1}": false, " [] ": false, "{\"a\": 1,}\r\n": true, "a=1": true, "{\"a\":\"\u202e\"}": true} {
		clean, warnings, err := op.Check(Values{"body": body})
		require.NoError(t, err, body)
		assert.Equal(t, body, clean["body"])
		require.Equal(t, warned, len(warnings) == 1, body)
		if warned {
			assert.NotEmpty(t, warnings[0].Text.ZH)
			assert.NotEmpty(t, warnings[0].Text.EN)
		}
	}
	_, _, err := op.Check(Values{"body": "a\xff"})
	assert.Error(t, err)
}

func TestOneOfSpeaksOfLabels(t *testing.T) {
	op := &Operation{
		Inputs: []Field{{Name: "qr_key", Label: Text{"特殊密钥", "Temporary key"}}, {Name: "msign"}},
		OneOf:  []OneOf{{Fields: []string{"qr_key", "msign"}, Exclusive: true}},
	}
	_, _, err := op.Check(nil)
	var invalid *InvalidError
	require.ErrorAs(t, err, &invalid)
	assert.Equal(t, Text{"这几项要填一项：特殊密钥、msign", "one of these is needed: Temporary key, msign"}, invalid.Problems[0].Text)
}

func TestParseInput(t *testing.T) {
	got, err := ParseInput([]byte("\xef\xbb\xbf" + `{"a":"x","n":12345678901234567890,"b":true,"z":null,"q":[["k","v"]],"o":{"now":1}}`))
	require.NoError(t, err)
	assert.Equal(t, Values{"a": "x", "n": "12345678901234567890", "b": "true", "q": `[["k","v"]]`, "o": `{"now":1}`}, got)
	for _, bad := range []string{"", "[]", `{"a":`, `"x"`, `{"a":"\ud800"} trailing`, `{"a":"ab\ud800cd"}`, "{\"a\":\"\xb2\xe2\"}"} {
		_, err := ParseInput([]byte(bad))
		require.ErrorIs(t, err, ErrInput, bad)
	}
}

func TestParseInputKeepsAWrittenReplacementCharacter(t *testing.T) {
	got, err := ParseInput([]byte(`{"a":"x\ufffd","b":"\uFFFD","c":"\ufffd"}`))
	require.NoError(t, err)
	assert.Equal(t, Values{"a": "x\ufffd", "b": "\ufffd", "c": "\ufffd"}, got)
}

func TestCheckBaseURL(t *testing.T) {
	for _, good := range []string{"https://open-api.10ss.net/v2", "http://127.0.0.1:8080", "http://[::1]:80/"} {
		assert.Zero(t, CheckBaseURL(good), good)
	}
	for _, bad := range []string{
		"", "open-api.10ss.net", "ftp://x", "https://", "https://:80", "https://a#", "https://a?", "https://a/?x=1",
		"https://u:p@a", "https://a b", "https://a\\b", "https://a\n", "https://a/\u202e",
	} {
		assert.NotEmpty(t, CheckBaseURL(bad).ZH, bad)
	}
}

// What a server may not slip in: it would do its harm later, in a header, in a
// command that is pasted, on a terminal.
func TestOutcomesAreSound(t *testing.T) {
	try := func(out Outcome) error {
		op := &Operation{Parser: func(Response) (Outcome, error) { return out, nil }}
		_, err := op.Parse(Response{Body: []byte("{}")})
		return err
	}
	require.NoError(t, try(Outcome{Token: &Token{Value: "eyJ.a-b_c==", RefreshToken: "r"}, Grants: make([]Grant, 500)}))
	for name, out := range map[string]Outcome{
		"line break":     {Token: &Token{Value: "t\r\nX-Evil: 1"}},
		"escape":         {Token: &Token{Value: "t\u001b]0;x"}},
		"space":          {Token: &Token{Value: "a b"}},
		"half character": {Token: &Token{Value: "a\ufffd"}},
		"refresh":        {Token: &Token{Value: "t", RefreshToken: "r\n"}},
		"subject":        {Token: &Token{Value: "t", Subject: "s\n"}},
		"name":           {Grants: []Grant{{Name: "n\u202e"}}},
		"public":         {Grants: []Grant{{Public: map[string]string{"a": "\u009b"}}}},
		"secret":         {Grants: []Grant{{Secret: map[string]string{"a": "x\ny"}}}},
		"too many":       {Grants: make([]Grant, 501)},
	} {
		var unreadable *UnreadableError
		assert.ErrorAs(t, try(out), &unreadable, name)
	}
}

func FuzzParseInput(f *testing.F) {
	f.Add([]byte(`{"client_secret":"canary-canary","env":{"now":1}}`))
	f.Add([]byte(`{"client_secret":"canary-canary"`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		values, err := ParseInput(doc)
		if err != nil {
			assert.NotContains(t, err.Error(), "canary-canary")
			return
		}
		again, err := json.Marshal(map[string]string(values))
		require.NoError(t, err)
		back, err := ParseInput(again)
		require.NoError(t, err)
		for name, v := range values {
			if json.Valid([]byte(`"`+name+`"`)) && strings.ToValidUTF8(v, "\ufffd") == v {
				assert.Equal(t, v, back[name])
			}
		}
	})
}

func TestPairsSurviveTheRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Pair {
			return Pair{Name: rapid.StringMatching(`.{1,8}`).Draw(t, "name"), Value: rapid.String().Draw(t, "value")}
		}), 1, 8).Draw(t, "pairs")
		back, err := ParsePairs(FormatPairs(pairs))
		require.NoError(t, err)
		assert.Equal(t, pairs, back)
	})
	empty, err := ParsePairs(FormatPairs(nil))
	require.NoError(t, err)
	assert.Empty(t, empty)
}

func FuzzParsePairs(f *testing.F) {
	for _, s := range []string{"", `[["a",1],["b",true]]`, `[["a"]]`, `[["",1]]`, `[["a",{}]]`, `[["a",null]]`, `{}`, `[[`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		pairs, err := ParsePairs(s)
		if err != nil {
			require.ErrorIs(t, err, ErrInput)
			return
		}
		for _, p := range pairs {
			assert.NotEmpty(t, p.Name)
		}
	})
}

func TestNewEnv(t *testing.T) {
	now := time.UnixMilli(1670305063559)
	seen := map[string]bool{}
	for range 200 {
		env, err := NewEnv(now, rand.Reader)
		require.NoError(t, err)
		assert.Equal(t, now, env.Now)
		assert.Regexp(t, regexp.MustCompile(`^[1-9][0-9]{9}$`), env.Nonce)
		assert.Regexp(t, regexp.MustCompile(`^[A-Za-z0-9]{16}$`), env.State)
		assert.Regexp(t, regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`), env.ID)
		for _, v := range []string{env.Nonce, env.State, env.ID} {
			assert.False(t, seen[v], "used before")
			seen[v] = true
		}
	}
	for n := range 60 {
		_, err := NewEnv(now, bytes.NewReader(bytes.Repeat([]byte{7}, n)))
		if err == nil {
			assert.GreaterOrEqual(t, n, 8+32+16)
		}
	}
}

func TestOverlay(t *testing.T) {
	env := Env{Now: time.UnixMilli(1), Nonce: "n", State: "s", ID: "i"}
	require.NoError(t, env.Overlay(`{"now":"2022-06-13T15:47:20Z","nonce":"7"}`))
	assert.Equal(t, time.Date(2022, 6, 13, 15, 47, 20, 0, time.UTC), env.Now)
	assert.Equal(t, "7", env.Nonce)
	assert.Equal(t, "s", env.State)
	require.NoError(t, env.Overlay(`{"now":1670305063559,"state":"x","id":"y"}`))
	assert.Equal(t, int64(1670305063559), env.Now.UnixMilli())
	assert.Equal(t, "xy", env.State+env.ID)
	for _, bad := range []string{
		`{"nonce":"1\r\nX-Evil: yes"}`, `{"nonce":""}`, `{"nonce":"x"}`, `{"state":"a b"}`, `{"id":"a\u001b[201~"}`,
		`{"now":"yesterday"}`, `{"now":{}}`, `[]`, `{`, `{"nonce":1}`,
	} {
		require.ErrorIs(t, env.Overlay(bad), ErrInput, bad)
	}
}

func TestRedactLeavesNothing(t *testing.T) {
	assert.Equal(t, "a "+Mask+" b "+Mask, Redact("a abcdef b abc", "abc", "abcdef", ""))
	r := Request{URL: "https://x/?k=s3", Headers: []Header{{"H", "s3"}}, Body: "b=s3", Sensitive: []string{"s3"}}
	m := r.Masked()
	assert.Equal(t, "https://x/?k="+Mask, m.URL)
	assert.Equal(t, Mask, m.Header("h"))
	assert.Equal(t, "b="+Mask, m.Body)
}

func TestRegistryNamesWhatThereIs(t *testing.T) {
	r := Registry{{ID: "toy", Operations: []Operation{{ID: "token"}}}}
	_, _, err := r.Operation("toy.token")
	require.NoError(t, err)
	for _, name := range []string{"toy", "toy.x", "x.token", ""} {
		_, _, err := r.Operation(name)
		require.ErrorIs(t, err, ErrUnknown)
		assert.ErrorContains(t, err, "toy")
	}
}

func TestParseGuards(t *testing.T) {
	computes := &Operation{}
	_, err := computes.Parse(Response{})
	var unreadable *UnreadableError
	require.ErrorAs(t, err, &unreadable)
	reads := &Operation{Parser: func(Response) (Outcome, error) { return Outcome{}, errors.New("read") }}
	_, err = reads.Parse(Response{Body: make([]byte, MaxBody+1)})
	require.ErrorAs(t, err, &unreadable)
	_, err = reads.Parse(Response{Body: make([]byte, MaxBody)})
	require.EqualError(t, err, "read")
}

func TestTextFallsBackToChinese(t *testing.T) {
	text := Text{ZH: "令牌", EN: "token"}
	assert.Equal(t, "令牌", text.In(Chinese))
	assert.Equal(t, "token", text.In(English))
	assert.Equal(t, "令牌", text.In("fr"))
	assert.Equal(t, "令牌", Text{ZH: "令牌"}.In(English))
}
