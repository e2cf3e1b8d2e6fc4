package yilianyun

import "keycase/providers"

// rules is the platform's page about what every call carries.
const rules = "https://www.kancloud.cn/ly6886/oauth-api/3170302"

var explained = map[string]providers.Explanation{
	"timestamp": {Why: providers.Text{ZH: "10 位秒数，和表单里的 timestamp 是同一个", EN: "seconds, 10 digits, the same as timestamp in the form"}, Rule: rules},
	"join":      {Why: providers.Text{ZH: "client_id、timestamp、client_secret 直接相连", EN: "client_id, timestamp and client_secret with nothing between them"}, Rule: rules},
	"sign":      {Why: providers.Text{ZH: "MD5，32 位，字母小写；别的参数不参加签名", EN: "MD5, 32 digits, letters in lower case; other parameters are not signed"}, Rule: rules},
}
