package robot

import "keycase/providers"

// failure explains a code of the OAuth plugin, of Kingdee's gateway (HTTP 519)
// or an HTTP status that stands for itself.
func failure(code, message string) *providers.Failure {
	return providers.Explain(failures, code, message)
}

var (
	gatewayDown = providers.Text{ZH: "平台暂时不可用", EN: "the platform is not available at the moment"}
	waitRetry   = providers.Text{ZH: "等一两分钟再试", EN: "wait a minute or two and try again"}
	newToken    = providers.Text{ZH: "重新获取 access_token，再调一次", EN: "get a new access_token and call again"}
	copyPair    = providers.Text{ZH: "到金蝶云平台的应用详情，把应用 ID 和应用 SECRET 一起重新复制；别用 API Key 和 Secret Key", EN: "copy app ID and app SECRET again from the Kingdee cloud platform; not API Key and Secret Key"}
)

// failures lists the codes of Kong's OAuth 2.0 plugin (two of them are in the
// platform's own table), those of Kingdee's gateway about the second pair of
// keys (inferred from its sibling api.kingdee.com), and a few HTTP statuses.
var failures = map[string]providers.Failure{
	"invalid_client": {
		Meaning: providers.Text{ZH: "API Key 或 Secret Key 不对", EN: "API Key or Secret Key is wrong"},
		Action:  providers.Text{ZH: "到业务机器人平台的应用详情重新复制这两个；别用金蝶云平台的应用 ID 和应用 SECRET", EN: "copy both again from the app details of the robot platform; not app ID and app SECRET of the Kingdee cloud platform"},
	},
	"unsupported_grant_type": {
		Meaning: providers.Text{ZH: "grant_type 不对或没带", EN: "grant_type is wrong or missing"},
		Action:  providers.Text{ZH: "固定填 client_credentials", EN: "it must be client_credentials"},
	},
	"access_denied": {
		Meaning: providers.Text{ZH: "平台只收 https 请求", EN: "the platform accepts https only"},
		Action:  providers.Text{ZH: "把地址换成 https:// 开头的", EN: "use an address that begins with https://"},
	},
	"invalid_scope": {
		Meaning: providers.Text{ZH: "scope 没带，或者平台不认", EN: "scope is missing or not accepted"},
		Action:  providers.Text{ZH: "看平台的原话；问平台这个应用要带什么 scope", EN: "read the platform's own words; ask the platform which scope the app needs"},
	},
	"invalid_provision_key": {
		Meaning: providers.Text{ZH: "多带了 authenticated_userid", EN: "authenticated_userid was sent"},
		Action:  providers.Text{ZH: "去掉 authenticated_userid，取令牌用不到它", EN: "leave out authenticated_userid; this kind of token does not need it"},
	},
	"invalid_method": {
		Meaning: providers.Text{ZH: "取令牌只能用 POST", EN: "tokens are given to POST only"},
		Action:  providers.Text{ZH: "把方法换成 POST", EN: "change the method to POST"},
	},
	"invalid_request": {
		Meaning: providers.Text{ZH: "没带 access_token", EN: "the access_token is missing"},
		Action:  providers.Text{ZH: "先「获取 access_token」，再调一次", EN: "get an access_token first, then call again"},
	},
	"invalid_token": {
		Meaning: providers.Text{ZH: "access_token 不对或过期了，它只有 2 小时", EN: "the access_token is wrong or has expired; it lives 2 hours"},
		Action:  newToken,
		Stale:   providers.StaleToken,
	},
	"4002": {
		Meaning: providers.Text{ZH: "没带应用 ID", EN: "the app ID is missing"},
		Action:  providers.Text{ZH: "填上金蝶云平台的应用 ID", EN: "fill in the app ID of the Kingdee cloud platform"},
	},
	"4003": {
		Meaning: providers.Text{ZH: "应用 ID 不对，或者应用已删除", EN: "the app ID is wrong, or the app was deleted"},
		Action:  copyPair,
	},
	"4004": {
		Meaning: providers.Text{ZH: "没带应用 SECRET", EN: "the app SECRET is missing"},
		Action:  providers.Text{ZH: "填上金蝶云平台的应用 SECRET", EN: "fill in the app SECRET of the Kingdee cloud platform"},
	},
	"4005": {
		Meaning: providers.Text{ZH: "应用 ID 和应用 SECRET 不是一对，可能点过「重新生成」", EN: "app ID and app SECRET do not belong together; the SECRET may have been made anew"},
		Action:  copyPair,
	},
	"401": {
		Meaning: providers.Text{ZH: "没通过认证", EN: "the call was not authenticated"},
		Action:  newToken,
	},
	"404": {
		Meaning: providers.Text{ZH: "没有这个接口", EN: "there is no such API"},
		Action:  providers.Text{ZH: "核对路径", EN: "check the path"},
	},
	"405": {
		Meaning: providers.Text{ZH: "方法不对", EN: "the method is not allowed"},
		Action:  providers.Text{ZH: "按接口的说明换一个方法", EN: "use the method that the service describes"},
	},
	"429": {
		Meaning: providers.Text{ZH: "调得太快", EN: "too many calls in a short time"},
		Action:  waitRetry,
		Retry:   true,
	},
}
