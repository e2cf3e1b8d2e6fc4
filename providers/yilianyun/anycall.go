package yilianyun

import (
	"fmt"
	"slices"

	"keycase/providers"
	"keycase/providers/internal/form"
)

var (
	path = providers.Field{
		Name: "path", Label: providers.Text{ZH: "路径", EN: "Path"}, Example: "/printer/getprintstatus",
		Help: providers.Text{ZH: "接口的路径，以 / 开头", EN: "the path of the API, beginning with /"},
		Rule: providers.Rule{Charset: providers.URLPath, Max: 2048},
	}
	fullURL = providers.Field{
		Name: "url", Label: providers.Text{ZH: "完整网址", EN: "Full URL"}, Example: "https://open-api.10ss.net/printer/getprintstatus",
		Help: providers.Text{ZH: "也可以不填路径，直接贴完整网址", EN: "instead of a path: the whole URL"},
		Rule: providers.Rule{Charset: providers.HTTPURL, Max: 8192},
	}
	formValues = providers.Field{
		Name: "form", Label: providers.Text{ZH: "表单参数", EN: "Form values"}, Kind: providers.KindPairs, Example: `[["response_type","card"]]`,
		Help: providers.Text{ZH: "名称和值，不要提前编码；签名和令牌会自动带上", EN: "names and values, not encoded; signature and token are added by themselves"},
	}
)

func requestOp() providers.Operation {
	return providers.Operation{
		ID:      "request",
		Title:   providers.Text{ZH: "签名任意请求", EN: "Sign any request"},
		Summary: providers.Text{ZH: "任何接口：填路径和表单，自动带上签名和令牌", EN: "any API: path and form, with signature and token added"},
		Icon:    "signature",
		Inputs:  []providers.Field{clientID, clientSecret, accessToken.Optional(), boundMachine.Optional(), path, fullURL, formValues},
		OneOf:   []providers.OneOf{{Fields: []string{"path", "url"}, Exclusive: true}},
		Sends:   true,
		About:   "machine_code",
		Signer:  signAny,
		Doctor:  doctor,
		Steps:   anySteps,
		Parser:  parseCall,
	}
}

func signAny(env providers.Env, v providers.Values) (providers.Signed, error) {
	to, more, err := anyCall(env, v)
	if err != nil {
		return providers.Signed{}, err
	}
	return post(env, v, to, append(given(v, "access_token", "machine_code"), more...)...), nil
}

func anySteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	to, more, err := anyCall(env, v)
	if err != nil {
		return providers.Recipe{}, err
	}
	return steps{path: to, names: []string{"access_token", "machine_code"}, last: more}.recipe(env, v)
}

// anyCall reads path, url and form. What follows "?" in a full URL goes into the
// form too: the platform documents no other place for parameters.
func anyCall(env providers.Env, v providers.Values) (to string, more []providers.Pair, err error) {
	to = v["path"]
	if full := v["url"]; full != "" {
		if to, more, err = form.Below(full, baseURL(env)); err != nil {
			return "", nil, err
		}
		if t := path.Rule.Check(to); !t.IsZero() {
			return "", nil, providers.Invalid("url", t)
		}
		if t := reserved(v, more); !t.IsZero() {
			return "", nil, providers.Invalid("url", t)
		}
	}
	rows, err := providers.ParsePairs(v["form"])
	if err != nil {
		return "", nil, providers.Invalid("form", providers.Text{ZH: "参数读不懂", EN: "cannot be read"})
	}
	more = append(more, rows...)
	if t := reserved(v, more); !t.IsZero() {
		return "", nil, providers.Invalid("form", t)
	}
	return to, more, nil
}

// reserved refuses what post adds by itself, what must never be sent, and secrets
// that are there twice: which one counts is not published.
func reserved(v providers.Values, pairs []providers.Pair) providers.Text {
	added := []string{"client_id", "sign", "id", "timestamp"}
	for _, p := range given(v, "access_token", "machine_code") {
		added = append(added, p.Name)
	}
	var secrets []string
	for _, p := range pairs {
		switch {
		case slices.Contains(added, p.Name):
			return providers.Text{ZH: fmt.Sprintf("不用写 %s，会自动带上", p.Name), EN: fmt.Sprintf("leave out %s; it is added by itself", p.Name)}
		case p.Name == "client_secret":
			return providers.Text{ZH: "client_secret 只用来算签名，不能发出去", EN: "client_secret only signs and must not be sent"}
		case slices.Contains(secrets, p.Name):
			return providers.Text{ZH: fmt.Sprintf("%s 写了两次", p.Name), EN: fmt.Sprintf("%s is there twice", p.Name)}
		case slices.Contains(secretNames, p.Name):
			secrets = append(secrets, p.Name)
		}
	}
	return providers.Text{}
}
