// Package kis signs calls to 金蝶 KIS (Kingdee KIS): it finds the servers of an
// enterprise's products and calls the router of one of them.
//
// There are two recipes. Version 1 (April to June 2016) signs
// timestamp + EID + ClientID + ClientSecret + State; version 2, in force since,
// signs timestamp + client_id + client_secret + auth_token + state. Both are MD5
// over the bare values: a time with a real space and real colons, nothing
// URL-encoded.
//
// Sources: the platform's page on get_server_url with its whole edit history,
// and two public clients, one of which keeps live answers. Where they contradict
// each other:
//
//   - The page says md5() and no letter case. The client with the live answers
//     sends upper case, so that is the default; md5_case switches.
//   - The page names no time zone. Both clients run on local time in China.
//   - The page's example URL has a netid, which is not among its parameters but
//     is what the call gives back; nobody sends it.
//   - The page called the answer Result, ErrMsg, State, Data before it called it
//     code, msg, state, data; both are read.
package kis

import (
	"time"

	"keycase/providers"
)

// TokenAccess is the kind of the token that is computed here, not fetched.
const TokenAccess = "access_token"

// GrantInstance is a product instance of the enterprise, by netid.
const GrantInstance = "instance"

const (
	serverURLPath = "/Kisoemapi/get_server_url"
	routerPath    = "/Kisopenapi/router/"
	// The host of version 1, which was never served over https.
	baseURLv1 = "http://kd.cmcloud.cn"

	tokenLife  = 10 * time.Minute
	signLifeV1 = 3 * time.Minute
)

// Platform describes 金蝶 KIS.
func Platform() *providers.Platform {
	return &providers.Platform{
		ID:        "kis",
		Name:      providers.Text{ZH: "金蝶 KIS", EN: "Kingdee KIS"},
		ShortName: providers.Text{ZH: "金蝶 KIS", EN: "Kingdee KIS"},
		Icon:      "book-open",
		BaseURL:   "https://kiscloud.kingdee.com",
		Fields:    []providers.Field{eid, clientID, clientSecret, authToken, md5Case},
		Tokens: []providers.TokenKind{{
			Kind: TokenAccess, Life: tokenLife, Soon: 3 * time.Minute,
			IssueBy: func(providers.Values) string { return "access-token" },
		}},
		Explained:  explained,
		PickOne:    []string{GrantInstance},
		Operations: []providers.Operation{serverURLOp(), routerOp(), accessTokenOp(), serverURLv1Op()},
	}
}

func serverURLOp() providers.Operation {
	return providers.Operation{
		ID:      "server-url",
		Title:   providers.Text{ZH: "查询产品实例", EN: "Find the product instances"},
		Summary: providers.Text{ZH: "列出企业号下的产品和它们的地址", EN: "lists the enterprise's products and their addresses"},
		Icon:    "search",
		Inputs:  []providers.Field{eid, clientID, clientSecret, authToken, md5Case},
		Sends:   true,
		Binds:   GrantInstance,
		Signer:  signServerURL,
		Doctor:  lookupDoctor,
		Steps:   serverURLSteps,
		Parser:  parseInstances,
	}
}

func routerOp() providers.Operation {
	return providers.Operation{
		ID:      "router",
		Title:   providers.Text{ZH: "调用业务接口", EN: "Call a business API"},
		Summary: providers.Text{ZH: "经路由发到选好的产品，签名 10 分钟有效", EN: "through the router of the chosen product; the signature is good for 10 minutes"},
		Icon:    "signature",
		Inputs:  []providers.Field{eid, clientID, clientSecret, authToken, md5Case, serverURL, netID, method, custData},
		Sends:   true,
		About:   "netid",
		Signer:  signRouter,
		Doctor:  doctorV2,
		Steps:   routerSteps,
		Parser:  parseRouter,
	}
}

func accessTokenOp() providers.Operation {
	return providers.Operation{
		ID:      "access-token",
		Title:   providers.Text{ZH: "生成访问令牌", EN: "Make an access token"},
		Summary: providers.Text{ZH: "在这台电脑上算出 access_token，10 分钟有效", EN: "an access_token, computed on this computer; good for 10 minutes"},
		Icon:    "key-round",
		Inputs:  []providers.Field{clientID, clientSecret, authToken, md5Case},
		Yields:  TokenAccess,
		Signer:  signAccessToken,
		Doctor:  accessTokenDoctor,
	}
}

func serverURLv1Op() providers.Operation {
	return providers.Operation{
		ID:      "server-url-v1",
		Title:   providers.Text{ZH: "查询产品实例（旧版）", EN: "Find the product instances (version 1)"},
		Summary: providers.Text{ZH: "2016 年 6 月以前的写法，地址不加密", EN: "as it was before June 2016; the address is not encrypted"},
		Icon:    "search",
		Inputs:  []providers.Field{eid, clientID, clientSecret, md5Case},
		Sends:   true,
		Binds:   GrantInstance,
		Signer:  signServerURLv1,
		Doctor:  lookupV1Doctor,
		Steps:   serverURLv1Steps,
		Parser:  parseInstances,
	}
}
