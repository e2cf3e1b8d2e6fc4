package kis

import "keycase/providers"

// failure explains a code of the platform or of the product behind the router.
func failure(code, message string) *providers.Failure {
	return providers.Explain(failures, code, message)
}

// failures are the codes of the platform's page on get_server_url.
var failures = map[string]providers.Failure{
	"201": {
		Meaning: providers.Text{ZH: "没查到，原因在平台的原话里", EN: "nothing was found; the platform's own words say why"},
		Action:  providers.Text{ZH: "看平台的原话；核对企业号，再看这家企业有没有登录过产品", EN: "read the platform's own words; check eid, and that the enterprise has logged in to a product"},
	},
	"300": {
		Meaning: providers.Text{ZH: "调得太快，超过了频率限制", EN: "too many calls in a short time"},
		Action:  providers.Text{ZH: "等几分钟再试", EN: "wait a few minutes and try again"},
		Retry:   true,
	},
	"301": {
		Meaning: providers.Text{ZH: "今天的请求次数用完了", EN: "today's calls are used up"},
		Action:  providers.Text{ZH: "明天再试；次数不够就找平台调高", EN: "try again tomorrow; ask the platform for more calls if they do not suffice"},
	},
	"403": {
		Meaning: providers.Text{ZH: "平台没有认这组账号（access_token 校验没通过）", EN: "the platform did not accept these keys (the access_token does not match)"},
		Action: providers.Text{
			ZH: "按顺序看：电脑的时间和时区（按北京时间，最多差 10 分钟）；签名字母大小写；有没有多余的空格；企业号、应用 ID、应用密钥、访问口令有没有填错",
			EN: "check in this order: the clock and time zone (China time, at most 10 minutes off); the signature letters (upper or lower case); stray spaces; whether eid, client_id, client_secret or auth_token is wrong",
		},
		Clock: true,
	},
}

// noInstance is a success that names no product: nothing can be bound to it.
func noInstance(code, message string) *providers.Failure {
	return &providers.Failure{
		Code:    code,
		Message: message,
		Meaning: providers.Text{ZH: "这个企业号下没有产品", EN: "this enterprise has no product"},
		Action:  providers.Text{ZH: "核对企业号；在产品里登录一次，再查", EN: "check eid; log in to the product once, then look again"},
	}
}
