package jdy

import "keycase/providers"

var (
	clientID = providers.Field{
		Name: "client_id", Label: providers.Same("clientId"), Required: true, Example: "205022",
		Help:  providers.Text{ZH: "开放平台应用的 ID，一串数字", EN: "the ID of the app on the open platform, digits"},
		Where: providers.Text{ZH: "金蝶云开放平台 → 我的应用 → 应用详情", EN: "Kingdee open platform → My apps → App details"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 64, Usual: providers.Digits},
	}
	clientSecret = providers.Field{
		Name: "client_secret", Label: providers.Same("clientSecret"), Required: true, Secret: true, Example: "0123456789abcdef0123456789abcdef",
		Help:  providers.Text{ZH: "算 X-Api-Signature 的密钥，不是 app_secret", EN: "the key of X-Api-Signature; not app_secret"},
		Where: providers.Text{ZH: "金蝶云开放平台 → 我的应用 → 应用详情", EN: "Kingdee open platform → My apps → App details"},
		Rule:  providers.Rule{Max: 256},
	}
	appKey = providers.Field{
		Name: "app_key", Label: providers.Same("app_key"), Required: true, Example: "bVZgAZOv1",
		Help:  providers.Text{ZH: "账套授权给应用后得到，停用再启用会变", EN: "given when an account set authorises the app; changes when the app is disabled and enabled again"},
		Where: providers.Text{ZH: "星辰 → 应用授权，或 push_app_authorize 返回的 appKey", EN: "Xingchen → app authorisation, or appKey in the answer of push_app_authorize"},
		// The documentation says 8; its own signature example has 9, so only more is unusual.
		Rule: providers.Rule{Charset: providers.Alnum, Max: 64, SoftMax: 9},
	}
	appSecret = providers.Field{
		Name: "app_secret", Label: providers.Same("app_secret"), Required: true, Secret: true, Example: "0123456789abcdef0123456789abcdef01234567",
		Help:  providers.Text{ZH: "算 app_signature 的密钥，24 小时一换", EN: "the key of app_signature; it rotates every 24 hours"},
		Where: providers.Text{ZH: "星辰 → 应用授权，或 push_app_authorize 返回的 appSecret", EN: "Xingchen → app authorisation, or appSecret in the answer of push_app_authorize"},
		Rule:  providers.Rule{Max: 256},
	}
	uid = providers.Field{
		Name: "uid", Label: providers.Same("uid"), Example: "700123",
		Help:  providers.Text{ZH: "金蝶云账户的用户 ID；不填就按授权管理员处理", EN: "a Kingdee user's ID; without it the administrator who authorised the app is meant"},
		Where: providers.Text{ZH: "星辰的用户信息列表接口", EN: "Xingchen's user list API"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 10},
	}
	outerInstanceID = providers.Field{
		Name: "outer_instance_id", Label: providers.Same("outerInstanceId"), Example: "123456789012345678",
		Help:  providers.Text{ZH: "第三方实例 ID；app_secret 过期时靠它换新的", EN: "the third-party instance ID; it fetches a new app_secret when the old one has expired"},
		Where: providers.Text{ZH: "订阅应用时平台推送给你，一般 18 位", EN: "pushed to you when the app is subscribed, 18 digits as a rule"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 64},
	}
	routerAddr = providers.Field{
		Name: "router_addr", Label: providers.Same("X-GW-Router-Addr"), Example: "https://tf.jdy.com",
		Help:  providers.Text{ZH: "账套所在的机房地址，调业务接口时要带", EN: "the address of the account set's data centre, sent with business calls"},
		Where: providers.Text{ZH: "push_app_authorize 返回的 domain", EN: "domain in the answer of push_app_authorize"},
		Rule:  providers.Rule{Charset: providers.HTTPURL, Max: 255},
	}

	givenAppSignature = providers.Field{
		Name: "app_signature", Label: providers.Same("app_signature"), Example: "ZDljMTI3NGIyNTE1MTRkYzlkNjc1MDNhYjUzMzgzNWMyY2M4YTdjMzdmNmM3YTVlNDkxMTkzNjdiOTFjNzUyZQ==",
		Help: providers.Text{ZH: "已经算好的 app_signature；填了就不用 app_secret", EN: "an app_signature made before; app_secret is not needed then"},
		Rule: providers.Rule{Max: 256, SoftMax: 88},
	}
	appToken = providers.Field{
		Name: "app_token", Label: providers.Same("app-token"), Secret: true, FromToken: TokenApp, Example: "1643270xxxx",
		Help:  providers.Text{ZH: "业务接口要带的令牌，24 小时有效", EN: "the token that business calls carry, good for 24 hours"},
		Where: providers.Text{ZH: "先「获取 app-token」，会自动带上", EN: "get an app-token first; it is filled in by itself"},
		Rule:  providers.Rule{Max: 4096},
	}
	method = providers.Field{
		Name: "method", Label: providers.Text{ZH: "方法", EN: "Method"}, Kind: providers.KindChoice, Default: "GET",
		Help: providers.Text{ZH: "HTTP 方法", EN: "the HTTP method"},
		Choices: []providers.Choice{
			{Value: "GET", Label: providers.Same("GET")}, {Value: "POST", Label: providers.Same("POST")},
			{Value: "PUT", Label: providers.Same("PUT")}, {Value: "DELETE", Label: providers.Same("DELETE")},
		},
	}
	path = providers.Field{
		Name: "path", Label: providers.Text{ZH: "路径", EN: "Path"}, Example: "/jdy/v2/bd/customer",
		Help: providers.Text{ZH: "接口的路径，以 / 开头", EN: "the path of the API, beginning with /"},
		Rule: providers.Rule{Charset: providers.URLPath, Max: 2048},
	}
	fullURL = providers.Field{
		Name: "url", Label: providers.Text{ZH: "完整网址", EN: "Full URL"}, Example: "https://api.kingdee.com/jdy/v2/bd/customer?page=1",
		Help: providers.Text{ZH: "也可以不填路径，直接贴完整网址", EN: "instead of a path: the whole URL"},
		Rule: providers.Rule{Charset: providers.HTTPURL, Max: 8192},
	}
	query = providers.Field{
		Name: "query", Label: providers.Text{ZH: "查询参数", EN: "Query"}, Kind: providers.KindPairs, Example: `[["page","1"],["page_size","20"]]`,
		Help: providers.Text{ZH: "名称和值，不要提前编码", EN: "names and values, not encoded"},
	}
	body = providers.Field{
		Name: "body", Label: providers.Text{ZH: "请求体", EN: "Body"}, Kind: providers.KindBody, Example: `{"number":"C001"}`,
		Help: providers.Text{ZH: "JSON；不参与签名", EN: "JSON; it is not part of the signature"},
		Rule: providers.Rule{Usual: providers.JSONText},
	}
)
