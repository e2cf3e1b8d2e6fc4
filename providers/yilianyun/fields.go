package yilianyun

import "keycase/providers"

// The values of app_type.
const (
	typeOpen = "open"
	typeSelf = "self"
)

var (
	clientID = providers.Field{
		Name: "client_id", Label: providers.Text{ZH: "应用 ID", EN: "App ID (client_id)"}, Required: true, Example: "1000000001",
		Help:  providers.Text{ZH: "易联云发给应用的 ID，一串数字", EN: "the ID that Yilianyun gave to the app, digits"},
		Where: providers.Text{ZH: "易联云开放平台 dev.10ss.net → 应用详情", EN: "Yilianyun open platform dev.10ss.net → App details"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 64, Usual: providers.Digits},
	}
	clientSecret = providers.Field{
		Name: "client_secret", Label: providers.Text{ZH: "应用密钥", EN: "App secret (client_secret)"}, Required: true, Secret: true, Example: "0123456789abcdef0123456789abcdef",
		Help:  providers.Text{ZH: "只用来算签名，不会发出去；区分大小写", EN: "only signs and is never sent; letter case matters"},
		Where: providers.Text{ZH: "易联云开放平台 dev.10ss.net → 应用详情", EN: "Yilianyun open platform dev.10ss.net → App details"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 256},
	}
	appType = providers.Field{
		Name: "app_type", Label: providers.Text{ZH: "应用类型", EN: "App type"}, Required: true, Kind: providers.KindChoice, Example: typeOpen,
		Help:  providers.Text{ZH: "开放型给每台打印机一个令牌；自有型所有打印机共用一个，永不过期", EN: "an open app has a token for each printer; a self-owned one has one for all, which never expires"},
		Where: providers.Text{ZH: "易联云开放平台 dev.10ss.net → 应用详情，建应用时选的", EN: "Yilianyun open platform dev.10ss.net → App details; chosen when the app was made"},
		Choices: []providers.Choice{
			{Value: typeOpen, Label: providers.Text{ZH: "开放型", EN: "Open"}},
			{Value: typeSelf, Label: providers.Text{ZH: "自有型", EN: "Self-owned"}},
		},
	}

	machineCode = providers.Field{
		Name: "machine_code", Label: providers.Text{ZH: "终端号", EN: "Terminal number (machine_code)"}, Required: true, Example: "4001234567",
		Help:  providers.Text{ZH: "哪台打印机，一般 10 位、400 开头", EN: "which printer; 10 digits beginning with 400 as a rule"},
		Where: providers.Text{ZH: "打印机底部的标签，或菜单「本机信息」打印的小票", EN: "the label under the printer, or the slip that its menu 本机信息 prints"},
		Rule:  providers.Rule{Charset: providers.Alnum, Max: 32, Usual: providers.Digits},
	}
	qrKey = providers.Field{
		Name: "qr_key", Label: providers.Text{ZH: "特殊密钥", EN: "Temporary key (qr_key)"}, Secret: true, Example: "m7k2qx9d",
		Help:  providers.Text{ZH: "只能用 300 秒；和终端密钥二选一", EN: "good for 300 seconds; either this or msign"},
		Where: providers.Text{ZH: "打印机菜单「本机信息」打印的小票，每张都不一样", EN: "the slip that the printer's menu 本机信息 prints; each has another"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 128},
	}
	msign = providers.Field{
		Name: "msign", Label: providers.Text{ZH: "终端密钥", EN: "Permanent key (msign)"}, Secret: true, Example: "abcd1234efgh",
		Help:  providers.Text{ZH: "长期有效；和特殊密钥二选一", EN: "good for ever; either this or qr_key"},
		Where: providers.Text{ZH: "打印机底部的标签", EN: "the label under the printer"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 128},
	}
	printName = providers.Field{
		Name: "print_name", Label: providers.Text{ZH: "打印机名称", EN: "Printer name (print_name)"}, Example: "解放路店 · 收银台",
		Help: providers.Text{ZH: "自己起的名字，不填也行", EN: "a name of your own; may be left out"},
		Rule: providers.Rule{Max: 64},
	}
	phone = providers.Field{
		Name: "phone", Label: providers.Text{ZH: "SIM 卡号", EN: "SIM number (phone)"}, Example: "13800000000",
		Help:  providers.Text{ZH: "带 SIM 卡的打印机才有，不填也行", EN: "for printers with a SIM card; may be left out"},
		Where: providers.Text{ZH: "打印机里的 SIM 卡", EN: "the SIM card in the printer"},
		Rule:  providers.Rule{Charset: providers.Digits, Max: 20},
	}
	code = providers.Field{
		Name: "code", Label: providers.Text{ZH: "授权码", EN: "Authorisation code (code)"}, Required: true, Secret: true, Example: "4a2c1f00d5e94b7c",
		Help:  providers.Text{ZH: "只能用一次，600 秒内有效", EN: "good once, for 600 seconds"},
		Where: providers.Text{ZH: "浏览器同意授权后，跳转网址里的 code", EN: "code in the URL to which the browser is sent after the consent"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 512},
	}
	accessToken = providers.Field{
		Name: "access_token", Label: providers.Same("access_token"), Required: true, Secret: true, FromToken: TokenAccess, Example: "0123456789abcdef",
		Help:  providers.Text{ZH: "管打印机要带的令牌", EN: "the token that calls about printers carry"},
		Where: providers.Text{ZH: "开放型先「极速授权」，自有型先「获取令牌」，会自动带上", EN: "pair the printer (open app) or get the token (self-owned app) first; it is filled in by itself"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 4096},
	}
	refreshToken = providers.Field{
		Name: "refresh_token", Label: providers.Same("refresh_token"), Required: true, Secret: true, FromToken: TokenAccess, FromRefresh: true, Example: "fedcba9876543210",
		Help:  providers.Text{ZH: "35 天有效，用一次换一个新的", EN: "good for 35 days; each use gives a new one"},
		Where: providers.Text{ZH: "和令牌一起拿到的，会自动带上", EN: "came with the token; it is filled in by itself"},
		Rule:  providers.Rule{Charset: providers.Unspaced, Max: 4096},
	}
	content = providers.Field{
		Name: "content", Label: providers.Text{ZH: "打印内容", EN: "Text (content)"}, Required: true, Kind: providers.KindBody, Example: "测试页\n能看清这行字，就配好了",
		Help: providers.Text{ZH: "要打印的文字，可以换行", EN: "what to print; may have several lines"},
	}
	originID = providers.Field{
		Name: "origin_id", Label: providers.Text{ZH: "订单号", EN: "Order number (origin_id)"}, Example: "20240101000001",
		Help: providers.Text{ZH: "自己的单号，最多 32 位字母数字；不填就随机", EN: "a number of your own, at most 32 letters and digits; random if left out"},
		Rule: providers.Rule{Charset: providers.Alnum, Max: 32},
	}
)

var (
	// localName names the binding; the platform has no such parameter here.
	localName = withHelp(printName, providers.Text{ZH: "自己起的名字，只记在这里，不会发出去", EN: "a name of your own; kept here and not sent"})
	// boundMachine is a printer that was bound before.
	boundMachine = fromGrant(machineCode)
	// subjectMachine is the printer that an open app's token belongs to. It is
	// not sent; the answer's token and the daily limit belong to it.
	subjectMachine = withHelp(machineCode.Optional(), providers.Text{ZH: "开放型应用填令牌所属的打印机，不会发出去", EN: "for open apps: the printer that the token belongs to; not sent"})
)

func withHelp(f providers.Field, help providers.Text) providers.Field {
	f.Help = help
	return f
}

func fromGrant(f providers.Field) providers.Field {
	f.FromGrant = GrantPrinter
	return f
}
