package robot

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/providers/internal/form"
	"keycase/providers/internal/mistake"
)

// draft puts a pair of keys into a request in any way, right or wrong. Nothing is
// signed here; what stands for the signature is the Authorization header, and for
// the string to sign the text that holds the keys.
type draft struct {
	style    string // where the keys travel, as auth_style; "" is a business call
	token    string
	id       string
	secret   string
	values   providers.Values // all that is known, for taking the wrong one
	swapped  bool
	between  string
	end      string // behind the pair, before Base64
	escaped  bool   // percent-encoded before Base64
	plain    bool   // without Base64
	urlSafe  bool
	unpadded bool
	prefix   string
}

func (d *draft) pair() (first, second string) {
	first, second = d.id, d.secret
	if d.escaped {
		first, second = form.Escape(first), form.Escape(second)
	}
	if d.swapped {
		first, second = second, first
	}
	return first, second
}

func (d *draft) attempt() providers.Attempt {
	first, second := d.pair()
	pair := first + d.between + second + d.end
	encoded, shown := d.encode(pair)
	text := pair
	if d.style != styleBasic {
		text = keysText(d.style, d.token, first, second)
	}
	return providers.Attempt{StringToSign: text, Signature: d.prefix + encoded, Readable: true, Steps: func() providers.Trace {
		trace := providers.Trace{
			step(providers.Pair{Name: "client_id", Value: first}, providers.Text{ZH: "应用或 API Key 的编号", EN: "the ID or API Key"}),
			step(providers.Pair{Name: "client_secret", Value: second}, providers.Text{ZH: "和它成对的密钥", EN: "the secret that goes with it"}),
		}
		if d.style != styleBasic {
			return append(trace, providers.Step{Name: "query", Title: providers.Text{ZH: "参数", EN: "Parameters"}, Value: text})
		}
		return append(trace,
			providers.Step{Name: "join", Title: providers.Text{ZH: "用冒号拼接", EN: "Joined by a colon"}, Value: pair},
			providers.Step{Name: "authorization", Title: providers.Same("Authorization"), Value: d.prefix + shown},
		)
	}}
}

// encode writes the pair as the header has it, and as people are shown it: Base64
// hides nothing.
func (d *draft) encode(pair string) (encoded, shown string) {
	if d.plain {
		return pair, pair
	}
	encoding, name := base64.StdEncoding, "base64"
	if d.urlSafe {
		encoding, name = base64.URLEncoding, "base64url"
	}
	if d.unpadded {
		encoding, name = encoding.WithPadding(base64.NoPadding), name+"-unpadded"
	}
	return encoding.EncodeToString([]byte(pair)), name + "(" + pair + ")"
}

// keysText is how the keys stand in a query or form, in the order in which they
// are sent from here.
func keysText(style, token, id, secret string) string {
	keys := []providers.Pair{{Name: "client_id", Value: id}, {Name: "client_secret", Value: secret}}
	grant := providers.Pair{Name: "grant_type", Value: "client_credentials"}
	switch style {
	case styleForm:
		keys = append(keys, grant)
	case styleQuery:
		keys = append([]providers.Pair{grant}, keys...)
	default:
		keys = append([]providers.Pair{{Name: "access_token", Value: token}}, keys...)
	}
	return form.Encode(keys)
}

type way = providers.Way[draft]

func idAt(d *draft) *string     { return &d.id }
func secretAt(d *draft) *string { return &d.secret }

var aspectPair = providers.Text{ZH: "用对了哪一对密钥", EN: "the right pair of keys"}

// keyWays are the mistakes with a pair of keys, of which the platform has two; the
// other pair is the one that is taken for it.
func keyWays(id, secret, otherID, otherSecret string) []way {
	wrongPair := mistake.WrongSecret(id+" / "+secret, otherID+" / "+otherSecret)
	wrongPair.Aspect = aspectPair
	wrongPair.Title = providers.Text{ZH: "用了另一对密钥", EN: "The other pair of keys"}
	take := func(d *draft, id, secret string) {
		if v := d.values[id]; v != "" {
			d.id = v
		}
		if v := d.values[secret]; v != "" {
			d.secret = v
		}
	}
	wrongID := wrongPair
	wrongID.ID = "wrong-id"
	wrongID.Meaning = providers.Text{ZH: "该用 " + id + " 的地方用了 " + otherID, EN: otherID + " was used in the place of " + id}
	wrongID.Fix = providers.Text{ZH: "换成 " + id, EN: "use " + id}
	exchanged := providers.Variant{
		ID: "wrong-order", Aspect: mistake.Order,
		Title:   providers.Text{ZH: "编号和密钥放反了", EN: "ID and secret exchanged"},
		Meaning: providers.Text{ZH: secret + " 放在了 " + id + " 的位置上", EN: secret + " stands in the place of " + id},
		Fix:     providers.Text{ZH: "client_id 是 " + id + "，client_secret 是 " + secret, EN: "client_id is " + id + ", client_secret is " + secret},
	}
	return slices.Concat(
		[]way{
			{Variant: wrongPair, Turn: func(d *draft) { take(d, otherID, otherSecret) }},
			{Variant: mistake.WrongSecret(secret, otherSecret), Turn: func(d *draft) { take(d, "", otherSecret) }},
			{Variant: wrongID, Turn: func(d *draft) { take(d, otherID, "") }},
		},
		mistake.Spoilt(id, idAt), mistake.Spoilt(secret, secretAt),
		[]way{{Variant: exchanged, Turn: func(d *draft) { d.swapped = true }}},
	)
}

// basicWays are the mistakes in the Authorization header.
func basicWays() []way {
	plain := providers.Variant{
		ID: "no-base64", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "少了一步：Base64", EN: "A step is missing: Base64"},
		Meaning: providers.Text{ZH: "Basic 后面直接写了 id:secret；要先做 Base64", EN: "id:secret stands behind Basic as it is; it must be Base64"},
		Fix:     providers.Text{ZH: "对 id:secret 做 Base64", EN: "Base64 id:secret"},
	}
	safe := plain
	safe.ID, safe.Title = "other-base64", providers.Text{ZH: "Base64 的种类不对", EN: "The wrong kind of Base64"}
	safe.Meaning = providers.Text{ZH: "用了网址安全的 Base64，或者去掉了末尾的 =", EN: "the URL-safe alphabet was used, or the = at the end was dropped"}
	safe.Fix = providers.Text{ZH: "用标准的 Base64，保留 =", EN: "use standard Base64 with its ="}
	prefix := plain
	prefix.ID, prefix.Title = "no-basic-prefix", providers.Text{ZH: "前面少了 Basic", EN: "Basic is missing in front"}
	prefix.Meaning = providers.Text{ZH: "Authorization 要以 Basic 加一个空格开头", EN: "Authorization begins with Basic and a space"}
	prefix.Fix = providers.Text{ZH: "写成 Authorization: Basic …", EN: "write Authorization: Basic …"}
	bearer := prefix
	bearer.Title = providers.Text{ZH: "写成了 Bearer", EN: "Bearer instead of Basic"}
	escaped := plain
	escaped.ID, escaped.Title = "encoded-before-base64", providers.Text{ZH: "先做了网址编码", EN: "URL-encoded before Base64"}
	escaped.Meaning = providers.Text{ZH: "id 和 secret 先编码了再做 Base64；这里不用编码", EN: "id and secret were percent-encoded before Base64; they are used as they are"}
	escaped.Fix = providers.Text{ZH: "直接对 id:secret 做 Base64", EN: "Base64 id:secret as it is"}
	separator := providers.Variant{
		ID: "separator", Aspect: mistake.Order,
		Title:   providers.Text{ZH: "中间不是冒号", EN: "No colon in the middle"},
		Meaning: providers.Text{ZH: "id 和 secret 之间要正好一个冒号", EN: "exactly one colon stands between id and secret"},
		Fix:     providers.Text{ZH: "写成 id:secret", EN: "write id:secret"},
	}
	// The same bytes as a line feed behind the secret, so the same mistake.
	newline := providers.Variant{
		ID: "stray-whitespace", Aspect: mistake.Whitespace,
		Title:   providers.Text{ZH: "末尾多了一个换行", EN: "A line feed at the end"},
		Meaning: providers.Text{ZH: "做 Base64 的内容末尾多了换行，echo 不带 -n 就会这样", EN: "what was encoded ends with a line feed, as echo without -n writes it"},
		Fix:     providers.Text{ZH: "用 printf %s 或 echo -n", EN: "use printf %s or echo -n"},
	}
	return []way{
		{Variant: escaped, Turn: func(d *draft) { d.escaped = true }},
		{Variant: separator, Turn: func(d *draft) { d.between = "" }},
		{Variant: separator, Turn: func(d *draft) { d.between = "&" }, Rare: true},
		{Variant: newline, Turn: func(d *draft) { d.end = "\n" }},
		{Variant: plain, Turn: func(d *draft) { d.plain = true }},
		{Variant: safe, Turn: func(d *draft) { d.urlSafe = true }},
		{Variant: safe, Turn: func(d *draft) { d.unpadded = true }},
		{Variant: prefix, Turn: func(d *draft) { d.prefix = "" }},
		{Variant: bearer, Turn: func(d *draft) { d.prefix = "Bearer " }},
		{Variant: prefix, Turn: func(d *draft) { d.prefix = "basic" }, Rare: true},
	}
}

func tokenDoctor() *providers.Doctor {
	doctor := providers.NewDoctor(
		slices.Concat(keyWays("api_key", "secret_key", "app_id", "app_secret"), basicWays()),
		func(_ providers.Env, v providers.Values) draft {
			return draft{
				style: cmp.Or(v["auth_style"], styleQuery), id: v["api_key"], secret: v["secret_key"], values: v,
				between: ":", prefix: "Basic ",
			}
		},
		(*draft).attempt,
	)
	doctor.Signs = []string{"api_key", "secret_key", "auth_style"}
	doctor.Presumes = providers.Values{"auth_style": styleBasic}
	doctor.Read = observeToken
	return doctor
}

func requestDoctor() *providers.Doctor {
	doctor := providers.NewDoctor(
		keyWays("app_id", "app_secret", "api_key", "secret_key"),
		func(_ providers.Env, v providers.Values) draft {
			return draft{token: v["access_token"], id: v["app_id"], secret: v["app_secret"], values: v}
		},
		func(d *draft) providers.Attempt {
			a := d.attempt()
			a.Signature = "" // these calls have no header to show
			return a
		},
	)
	doctor.Signs = []string{"access_token", "app_id", "app_secret"}
	doctor.Read = observeRequest
	return doctor
}

// observeToken finds the keys where they were put: two parameters are believed
// before a header.
func observeToken(r *providers.Request, _ providers.Values) providers.Observation {
	_, _, raw := form.Split(r.URL)
	query, body := form.Lenient(raw), form.Lenient(r.Body)
	o := providers.Observation{Values: providers.Values{"auth_style": styleQuery}, Explained: []string{"client_id", "client_secret", "Authorization"}}
	keys := append(slices.Clone(body), query...)
	id, secret := form.Value(keys, "client_id"), form.Value(keys, "client_secret")
	switch {
	case id == "" && secret == "" && r.Header("Authorization") != "":
		o.Values["auth_style"] = styleBasic
		o.Signature = r.Header("Authorization")
		if scheme, rest, ok := strings.Cut(o.Signature, " "); ok && strings.EqualFold(scheme, "basic") {
			o.Signature = "Basic " + rest
		}
		return o
	case form.Value(body, "client_secret") != "":
		o.Values["auth_style"] = styleForm
	}
	if id != "" || secret != "" {
		o.StringToSign = keysText(o.Values["auth_style"], "", id, secret)
	}
	return o
}

func observeRequest(r *providers.Request, _ providers.Values) providers.Observation {
	_, path, raw := form.Split(r.URL)
	keys := append(form.Lenient(raw), form.Lenient(r.Body)...)
	token := form.Value(keys, "access_token")
	if bearer, ok := strings.CutPrefix(r.Header("Authorization"), "Bearer "); ok && token == "" {
		token = bearer
	}
	id, secret := form.Value(keys, "client_id"), form.Value(keys, "client_secret")
	o := providers.Observation{
		Values:    providers.Values{"access_token": token, "method": strings.ToUpper(r.Method), "path": path, "url": "", "query": "", "body": r.Body},
		Explained: []string{"client_id", "client_secret"},
	}
	if id != "" || secret != "" {
		o.StringToSign = keysText("", token, id, secret)
	}
	return o
}
