package robot

import (
	"encoding/base64"
	"fmt"
	"slices"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// signToken sends API Key and Secret Key under the names that OAuth 2.0 gives
// them, where auth_style says.
func signToken(env providers.Env, v providers.Values) (providers.Signed, error) {
	var (
		grant  = providers.Pair{Name: "grant_type", Value: "client_credentials"}
		id     = providers.Pair{Name: "client_id", Value: v["api_key"]}
		secret = providers.Pair{Name: "client_secret", Value: v["secret_key"]}
		r      = &providers.Request{Method: "POST", URL: baseURL(env) + tokenPath}
		last   providers.Step
	)
	switch v["auth_style"] {
	case styleForm:
		r.Headers = []providers.Header{{Name: "Content-Type", Value: form.ContentType}}
		r.Body = form.Encode([]providers.Pair{id, secret, grant})
		r.Sensitive = []string{form.Escape(secret.Value)}
		last = providers.Step{Name: "body", Title: providers.Text{ZH: "表单", EN: "Form body"}, Hint: providers.Text{ZH: "三个参数拼在一起", EN: "the three parameters joined"}, Value: r.Body}
	case styleBasic:
		pair := base64.StdEncoding.EncodeToString([]byte(id.Value + ":" + secret.Value))
		r.URL += "?" + form.Encode([]providers.Pair{grant})
		r.Headers = []providers.Header{{Name: "Authorization", Value: "Basic " + pair}}
		r.Sensitive = []string{pair}
		last = providers.Step{Name: "authorization", Title: providers.Same("Authorization"), Hint: providers.Text{ZH: "API Key:Secret Key 做 Base64", EN: "Base64 of API Key:Secret Key"}, Value: "Basic " + pair}
	default:
		text := form.Encode([]providers.Pair{grant, id, secret})
		r.URL += "?" + text
		r.Sensitive = []string{form.Escape(secret.Value)}
		last = providers.Step{Name: "query", Title: providers.Text{ZH: "网址参数", EN: "URL query"}, Hint: providers.Text{ZH: "三个参数拼在一起", EN: "the three parameters joined"}, Value: text}
	}
	return providers.Signed{Request: r, Trace: providers.Trace{
		step(grant, providers.Text{ZH: "固定值", EN: "fixed"}),
		step(id, providers.Text{ZH: "填 API Key", EN: "is API Key"}),
		step(secret, providers.Text{ZH: "填 Secret Key", EN: "is Secret Key"}),
		last,
	}}, nil
}

// signRequest adds the token and the second pair of keys to a business call.
func signRequest(env providers.Env, v providers.Values) (providers.Signed, error) {
	address, more, err := target(env, v)
	if err != nil {
		return providers.Signed{}, err
	}
	keys := []providers.Pair{
		{Name: "access_token", Value: v["access_token"]},
		{Name: "client_id", Value: v["app_id"]},
		{Name: "client_secret", Value: v["app_secret"]},
	}
	text := form.Encode(append(slices.Clone(keys), more...))
	r := &providers.Request{
		Method:    v["method"],
		URL:       address + "?" + text,
		Body:      v["body"],
		Sensitive: []string{form.Escape(v["access_token"]), form.Escape(v["app_secret"])},
	}
	if r.Body != "" {
		r.Headers = []providers.Header{{Name: "Content-Type", Value: "application/json"}}
	}
	return providers.Signed{Request: r, Trace: providers.Trace{
		step(keys[0], providers.Text{ZH: "刚取的令牌", EN: "the token"}),
		step(keys[1], providers.Text{ZH: "填应用 ID，不是 API Key", EN: "is the app ID, not API Key"}),
		step(keys[2], providers.Text{ZH: "填应用 SECRET，不是 Secret Key", EN: "is the app SECRET, not Secret Key"}),
		{Name: "query", Title: providers.Text{ZH: "网址参数", EN: "URL query"}, Hint: providers.Text{ZH: "自己的参数跟在后面", EN: "other parameters follow"}, Value: text},
	}}, nil
}

func step(p providers.Pair, hint providers.Text) providers.Step {
	return providers.Step{Name: p.Name, Title: providers.Same(p.Name), Hint: hint, Value: p.Value}
}

// target reads path, url and query. A full URL must lead to the environment's
// host: any other would be handed the token and the secret.
func target(env providers.Env, v providers.Values) (address string, more []providers.Pair, err error) {
	address = baseURL(env) + v["path"]
	if full := v["url"]; full != "" {
		var path string
		if path, more, err = form.Below(full, baseURL(env)); err != nil {
			return "", nil, err
		}
		address = baseURL(env) + path
		if t := reserved(more); !t.IsZero() {
			return "", nil, providers.Invalid("url", t)
		}
	}
	given, err := providers.ParsePairs(v["query"])
	if err != nil {
		return "", nil, providers.Invalid("query", providers.Text{ZH: "参数读不懂", EN: "cannot be read"})
	}
	if t := reserved(given); !t.IsZero() {
		return "", nil, providers.Invalid("query", t)
	}
	return address, append(more, given...), nil
}

// reserved refuses what would contradict the parameters that are added here:
// given twice, a name becomes a list to the gateway, and finds no client.
func reserved(pairs []providers.Pair) providers.Text {
	for _, p := range pairs {
		switch p.Name {
		case "access_token", "client_id", "client_secret":
			return providers.Text{
				ZH: fmt.Sprintf("不用写 %s，会自动带上", p.Name),
				EN: fmt.Sprintf("leave out %s; it is added by itself", p.Name),
			}
		}
	}
	return providers.Text{}
}

func baseURL(env providers.Env) string {
	if env.BaseURL != "" {
		return env.BaseURL
	}
	return Platform().BaseURL
}
