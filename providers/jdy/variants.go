package jdy

import (
	"maps"
	"slices"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/internal/mistake"
)

// way is a wrong way to sign; see [providers.Way].
type way = providers.Way[draft]

// Aspects of signing that only this platform has.
var (
	aspectMethod  = providers.Text{ZH: "方法", EN: "method"}
	aspectPath    = providers.Text{ZH: "路径编码", EN: "path encoding"}
	aspectQuery   = providers.Text{ZH: "参数编码", EN: "query encoding"}
	aspectSorting = providers.Text{ZH: "参数排序", EN: "query sorting"}
	aspectLines   = providers.Text{ZH: "换行结尾", EN: "line ends"}
	aspectHeaders = providers.Text{ZH: "nonce 和 timestamp 两行", EN: "nonce and timestamp lines"}
	aspectParts   = providers.Text{ZH: "签名内容", EN: "what is signed"}
)

// messageWays are the mistakes in the string to sign.
func messageWays() []way {
	return slices.Concat(methodAndPathWays(), queryWays(), headerWays(), lineWays())
}

func methodAndPathWays() []way {
	method := providers.Variant{
		ID: "method-case", Aspect: aspectMethod,
		Title:   providers.Text{ZH: "方法没有大写", EN: "Method not in upper case"},
		Meaning: providers.Text{ZH: "第一行写成了小写；平台要大写的 GET、POST", EN: "the first line is in lower case; the platform wants GET, POST"},
		Fix:     providers.Text{ZH: "方法先转大写再拼", EN: "convert the method to upper case first"},
	}
	path := providers.Variant{
		ID: "path-not-encoded", Aspect: aspectPath,
		Title:   providers.Text{ZH: "路径没有编码", EN: "Path not encoded"},
		Meaning: providers.Text{ZH: "路径原样放进了签名串；平台要整条编码一次，/ 也要写成 %2F", EN: "the path was signed as it is; the platform wants all of it encoded once, each / as %2F"},
		Fix:     providers.Text{ZH: "用会编码 / 的函数，如 Go 的 url.QueryEscape、JavaScript 的 encodeURIComponent", EN: "use a function that encodes /, such as url.QueryEscape in Go or encodeURIComponent in JavaScript"},
	}
	twice := path
	twice.ID, twice.Title = "path-encoded-twice", providers.Text{ZH: "路径编码了两次", EN: "Path encoded twice"}
	twice.Meaning = providers.Text{ZH: "/ 写成了 %252F；路径只编码一次，要编码两次的是参数", EN: "each / became %252F; a path is encoded once, only the query twice"}
	twice.Fix = providers.Text{ZH: "路径只编码一次", EN: "encode the path once"}
	query := path
	query.ID, query.Aspect = "query-in-path", aspectParts
	query.Title = providers.Text{ZH: "路径里带了参数", EN: "The query is part of the path"}
	query.Meaning = providers.Text{ZH: "第二行把 ? 后面的参数也算进了路径", EN: "the second line has the query behind the path"}
	query.Fix = providers.Text{ZH: "第二行只放路径，参数放第三行", EN: "put the path alone on the second line and the query on the third"}
	return []way{
		{Variant: method, Turn: func(d *draft) { d.method = strings.ToLower(d.method) }},
		{Variant: method, Turn: func(d *draft) { d.method = capital(d.method) }, Rare: true},
		{Variant: path, Turn: func(d *draft) { d.ways.path.times = 0 }},
		{Variant: path, Turn: func(d *draft) { d.ways.path.keep = withSlash }, Rare: true},
		{Variant: twice, Turn: func(d *draft) { d.ways.path.times = 2 }},
		{Variant: query, Turn: func(d *draft) { d.queryInPath = true }, Rare: true},
	}
}

func queryWays() []way {
	single := providers.Variant{
		ID: "single-encoding", Aspect: aspectQuery,
		Title:   providers.Text{ZH: "参数只编码了一次", EN: "Query encoded once only"},
		Meaning: providers.Text{ZH: "值里的 = 成了 %3D；平台要编码两次，成为 %253D", EN: "= inside a value became %3D; the platform encodes twice, which gives %253D"},
		Fix:     providers.Text{ZH: "签名用的参数编码两次，网址里的仍然一次", EN: "encode the signed query twice, and the one in the URL once"},
	}
	none := single
	none.ID, none.Title = "not-encoded", providers.Text{ZH: "参数没有编码", EN: "Query not encoded"}
	none.Meaning = providers.Text{ZH: "参数原样放进了签名串；平台要编码两次", EN: "the query was signed as it is; the platform encodes it twice"}
	thrice := single
	thrice.ID, thrice.Title = "encoded-too-often", providers.Text{ZH: "参数编码了三次", EN: "Query encoded three times"}
	thrice.Meaning = providers.Text{ZH: "已经编码过的参数又编码了两次；一共只要两次", EN: "a query that was encoded already was encoded twice more; twice in all is enough"}
	thrice.Fix = providers.Text{ZH: "从没编码的值算起，一共编码两次", EN: "begin with values that are not encoded, and encode twice in all"}
	space := providers.Variant{
		ID: "space-as-percent-20", Aspect: aspectQuery,
		Title:   providers.Text{ZH: "空格写成了 %20", EN: "Space as %20"},
		Meaning: providers.Text{ZH: "参数里的空格编码成了 %20；平台的编码器写成 +，第二次编码后是 %2B", EN: "a space in the query became %20; the platform's encoder writes +, which the second pass turns into %2B"},
		Fix:     providers.Text{ZH: "编码后把 %20 换成 +，网址里也一样", EN: "replace %20 by + after encoding, in the URL as well"},
	}
	hexCase := providers.Variant{
		ID: "lowercase-percent", Aspect: aspectQuery,
		Title:   providers.Text{ZH: "百分号编码用了小写", EN: "Percent-encoding in lower case"},
		Meaning: providers.Text{ZH: "写成了 %2f、%3d 这样；平台要大写的 %2F、%3D", EN: "it has %2f and %3d; the platform wants upper case, %2F and %3D"},
		Fix:     providers.Text{ZH: "把 % 后面的两位转成大写（.NET 的 HttpUtility.UrlEncode 给的是小写）", EN: "convert the two digits after each % to upper case (HttpUtility.UrlEncode of .NET gives lower case)"},
	}
	kept := providers.Variant{
		ID: "other-characters", Aspect: aspectQuery,
		Title:   providers.Text{ZH: "编码器放过的字符不一样", EN: "An encoder that leaves other characters"},
		Meaning: providers.Text{ZH: "第一次编码把 * 写成了 %2A、留下了 ~，签名串里就成了 %252A 和 ~；平台要 %2A 和 %257E", EN: "the first pass turned * into %2A and left ~, so that %252A and ~ were signed; the platform wants %2A and %257E"},
		Fix:     providers.Text{ZH: "第一次编码后把 %2A 换回 *、把 ~ 换成 %7E，第二次照旧", EN: "after the first pass replace %2A by * and ~ by %7E; leave the second pass as it is"},
	}
	script := kept
	script.Meaning = providers.Text{ZH: "encodeURIComponent 留下了 ! ' ( ) * ~；签名串里要写成 %2521 %2527 %2528 %2529 %2A %257E", EN: "encodeURIComponent left ! ' ( ) * ~; what is signed has to have %2521 %2527 %2528 %2529 %2A %257E"}
	script.Fix = providers.Text{ZH: "第一次编码后再把 ! ' ( ) ~ 换成 %21 %27 %28 %29 %7E，第二次编码后再把 * 换成 %2A", EN: "replace ! ' ( ) ~ by %21 %27 %28 %29 %7E after the first pass, and * by %2A after the second"}
	star := kept
	star.Meaning = providers.Text{ZH: "第二次编码留下了 *；第一次留下 *，第二次要写成 %2A", EN: "the second pass left *; the first one leaves it, the second has to turn it into %2A"}
	star.Fix = providers.Text{ZH: "第二次编码后把 * 换成 %2A（Java 的 URLEncoder 会留下 *）", EN: "replace * by %2A after the second pass (URLEncoder of Java leaves it)"}
	unsorted := providers.Variant{
		ID: "unsorted", Aspect: aspectSorting,
		Title:   providers.Text{ZH: "参数没有排序", EN: "Query not sorted"},
		Meaning: providers.Text{ZH: "参数按写的顺序签了；平台要先排序", EN: "the query was signed in the order in which it was written; the platform sorts it"},
		Fix:     providers.Text{ZH: "每对编码一次成 name=value，按字节排序，再编码第二次", EN: "encode each pair once as name=value, sort by bytes, then encode again"},
	}
	sorted := unsorted
	sorted.Title = providers.Text{ZH: "参数排序的办法不一样", EN: "Query sorted in another way"}
	sorted.Meaning = providers.Text{ZH: "只按名称、或按没编码的值排了序；平台按编码一次的 name=value 排", EN: "it was sorted by names alone, or before it was encoded; the platform sorts name=value, encoded once"}
	left := providers.Variant{
		ID: "query-left-out", Aspect: aspectParts,
		Title:   providers.Text{ZH: "参数没有签进去", EN: "The query was not signed"},
		Meaning: providers.Text{ZH: "第三行是空的；请求带着参数，就要都签进去", EN: "the third line is empty; what the request has in its query must be signed"},
		Fix:     providers.Text{ZH: "第三行放上所有参数", EN: "put the whole query on the third line"},
	}
	return slices.Concat([]way{
		{Variant: single, Turn: func(d *draft) { d.ways.again.times = 0 }},
		{Variant: none, Turn: func(d *draft) { d.ways.again.times, d.ways.name.times, d.ways.value.times = 0, 0, 0 }},
		{Variant: thrice, Turn: func(d *draft) { d.ways.again.times++ }},
		{Variant: space, Turn: func(d *draft) { d.ways.name.space, d.ways.value.space = "%20", "%20" }},
		{Variant: hexCase, Turn: func(d *draft) {
			d.ways.name.lower, d.ways.value.lower, d.ways.again.lower, d.ways.path.lower = true, true, true, true
		}},
		{Variant: hexCase, Turn: func(d *draft) { d.ways.name.lower, d.ways.value.lower, d.ways.again.lower = true, true, true }},
		{Variant: hexCase, Turn: func(d *draft) { d.ways.path.lower = true }},
		{Variant: hexCase, Turn: func(d *draft) { d.ways.name.lower, d.ways.value.lower = true, true }, Rare: true},
		{Variant: hexCase, Turn: func(d *draft) { d.ways.again.lower = true }, Rare: true},
		{Variant: kept, Turn: func(d *draft) { d.ways.value.keep = strict }},
		{Variant: script, Turn: func(d *draft) { d.ways.value.keep, d.ways.again.keep = javaScript, javaScript }},
		{Variant: star, Turn: func(d *draft) { d.ways.again.keep = wire }, Rare: true},
		{Variant: unsorted, Turn: func(d *draft) { d.ways.sorting = sortNot }},
		{Variant: sorted, Turn: func(d *draft) { d.ways.sorting = sortNames }, Rare: true},
		{Variant: sorted, Turn: func(d *draft) { d.ways.sorting = sortPlain }, Rare: true},
		{Variant: left, Turn: func(d *draft) { d.omitted = -1 }},
	}, omissions())
}

// omissions sign a query that lacks one of its first parameters.
func omissions() []way {
	var ways []way
	for i := range 12 {
		ways = append(ways, way{Rare: true, Variant: providers.Variant{
			ID: "query-left-out", Aspect: aspectParts,
			Title:   providers.Text{ZH: "有一个参数没签进去", EN: "One parameter was not signed"},
			Meaning: providers.Text{ZH: "请求里的参数比签的多一个", EN: "the request has one parameter more than was signed"},
			Fix:     providers.Text{ZH: "先凑齐参数再签名，签完不要再加", EN: "put the query together before signing, and add nothing afterwards"},
		}, Turn: func(d *draft) { d.omitted = i + 1 }})
	}
	return ways
}

func headerWays() []way {
	names := providers.Variant{
		ID: "header-case", Aspect: aspectHeaders,
		Title:   providers.Text{ZH: "请求头名没有小写", EN: "Header names not in lower case"},
		Meaning: providers.Text{ZH: "签名串里写成了 X-Api-Nonce 这样；平台要小写的 x-api-nonce、x-api-timestamp", EN: "the signed string has X-Api-Nonce or the like; the platform wants x-api-nonce and x-api-timestamp"},
		Fix:     providers.Text{ZH: "签名串里的请求头名全用小写，发出去的大小写随意", EN: "write the names in lower case in the signed string; on the wire their case does not matter"},
	}
	first := providers.Variant{
		ID: "timestamp-before-nonce", Aspect: aspectHeaders,
		Title:   providers.Text{ZH: "timestamp 排在了 nonce 前面", EN: "Timestamp before nonce"},
		Meaning: providers.Text{ZH: "签名串里先写了 timestamp；平台总是先 nonce，不管 X-Api-SignHeaders 怎么写", EN: "the timestamp was signed first; the platform puts the nonce first whatever X-Api-SignHeaders says"},
		Fix:     providers.Text{ZH: "先 x-api-nonce，再 x-api-timestamp", EN: "x-api-nonce first, then x-api-timestamp"},
	}
	colon := providers.Variant{
		ID: "header-format", Aspect: aspectHeaders,
		Title:   providers.Text{ZH: "冒号后面的写法不对", EN: "Another mark behind the header's name"},
		Meaning: providers.Text{ZH: "名称和值之间要正好一个冒号，没有空格", EN: "exactly one colon and no space belongs between name and value"},
		Fix:     providers.Text{ZH: "写成 x-api-nonce:1234567890", EN: "write x-api-nonce:1234567890"},
	}
	lacking := providers.Variant{
		ID: "header-left-out", Aspect: aspectHeaders,
		Title:   providers.Text{ZH: "少签了一个请求头", EN: "A header was not signed"},
		Meaning: providers.Text{ZH: "nonce 和 timestamp 两行都要签", EN: "both the nonce and the timestamp are signed"},
		Fix:     providers.Text{ZH: "最后两行是 x-api-nonce 和 x-api-timestamp", EN: "x-api-nonce and x-api-timestamp are the last two lines"},
	}
	seconds := providers.Variant{
		ID: "seconds-for-milliseconds", Aspect: mistake.Timestamp,
		Title:   providers.Text{ZH: "时间戳用了秒", EN: "Seconds for milliseconds"},
		Meaning: providers.Text{ZH: "时间戳是 10 位的秒；平台要 13 位的毫秒", EN: "the timestamp is 10 digits of seconds; the platform wants 13 digits of milliseconds"},
		Fix:     providers.Text{ZH: "换成毫秒，请求头 X-Api-TimeStamp 里也是", EN: "use milliseconds, in the header X-Api-TimeStamp as well"},
	}
	named := func(nonce, timestamp string) func(*draft) {
		return func(d *draft) { d.lines.nonceName, d.lines.timestampName = nonce, timestamp }
	}
	return []way{
		{Variant: names, Turn: named("X-Api-Nonce", "X-Api-TimeStamp")},
		{Variant: names, Turn: named("X-Api-Nonce", "X-Api-Timestamp"), Rare: true},
		{Variant: names, Turn: named("X-API-NONCE", "X-API-TIMESTAMP"), Rare: true},
		{Variant: names, Turn: named("x-api-nonce", "x-api-timeStamp"), Rare: true},
		{Variant: first, Turn: func(d *draft) { d.lines.timeFirst = true }},
		{Variant: colon, Turn: func(d *draft) { d.lines.colon = ": " }},
		{Variant: colon, Turn: func(d *draft) { d.lines.colon = "=" }, Rare: true},
		{Variant: lacking, Turn: func(d *draft) { d.lines.withoutNonce = true }, Rare: true},
		{Variant: lacking, Turn: func(d *draft) { d.lines.withoutTime = true }, Rare: true},
		{Variant: mistake.EpochZone(true), Turn: func(d *draft) { d.now = d.now.Add(-8 * time.Hour) }},
		{Variant: mistake.EpochZone(false), Turn: func(d *draft) { d.now = d.now.Add(8 * time.Hour) }},
		{Variant: seconds, Turn: func(d *draft) { d.unit = time.Second }},
	}
}

func lineWays() []way {
	last := providers.Variant{
		ID: "no-final-newline", Aspect: aspectLines,
		Title:   providers.Text{ZH: "最后少了一个换行", EN: "The last line feed is missing"},
		Meaning: providers.Text{ZH: "签名串到 timestamp 就结束了；平台要每行都以换行结尾，最后一行也是", EN: "the signed string ends with the timestamp; every line ends with a line feed, the last one included"},
		Fix:     providers.Text{ZH: "在签名串末尾再加一个 \\n", EN: "add another \\n at the end"},
	}
	crlf := providers.Variant{
		ID: "crlf", Aspect: aspectLines,
		Title:   providers.Text{ZH: "用了 Windows 换行", EN: "Windows line ends"},
		Meaning: providers.Text{ZH: "行尾是 \\r\\n；平台要单独一个 \\n", EN: "the lines end with \\r\\n; the platform wants \\n alone"},
		Fix:     providers.Text{ZH: "明写 \\n，不要用系统的换行（println、Environment.NewLine）", EN: "write \\n, and not the system's line end (println, Environment.NewLine)"},
	}
	literal := crlf
	literal.ID, literal.Title = "other-line-end", providers.Text{ZH: "行尾不是换行", EN: "Lines that do not end with a line feed"}
	literal.Meaning = providers.Text{ZH: "各行之间不是换行符：可能写成了反斜杠加 n 两个字符，或者 &，或者什么都没有", EN: "there is no line feed between the lines: a backslash and an n as two characters perhaps, or &, or nothing"}
	literal.Fix = providers.Text{ZH: "用真正的换行符（一个字节 0x0A），注意单引号里的 \\n 不会转义", EN: "use a real line feed (one byte, 0x0A); inside single quotes \\n is not one in many languages"}
	empty := providers.Variant{
		ID: "no-empty-line", Aspect: aspectLines,
		Title:   providers.Text{ZH: "没有参数时少了空行", EN: "The empty line is missing"},
		Meaning: providers.Text{ZH: "没有参数也要留一个空行", EN: "where there is no query, an empty line stands for it"},
		Fix:     providers.Text{ZH: "没有参数时第三行放空行", EN: "put an empty line in the place of the query"},
	}
	body := providers.Variant{
		ID: "body-signed", Aspect: aspectParts,
		Title:   providers.Text{ZH: "请求体也签了进去", EN: "The body was signed"},
		Meaning: providers.Text{ZH: "请求体不参与签名", EN: "the body is no part of the signature"},
		Fix:     providers.Text{ZH: "签名串只有方法、路径、参数和两个请求头", EN: "sign method, path, query and the two headers only"},
	}
	mark := providers.Variant{
		ID: "byte-order-mark", Aspect: aspectLines,
		Title:   providers.Text{ZH: "签名串前面有 BOM", EN: "A byte order mark before the string"},
		Meaning: providers.Text{ZH: "签名串以三个看不见的字节 EF BB BF 开头", EN: "the signed string begins with the three invisible bytes EF BB BF"},
		Fix:     providers.Text{ZH: "用不带 BOM 的 UTF-8", EN: "use UTF-8 without BOM"},
	}
	end := func(end string) func(*draft) { return func(d *draft) { d.lines.end = end } }
	ways := []way{
		{Variant: last, Turn: func(d *draft) { d.lines.last = false }},
		{Variant: crlf, Turn: end("\r\n")},
		{Variant: literal, Turn: end(`\n`), Rare: true},
		{Variant: literal, Turn: end("&"), Rare: true},
		{Variant: literal, Turn: end(""), Rare: true},
		{Variant: empty, Turn: func(d *draft) { d.lines.withoutEmpty = true }},
		{Variant: mark, Turn: func(d *draft) { d.lines.begin = "\ufeff" }, Rare: true},
		{Variant: body, Turn: func(d *draft) { d.body = d.sentBody }, Rare: true},
	}
	for i, order := range lineOrders {
		ways = append(ways, way{
			Variant: mistake.WrongOrder(orderText([]int{0, 1, 2, 3}), orderText(order)), Rare: i > 2,
			Turn: func(d *draft) { d.lines.order = order },
		})
	}
	return ways
}

func capital(method string) string {
	if method == "" {
		return ""
	}
	return method[:1] + strings.ToLower(method[1:])
}

// lineOrders are the orders that were seen, or that come to mind first.
var lineOrders = [][]int{
	{1, 0, 2, 3}, {0, 2, 1, 3}, {0, 1, 3, 2},
	{0, 3, 1, 2}, {3, 0, 1, 2}, {1, 2, 0, 3}, {2, 0, 1, 3}, {3, 2, 1, 0}, {1, 2, 3, 0}, {2, 1, 0, 3}, {0, 2, 3, 1}, {0, 3, 2, 1},
}

func orderText(order []int) string {
	names := []string{"method", "path", "query", "headers"}
	text := ""
	for i, n := range order {
		if i > 0 {
			text += " + "
		}
		text += names[n]
	}
	return text
}

// macWays are the mistakes in computing one of the signatures, or both alike;
// which is at.
func macWays(name string, at func(*draft) []*mac) []way {
	turn := func(f func(*mac)) func(*draft) {
		return func(d *draft) {
			for _, m := range at(d) {
				f(m)
			}
		}
	}
	raw := providers.Variant{
		ID: "raw-base64", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "少了一步：转小写十六进制", EN: "A step is missing: lower-case hex"},
		Meaning: providers.Text{ZH: name + "：你把 HMAC 的原始字节直接做了 Base64；平台要求先转小写十六进制再 Base64", EN: name + ": Base64 was made of the raw bytes of the HMAC; the platform wants it of their lower-case hex"},
		Fix:     providers.Text{ZH: "先转成 64 位小写十六进制文本，再对这段文本做 Base64，结果 88 位", EN: "write the 32 bytes as 64 hex digits first, then Base64 that text; the result has 88 characters"},
	}
	upper := providers.Variant{
		ID: "upper-hex", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "十六进制用了大写", EN: "Hex in upper case"},
		Meaning: providers.Text{ZH: name + "：HMAC 转成了大写十六进制；平台要小写", EN: name + ": the HMAC was written in upper-case hex; the platform wants lower case"},
		Fix:     providers.Text{ZH: "转成小写再 Base64", EN: "convert it to lower case before Base64"},
	}
	bare := providers.Variant{
		ID: "no-base64", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "少了一步：Base64", EN: "A step is missing: Base64"},
		Meaning: providers.Text{ZH: name + "：十六进制文本没有再做 Base64", EN: name + ": the hex text was not Base64-encoded"},
		Fix:     providers.Text{ZH: "对 64 位十六进制文本再做一次 Base64", EN: "Base64 the 64 hex digits"},
	}
	escaped := providers.Variant{
		ID: "encoded-signature", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "签名被网址编码了", EN: "The signature is URL-encoded"},
		Meaning: providers.Text{ZH: name + "：末尾的 == 写成了 %3D%3D；网址里是该这样，请求头和签名串里不该", EN: name + ": == at its end became %3D%3D, which is right in a URL and wrong in a header or the signed string"},
		Fix:     providers.Text{ZH: "用没编码的签名，放进网址时再编码一次", EN: "use the signature as it is; encode it when it goes into a URL only"},
	}
	swapped := providers.Variant{
		ID: "swapped-key-and-message", Aspect: mistake.Hash,
		Title:   providers.Text{ZH: "密钥和内容放反了", EN: "Key and message swapped"},
		Meaning: providers.Text{ZH: name + "：HMAC 的两个参数放反了，密钥当成了内容", EN: name + ": the two arguments of the HMAC changed places, the secret is the message"},
		Fix:     providers.Text{ZH: "看清函数的参数顺序：密钥是密钥，签名串是内容", EN: "check the order of the function's parameters: the secret is the key, the string is the message"},
	}
	decoded := providers.Variant{
		ID: "decoded-secret", Aspect: mistake.Secrets,
		Title:   providers.Text{ZH: "密钥被当成十六进制解开了", EN: "The secret was decoded as hex"},
		Meaning: providers.Text{ZH: name + "：密钥先转成了字节再用；平台用它的文本", EN: name + ": the secret was decoded to bytes first; the platform uses its text"},
		Fix:     providers.Text{ZH: "直接用密钥的文本（UTF-8）", EN: "use the text of the secret (UTF-8)"},
	}
	ways := []way{
		{Variant: decoded, Turn: turn(func(m *mac) { m.decoded = true }), Rare: true},
		{Variant: swapped, Turn: turn(func(m *mac) { m.swapped = true })},
		{Variant: mistake.WrongHash("HMAC-SHA256", "SHA-256"), Turn: turn(func(m *mac) { m.plain = true }), Rare: true},
	}
	for _, name := range slices.Sorted(maps.Keys(otherHashes)) {
		ways = append(ways, way{Variant: mistake.WrongHash("HMAC-SHA256", name), Turn: turn(func(m *mac) { m.hash = name }), Rare: true})
	}
	return append(ways,
		way{Variant: raw, Turn: turn(func(m *mac) { m.raw = true })},
		way{Variant: upper, Turn: turn(func(m *mac) { m.upper = true })},
		way{Variant: bare, Turn: turn(func(m *mac) { m.bare = true })},
		way{Variant: escaped, Turn: turn(func(m *mac) { m.escaped = true })},
	)
}
