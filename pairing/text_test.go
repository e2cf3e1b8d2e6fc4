package pairing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/pairing"
)

const (
	code = "4004683219"
	key  = "m7k2qx9d"
)

func named(value string) pairing.Part  { return pairing.Part{Value: value, Named: true} }
func shaped(value string) pairing.Part { return pairing.Part{Value: value} }

func TestParseText(t *testing.T) {
	both := func(kind pairing.KeyKind) pairing.Reading {
		return pairing.Reading{Code: named(code), Key: named(key), Kind: kind}
	}
	for text, want := range map[string]pairing.Reading{
		"https://example.com/bind?machine_code=4004683219&qr_key=m7k2qx9d":       both(pairing.KindQRKey),
		"machine_code=4004683219&msign=m7k2qx9d":                                 both(pairing.KindMSign),
		"msign=m%37k2qx9d&machine_code=4004683219":                               both(pairing.KindMSign),
		`{"machine_code": 4004683219, "qr_key": "m7k2qx9d"}`:                     both(pairing.KindQRKey),
		`收到：{"error":0,"body":{"machine_code":"4004683219","msign":"m7k2qx9d"}}`: both(pairing.KindMSign),
		"machine_code: 4004683219\nqr_key: m7k2qx9d":                             both(pairing.KindQRKey),
		"终端号：４００４６８３２１９　特殊密钥：ｍ７ｋ２ｑｘ９ｄ":                                           both(pairing.KindQRKey),
		"你好，终端号是4004683219，终端密钥是m7k2qx9d，尽快配一下。":                                 both(pairing.KindMSign),
		"终端号 4004683219\r\n密钥 m7k2qx9d":                                          both(pairing.KindUnknown),
		"特殊密钥 m7k2qx9d":                                                          {Key: named(key), Kind: pairing.KindQRKey},
		"终端密钥：a-b_c+d/e=.":                                                       {Key: named("a-b_c+d/e="), Kind: pairing.KindMSign},
		"终端号4004683219":                                                          {Code: named(code)},
		"4004683219 m7k2qx9d":                                                    {Code: shaped(code), Key: shaped(key)},
		"m7k2qx9d/4004683219":                                                    {Code: shaped(code), Key: shaped(key)},
		"4004683219|m7k2qx9d":                                                    {Code: shaped(code), Key: shaped(key)},
		"\ufeff4004683219\u200b;m7k2qx9d\n":                                      {Code: shaped(code), Key: shaped(key)},
		code:                                                                     {Code: shaped(code)},
		"mkqxvbnd":                                                               {Key: shaped("mkqxvbnd")},
		" mkqxvbnd。":                                                             {Key: shaped("mkqxvbnd")},
		"4004683219 mkqxvbnd":                                                    {Code: shaped(code), Key: shaped("mkqxvbnd")},
		"my 4004683219 printer":                                                  {Code: shaped(code)},
		"printer offline":                                                        {},
		key:                                                                      {Rest: []string{key}},
		"4004683219 4004683220":                                                  {Rest: []string{code, "4004683220"}},
		"m7k2qx9d n8l3ry0e":                                                      {Rest: []string{key, "n8l3ry0e"}},
		"4004683219 m7k2qx9d 12345678":                                           {Rest: []string{code, key, "12345678"}},
		"qr_key=m7k2qx9d&msign=n8l3ry0e":                                         {Key: named(key), Kind: pairing.KindQRKey, Rest: []string{"n8l3ry0e"}, Keys: []string{"n8l3ry0e"}},
		"http://app.example.com/?m=4004683219&p=m7k2qx9d":                        {Code: shaped(code), Key: shaped(key)},
		"https://example.com/bind?machine_code=4004 683219&qr_key=m7k2 qx9d":                 both(pairing.KindQRKey),
		"https://example.com/bind?v=1&qr_key=m7k2 qx9d&machine_code=4004683219":              both(pairing.KindQRKey),
		"https://example.com/bind?machine_code=4004683219&msign=m7k2qx9d 请尽快":                both(pairing.KindMSign),
		"https://a.example/?v=1&machine_code=4004683219 https://b.example/?v&msign=m7k2qx9d": both(pairing.KindMSign),
		"https://example.com/bind?machine_code=4004683219&qr_key=abcd efgh&v=1":              {Code: named(code), Key: named("abcd"), Kind: pairing.KindQRKey, Rest: []string{"efgh"}},
		`{"machine_code": "4004683219", "msign": "abcd efgh"}`:                               {Code: named(code), Key: named("abcd"), Kind: pairing.KindMSign, Rest: []string{"efgh"}},
		"": {}, "你好": {}, "hello there": {}, "{": {}, `{"machine_code": null}`: {},
	} {
		assert.Equal(t, want, pairing.ParseText(text), "%q", text)
		assert.Equal(t, want.Code.Value == "" && want.Key.Value == "" && want.Rest == nil, pairing.ParseText(text).Empty())
	}
}

// TestWhatPeopleWrite: a key that is named is no code, numbers are written in groups, and nothing is
// cut off without a word.
func TestWhatPeopleWrite(t *testing.T) {
	const label = "b7kq2m9xw4hd"
	both := pairing.Reading{Code: named(code), Key: named(label), Kind: pairing.KindMSign, Rest: []string{key}, Keys: []string{key}}
	slip := pairing.Reading{Code: named(code), Key: named(key), Kind: pairing.KindQRKey}
	with := func(r pairing.Reading, rest ...string) pairing.Reading {
		r.Rest = rest
		return r
	}
	for text, want := range map[string]pairing.Reading{
		"机器 4004683219 的终端密钥是b7kq2m9xw4hd，特殊密钥是m7k2qx9d":                            both,
		"打印机4004683219：终端密钥b7kq2m9xw4hd 特殊密钥m7k2qx9d":                               both,
		"The terminal key of printer 4004683219 is b7kq2m9xw4hd":                    {Code: named(code), Rest: []string{label}},
		"printer 4004683219, terminal key is b7kq2m9xw4hd, special key is m7k2qx9d": both,
		"终端密钥b7kq2m9xw4hd，特殊密钥m7k2qx9d":                                             {Key: named(label), Kind: pairing.KindMSign, Rest: []string{key}, Keys: []string{key}},
		"4004683219的特殊密钥是m7k2qx9d":                                                  {Key: named(key), Kind: pairing.KindQRKey, Rest: []string{code}},
		"终端号: 4004 6832 19 / 特殊密钥: m7k2 qx9d":                                       slip,
		"终端号：4004 6832 19\n特殊密钥：m7k2 qx9d":                                          slip,
		`{"machine_code": "4004 6832 19", "qr_key": "m7k2 qx9d"}`:                   slip,
		"machine_code=4004+6832+19&qr_key=m7k2+qx9d":                                slip,
		"终端号 4004 6832 19 特殊密钥 m7k2 qx9d thanks":                                    with(slip, "thanks"),
		"终端号 4004683219 12 特殊密钥 m7k2qx9d":                                           with(slip, "12"),
		"终端号 4004 6832 1912 34 特殊密钥 m7k2qx9d":                                       {Code: named("400468321912"), Key: named(key), Kind: pairing.KindQRKey, Rest: []string{"34"}},
		"特殊密钥 m7k2 qxvd":                                                            {Key: named("m7k2"), Kind: pairing.KindQRKey, Rest: []string{"qxvd"}},
		"特殊密钥 m7k2qx9d is for printer 4004683219":                                   slip,
		"订单20260401 终端号 4004683219 特殊密钥 m7k2qx9d":                                   with(slip, "20260401"),
		"李雷 2026-04-01 10:30\n终端号 4004683219 特殊密钥 m7k2qx9d":                         slip,
		"终端号 msign m7k2qx9d":                                                        {Key: named(key), Kind: pairing.KindMSign},
		"终端号 4004683219，终端号 4004683220":                                             {Rest: []string{code, "4004683220"}},
		"4004 6832 19": {Rest: []string{"4004", "6832", "19"}},
	} {
		assert.Equal(t, want, pairing.ParseText(text), "%q", text)
	}
	assert.Equal(t, []string{code}, pairing.Reading{Rest: []string{code, key}, Keys: []string{key}}.Codes())
}

// TestNothingIsCutOff: whatever of numbers and keys stands on a labelled line is in a value or in Rest.
func TestNothingIsCutOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.SliceOfN(rapid.StringMatching(`[0-9]{2,12}`), 1, 5).Draw(t, "digits")
		mixed := rapid.SliceOfN(rapid.StringMatching(`[a-z][0-9][0-9a-z]{0,10}`), 1, 4).Draw(t, "mixed")
		name := rapid.SampledFrom([]string{"qr_key", "msign", "特殊密钥", "终端密钥", "密钥"}).Draw(t, "name")
		between := rapid.SampledFrom([]string{" / ", "，", "\n", "; "}).Draw(t, "between")
		joint := rapid.SampledFrom([]string{":", ": ", "：", " 是 ", " "}).Draw(t, "joint")
		text := "终端号" + joint + strings.Join(digits, " ") + between + name + joint + strings.Join(mixed, " ")
		got := pairing.ParseText(text)
		values := strings.Join(append([]string{got.Code.Value, got.Key.Value}, got.Rest...), "\n")
		for _, word := range append(digits, mixed...) {
			assert.Contains(t, values, word, "%q: %+v", text, got)
		}
		for _, offered := range append(got.Codes(), got.Code.Value) {
			assert.NotEqual(t, strings.Join(mixed, ""), offered)
		}
	})
}

func TestParseTextFindsWhatIsNamedInAnyNotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringMatching(`[0-9]{6,12}`).Draw(t, "code")
		key := rapid.StringMatching(`[0-9A-Za-z]{4,32}`).Draw(t, "key")
		name := rapid.SampledFrom([]string{"qr_key", "msign", "特殊密钥", "终端密钥"}).Draw(t, "name")
		kind := pairing.KindQRKey
		if name == "msign" || name == "终端密钥" {
			kind = pairing.KindMSign
		}
		form := rapid.SampledFrom([]string{
			`{"machine_code":"CODE","KIND":"KEY"}`, "machine_code=CODE&KIND=KEY", "https://a.example/x?v=1&KIND=KEY&machine_code=CODE",
			"终端号：CODE，KIND：KEY。", "KIND = KEY\nmachine_code = CODE\n", "终端号 CODE KIND KEY",
		}).Draw(t, "form")
		text := strings.NewReplacer("CODE", code, "KIND", name, "KEY", key).Replace(form)
		got := pairing.ParseText(text)
		assert.Equal(t, pairing.Reading{Code: named(code), Key: named(key), Kind: kind}, got, text)
	})
}

func BenchmarkParseText(b *testing.B) {
	deep := strings.Repeat(`{"a":`, 6000) + `{` + strings.Repeat(`"machine_code":"1",`, 600) + `"b":1}` + strings.Repeat("}", 6000)
	for name, text := range map[string]string{"usual": "终端号：4004683219 特殊密钥：m7k2qx9d", "deep": deep, "long": strings.Repeat("密钥", 20_000),
		"pieces": "密钥 a1" + strings.Repeat(" 1a", 20_000), "names": strings.Repeat("终端号 x ", 5_000), "bare": strings.Repeat("1 ", 30_000)} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				pairing.ParseText(text)
			}
		})
	}
}

// FuzzParseText holds for any text: what is found stands in it, the kind of a key
// is known only where the text has its name, and a bare value becomes a code only
// where it looks like one.
func FuzzParseText(f *testing.F) {
	for _, seed := range []string{
		"machine_code=4004683219&qr_key=m7k2qx9d", `{"msign":"m7k2qx9d"}`, "终端号：４００４６８３２１９", "4004683219 m7k2qx9d", "\xff{\"", "a&b&%zz",
		"终端号: 4004 6832 19 / 特殊密钥: m7k2 qx9d", "机器 4004683219 的terminal key是b7kq2m9xw4hd，特殊密钥是m7k2qx9d",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := pairing.ParseText(text)
		assert.Equal(t, got, pairing.ParseText(text), "the same text reads the same")
		lower := strings.ToLower(strings.ToValidUTF8(text, "")) // ToLower alone would make marks of what is no UTF-8
		if !got.Code.Named && got.Code.Value != "" {
			assert.True(t, pairing.LooksLikeCode(got.Code.Value))
			assert.Empty(t, got.Rest)
		}
		assert.Subset(t, got.Rest, got.Keys)
		if got.Kind != pairing.KindUnknown {
			assert.True(t, got.Key.Named)
			names := map[pairing.KeyKind][]string{
				pairing.KindQRKey: {"key", "特殊密钥", "临时密钥", "ｋｅｙ", "\\u"}, pairing.KindMSign: {"msign", "终端密钥", "terminalkey", "ｍｓｉｇｎ", "\\u"},
			}[got.Kind]
			folded := strings.Map(func(c rune) rune {
				if c >= 0xff01 && c <= 0xff5e {
					return c - 0xfee0
				}
				if c == '\u200b' || c == '\u200c' || c == '\u200d' || c == '\u2060' || c == '\ufeff' {
					return -1
				}
				return c
			}, lower)
			folded = strings.ToLower(folded)
			assert.True(t, slices.ContainsFunc(names, func(n string) bool {
				return strings.Contains(folded, n) || strings.Contains(strings.NewReplacer("-", "", "_", "", " ", "").Replace(folded), n)
			}), "%q", text)
		}
		for _, value := range append([]string{got.Code.Value, got.Key.Value}, got.Rest...) {
			assert.NotContains(t, value, " ")
		}
	})
}
