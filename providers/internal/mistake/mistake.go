// Package mistake holds what the platforms' signature doctors share: the words
// for mistakes that can be made on several platforms, and what such a mistake
// does to a secret.
package mistake

import (
	"strings"

	"keycase/providers"
)

// Aspects of signing that are in order when none of their mistakes was made.
var (
	Secrets    = providers.Text{ZH: "密钥没用错", EN: "the right secret"}
	Whitespace = providers.Text{ZH: "密钥没有多余字符", EN: "a clean secret"}
	Timestamp  = providers.Text{ZH: "时间戳", EN: "timestamp"}
	Order      = providers.Text{ZH: "拼接顺序", EN: "order"}
	Hash       = providers.Text{ZH: "哈希算法", EN: "hash"}
	Letters    = providers.Text{ZH: "字母大小写", EN: "letter case"}
	Output     = providers.Text{ZH: "结果的编码", EN: "encoding of the result"}
)

// WrongSecret is told where another value stands in the place of a secret.
func WrongSecret(place, used string) providers.Variant {
	return providers.Variant{
		ID: "wrong-secret", Aspect: Secrets,
		Title:   providers.Text{ZH: "密钥拿错了", EN: "The wrong secret"},
		Meaning: providers.Text{ZH: "该用 " + place + " 的地方用了 " + used, EN: used + " was used in the place of " + place},
		Fix:     providers.Text{ZH: "换成 " + place, EN: "use " + place},
	}
}

// caseOf: the letter case of a secret was changed.
func caseOf(place string) providers.Variant {
	return providers.Variant{
		ID: "secret-case", Aspect: Secrets,
		Title:   providers.Text{ZH: "密钥的大小写变了", EN: "Letter case of the secret changed"},
		Meaning: providers.Text{ZH: place + " 转过大小写再用；平台区分大小写", EN: place + " was converted to another letter case; the platform tells them apart"},
		Fix:     providers.Text{ZH: place + " 原样用，不要转大小写", EN: "use " + place + " as it is"},
	}
}

func stray(place string, how providers.Text) providers.Variant {
	return providers.Variant{
		ID: "stray-whitespace", Aspect: Whitespace,
		Title:   providers.Text{ZH: "密钥带了空格或换行", EN: "White space around a secret"},
		Meaning: providers.Text{ZH: place + how.ZH + "，多半是从文件或网页里复制时带进来的", EN: place + " has " + how.EN + ", copied along from a file or page most likely"},
		Fix:     providers.Text{ZH: "用之前去掉 " + place + " 前后的空白；从文件读的话去掉最后的换行", EN: "trim " + place + " before use; drop the last line break where it comes from a file"},
	}
}

func byteOrderMark(place string) providers.Variant {
	return providers.Variant{
		ID: "byte-order-mark", Aspect: Whitespace,
		Title:   providers.Text{ZH: "密钥前面有 BOM", EN: "A byte order mark before a secret"},
		Meaning: providers.Text{ZH: place + " 前面多了三个看不见的字节 EF BB BF，是 Windows 编辑器存文件时加的", EN: place + " begins with the three invisible bytes EF BB BF, which Windows editors put into files"},
		Fix:     providers.Text{ZH: "存成不带 BOM 的 UTF-8，或读进来以后去掉 U+FEFF", EN: "save the file as UTF-8 without BOM, or drop U+FEFF after reading"},
	}
}

func quoted(place string) providers.Variant {
	return providers.Variant{
		ID: "quoted-secret", Aspect: Whitespace,
		Title:   providers.Text{ZH: "密钥带着引号", EN: "Quotation marks around a secret"},
		Meaning: providers.Text{ZH: place + " 连同配置文件里的引号一起用了", EN: place + " was used together with the quotation marks of a configuration file"},
		Fix:     providers.Text{ZH: "去掉 " + place + " 两边的引号", EN: "drop the quotation marks around " + place},
	}
}

// Spoilt are the ways in which the value at place is spoilt between its source
// and its use. The first of a kind is the usual one.
func Spoilt[K any](place string, at func(*K) *string) []providers.Way[K] {
	change := func(f func(string) string) func(*K) {
		return func(k *K) {
			s := at(k)
			*s = f(*s)
		}
	}
	around := func(before, after string, zh, en string, rare bool) providers.Way[K] {
		return providers.Way[K]{
			Variant: stray(place, providers.Text{ZH: zh, EN: en}), Rare: rare,
			Turn: change(func(s string) string { return before + s + after }),
		}
	}
	return []providers.Way[K]{
		around("", "\n", "后面多了一个换行", "a line feed behind it", false),
		around("", " ", "后面多了一个空格", "a space behind it", false),
		around(" ", "", "前面多了一个空格", "a space before it", false),
		around("", "\r\n", "后面多了 Windows 换行", "a Windows line break behind it", true),
		around("", "\r", "后面多了一个回车", "a carriage return behind it", true),
		around("", "\t", "后面多了一个制表符", "a tab behind it", true),
		around("\t", "", "前面多了一个制表符", "a tab before it", true),
		around("\n", "", "前面多了一个换行", "a line feed before it", true),
		around(" ", " ", "前后都多了空格", "spaces around it", true),
		{Variant: byteOrderMark(place), Turn: change(func(s string) string { return "\ufeff" + s })},
		{Variant: quoted(place), Turn: change(func(s string) string { return `"` + s + `"` }), Rare: true},
		{Variant: caseOf(place), Turn: change(strings.ToUpper), Rare: true},
		{Variant: caseOf(place), Turn: change(strings.ToLower), Rare: true},
	}
}

// TimeZone is told of a clock that is hours off because of its zone.
func TimeZone(early bool) providers.Variant {
	v := providers.Variant{
		ID: "time-zone", Aspect: Timestamp,
		Title:   providers.Text{ZH: "时间差了 8 小时", EN: "The time is 8 hours off"},
		Meaning: providers.Text{ZH: "签名用的时间早了 8 小时，像是把 UTC 当成了北京时间", EN: "the time that was signed is 8 hours early, as if UTC were China time"},
		Fix:     providers.Text{ZH: "平台按北京时间（UTC+8），服务器时区不是就明写出来", EN: "the platform goes by China time (UTC+8); name the zone where the server has another"},
	}
	if !early {
		v.Meaning = providers.Text{ZH: "签名用的时间晚了 8 小时，像是加了两次时区", EN: "the time that was signed is 8 hours late, as if the zone had been added twice"}
	}
	return v
}

// EpochZone is [TimeZone] where the platform wants seconds or milliseconds
// since 1970, which are the same everywhere.
func EpochZone(early bool) providers.Variant {
	v := TimeZone(early)
	v.Fix = providers.Text{ZH: "时间戳从 1970 年 UTC 算起，和时区无关，不要再加减 8 小时", EN: "a timestamp counts from 1970 in UTC whatever the zone; add and subtract nothing"}
	return v
}

// WrongOrder is told where parts were put together in another order.
func WrongOrder(right, given string) providers.Variant {
	return providers.Variant{
		ID: "wrong-order", Aspect: Order,
		Title:   providers.Text{ZH: "顺序不对", EN: "The wrong order"},
		Meaning: providers.Text{ZH: "你按 " + given + " 的顺序拼；平台要 " + right, EN: "joined as " + given + "; the platform wants " + right},
		Fix:     providers.Text{ZH: "按 " + right + " 的顺序拼", EN: "join " + right},
	}
}

// WrongHash is told of another algorithm.
func WrongHash(right, given string) providers.Variant {
	return providers.Variant{
		ID: "wrong-hash", Aspect: Hash,
		Title:   providers.Text{ZH: "算法不对", EN: "The wrong algorithm"},
		Meaning: providers.Text{ZH: "你用了 " + given + "；平台要 " + right, EN: given + " was used; the platform wants " + right},
		Fix:     providers.Text{ZH: "换成 " + right, EN: "use " + right},
	}
}
