package robot

import "keycase/providers"

// explained names no addresses: none of the platform's own is known.
var explained = map[string]providers.Explanation{
	"grant_type":    {Why: providers.Text{ZH: "固定写 client_credentials，应用凭自己的身份取令牌", EN: "always client_credentials: the app asks in its own name"}},
	"access_token":  {Why: providers.Text{ZH: "先取的令牌，2 小时有效", EN: "the token that was fetched before, good for 2 hours"}},
	"body":          {Why: providers.Text{ZH: "三个参数放进表单，日志里就看不到密钥", EN: "the three parameters in a form, where logs do not show them"}},
	"authorization": {Why: providers.Text{ZH: "API Key:Secret Key 做 Base64，放进请求头", EN: "Base64 of API Key:Secret Key, in a header"}},
}
