package yilianyun

import "keycase/providers"

// eitherKey: the platform forbids sending both keys of a printer.
var eitherKey = []providers.OneOf{{Fields: []string{"qr_key", "msign"}, Exclusive: true}}

func scanCodeOp() providers.Operation {
	return providers.Operation{
		ID:      "scan-code",
		Title:   providers.Text{ZH: "极速授权", EN: "Pair a printer by its keys"},
		Summary: providers.Text{ZH: "开放型应用用；授权成功就绑好了打印机", EN: "for open apps; once authorised, the printer is bound"},
		Icon:    "scan-qr-code",
		Inputs:  []providers.Field{clientID, clientSecret, machineCode, qrKey, msign, localName},
		OneOf:   eitherKey,
		Sends:   true,
		About:   "machine_code",
		Yields:  TokenAccess,
		Binds:   GrantPrinter,
		Quota:   fetchQuota(byMachine),
		Signer:  signScanCode,
		Doctor:  doctor,
		Steps:   scanCodeSteps,
		Parser:  parseOpenToken,
	}
}

func clientTokenOp() providers.Operation {
	return providers.Operation{
		ID:      "client-token",
		Title:   providers.Text{ZH: "获取令牌（自有型）", EN: "Get the token (self-owned app)"},
		Summary: providers.Text{ZH: "永不过期；每天 20 次，旧令牌 2 小时内失效", EN: "never expires; 20 a day, and the old one dies within 2 hours"},
		Icon:    "key-round",
		Inputs:  []providers.Field{clientID, clientSecret},
		Sends:   true,
		Yields:  TokenAccess,
		Quota:   fetchQuota(byClient),
		Signer:  signClientToken,
		Doctor:  doctor,
		Steps:   clientTokenSteps,
		Parser:  parseSelfToken,
	}
}

func addPrinterOp() providers.Operation {
	return providers.Operation{
		ID:      "add-printer",
		Title:   providers.Text{ZH: "添加打印机", EN: "Add a printer"},
		Summary: providers.Text{ZH: "自有型应用用；不占每天的令牌次数", EN: "for self-owned apps; does not count as a token"},
		Icon:    "plus",
		Inputs:  []providers.Field{clientID, clientSecret, accessToken, machineCode, qrKey, msign, phone, printName},
		OneOf:   eitherKey,
		Sends:   true,
		About:   "machine_code",
		Binds:   GrantPrinter,
		Signer:  signAddPrinter,
		Doctor:  doctor,
		Steps:   addPrinterSteps,
		Parser:  parseAddPrinter,
	}
}

// authorizationCodeOp has no quota here: the platform counts by machine_code,
// which only the answer tells. Each code takes a person's consent anyway.
func authorizationCodeOp() providers.Operation {
	return providers.Operation{
		ID:      "authorization-code",
		Title:   providers.Text{ZH: "用授权码换令牌", EN: "Trade a code for a token"},
		Summary: providers.Text{ZH: "开放型应用用；浏览器里同意授权之后", EN: "for open apps; after the consent in the browser"},
		Icon:    "globe",
		Inputs:  []providers.Field{clientID, clientSecret, code},
		Sends:   true,
		Yields:  TokenAccess,
		Binds:   GrantPrinter,
		Signer:  signAuthorizationCode,
		Doctor:  doctor,
		Steps:   authorizationCodeSteps,
		Parser:  parseOpenToken,
	}
}

func refreshOp() providers.Operation {
	return providers.Operation{
		ID:      "refresh",
		Title:   providers.Text{ZH: "刷新令牌", EN: "Refresh the token"},
		Summary: providers.Text{ZH: "两个令牌都换新；占每天的 20 次，旧的 2 小时内失效", EN: "renews both tokens; counts among the 20 a day, and the old one dies within 2 hours"},
		Icon:    "refresh-cw",
		Inputs:  []providers.Field{clientID, clientSecret, appType.Optional(), refreshToken, subjectMachine},
		Sends:   true,
		About:   "machine_code",
		Yields:  TokenAccess,
		Quota:   fetchQuota(byApp),
		Signer:  signRefresh,
		Doctor:  doctor,
		Steps:   refreshSteps,
		Parser:  parseRefresh,
	}
}

func printerStatusOp() providers.Operation {
	return providers.Operation{
		ID:      "printer-status",
		Title:   providers.Text{ZH: "查看打印机状态", EN: "Ask a printer's status"},
		Summary: providers.Text{ZH: "看它在不在线", EN: "whether it is online"},
		Icon:    "info",
		Inputs:  []providers.Field{clientID, clientSecret, accessToken, boundMachine},
		Sends:   true,
		About:   "machine_code",
		Signer:  signPrinter("/printer/getprintstatus"),
		Doctor:  doctor,
		Steps:   printerSteps("/printer/getprintstatus"),
		Parser:  parseCall,
	}
}

func printTextOp() providers.Operation {
	return providers.Operation{
		ID:      "print-text",
		Title:   providers.Text{ZH: "打印文字", EN: "Print text"},
		Summary: providers.Text{ZH: "发一段文字到打印机", EN: "sends some text to a printer"},
		Icon:    "printer",
		Inputs:  []providers.Field{clientID, clientSecret, accessToken, boundMachine, content, originID},
		Sends:   true,
		About:   "machine_code",
		Signer:  signPrintText,
		Doctor:  doctor,
		Steps:   printTextSteps,
		Parser:  parseCall,
	}
}

func deletePrinterOp() providers.Operation {
	return providers.Operation{
		ID:       "delete-printer",
		Title:    providers.Text{ZH: "解绑打印机", EN: "Unbind a printer"},
		Summary:  providers.Text{ZH: "应用以后不能再用它打印", EN: "the app can no longer print on it"},
		Icon:     "trash-2",
		Inputs:   []providers.Field{clientID, clientSecret, accessToken, boundMachine},
		Sends:    true,
		Releases: GrantPrinter,
		About:    "machine_code",
		Signer:   signPrinter("/printer/deleteprinter"),
		Doctor:   doctor,
		Steps:    printerSteps("/printer/deleteprinter"),
		Parser:   parseCall,
	}
}
