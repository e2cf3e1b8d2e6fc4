// Package robot makes calls to 金蝶业务机器人 (Kingdee business robot platform)
// at gateway.kingdeeresearch.com. Nothing is signed: keys go along with the
// calls.
//
// Two pairs of keys are both called client_id and client_secret on the wire, and
// are kept apart here. API Key and Secret Key come from the robot platform and
// buy an access_token; 应用 ID and 应用 SECRET come from the Kingdee cloud
// platform and accompany every business call. Neither pair may go where the
// other belongs.
//
// Sources: the platform's guide for beginners, with its sample answers and its
// table of errors; and the OAuth 2.0 plugin of Kong, whose answers the guide
// prints word for word, for everything that the guide leaves out. Where they
// leave doubts:
//
//   - The guide's list of parameters omits the keys; its table of errors tells
//     that invalid_client is about API Key and Secret Key.
//   - The guide wants the keys in the URL. Kong takes them from a form body or a
//     Basic header as well, where fewer logs see them; auth_style chooses.
//   - The guide's sample API Key has a space inside, from a wrapped line; without
//     it, it has the 32 characters that Kong makes.
//   - Paths and bodies of the business services are not published.
package robot

import (
	"time"

	"keycase/providers"
)

// TokenAccess is the kind of the token of business calls.
const TokenAccess = "access_token"

const (
	tokenPath = "/certification/oauth2/token"
	tokenLife = 2 * time.Hour
)

// Platform describes 金蝶业务机器人.
func Platform() *providers.Platform {
	return &providers.Platform{
		ID:        "robot",
		Name:      providers.Text{ZH: "金蝶业务机器人", EN: "Kingdee Business Robot"},
		ShortName: providers.Text{ZH: "业务机器人", EN: "Business Robot"},
		Icon:      "bot",
		BaseURL:   "https://gateway.kingdeeresearch.com",
		Fields:    []providers.Field{apiKey, secretKey, appID, appSecret},
		Tokens: []providers.TokenKind{{
			Kind: TokenAccess, Life: tokenLife, Soon: 15 * time.Minute,
			IssueBy: func(providers.Values) string { return "token" },
		}},
		Explained:  explained,
		Operations: []providers.Operation{tokenOp(), requestOp()},
	}
}

func tokenOp() providers.Operation {
	return providers.Operation{
		ID:      "token",
		Title:   providers.Text{ZH: "获取 access_token", EN: "Get an access_token"},
		Summary: providers.Text{ZH: "换一个新的，2 小时有效；旧的照样能用到期满", EN: "a new one, good for 2 hours; earlier ones live out their time"},
		Icon:    "key-round",
		Inputs:  []providers.Field{apiKey, secretKey, authStyle},
		Sends:   true,
		Yields:  TokenAccess,
		Signer:  signToken,
		Doctor:  tokenDoctor,
		Steps:   tokenSteps,
		Parser:  parseToken,
	}
}

func requestOp() providers.Operation {
	return providers.Operation{
		ID:      "request",
		Title:   providers.Text{ZH: "生成任意请求", EN: "Make any request"},
		Summary: providers.Text{ZH: "带上令牌和应用 ID、应用 SECRET", EN: "with the token, the app ID and the app SECRET"},
		Icon:    "signature",
		Inputs:  []providers.Field{accessToken, appID.Needed(), appSecret.Needed(), method, path, fullURL, query, body},
		OneOf:   []providers.OneOf{{Fields: []string{"path", "url"}, Exclusive: true}},
		Sends:   true,
		Signer:  signRequest,
		Doctor:  requestDoctor,
		Steps:   requestSteps,
		Parser:  parseBusiness,
	}
}
