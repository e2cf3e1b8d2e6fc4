package jdy

import "keycase/providers"

// failure explains a code of the gateway (HTTP 519), of the applications (HTTP
// 200) or an HTTP status that stands for itself.
func failure(code, message string) *providers.Failure {
	return providers.Explain(failures, code, message)
}

var (
	fixID     = providers.Text{ZH: "核对 clientId，再看应用有没有被删除或停用", EN: "check clientId, and that the app has not been deleted or disabled"}
	newToken  = providers.Text{ZH: "重新获取 app-token 再试", EN: "get a new app-token and try again"}
	waitRetry = providers.Text{ZH: "等一两分钟再试", EN: "wait a minute or two and try again"}
	report    = providers.Text{ZH: "把代码和时间发给我们，这多半是软件的问题", EN: "report the code and the time; this is most likely a fault of the software"}
)

// failures lists the gateway's codes (names: the status table of the vendor's
// client) and the application codes that were published.
var failures = map[string]providers.Failure{
	"4001":       {Meaning: providers.Text{ZH: "认证版本不被支持", EN: "the authentication version is not supported"}, Action: providers.Text{ZH: "X-Api-Auth-Version 要填 2.0", EN: "X-Api-Auth-Version must be 2.0"}},
	"4002":       {Meaning: providers.Text{ZH: "没带 clientId", EN: "clientId is empty"}, Action: providers.Text{ZH: "填上 clientId", EN: "fill in clientId"}},
	"4003":       {Meaning: providers.Text{ZH: "clientId 不对，或者应用已删除", EN: "clientId is wrong, or the app was deleted"}, Action: fixID},
	"4004":       {Meaning: providers.Text{ZH: "没带 clientSecret", EN: "clientSecret is empty"}, Action: providers.Text{ZH: "填上 clientSecret", EN: "fill in clientSecret"}},
	"4005":       {Meaning: providers.Text{ZH: "clientId 和 clientSecret 不是一对", EN: "clientId and clientSecret do not belong together"}, Action: providers.Text{ZH: "到开放平台把两个一起重新复制", EN: "copy both again from the open platform"}},
	"4006":       {Meaning: providers.Text{ZH: "时间戳过期，这台电脑的时钟可能差了 5 分钟以上", EN: "the timestamp has expired; this machine's clock may be off by more than 5 minutes"}, Action: providers.Text{ZH: "校准系统时间，再签一次", EN: "set the system clock and sign again"}, Retry: true, Clock: true},
	"4007":       {Meaning: providers.Text{ZH: "X-Api-SignHeaders 写得不对", EN: "X-Api-SignHeaders is wrong"}, Action: report},
	"4008":       {Meaning: providers.Text{ZH: "签名对不上，最常见是用了 app_secret 或多复制了空格", EN: "the signature does not match; most often app_secret was used, or a space was copied along"}, Action: providers.Text{ZH: "核对 clientSecret，再用签名诊断看差在哪一步", EN: "check clientSecret, then let the signature doctor find the step that differs"}},
	"4009":       {Meaning: providers.Text{ZH: "没带 app-token", EN: "the app-token is missing"}, Action: newToken},
	"4010":       {Meaning: providers.Text{ZH: "app-token 无效", EN: "the app-token is not valid"}, Action: newToken, Stale: providers.StaleToken},
	"4011":       {Meaning: providers.Text{ZH: "app-token 过期了", EN: "the app-token has expired"}, Action: newToken, Stale: providers.StaleToken},
	"4012":       {Meaning: providers.Text{ZH: "应用没有这个接口的权限", EN: "the app may not call this API"}, Action: providers.Text{ZH: "到开放平台给应用勾上这个接口", EN: "grant the API to the app on the open platform"}},
	"5000":       {Meaning: providers.Text{ZH: "平台内部出错", EN: "an internal fault of the platform"}, Action: waitRetry, Retry: true},
	"5001":       {Meaning: providers.Text{ZH: "没有这个接口", EN: "there is no such API"}, Action: providers.Text{ZH: "核对路径，和 X-GW-Router-Addr 是不是这个账套的", EN: "check the path, and that X-GW-Router-Addr belongs to this account set"}},
	"5002":       {Meaning: providers.Text{ZH: "GET、POST 用反了", EN: "the method is not allowed"}, Action: providers.Text{ZH: "按接口文档换一个方法", EN: "use the method that the documentation names"}},
	"5003":       {Meaning: providers.Text{ZH: "平台暂时不可用", EN: "the platform is not available at the moment"}, Action: waitRetry, Retry: true},
	"5004":       {Meaning: providers.Text{ZH: "平台处理超时", EN: "the platform timed out"}, Action: waitRetry, Retry: true},
	"5005":       {Meaning: providers.Text{ZH: "请求被平台取消", EN: "the platform cancelled the call"}, Action: waitRetry, Retry: true},
	"5006":       {Meaning: providers.Text{ZH: "平台在自我保护，暂停了这个接口", EN: "the platform has paused this API to protect itself"}, Action: waitRetry, Retry: true},
	"5007":       {Meaning: providers.Text{ZH: "平台太忙", EN: "the platform is overloaded"}, Action: waitRetry, Retry: true},
	"429":        {Meaning: providers.Text{ZH: "调得太快：取令牌每分钟 2 次，业务接口每分钟 500 次", EN: "too many calls: 2 token calls a minute, 500 business calls a minute"}, Action: providers.Text{ZH: "等一分钟再试", EN: "wait a minute and try again"}, Retry: true},
	"404":        {Meaning: providers.Text{ZH: "这个机房没有这个账套", EN: "that data centre does not have this account set"}, Action: providers.Text{ZH: "X-GW-Router-Addr 用「查询账套授权」返回的 domain", EN: "take X-GW-Router-Addr from domain in the authorisation"}},
	"1030002006": {Meaning: providers.Text{ZH: "app_secret 不是最新的，它 24 小时一换", EN: "app_secret is not the newest; it rotates every 24 hours"}, Action: providers.Text{ZH: "用「查询账套授权」拿最新的 app_secret，再试一次", EN: "look up the authorisation for the newest app_secret, then try once more"}, Stale: providers.StaleKeys},
	"2000002000": {Meaning: providers.Text{ZH: "平台报系统错误", EN: "the platform reports a system error"}, Action: waitRetry, Retry: true},
}
