package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/assets/translations"
	"keycase/providers"
)

func testPrinter(lang string, terminal bool) (*printer, *bytes.Buffer) {
	var out bytes.Buffer
	return &printer{Localizer: translations.New(lang), out: &out, err: &bytes.Buffer{}, terminal: terminal}, &out
}

func TestTableOnATerminalLinesUp(t *testing.T) {
	p, out := testPrinter(translations.Chinese, true)
	require.NoError(t, p.table([]string{"名称", "平台", "X"}, [][]string{{"星辰", "jdy", "1"}, {"a", "金蝶 KIS", "2"}}))
	assert.Equal(t, "名称  平台      X\n星辰  jdy       1\na     金蝶 KIS  2\n", out.String())
}

// TestColumnsBeginAtTheSameCell holds for names in any script.
func TestColumnsBeginAtTheSameCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab星辰－ é。")), 0, 12, -1)
		rows := make([][]string, rapid.IntRange(1, 6).Draw(t, "rows"))
		for i := range rows {
			rows[i] = []string{cell.Draw(t, "first"), "|"}
		}
		p, out := testPrinter(translations.Chinese, true)
		require.NoError(t, p.table([]string{"名", "|"}, rows))
		var at []int
		for line := range strings.Lines(out.String()) {
			at = append(at, runewidth.StringWidth(line[:strings.LastIndex(line, "|")]))
		}
		require.Len(t, at, len(rows)+1)
		for _, column := range at {
			assert.Equal(t, at[0], column)
		}
	})
}

func TestTableInAPipeIsPlain(t *testing.T) {
	p, out := testPrinter(translations.English, false)
	require.NoError(t, p.table([]string{"NAME", "TEXT"}, [][]string{{"a\tb", "one\ntwo"}}))
	assert.Equal(t, "a b\tone⏎two\n", out.String())
}

func TestRecordLeavesOutWhatIsEmpty(t *testing.T) {
	rows := []row{{"name", "名称", "x"}, {"uid", "用户", ""}, {"base_url", "地址的名字", "y"}}
	p, out := testPrinter(translations.Chinese, true)
	require.NoError(t, p.record(rows))
	assert.Equal(t, "名称        x\n地址的名字  y\n", out.String())
	p, out = testPrinter(translations.Chinese, false)
	require.NoError(t, p.record(rows))
	assert.Equal(t, "name\tx\nbase_url\ty\n", out.String())
}

func TestPrintableIsHarmless(t *testing.T) {
	assert.Equal(t, "\uFFFD]0;owned\uFFFD", printable("\x1b]0;owned\x07", ""))
	assert.Equal(t, "abc\uFFFDdef", printable("abc\u202edef", ""))
	assert.Equal(t, "a\nb c", printable("a\nb\tc", "\n"))
}

func FuzzPrintable(f *testing.F) {
	f.Add("平常的话", false)
	f.Add("\x1b[2J\r\u2028", true)
	f.Fuzz(func(t *testing.T, text string, lines bool) {
		keep := ""
		if lines {
			keep = "\n"
		}
		for _, r := range printable(text, keep) {
			if unicode.IsControl(r) && !strings.ContainsRune(keep, r) {
				t.Fatalf("%q lets %q through", text, r)
			}
		}
	})
}

func TestSpan(t *testing.T) {
	zh, en := translations.New(translations.Chinese), translations.New(translations.English)
	for _, c := range []struct {
		d      time.Duration
		zh, en string
	}{
		{0, "0 秒", "0 seconds"},
		{time.Second, "1 秒", "1 second"},
		{time.Minute, "1 分钟", "1 minute"},
		{2*time.Minute + 41*time.Second, "2 分 41 秒", "2 minutes 41 seconds"},
		{46*time.Minute + 59*time.Second, "46 分钟", "46 minutes"},
		{time.Hour, "1 小时", "1 hour"},
		{82 * time.Minute, "1 小时 22 分", "1 hour 22 minutes"},
		{24 * time.Hour, "1 天", "1 day"},
		{148 * time.Hour, "6 天 4 小时", "6 days 4 hours"},
		{23*24*time.Hour + 5*time.Hour, "23 天", "23 days"},
	} {
		assert.Equal(t, c.zh, span(zh, c.d))
		assert.Equal(t, c.en, span(en, c.d))
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }

// TestALostResultIsNoSuccess: what could not be written was not done.
func TestALostResultIsNoSuccess(t *testing.T) {
	for _, args := range [][]string{{"platforms"}, {"platforms", "--json"}, {"describe", "jdy"}, {"sandbox", "--accounts"}} {
		var messages bytes.Buffer
		with := console{in: strings.NewReader(""), out: brokenPipe{}, err: &messages, env: func(string) string { return "" }}
		assert.Equal(t, exitUnexpected, execute(args, with), "%v", args)
		assert.Contains(t, messages.String(), "nobody reads")
	}
}

func TestPeek(t *testing.T) {
	for _, c := range []struct {
		args []string
		want early
	}{
		{nil, early{}},
		{[]string{"sign", "--lang", "en", "--json"}, early{"en", true}},
		{[]string{"--lang=zh", "--json=true"}, early{"zh", true}},
		{[]string{"--json=false", "--lang"}, early{}},
		{[]string{"--", "--json", "--lang=en"}, early{}},
	} {
		assert.Equal(t, c.want, peek(c.args), "%v", c.args)
	}
}

func FuzzBaseURL(f *testing.F) {
	for _, s := range []string{"jdy=http://127.0.0.1:8801", "kis=", "=", "jdy", "robot=https://u:p@h/?q#f", "jdy=http://[::1]:1//"} {
		f.Add(s)
	}
	p, _ := testPrinter(translations.English, false)
	c := &cli{printer: *p}
	f.Fuzz(func(t *testing.T, flag string) {
		platform, address, bad := c.parseBaseURL(flag)
		switch {
		case bad != "" && (platform != "" || address != ""):
			t.Fatalf("%q is refused and taken", flag)
		case bad == "" && platform == "":
			t.Fatalf("%q has no platform", flag)
		case bad == "" && address != "" && (!strings.HasPrefix(strings.ToLower(address), "http") || strings.HasSuffix(address, "/")):
			t.Fatalf("%q gives the address %q", flag, address)
		}
	})
}

func TestBaseURL(t *testing.T) {
	p, _ := testPrinter(translations.English, false)
	c := &cli{printer: *p}
	for flag, want := range map[string]string{
		"jdy=http://127.0.0.1:8801": "http://127.0.0.1:8801", "jdy=https://x.example/gate//": "https://x.example/gate", "jdy=": "",
	} {
		platform, address, bad := c.parseBaseURL(flag)
		assert.Equal(t, []string{"jdy", want, ""}, []string{platform, address, bad}, flag)
	}
	for _, flag := range []string{
		"jdy=https://x.example#", "jdy=https://x.example/?x", "jdy=https://x.example?", "jdy=https://:80", "jdy=https://",
		"jdy=https://user:word@x.example", "jdy=https://x.example@evil.example", "jdy=ftp://x.example", "jdy=x.example", "jdy=http://x y",
	} {
		_, _, bad := c.parseBaseURL(flag)
		assert.NotEmpty(t, bad, flag)
		assert.NotContains(t, bad, "word")
	}
}

// TestObjectIsForPrograms: no escapes that people trip over, one line, one object.
func TestObjectIsForPrograms(t *testing.T) {
	p, out := testPrinter(translations.English, false)
	require.NoError(t, p.object(map[string]string{"url": "http://x/?a=1&b=<2>"}))
	assert.Equal(t, `{"url":"http://x/?a=1&b=<2>"}`+"\n", out.String())
	assert.True(t, json.Valid(out.Bytes()))
}

// TestObjectIsHarmless: what a platform sends stays the same text, and does
// nothing to a terminal.
func TestObjectIsHarmless(t *testing.T) {
	const text = "\x1b[2J\x7f\u009b31m\u202egpj\u2066\u2069 平常\t\n"
	p, out := testPrinter(translations.English, false)
	require.NoError(t, p.object(map[string]any{"text": text, "data": json.RawMessage(`{"a":"` + "\u009b\u202e\x7f" + `"}`)}))
	assert.Equal(t, 1, strings.Count(out.String(), "\n"))
	for _, r := range strings.TrimSuffix(out.String(), "\n") {
		assert.False(t, playful(r), "%q", r)
	}
	var got struct {
		Text string
		Data map[string]string
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &got))
	assert.Equal(t, text, got.Text)
	assert.Equal(t, "\u009b\u202e\x7f", got.Data["a"])
}

// TestResultsAreExactInAPipeAndHarmlessOnATerminal holds for what goes out as it
// came: a call's data, a token, a snippet.
func TestResultsAreExactInAPipeAndHarmlessOnATerminal(t *testing.T) {
	const data = "{\"a\":\t\"\x7f\u009b\u202e\xff\"}\n"
	for name, show := range map[string]func(*cli) error{
		"data": func(c *cli) error {
			return c.showAnswer(providers.Outcome{Data: json.RawMessage(data)}, false)
		},
		"token": func(c *cli) error { return c.showToken(&providers.Token{Value: data}, false) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, terminal := range []bool{false, true} {
				p, out := testPrinter(translations.English, terminal)
				require.NoError(t, show(&cli{printer: *p}))
				want := data
				if terminal {
					want = "{\"a\":\t\"\uFFFD\uFFFD\uFFFD\uFFFD\"}\n"
				}
				assert.Equal(t, want+"\n", out.String())
			}
		})
	}
}
