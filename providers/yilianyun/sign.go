package yilianyun

import (
	"slices"
	"strconv"

	"keycase/providers"
	"keycase/providers/internal/digest"
	"keycase/providers/internal/form"
)

// signature returns the text that was hashed and sign: the three values in this
// order ("ACB" in the documentation's own example, where B is the secret), and
// their MD5 in lower case. The parameters of the call are not part of it.
func signature(clientID, timestamp, clientSecret string) (text, sign string) {
	return digest.MD5(digest.Lower, clientID, timestamp, clientSecret)
}

// secretNames are the parameters that travel and must not be shown.
var secretNames = []string{"access_token", "code", "msign", "qr_key", "refresh_token"}

// post signs a call. Its own parameters stand between client_id and the ones
// that every call has.
func post(env providers.Env, v providers.Values, path string, own ...providers.Pair) providers.Signed {
	timestamp := strconv.FormatInt(env.Now.Unix(), 10)
	text, sign := signature(v["client_id"], timestamp, v["client_secret"])

	pairs := slices.Concat(
		[]providers.Pair{{Name: "client_id", Value: v["client_id"]}},
		own,
		[]providers.Pair{{Name: "sign", Value: sign}, {Name: "id", Value: env.ID}, {Name: "timestamp", Value: timestamp}},
	)
	r := &providers.Request{
		Method:  "POST",
		URL:     baseURL(env) + path,
		Headers: []providers.Header{{Name: "Content-Type", Value: form.ContentType}},
		Body:    form.Encode(pairs),
	}
	for _, p := range own {
		if slices.Contains(secretNames, p.Name) {
			r.Sensitive = append(r.Sensitive, form.Escape(p.Value))
		}
	}
	return providers.Signed{
		Request:      r,
		StringToSign: text,
		Signature:    sign,
		Trace:        trace(timestamp, text, sign),
	}
}

// trace explains sign.
func trace(timestamp, text, sign string) providers.Trace {
	return providers.Trace{
		{Name: "timestamp", Title: providers.Text{ZH: "时间戳", EN: "Timestamp"}, Hint: providers.Text{ZH: "秒，10 位数字", EN: "seconds, 10 digits"}, Value: timestamp},
		{Name: "join", Title: providers.Text{ZH: "直接拼接", EN: "Joined"}, Hint: providers.Same("client_id + timestamp + client_secret"), Value: text},
		{Name: "sign", Title: providers.Same("MD5 → sign"), Hint: providers.Text{ZH: "32 位，字母小写", EN: "32 digits, letters in lower case"}, Value: sign},
	}
}

func baseURL(env providers.Env) string {
	if env.BaseURL != "" {
		return env.BaseURL
	}
	return Platform().BaseURL
}
