package jdy

import "keycase/providers"

// rules is where the platform publishes how a request is signed.
const rules = "https://open.jdy.com"

var explained = map[string]providers.Explanation{
	"app_key":       {Why: providers.Text{ZH: "要签的就是 app_key 本身，前后什么都不加", EN: "what is signed is app_key itself, with nothing around it"}, Rule: rules},
	"app_hmac":      {Why: providers.Text{ZH: "密钥是 app_secret，不是 clientSecret", EN: "the key is app_secret, not clientSecret"}, Rule: rules},
	"app_signature": {Why: providers.Text{ZH: "对 64 个 hex 字符做 Base64，不是原始字节", EN: "Base64 of the 64 hex characters, not of the raw bytes"}, Rule: rules},
	"method":        {Why: providers.Text{ZH: "全部大写，单独占一行", EN: "in upper case, on a line of its own"}, Rule: rules},
	"path":          {Why: providers.Text{ZH: "编码一次，/ 也写成 %2F", EN: "encoded once, and / becomes %2F as well"}, Rule: rules},
	"query":         {Why: providers.Text{ZH: "先编码并排好序，再编码一次；没有参数也留一行", EN: "encoded, sorted, and encoded again; without parameters the line stays empty"}, Rule: rules},
	"headers":       {Why: providers.Text{ZH: "只签这两项，名称小写，最后一行也换行", EN: "only these two, names in lower case, a line feed after the last line too"}, Rule: rules},
	"hmac":          {Why: providers.Text{ZH: "密钥是 clientSecret；hex 小写，整个再 Base64", EN: "the key is clientSecret; the lower-case hex text becomes Base64"}, Rule: rules},
	"signature":     {Why: providers.Text{ZH: "对 64 个 hex 字符做 Base64，不是原始字节", EN: "Base64 of the 64 hex characters, not of the raw bytes"}, Rule: rules},
}
