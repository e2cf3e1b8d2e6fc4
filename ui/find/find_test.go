package find

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// titled makes an index of titles, which are also the IDs.
func titled(titles ...string) *Index {
	entries := make([]Entry, 0, len(titles))
	for _, title := range titles {
		entries = append(entries, Entry{ID: title, Kind: Credential, Title: title})
	}
	return New(entries)
}

func ids(hits []Hit) []string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Entry.ID)
	}
	return all
}

// marked writes a title with what matched in brackets.
func marked(h Hit) string {
	runes := []rune(h.Entry.Title)
	var b strings.Builder
	last := 0
	for _, m := range h.Marks {
		b.WriteString(string(runes[last:m.Start]) + "[" + string(runes[m.Start:m.End]) + "]")
		last = m.End
	}
	return b.String() + string(runes[last:])
}

func TestWaysToFind(t *testing.T) {
	for _, c := range []struct{ title, query, want string }{
		{"晨光商贸", "光商", "晨[光商]贸"},
		{"工商银行", "yinhang", "工商[银行]"},
		{"工商银行", "yh", "工商[银行]"},
		{"工商银行", "gsyx", "[工商银行]"}, // 行 is also read xing
		{"重庆分店", "cq", "[重庆]分店"},
		{"重庆分店", "zhongq", "[重庆]分店"},
		{"中国石油", "zhgsy", "[中国石油]"},
		{"绿色家园", "lvse", "[绿色]家园"},
		{"绿色家园", "luse", "[绿色]家园"},
		{"西安一店", "xian", "[西安]一店"},
		{"KIS 令牌", "kis令牌", "[KIS] [令牌]"},
		{"KIS 令牌", "kislp", "[KIS] [令牌]"},
		{"金蝶云·星辰", "jd星辰", "[金蝶]云·[星辰]"},
		{"金蝶云·星辰", "jdyxc", "[金蝶云]·[星辰]"},
		{"Acme Big Shop", "ACME", "[Acme] Big Shop"},
		{"Acme Big Shop", "shop", "Acme Big [Shop]"},
		{"Acme Big Shop", "acbsh", "[Ac]me [B]ig [Sh]op"},
		{"Acme Big Shop", "shop acme", "[Acme] Big [Shop]"},
		{"Acme Big Shop", "acmebig", "[Acme] [Big] Shop"},
		{"Acme Big Shop", "hop", "Acme Big S[hop]"},
		{"Acme Big Shop", "amg", "[A]c[m]e Bi[g] Shop"},
		{"app-token", "ａｐｐ　ＴＯＫＥＮ", "[app]-[token]"},
		{"ＡＢＣ 店", "abcd", "[ＡＢＣ] [店]"},
	} {
		hits := titled("无关", c.title, "other").Search(c.query, nil, 10)
		if assert.Len(t, hits, 1, "%s by %s", c.title, c.query) {
			assert.Equal(t, c.want, marked(hits[0]), c.query)
		}
	}
	for _, nothing := range []string{"晨光x", "shpo", "zz", "贸商", "光商晨"} {
		assert.Empty(t, titled("晨光商贸", "Acme Big Shop").Search(nothing, nil, 10), nothing)
	}
}

func TestTheBestComesFirst(t *testing.T) {
	x := titled(
		"银杏和会计",  // the letters, with a gap
		"my yhx", // the beginning of a word
		"大银行",    // the initials inside
		"yh",     // itself
		"xyhx",   // somewhere
		"yh shop",
		"银行",
	)
	assert.Equal(t, []string{"yh", "yh shop", "my yhx", "银行", "大银行", "xyhx", "银杏和会计"}, ids(x.Search("YH", nil, 10)))
	assert.Equal(t, []string{"yh", "yh shop"}, ids(x.Search("yh", nil, 2)))
}

func TestKeywordsAndKinds(t *testing.T) {
	x := New([]Entry{
		{ID: "lock", Kind: Action, Title: "锁定", Keywords: []string{"lock"}},
		{ID: "a", Kind: Credential, Title: "晨光商贸", Subtitle: "金蝶云·星辰", Keywords: []string{"jdy", "Kingdee", "202611"}},
		{ID: "jdy.app-token", Kind: Operation, Title: "获取 app-token", Subtitle: "金蝶云·星辰", Keywords: []string{"jdy.app-token", "Get app-token"}},
		{ID: "jdy", Kind: Page, Title: "金蝶云·星辰", Keywords: []string{"jdy", "Kingdee"}},
		{ID: "b", Kind: Credential, Title: "jdy 演示"},
	})
	assert.Equal(t, []string{"jdy", "a", "b", "jdy.app-token"}, ids(x.Search("jdy", nil, 10)))
	assert.Equal(t, []string{"jdy.app-token"}, ids(x.Search("jdy.app-token", nil, 10)))
	assert.Equal(t, []string{"jdy.app-token"}, ids(x.Search("get app", nil, 10)))
	assert.Equal(t, []string{"a"}, ids(x.Search("2026", nil, 10)))
	assert.Equal(t, []string{"a"}, ids(x.Search("晨光 星辰", nil, 10)), "each term somewhere")
	assert.Equal(t, []string{"lock"}, ids(x.Search("LOCK", nil, 10)))
	assert.Empty(t, x.Search("202611", nil, 10)[0].Marks, "it is not in the title")
	assert.Empty(t, x.Search("Kndee", nil, 10), "gaps are for titles alone")
}

func TestRecentComesFirst(t *testing.T) {
	x := titled("丙", "乙", "甲", "甲乙")
	assert.Equal(t, []string{"丙", "乙", "甲", "甲乙"}, ids(x.Search("", nil, 10)), "in their own order")
	assert.Equal(t, []string{"甲", "乙", "丙"}, ids(x.Search(" 　", []string{"甲", "乙", "甲", "gone"}, 3)))
	shops := titled("甲店", "甲铺", "丙甲")
	assert.Equal(t, []string{"甲铺", "甲店", "丙甲"}, ids(shops.Search("j", []string{"丙甲", "甲铺"}, 10)), "among equals")
}

func TestEqualTextsAreComparedOnce(t *testing.T) {
	x := New([]Entry{
		{ID: "1", Title: "同名", Keywords: []string{"k"}}, {ID: "2", Title: "同名", Keywords: []string{"k", "同名"}},
	})
	assert.Len(t, x.texts, 2)
	assert.Equal(t, []string{"1", "2"}, ids(x.Search("tm", nil, 10)))
}

// genTitle draws names as people give them.
func genTitle() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune("银行重庆绿女单曾行乐都晨光商贸店 ·-_（）abcXYZ019ＡＢé〇\u3000"), unicode.Han), 1, 24, -1)
}

// spell writes a title in pinyin, with any of the readings, as abbreviated as
// short says.
func spell(t *rapid.T, title string, short bool) string {
	b := &builder{readings: map[rune][]string{}, known: map[string]*text{}}
	var out strings.Builder
	for _, c := range b.text(title).cells {
		switch {
		case c.skip:
		case len(c.reads) > 0:
			reading := rapid.SampledFrom(c.reads).Draw(t, "reading")
			if short {
				reading = reading[:1]
			}
			out.WriteString(reading)
		default:
			out.WriteRune(c.r)
		}
	}
	return out.String()
}

func TestEverythingIsFoundByItsName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfNDistinct(genTitle(), 1, 8, rapid.ID).Draw(t, "titles")
		x := titled(titles...)
		title := rapid.SampledFrom(titles).Draw(t, "title")
		for how, query := range map[string]string{
			"title": title, "upper case": strings.ToUpper(title), "initials": spell(t, title, true), "pinyin": spell(t, title, false),
		} {
			hits := x.Search(query, nil, 100)
			if strings.TrimSpace(query) != "" {
				require.Contains(t, ids(hits), title, "by its %s, %q", how, query)
			}
			for _, h := range hits {
				checkMarks(t, h)
			}
		}
		if len([]rune(title)) < longest && strings.TrimSpace(title) != "" {
			first := x.Search(title, nil, 1)[0].Entry.Title
			assert.Equal(t, flat(title), flat(first), "itself before all others")
		}
	})
}

func flat(s string) string {
	return (&builder{readings: map[rune][]string{}, known: map[string]*text{}}).text(s).flat
}

func checkMarks(t require.TestingT, h Hit) {
	end := -1
	for _, m := range h.Marks {
		require.Greater(t, m.Start, end, "in order, and apart")
		require.Greater(t, m.End, m.Start)
		end = m.End
	}
	require.LessOrEqual(t, end, len([]rune(h.Entry.Title)))
}

func FuzzSearch(f *testing.F) {
	f.Add("晨光商贸", "cgsm")
	f.Add("金蝶云·星辰", "jd 星辰")
	f.Add("\xff\xfe Ａ", "\xffa")
	f.Add("aaaaaaaaaaaaaaaaaaaaaaab", strings.Repeat("a", 99))
	f.Fuzz(func(t *testing.T, title, query string) {
		x := New([]Entry{{ID: "a", Title: title, Keywords: []string{query}}, {ID: "b", Title: query, Subtitle: title}})
		for _, h := range x.Search(query, []string{"b"}, 5) {
			checkMarks(t, h)
		}
		if strings.TrimFunc(query, unicode.IsSpace) != "" && len([]rune(query)) < longest {
			assert.NotEmpty(t, x.Search(query, nil, 5), "found by itself")
		}
	})
}

func TestReadingsCanBeTyped(t *testing.T) {
	b := &builder{readings: map[rune][]string{}}
	assert.Equal(t, []string{"xing", "hang", "heng"}, b.read('行'))
	assert.Equal(t, []string{"nv", "nu", "ru"}, b.read('女'))
	assert.Equal(t, []string{"n", "ng"}, b.read('嗯'))
	assert.Equal(t, []string{"ei"}, slices.Compact(b.read('诶'))[:1])
	assert.Nil(t, b.read('a'))
}

// crowd is as many credentials as a person could have.
func crowd(n int) []Entry {
	surnames, words := []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"), []rune("晨光明德华东商贸科技连锁超市食品服饰门店银行重庆绿地长安")
	entries := make([]Entry, 0, n)
	for i := range n {
		name := string(surnames[i%20]) + string(words[i/20%28]) + string(words[i/560%28]) + string(words[i*7%28]) + fmt.Sprintf("%d 号店", i)
		entries = append(entries, Entry{
			ID: fmt.Sprint(i), Kind: Credential, Title: name, Subtitle: "金蝶云·星辰",
			Keywords: []string{"jdy", "Kingdee Cloud", fmt.Sprintf("20%08dAb", i*7919)},
		})
	}
	return entries
}

func BenchmarkKeystroke(b *testing.B) {
	x := New(crowd(10_000))
	for _, query := range []string{"z", "zg", "chenguang", "晨光 20", "zhaochengxcgs", "kd", "店"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				x.Search(query, nil, 50)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	entries := crowd(10_000)
	for b.Loop() {
		New(entries)
	}
}
