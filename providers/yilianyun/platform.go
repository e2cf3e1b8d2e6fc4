// Package yilianyun signs calls to 易联云 (Yilianyun) cloud printers at
// open-api.10ss.net.
//
// There are two types of app. One of the open type (开放型) holds a token for
// each printer, which lives 30 days; one of the self-owned type (自有型) holds
// one token for all its printers, which never expires whatever expires_in says.
// The first pairs a printer with scan-code, the second with client-token and
// add-printer; the wrong way round is error 31.
//
// Sources: the platform's published documentation, both without a version and
// v2, and its own clients for PHP, Python and JavaScript. Where they contradict
// each other:
//
//   - error is a text in the first documentation and a number in v2, and so are
//     the lifetimes; both are read.
//   - Only v2 lists qr_key for add-printer; the clients send msign.
//   - v2 wants "/v2" behind the host; the paths below are the same.
//   - Answers of scan-code carry a machine_code in v2 only; without one it is
//     the one that was sent.
//
// How far the timestamp may be off is not published, so no signature here has
// an end.
package yilianyun

import (
	"time"

	"keycase/providers"
)

// TokenAccess is the kind of the token of all calls about printers.
const TokenAccess = "access_token"

// GrantPrinter is a printer that the app may use, by machine_code.
const GrantPrinter = "printer"

const (
	tokenLife   = 30 * 24 * time.Hour
	refreshLife = 35 * 24 * time.Hour
)

// Platform describes 易联云.
func Platform() *providers.Platform {
	return &providers.Platform{
		ID:        "yilianyun",
		Name:      providers.Text{ZH: "易联云", EN: "Yilianyun"},
		ShortName: providers.Text{ZH: "易联云", EN: "Yilianyun"},
		Icon:      "printer",
		BaseURL:   "https://open-api.10ss.net",
		Fields:    []providers.Field{clientID, clientSecret, appType},
		Tokens: []providers.TokenKind{{
			Kind: TokenAccess, Life: tokenLife, Soon: 3 * 24 * time.Hour, RefreshSoon: 5 * 24 * time.Hour,
			IssueBy: issueBy, SubjectField: "machine_code", RefreshBy: "refresh",
		}},
		Explained: explained,
		Operations: []providers.Operation{
			scanCodeOp(), clientTokenOp(), addPrinterOp(), authorizationCodeOp(), refreshOp(),
			printerStatusOp(), printTextOp(), requestOp(), deletePrinterOp(),
		},
	}
}

// issueBy is empty for open apps: only a person at the printer, or in the
// browser, can authorise it again.
func issueBy(v providers.Values) string {
	if v["app_type"] == typeSelf {
		return "client-token"
	}
	return ""
}

// fetchQuota is the limit that all ways to a token share.
func fetchQuota(scope func(providers.Values) string) *providers.Quota {
	return &providers.Quota{ID: "yilianyun.fetch", Limit: 20, Window: 24 * time.Hour, Scope: scope}
}

func byClient(v providers.Values) string  { return "client/" + v["client_id"] }
func byMachine(v providers.Values) string { return "machine/" + v["machine_code"] }

// byApp counts as the platform does: self-owned apps by client_id, open ones by
// machine_code. Where the printer is unknown, client_id is the careful choice.
func byApp(v providers.Values) string {
	if v["app_type"] == typeSelf || v["machine_code"] == "" {
		return byClient(v)
	}
	return byMachine(v)
}
