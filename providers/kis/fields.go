package kis

import "keycase/providers"

var (
	eid = providers.Field{
		Name: "eid", Label: providers.Text{ZH: "企业号", EN: "Enterprise number (eid)"}, Required: true, Example: "1234567",
		Help:  providers.Text{ZH: "企业在 KIS 的号码，一般 7 到 8 位数字", EN: "the enterprise's number at KIS, 7 or 8 digits as a rule"},
		Where: providers.Text{ZH: "KIS 账务平台（V14.0 起）→ 系统管理", EN: "KIS accounting platform (since V14.0) → System management"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 32, Usual: providers.Digits},
	}
	clientID = providers.Field{
		Name: "client_id", Label: providers.Text{ZH: "应用 ID", EN: "App ID (client_id)"}, Required: true, Example: "1400000001",
		Help:  providers.Text{ZH: "开放平台上应用的 ID，一般 10 位数字", EN: "the app's ID on the open platform, 10 digits as a rule"},
		Where: providers.Text{ZH: "KIS 开放平台后台 → 我的应用", EN: "KIS open platform → My apps"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 64, Usual: providers.Digits},
	}
	clientSecret = providers.Field{
		Name: "client_secret", Label: providers.Text{ZH: "应用密钥", EN: "App secret (client_secret)"}, Required: true, Secret: true, Example: "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
		Help:  providers.Text{ZH: "和应用 ID 是一对，区分大小写", EN: "goes with the app ID; letter case matters"},
		Where: providers.Text{ZH: "KIS 开放平台后台 → 我的应用", EN: "KIS open platform → My apps"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 256},
	}
	authToken = providers.Field{
		Name: "auth_token", Label: providers.Text{ZH: "访问口令", EN: "Access password (auth_token)"}, Required: true, Secret: true, Example: "0123456789ABCDEF0123456789ABCDEF",
		Help:  providers.Text{ZH: "企业给应用的口令，不是登录密码", EN: "what the enterprise gives to the app; not a log-in password"},
		Where: providers.Text{ZH: "KIS 账务平台 → 系统管理 → 访问口令，由系统管理员生成", EN: "KIS accounting platform → System management → Access password, made by the administrator"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 256},
	}
	md5Case = providers.Field{
		Name: "md5_case", Label: providers.Text{ZH: "签名字母大小写", EN: "Signature letters"}, Kind: providers.KindChoice, Default: caseUpper, Example: caseUpper,
		Help: providers.Text{ZH: "一般不用改；平台一直报 403，再换成小写试试", EN: "leave it as a rule; try lower case where the platform keeps answering 403"},
		Choices: []providers.Choice{
			{Value: caseUpper, Label: providers.Text{ZH: "大写", EN: "Upper case"}},
			{Value: caseLower, Label: providers.Text{ZH: "小写", EN: "Lower case"}},
		},
	}

	serverURL = providers.Field{
		Name: "server_url", Label: providers.Text{ZH: "产品地址", EN: "Product address (server_url)"}, FromGrant: GrantInstance, Example: "https://kisgz.kingdee.com",
		Help:  providers.Text{ZH: "产品所在的服务器，只有 kisgz.kingdee.com 是加密的", EN: "the product's server; only kisgz.kingdee.com is encrypted"},
		Where: providers.Text{ZH: "先「查询产品实例」选一个，会自动带上", EN: "find the product instances and choose one; it is filled in by itself"},
		Rule:  providers.Rule{Charset: providers.HostOrURL, Max: 255},
	}
	netID = providers.Field{
		Name: "netid", Label: providers.Text{ZH: "产品编号", EN: "Product number (netid)"}, Required: true, FromGrant: GrantInstance, Example: "1234567000182",
		Help:  providers.Text{ZH: "哪个产品实例，一般 13 位，以企业号开头", EN: "which product instance; 13 digits as a rule, beginning with eid"},
		Where: providers.Text{ZH: "先「查询产品实例」选一个，会自动带上", EN: "find the product instances and choose one; it is filled in by itself"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 64},
	}
	method = providers.Field{
		Name: "method", Label: providers.Text{ZH: "接口名", EN: "API name (method)"}, Required: true, Example: "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm",
		Help:  providers.Text{ZH: "要调的业务接口", EN: "the business API to call"},
		Where: providers.Text{ZH: "业务接口的文档", EN: "the documentation of the business API"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 256},
	}
	custData = providers.Field{
		Name: "custdata", Label: providers.Text{ZH: "业务数据", EN: "Business data (custdata)"}, Required: true, Kind: providers.KindBody, Example: `{"ProductID":"","AccountDB":"","Data":{"Action":"GetAcctList"}}`,
		Help:  providers.Text{ZH: "JSON；不参与签名", EN: "JSON; it is not part of the signature"},
		Where: providers.Text{ZH: "业务接口的文档", EN: "the documentation of the business API"},
		Rule:  providers.Rule{Usual: providers.JSONText},
	}
)
