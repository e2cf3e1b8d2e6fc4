package kis

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/assets/translations"
	"keycase/providers"
)

func TestStray(t *testing.T) {
	for value, want := range map[string]struct {
		found stray
		clean string
	}{
		"1234567":              {stray{}, "1234567"},
		" 12 34\u00a0567\n":    {stray{spaces: 4}, "1234567"},
		"\ufeff1234\u200b567":  {stray{hidden: 2}, "1234567"},
		"１２３４５６７":              {stray{wide: 7}, "1234567"},
		"ＡｂＣ！～":                {stray{wide: 5}, "AbC!~"},
		"\u3000a\u2028b\u00ad": {stray{spaces: 2, hidden: 1}, "ab"},
		"企业":                   {stray{}, "企业"},
	} {
		assert.Equal(t, want.found, strayIn(value), "%q", value)
		assert.Equal(t, want.clean, cleaned(value), "%q", value)
	}
	assert.True(t, stray{spaces: 1}.certain())
	assert.False(t, stray{wide: 1}.certain())
	l := translations.New("zh")
	assert.Equal(t, "2 个空格、1 个看不见的字符、3 个全角字符", stray{2, 1, 3}.parts(l))
}

func TestCleanedIsClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		clean := cleaned(value)
		assert.False(t, strayIn(clean).any())
		assert.Equal(t, clean, cleaned(clean))
		assert.Equal(t, !strayIn(value).any(), clean == value)
		assert.Equal(t, utf8.RuneCountInString(value)-strayIn(value).spaces-strayIn(value).hidden, utf8.RuneCountInString(clean))
	})
}

func TestParsePaste(t *testing.T) {
	two := providers.Values{eidField: "1234567", tokenField: "ABC="}
	for text, want := range map[string]providers.Values{
		"":                              nil,
		"1234567":                       nil,
		"eid=1234567":                   nil, // one value goes where it was pasted
		"eid=1234567&auth_token=ABC=":   two,
		"eid: 1234567\nauth_token:ABC=": two,
		"企业号：1234567，访问口令：ABC=":                             two,
		"EID = 1234567; Auth_Token = \"ABC=\"":              two,
		`{"eid":1234567,"auth_token":"ABC=","other":[1]}`:   two,
		`{"eid":true,"auth_token":"ABC="}`:                  nil,
		"eid=1 eid=2 auth_token=ABC= client_id=3":           {tokenField: "ABC=", idField: "3"},
		"myeid=1 client_id_x=2 auth_token=ABC= eid=1234567": two,
		"应用 ID：14 应用密钥：aB":                                  {idField: "14", keyField: "aB"},
		"https://x/?client_id=14&client_secret=a%2Fb#frag":  {idField: "14", keyField: "a%2Fb#frag"},
	} {
		assert.Equal(t, want, parsePaste(text), "%q", text)
	}
}

// TestPasteFindsWhatIsNamed in each form that it promises to read.
func TestPasteFindsWhatIsNamed(t *testing.T) {
	value := rapid.StringMatching(`[A-Za-z0-9+/_.-]{1,40}`)
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.SampledFrom(order), 2, 4, rapid.ID).Draw(t, "names")
		want := providers.Values{}
		for _, name := range names {
			want[name] = value.Draw(t, name)
		}
		object, err := json.Marshal(want)
		assert.NoError(t, err)
		assert.Equal(t, want, parsePaste(string(object)))
		sign := rapid.SampledFrom([]string{"=", ":", " = ", "：", " : "}).Draw(t, "sign")
		between := rapid.SampledFrom([]string{"&", "\n", " ", ",", "; ", "，"}).Draw(t, "between")
		var pairs []string
		for _, name := range slices.Sorted(maps.Keys(want)) {
			pairs = append(pairs, name+sign+want[name])
		}
		assert.Equal(t, want, parsePaste(strings.Join(pairs, between)))
	})
}

// FuzzParsePaste: nothing is made up. What is found stands in the text, behind a name.
func FuzzParsePaste(f *testing.F) {
	for _, text := range []string{"", "eid=1&client_id=2", `{"eid":"1","client_id":2}`, "企业号：1 访问口令：2", "{", "eid=eid=eid=", "client_id=\"a\",eid='b'"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := parsePaste(text)
		if found != nil && len(found) < 2 {
			t.Fatalf("one value alone is none: %q", text)
		}
		for name, value := range found {
			if !slices.Contains(order, name) {
				t.Fatalf("%q is no field", name)
			}
			if !json.Valid([]byte(text)) && fromJSON(text) == nil && !strings.Contains(text, value) {
				t.Fatalf("%s is not in the text %q", name, text)
			}
		}
	})
}
