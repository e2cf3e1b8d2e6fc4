// Package joined signs wrongly, on purpose, what two of the platforms sign: the
// MD5 of some values written one after the other. The right signers are
// elsewhere; property tests hold the two together.
package joined

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1" //nolint:gosec // what others take by mistake
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"slices"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/internal/mistake"
)

// Part is one of the values.
type Part struct {
	Name  string
	Value string
}

// most is how many parts there are at most.
const most = 6

// Draft is the settings by which the values are signed. The zero settings of
// those that are not exported are the right ones.
type Draft struct {
	Parts [most]Part // without a name beyond Count
	Count int
	// Upper is whether the platform wants upper-case digits.
	Upper bool
	// Now is the instant of signing, for mistakes in writing it.
	Now time.Time
	// Values are all that is known, for taking the wrong one.
	Values providers.Values
	// Trace makes the steps of an attempt.
	Trace func(d *Draft, text, sum string) providers.Trace

	order     []int
	separator string
	named     bool // name=value
	leftOut   int  // the part that is left out, counted from 1
	otherCase bool
	hash      func() hash.Hash
	keyed     string // the part that is the key of an HMAC
	encoded   bool   // Base64 of the bytes
	inBase64  bool   // Base64 of the digits
	short     bool   // the middle 16 digits
	twice     bool   // the hash of the hash
	begin     string
	end       string
}

// New makes the settings for these parts.
func New(parts ...Part) Draft {
	d := Draft{Count: len(parts)}
	copy(d.Parts[:], parts)
	return d
}

// At gives the value of a part; it panics for a name that there is not.
func (d *Draft) At(name string) *string {
	for i := range d.Parts[:d.Count] {
		if d.Parts[i].Name == name {
			return &d.Parts[i].Value
		}
	}
	panic("no part is called " + name)
}

func (d *Draft) text() string {
	var b strings.Builder
	b.WriteString(d.begin)
	first := true
	for i := range d.Count {
		if d.order != nil {
			i = d.order[i]
		}
		if i+1 == d.leftOut || d.keyed != "" && d.Parts[i].Name == d.keyed {
			continue
		}
		if !first {
			b.WriteString(d.separator)
		}
		first = false
		if d.named {
			b.WriteString(d.Parts[i].Name + "=")
		}
		b.WriteString(d.Parts[i].Value)
	}
	b.WriteString(d.end)
	return b.String()
}

func (d *Draft) sum(text string) string {
	algorithm := d.hash
	if algorithm == nil {
		algorithm = md5.New
	}
	h := algorithm()
	if d.keyed != "" {
		h = hmac.New(algorithm, []byte(*d.At(d.keyed)))
	}
	h.Write([]byte(text))
	bytes := h.Sum(nil)
	if d.encoded {
		return base64.StdEncoding.EncodeToString(bytes)
	}
	digits := hex.EncodeToString(bytes)
	if d.twice {
		again := md5.Sum([]byte(digits))
		digits = hex.EncodeToString(again[:])
	}
	if d.short {
		digits = digits[8:24]
	}
	if d.Upper != d.otherCase {
		digits = strings.ToUpper(digits)
	}
	if d.inBase64 {
		return base64.StdEncoding.EncodeToString([]byte(digits))
	}
	return digits
}

// Attempt carries the settings out.
func (d *Draft) Attempt() providers.Attempt {
	text := d.text()
	sum := d.sum(text)
	return providers.Attempt{StringToSign: text, Signature: sum, Steps: func() providers.Trace { return d.Trace(d, text, sum) }}
}

// Way is a wrong way to sign; see [providers.Way].
type Way = providers.Way[Draft]

// Secrets are the ways in which these parts are spoilt or replaced by other
// values that are known.
func Secrets(part string, instead ...string) []Way {
	at := func(d *Draft) *string { return d.At(part) }
	var ways []Way
	for _, used := range instead {
		ways = append(ways, Way{Variant: mistake.WrongSecret(part, used), Turn: func(d *Draft) {
			if v := d.Values[used]; v != "" {
				*at(d) = v
			}
		}})
	}
	return append(ways, mistake.Spoilt(part, at)...)
}

// Orders are all the wrong orders of the parts. The usual ones come first: two
// neighbours changed places.
func Orders(names ...string) []Way {
	right := strings.Join(names, " + ")
	var ways []Way
	for _, order := range permutations(len(names)) {
		given := make([]string, len(order))
		for i, n := range order {
			given[i] = names[n]
		}
		ways = append(ways, Way{
			Variant: mistake.WrongOrder(right, strings.Join(given, " + ")), Rare: moved(order) > 2,
			Turn: func(d *Draft) { d.order = order },
		})
	}
	slices.SortStableFunc(ways, func(a, b Way) int {
		switch {
		case a.Rare == b.Rare:
			return 0
		case b.Rare:
			return -1
		}
		return 1
	})
	return ways
}

// permutations are all orders of n things but the right one.
func permutations(n int) [][]int {
	var all [][]int
	var extend func(prefix []int)
	extend = func(prefix []int) {
		if len(prefix) == n {
			if !slices.IsSorted(prefix) {
				all = append(all, slices.Clone(prefix))
			}
			return
		}
		for i := range n {
			if !slices.Contains(prefix, i) {
				extend(append(prefix, i))
			}
		}
	}
	extend(nil)
	return all
}

func moved(order []int) int {
	count := 0
	for i, n := range order {
		if i != n {
			count++
		}
	}
	return count
}

// Joining are the mistakes in putting the parts together.
func Joining(names ...string) []Way {
	joining := providers.Variant{
		ID: "separator", Aspect: mistake.Order,
		Title:   providers.Text{ZH: "中间加了东西", EN: "Something between the values"},
		Meaning: providers.Text{ZH: "值和值之间加了分隔符；平台要直接拼接，中间什么都没有", EN: "there is a separator between the values; the platform joins them with nothing between"},
		Fix:     providers.Text{ZH: "直接拼接", EN: "join the values directly"},
	}
	named := joining
	named.ID, named.Title = "names-signed", providers.Text{ZH: "名称也签了进去", EN: "The names were signed"}
	named.Meaning = providers.Text{ZH: "拼成了 name=value；平台只拼值", EN: "it was joined as name=value; the platform joins the values only"}
	named.Fix = providers.Text{ZH: "只拼值，不带名称", EN: "join the values without their names"}
	ways := []Way{
		{Variant: joining, Turn: func(d *Draft) { d.separator = "&" }},
		{Variant: named, Turn: func(d *Draft) { d.named = true }},
		{Variant: named, Turn: func(d *Draft) { d.named, d.separator = true, "&" }},
	}
	for _, s := range []string{"+", ",", "\n", "|", " ", "_", "-", ":"} {
		ways = append(ways, Way{Variant: joining, Turn: func(d *Draft) { d.separator = s }, Rare: true})
	}
	for i, name := range names {
		ways = append(ways, Way{Variant: providers.Variant{
			ID: "value-left-out", Aspect: mistake.Order,
			Title:   providers.Text{ZH: "少拼了 " + name, EN: name + " is missing"},
			Meaning: providers.Text{ZH: "拼接时漏了 " + name, EN: name + " was left out of what was joined"},
			Fix:     providers.Text{ZH: "拼上 " + strings.Join(names, " + "), EN: "join " + strings.Join(names, " + ")},
		}, Turn: func(d *Draft) { d.leftOut = i + 1 }})
	}
	newline := providers.Variant{
		ID: "newline-at-end", Aspect: mistake.Order,
		Title:   providers.Text{ZH: "末尾多了一个换行", EN: "A line feed at the end"},
		Meaning: providers.Text{ZH: "算 MD5 的内容末尾多了换行，echo 不带 -n 就会这样", EN: "what was hashed ends with a line feed, as echo without -n writes it"},
		Fix:     providers.Text{ZH: "用 printf %s 或 echo -n", EN: "use printf %s or echo -n"},
	}
	mark := providers.Variant{
		ID: "byte-order-mark", Aspect: mistake.Order,
		Title:   providers.Text{ZH: "内容前面有 BOM", EN: "A byte order mark before the text"},
		Meaning: providers.Text{ZH: "算 MD5 的内容以三个看不见的字节 EF BB BF 开头", EN: "what was hashed begins with the three invisible bytes EF BB BF"},
		Fix:     providers.Text{ZH: "用不带 BOM 的 UTF-8", EN: "use UTF-8 without BOM"},
	}
	return append(ways,
		Way{Variant: newline, Turn: func(d *Draft) { d.end = "\n" }},
		Way{Variant: mark, Turn: func(d *Draft) { d.begin = "\ufeff" }, Rare: true},
	)
}

// Hashing are the mistakes in hashing; key is the secret that an HMAC would take.
func Hashing(upper bool, key string) []Way {
	wrongCase := providers.Variant{
		ID: "md5-case", Aspect: mistake.Letters,
		Title:   providers.Text{ZH: "MD5 用了大写", EN: "MD5 in upper case"},
		Meaning: providers.Text{ZH: "MD5 的十六进制用了大写；平台要小写", EN: "the MD5 has upper-case digits; the platform wants lower case"},
		Fix:     providers.Text{ZH: "转成小写", EN: "convert it to lower case"},
	}
	if upper {
		wrongCase.Title = providers.Text{ZH: "MD5 用了小写", EN: "MD5 in lower case"}
		wrongCase.Meaning = providers.Text{ZH: "MD5 的十六进制用了小写；文档没写，大写是实际跑通过的", EN: "the MD5 has lower-case digits; it is not documented, but upper case is what is known to work"}
		wrongCase.Fix = providers.Text{ZH: "转成大写", EN: "convert it to upper case"}
	}
	encoded := wrongCase
	encoded.ID, encoded.Aspect = "raw-base64", mistake.Output
	encoded.Title = providers.Text{ZH: "做了 Base64", EN: "Base64 instead of hex"}
	encoded.Meaning = providers.Text{ZH: "MD5 的字节做了 Base64；平台要 32 位十六进制", EN: "the bytes of the MD5 were written in Base64; the platform wants 32 hex digits"}
	encoded.Fix = providers.Text{ZH: "写成十六进制", EN: "write it in hex"}
	both := encoded
	both.ID, both.Title = "hex-in-base64", providers.Text{ZH: "十六进制又做了 Base64", EN: "Base64 of the hex"}
	both.Meaning = providers.Text{ZH: "32 位十六进制又做了 Base64；平台要的就是十六进制", EN: "the 32 hex digits were written in Base64; the platform wants the hex digits themselves"}
	both.Fix = providers.Text{ZH: "去掉 Base64 那一步", EN: "leave the Base64 out"}
	short := encoded
	short.ID, short.Title = "short-md5", providers.Text{ZH: "只取了 16 位", EN: "16 digits only"}
	short.Meaning = providers.Text{ZH: "取了 16 位 MD5；平台要 32 位", EN: "a 16-digit MD5 was used; the platform wants all 32"}
	short.Fix = providers.Text{ZH: "用完整的 32 位", EN: "use all 32 digits"}
	twice := encoded
	twice.ID, twice.Title = "hashed-twice", providers.Text{ZH: "算了两次 MD5", EN: "MD5 twice"}
	twice.Meaning = providers.Text{ZH: "对 MD5 的结果又算了一次；平台只算一次", EN: "the MD5 was hashed again; the platform hashes once"}
	twice.Fix = providers.Text{ZH: "只算一次", EN: "hash once"}
	hashed := func(name string, f func(*Draft)) Way {
		return Way{Variant: mistake.WrongHash("MD5", name), Turn: f, Rare: true}
	}
	return []Way{
		{Variant: wrongCase, Turn: func(d *Draft) { d.otherCase = true }},
		{Variant: encoded, Turn: func(d *Draft) { d.encoded = true }},
		{Variant: both, Turn: func(d *Draft) { d.inBase64 = true }},
		{Variant: short, Turn: func(d *Draft) { d.short = true }},
		{Variant: twice, Turn: func(d *Draft) { d.twice = true }},
		hashed("SHA-1", func(d *Draft) { d.hash = sha1.New }),
		hashed("SHA-256", func(d *Draft) { d.hash = sha256.New }),
		hashed("HMAC-MD5", func(d *Draft) { d.keyed = key }),
		hashed("HMAC-SHA256", func(d *Draft) { d.keyed, d.hash = key, sha256.New }),
	}
}
