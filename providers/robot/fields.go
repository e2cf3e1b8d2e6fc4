package robot

import "keycase/providers"

// The values of auth_style.
const (
	styleQuery = "query"
	styleForm  = "form"
	styleBasic = "basic"
)

var (
	apiKey = providers.Field{
		Name: "api_key", Label: providers.Same("API Key"), Required: true, Example: "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE",
		Help:  providers.Text{ZH: "业务机器人平台的，一般 32 位；不是 AppID，也不是金蝶云平台的应用 ID", EN: "of the robot platform, 32 characters as a rule; neither AppID nor the app ID of the Kingdee cloud platform"},
		Where: providers.Text{ZH: "业务机器人平台 → 应用详情 → API Key", EN: "Business robot platform → App details → API Key"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 128},
	}
	secretKey = providers.Field{
		Name: "secret_key", Label: providers.Same("Secret Key"), Required: true, Secret: true, Example: "0123456789abcdefghijABCDEFGHIJ42",
		Help:  providers.Text{ZH: "和 API Key 是一对，只用来取令牌；不是应用 SECRET", EN: "goes with API Key and only buys tokens; not the app SECRET"},
		Where: providers.Text{ZH: "业务机器人平台 → 应用详情 → secret Key，点「显示」", EN: "Business robot platform → App details → secret Key, press 显示"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 128},
	}
	appID = providers.Field{
		Name: "app_id", Label: providers.Text{ZH: "应用 ID", EN: "App ID"}, Example: "200916",
		Help:  providers.Text{ZH: "金蝶云平台的，一般 6 位数字；调业务接口才要，别填 API Key", EN: "of the Kingdee cloud platform, 6 digits as a rule; for business calls only, and not API Key"},
		Where: providers.Text{ZH: "金蝶云平台官网 → 应用详情 → 应用 ID", EN: "Kingdee cloud platform → App details → 应用 ID"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 64},
	}
	appSecret = providers.Field{
		Name: "app_secret", Label: providers.Text{ZH: "应用 SECRET", EN: "App SECRET"}, Secret: true, Example: "0123456789abcdef0123456789abcdef",
		Help:  providers.Text{ZH: "和应用 ID 是一对；在平台上点「重新生成」，旧的马上作废", EN: "goes with the app ID; 重新生成 on the platform makes the old one void at once"},
		Where: providers.Text{ZH: "金蝶云平台官网 → 应用详情 → 复制 secret", EN: "Kingdee cloud platform → App details → 复制secret"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 256},
	}

	authStyle = providers.Field{
		Name: "auth_style", Label: providers.Text{ZH: "密钥放在哪里", EN: "Where the keys go"}, Kind: providers.KindChoice, Default: styleQuery, Example: styleQuery,
		Help: providers.Text{ZH: "文档说放网址里；放表单或请求头，日志里就看不到密钥", EN: "the documentation says in the URL; in a form or a header, logs do not show them"},
		Choices: []providers.Choice{
			{Value: styleQuery, Label: providers.Text{ZH: "网址参数", EN: "URL query"}},
			{Value: styleForm, Label: providers.Text{ZH: "表单", EN: "Form body"}},
			{Value: styleBasic, Label: providers.Text{ZH: "Basic 请求头", EN: "Basic header"}},
		},
	}
	accessToken = providers.Field{
		Name: "access_token", Label: providers.Same("access_token"), Required: true, Secret: true, FromToken: TokenAccess, Example: "LL2Y4Z6TGMBCQwARg2m1mhhVzZKmFd7r",
		Help:  providers.Text{ZH: "业务接口要带的令牌，2 小时有效", EN: "the token that business calls carry, good for 2 hours"},
		Where: providers.Text{ZH: "先「获取 access_token」，会自动带上", EN: "get an access_token first; it is filled in by itself"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 4096},
	}
	method = providers.Field{
		Name: "method", Label: providers.Text{ZH: "方法", EN: "Method"}, Kind: providers.KindChoice, Default: "GET", Example: "POST",
		Help: providers.Text{ZH: "HTTP 方法", EN: "the HTTP method"},
		Choices: []providers.Choice{
			{Value: "GET", Label: providers.Same("GET")}, {Value: "POST", Label: providers.Same("POST")},
			{Value: "PUT", Label: providers.Same("PUT")}, {Value: "DELETE", Label: providers.Same("DELETE")},
		},
	}
	path = providers.Field{
		Name: "path", Label: providers.Text{ZH: "路径", EN: "Path"}, Example: "/some/api",
		Help: providers.Text{ZH: "接口的路径，以 / 开头", EN: "the path of the API, beginning with /"},
		Rule: providers.Rule{Charset: providers.URLPath, Max: 2048},
	}
	fullURL = providers.Field{
		Name: "url", Label: providers.Text{ZH: "完整网址", EN: "Full URL"}, Example: "https://gateway.kingdeeresearch.com/some/api",
		Help: providers.Text{ZH: "也可以不填路径，直接贴完整网址", EN: "instead of a path: the whole URL"},
		Rule: providers.Rule{Charset: providers.HTTPURL, Max: 8192},
	}
	query = providers.Field{
		Name: "query", Label: providers.Text{ZH: "查询参数", EN: "Query"}, Kind: providers.KindPairs, Example: `[["page","1"]]`,
		Help: providers.Text{ZH: "名称和值，不要提前编码；令牌和密钥会自动带上", EN: "names and values, not encoded; token and keys are added by themselves"},
	}
	body = providers.Field{
		Name: "body", Label: providers.Text{ZH: "请求体", EN: "Body"}, Kind: providers.KindBody, Example: `{"text":"你好"}`,
		Help: providers.Text{ZH: "JSON，按接口的说明写", EN: "JSON, as the service describes it"},
		Rule: providers.Rule{Usual: providers.JSONText},
	}
)
