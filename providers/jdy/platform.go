// Package jdy signs calls to 金蝶云·星辰 (Kingdee JDY) at api.kingdee.com.
//
// Four secrets take part, and mixing them up is the usual mistake: clientSecret
// is the HMAC key of X-Api-Signature, app_secret that of app_signature.
//
// Sources: the page of open.jdy.com on kingdee_auth_token with its published
// signature example, which the tests reproduce, and the behaviour of the
// vendor's client apigwclient 0.1.5. Where the page contradicts them (app_key
// "at most 8" characters, while its own example has 9) the published example
// wins.
package jdy

import (
	"time"

	"keycase/providers"
)

// TokenApp is the kind of the token of business calls.
const TokenApp = "app-token"

// The kinds of grant.
const (
	GrantUser    = "user"    // a Kingdee user, by uid
	GrantAccount = "account" // an account set that authorised the app, by appKey
)

const (
	issuePath     = "/jdyconnector/app_management/kingdee_auth_token"
	authorizePath = "/jdyconnector/app_management/push_app_authorize"

	tokenLife     = 24 * time.Hour
	signatureLife = 5 * time.Minute
)

// Platform describes 金蝶云·星辰.
func Platform() *providers.Platform {
	return &providers.Platform{
		ID:        "jdy",
		Name:      providers.Text{ZH: "金蝶云·星辰", EN: "Kingdee JDY (Xingchen)"},
		ShortName: providers.Text{ZH: "金蝶云·星辰", EN: "Kingdee JDY"},
		Icon:      "sparkles",
		BaseURL:   "https://api.kingdee.com",
		Fields:    []providers.Field{clientID, clientSecret, appKey, appSecret, uid, outerInstanceID, routerAddr},
		Tokens: []providers.TokenKind{{
			Kind: TokenApp, Life: tokenLife, Soon: time.Hour,
			IssueBy: func(providers.Values) string { return "app-token" },
		}},
		Explained:  explained,
		Operations: []providers.Operation{appTokenOp(), requestOp(), authorizeOp(), appSignatureOp()},
	}
}

func appSignatureOp() providers.Operation {
	return providers.Operation{
		ID:      "app-signature",
		Title:   providers.Text{ZH: "计算 app_signature", EN: "Compute app_signature"},
		Summary: providers.Text{ZH: "只计算，不发请求", EN: "computes only, sends nothing"},
		Icon:    "signature",
		Inputs:  []providers.Field{appKey, appSecret},
		Signer:  signAppSignature,
		Doctor:  appSignatureDoctor,
	}
}

func appTokenOp() providers.Operation {
	return providers.Operation{
		ID:      "app-token",
		Title:   providers.Text{ZH: "获取 app-token", EN: "Get an app-token"},
		Summary: providers.Text{ZH: "换一个新的，24 小时有效", EN: "a new one, good for 24 hours"},
		Icon:    "key-round",
		Inputs:  []providers.Field{clientID, clientSecret, appKey, appSecret.Optional(), givenAppSignature, uid},
		OneOf:   []providers.OneOf{{Fields: []string{"app_secret", "app_signature"}}},
		Sends:   true,
		Yields:  TokenApp,
		Binds:   GrantUser,
		About:   "uid",
		Quota: &providers.Quota{
			ID: "jdy.app-token", Limit: 2, Window: time.Minute,
			Scope: func(v providers.Values) string { return v["client_id"] + "/" + v["app_key"] },
		},
		Signer: signAppToken,
		Doctor: appTokenDoctor,
		Steps:  appTokenSteps,
		Parser: parseAppToken,
	}
}

func authorizeOp() providers.Operation {
	return providers.Operation{
		ID:       "authorize",
		Title:    providers.Text{ZH: "查询账套授权", EN: "Look up authorisations"},
		Summary:  providers.Text{ZH: "拿到最新的 app_key 和 app_secret", EN: "gives the newest app_key and app_secret"},
		Icon:     "refresh-cw",
		Inputs:   []providers.Field{clientID, clientSecret, outerInstanceID.Needed()},
		Sends:    true,
		Binds:    GrantAccount,
		RenewsBy: []string{"app_key", "outer_instance_id"},
		Renews:   []string{"app_secret", "router_addr"},
		Signer:   signAuthorize,
		Doctor:   authorizeDoctor,
		Steps:    authorizeSteps,
		Parser:   parseAuthorize,
	}
}

func requestOp() providers.Operation {
	return providers.Operation{
		ID:      "request",
		Title:   providers.Text{ZH: "签名任意请求", EN: "Sign any request"},
		Summary: providers.Text{ZH: "生成 curl，5 分钟有效", EN: "as a curl command, good for 5 minutes"},
		Icon:    "signature",
		Inputs:  []providers.Field{clientID, clientSecret, method, path, fullURL, query, body, appToken, routerAddr},
		OneOf:   []providers.OneOf{{Fields: []string{"path", "url"}, Exclusive: true}},
		Sends:   true,
		Quota: &providers.Quota{
			ID: "jdy.request", Limit: 500, Window: time.Minute,
			Scope: func(v providers.Values) string { return v["client_id"] + "/" + v["router_addr"] },
		},
		Signer: signRequest,
		Doctor: requestDoctor,
		Steps:  requestSteps,
		Parser: parseBusiness,
	}
}
