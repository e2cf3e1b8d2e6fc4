package vault

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawSnapshot makes any index that the vault could write.
func drawSnapshot(t *rapid.T) *snapshot {
	s := newSnapshot(0)
	s.generation = rapid.Int64Range(1, 1<<60).Draw(t, "generation")
	s.store = rapid.SampledFrom([]StoreKind{"", StoreKeyring, StoreFile}).Draw(t, "store")
	s.recovery = rapid.SampledFrom([]Recovery{RecoveryNone, RecoveryOlder, RecoveryEmpty}).Draw(t, "recovery")
	for i := range rapid.IntRange(0, 3).Draw(t, "states") {
		value, err := json.Marshal(map[string]any{"n": i, "s": rapid.String().Draw(t, "state")})
		require.NoError(t, err)
		s.state[rapid.StringMatching(`[a-z."\\]{1,5}`).Draw(t, "key")] = value
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "records") {
		r := drawRecord(t, i)
		r.line = encodeRecord(r)
		s.insert(r)
	}
	return s
}

func drawRecord(t *rapid.T, i int) *record {
	r := &record{
		id:       fmt.Sprintf("id%d", i),
		platform: rapid.String().Draw(t, "platform"),
		name:     fmt.Sprintf("%d%s", i, rapid.String().Draw(t, "name")),
		baseURL:  rapid.String().Draw(t, "url"),
		public:   fieldsOf(rapid.MapOfN(rapid.String(), rapid.String(), 0, 3).Draw(t, "public")),
		rev:      rapid.Int64Min(1).Draw(t, "rev"),
		created:  drawTime(t), updated: drawTime(t), used: drawTime(t),
	}
	r.key = nameKey(r.name)
	if rapid.Bool().Draw(t, "secret") {
		r.item = drawItem(t)
		r.secretsAt = fields[time.Time]{{"client_secret", time.UnixMilli(rapid.Int64().Draw(t, "at")).UTC()}}
	}
	for range rapid.IntRange(0, 2).Draw(t, "grants") {
		r.grants = append(r.grants, grantRecord{Grant: Grant{
			ID: "g", Kind: "printer", Subject: rapid.String().Draw(t, "subject"), Name: "n", Selected: rapid.Bool().Draw(t, "sel"),
			Public: copyMap(rapid.MapOfN(rapid.String(), rapid.String(), 0, 2).Draw(t, "gp")), Secrets: []string{"a", "b"}, BoundAt: drawTime(t),
		}, item: drawItem(t)})
	}
	for range rapid.IntRange(0, 2).Draw(t, "tokens") {
		r.tokens = append(r.tokens, tokenRecord{Token: Token{
			ID: "t", Kind: "access", Subject: rapid.String().Draw(t, "subject"), IssuedAt: drawTime(t), ExpiresAt: drawTime(t),
			Never: rapid.Bool().Draw(t, "never"), HasRefresh: rapid.Bool().Draw(t, "refresh"), RefreshExpiresAt: drawTime(t),
			Attributes: copyMap(rapid.MapOfN(rapid.String(), rapid.String(), 0, 2).Draw(t, "attrs")),
		}, item: drawItem(t)})
	}
	return r
}

func drawTime(t *rapid.T) time.Time {
	if rapid.Bool().Draw(t, "no time") {
		return time.Time{}
	}
	return time.UnixMilli(rapid.Int64().Draw(t, "ms")).UTC()
}

func drawItem(t *rapid.T) string {
	return rapid.StringMatching(`[a-z2-7]{26}`).Draw(t, "item")
}

func TestIndexRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSnapshot(t)
		b := appendIndex(nil, s)
		require.True(t, json.Valid(b), "%s", b)
		got, err := decodeIndex(b, nil)
		require.NoError(t, err, "%s", b)
		got.head = head{}
		assert.Equal(t, s, got)
		assert.Equal(t, string(b), string(appendIndex([]byte("x"), got)[1:]), "the same bytes again, anywhere in a buffer")
	})
}

func TestDecodeKeepsUnchangedRecords(t *testing.T) {
	s := newSnapshot(0)
	s.generation, s.store = 1, StoreKeyring
	for i := range 3 {
		r := &record{id: fmt.Sprint("id", i), name: fmt.Sprint("n", i), key: fmt.Sprint("n", i), rev: 1}
		r.line = encodeRecord(r)
		s.insert(r)
	}
	d := s.draft()
	r, err := d.edit("id1")
	require.NoError(t, err)
	r.baseURL = "https://example.test"
	sealed, err := d.seal()
	require.NoError(t, err)
	next, err := decodeIndex(appendIndex(nil, sealed), s)
	require.NoError(t, err)
	assert.Same(t, s.records[0], next.records[0])
	assert.Same(t, s.records[2], next.records[2])
	assert.Equal(t, "https://example.test", next.records[1].baseURL)
	assert.Empty(t, s.records[1].baseURL, "the old generation stays as it was")
}

// TestFieldsInAnyOrder: another version may write them as it likes.
func TestFieldsInAnyOrder(t *testing.T) {
	s, err := decodeBody([]byte(`"generation":1,"store":"keyring",`+"\n"+`"state":{},`+"\n"+`"credentials":[`+"\n"+
		`{"id":"a","name":"n","public":{"b":"1","a":"2","b":"3"},"secrets":{"z":2,"y":1}}`+"\n]}\n"), nil)
	require.NoError(t, err)
	c := s.records[0].view()
	assert.Equal(t, map[string]string{"a": "2", "b": "3"}, c.Public)
	assert.Equal(t, []string{"y", "z"}, c.Secrets)
	assert.Contains(t, encodeRecord(s.records[0]), `"public":{"a":"2","b":"3"},"secrets":{"y":1,"z":2}`)
}

func TestDecodeRefuses(t *testing.T) {
	item := strings.Repeat("a", 26)
	good := `"generation":1,"store":"keyring",` + "\n" + `"state":{},` + "\n" + `"credentials":[` + "\n" + `{"id":"a","name":"n"}` + "\n]}\n"
	_, err := decodeBody([]byte(good), nil)
	require.NoError(t, err)
	bad := map[string]string{
		"empty":            "",
		"no generation":    strings.Replace(good, `"generation":1,`, "", 1),
		"generation 0":     strings.Replace(good, ":1", ":0", 1),
		"unknown store":    strings.Replace(good, "keyring", "cloud", 1),
		"unknown recovery": strings.Replace(good, `"keyring"`, `"keyring","recovery":"x"`, 1),
		"memory":           strings.Replace(good, "keyring", "memory", 1),
		"no end":           strings.TrimSuffix(good, "]}\n"),
		"last line cut":    strings.TrimSuffix(good, "\n"),
		"more after end":   good + "\n",
		"not UTF-8":        strings.Replace(good, `"n"`, "\"\xff\"", 1),
		"no name":          strings.Replace(good, `"name":"n"`, `"name":""`, 1),
		"no id":            strings.Replace(good, `"id":"a"`, `"id":""`, 1),
		"same id":          strings.Replace(good, `{"id":"a","name":"n"}`, `{"id":"a","name":"n"},`+"\n"+`{"id":"a","name":"m"}`, 1),
		"same name":        strings.Replace(good, `{"id":"a","name":"n"}`, `{"id":"a","name":"n"},`+"\n"+`{"id":"b","name":"N"}`, 1),
		"path as item":     strings.Replace(good, `"name":"n"`, `"name":"n","item":"../../../../../../etc/shadow"`, 1),
		"item too long":    strings.Replace(good, `"name":"n"`, `"name":"n","item":"`+item+`a"`, 1),
		"token no item":    strings.Replace(good, `"name":"n"`, `"name":"n","tokens":[{"id":"t"}]`, 1),
		"grant no id":      strings.Replace(good, `"name":"n"`, `"name":"n","grants":[{}]`, 1),
		"two per line":     strings.Replace(good, `"n"}`, `"n"} {"id":"b","name":"m"}`, 1),
		"bad unknown":      strings.Replace(good, `"name":"n"`, `"name":"n","new":tru`, 1),
		"number in quotes": strings.Replace(good, `"name":"n"`, `"name":"n","rev":"1"`, 1),
		"leading zero":     strings.Replace(good, `"name":"n"`, `"name":"n","rev":01`, 1),
		"state not object": strings.Replace(good, `{},`, `[],`, 1),
		"state broken":     strings.Replace(good, `{},`, `{"k":[1,]},`, 1),
		"deep":             strings.Replace(good, `"name":"n"`, `"name":"n","new":`+strings.Repeat("[", 500)+strings.Repeat("]", 500), 1),
	}
	for name, body := range bad {
		t.Run(name, func(t *testing.T) {
			_, err := decodeBody([]byte(body), nil)
			assert.ErrorIs(t, err, errBroken)
		})
	}
	_, err = decodeBody([]byte(strings.Replace(good, `"name":"n"`, `"name":"n","new":{"a":[1,"x",null]},"item":"`+item+`"`, 1)), nil)
	assert.NoError(t, err, "unknown members are skipped")
}

func TestHeadTellsNewerFromDamaged(t *testing.T) {
	s := newSnapshot(0)
	s.generation, s.store = 7, StoreFile
	good := appendIndex(nil, s)
	newer := func(version int64) []byte {
		_, rest, _ := strings.Cut(string(good), "\n")
		return fmt.Appendf(nil, "{\"version\":%d,\"crc32c\":\"%08x\",\n%s", version, indexSum(version, []byte(rest)), rest)
	}
	cases := map[string]struct {
		data []byte
		want error
	}{
		"whole":               {good, nil},
		"newer":               {newer(2), ErrNewerIndex},
		"newer, other form":   {[]byte(`{"version": 3, "all": "new"}`), ErrNewerIndex},
		"newer, no checksum":  {[]byte("{\"version\":2,\n\"x\":1}"), ErrNewerIndex},
		"newer, but damaged":  {append(newer(2), 'x'), errBroken},
		"version bit flipped": {[]byte(strings.Replace(string(good), `"version":1`, `"version":3`, 1)), errBroken},
		"version 0":           {newer(0), errBroken},
		"empty":               {nil, errBroken},
		"zeros":               {make([]byte, 4096), errBroken},
		"not JSON":            {[]byte("hello\nworld\n"), errBroken},
		"cut":                 {good[:len(good)/2], errBroken},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			before := string(c.data)
			got, err := decodeIndex(c.data, nil)
			assert.Equal(t, before, string(c.data), "the input is not touched")
			if c.want == nil {
				require.NoError(t, err)
				assert.EqualValues(t, 7, got.generation)
				return
			}
			assert.ErrorIs(t, err, c.want)
		})
	}
}

func FuzzDecodeIndex(f *testing.F) {
	seeds := []string{
		`"generation":1,"store":"keyring",` + "\n" + `"state":{"a.b":{"n":1}},` + "\n" + `"credentials":[` + "\n]}\n",
		`"generation":12,"store":"","recovery":"older",` + "\n" + `"state":{},` + "\n" + `"credentials":[` + "\n" +
			`{"id":"a","platform":"kis","name":"\u4e2d\n","public":{"eid":"1"},"item":"abcdefghijklmnopqrstuvwxyz","secrets":{"client_secret":1655106440000},"rev":2,` +
			`"grants":[{"id":"g","kind":"instance","selected":true,"secrets":["x"]}],"tokens":[{"id":"t","kind":"access","item":"abcdefghijklmnopqrstuvwxyz","never":true,"issued":-1}]},` + "\n" +
			`{"id":"b","name":"B","x":[null,true,1e9]}` + "\n]}\n",
	}
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := decodeBody(body, nil)
		if err != nil {
			require.ErrorIs(t, err, errBroken)
			return
		}
		require.True(t, json.Valid(append([]byte(`{"version":1,`), body...)), "accepted what is not JSON: %q", body)
		// What was accepted can be written, and comes back the same.
		for _, r := range s.records {
			r.line = encodeRecord(r)
		}
		for key, value := range s.state {
			s.state[key], err = compactJSON(value)
			require.NoError(t, err)
		}
		b := appendIndex(nil, s)
		again, err := decodeIndex(b, nil)
		require.NoError(t, err, "%s", b)
		again.head = s.head
		require.Equal(t, string(b), string(appendIndex(nil, again)))
	})
}

func FuzzIndexFile(f *testing.F) {
	s := newSnapshot(0)
	s.generation, s.store = 7, StoreFile
	f.Add(appendIndex(nil, s))
	f.Add([]byte(`{"version":2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := decodeIndex(data, nil); err != nil && !isAny(err, errBroken, ErrNewerIndex) {
			t.Fatalf("untyped: %v", err)
		}
	})
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809",
		"92233720368547758070", "-0", "01", "", "-", "1.5", "1e3", " 7 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want int64
		wantErr := json.Unmarshal([]byte(s), &want)
		if s == "null" {
			return
		}
		c := cursor{s: s}
		got := c.number()
		if err := c.end(); err != nil {
			require.True(t, wantErr != nil, "refused %q", s)
			return
		}
		require.NoError(t, wantErr, "accepted %q", s)
		require.Equal(t, want, got)
	})
}

func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "plain", "中文", "\"\\\n\x00\x7f", "\xff\xfe", "\u2028\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendString(nil, s)
		var got string
		require.NoError(t, json.Unmarshal(b, &got))
		require.Equal(t, string([]rune(s)), got)
		if !utf8.ValidString(s) {
			return
		}
		c := cursor{s: string(b)}
		require.Equal(t, got, c.text())
		require.NoError(t, c.end())
	})
}
