package kis

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/internal/form"
	"keycase/providers/internal/joined"
	"keycase/providers/internal/mistake"
)

// The parts of the two recipes, under the names of each.
var (
	partsV2 = []string{"timestamp", "client_id", "client_secret", "auth_token", "state"}
	partsV1 = []string{"Timestamp", "EID", "ClientID", "ClientSecret", "State"}
)

// observedTime is the time as it was sent, among the values: what is hashed is its
// text.
const observedTime = providers.Observed + "timestamp"

func accessTokenDoctor() *providers.Doctor {
	doctor := doctorV2()
	doctor.Read = nil
	return doctor
}

func lookupDoctor() *providers.Doctor {
	doctor := doctorV2()
	doctor.Methods = []string{"POST"}
	return doctor
}

func doctorV2() *providers.Doctor {
	oldRecipe := joined.Way{
		Variant: providers.Variant{
			ID: "old-recipe", Aspect: mistake.Order,
			Title:   providers.Text{ZH: "用了旧版的拼法", EN: "The recipe of version 1"},
			Meaning: providers.Text{ZH: "按 2016 年 6 月以前的写法拼了企业号、漏了 auth_token", EN: "it was joined as before June 2016, with eid and without auth_token"},
			Fix:     providers.Text{ZH: "按 timestamp + client_id + client_secret + auth_token + state 拼", EN: "join timestamp + client_id + client_secret + auth_token + state"},
		},
		Turn: func(d *joined.Draft) {
			if eid := d.Values["eid"]; eid != "" {
				id, secret := *d.At("client_id"), *d.At("client_secret")
				*d.At("client_id"), *d.At("client_secret"), *d.At("auth_token") = eid, id, secret
			}
		},
	}
	exchanged := joined.Way{Variant: mistake.WrongSecret("client_secret", "auth_token"), Turn: func(d *joined.Draft) {
		a, b := d.At("client_secret"), d.At("auth_token")
		*a, *b = *b, *a
	}}
	exchanged.Meaning = providers.Text{ZH: "client_secret 和 auth_token 用反了", EN: "client_secret and auth_token changed places"}
	exchanged.Fix = providers.Text{ZH: "client_secret 是应用的密钥，auth_token 是企业的访问口令", EN: "client_secret belongs to the app, auth_token to the enterprise"}
	doctor := providers.NewDoctor(slices.Concat(
		timeWays("timestamp"),
		joined.Secrets("client_secret", "auth_token", "client_id"),
		joined.Secrets("auth_token", "client_secret", "eid"),
		[]joined.Way{oldRecipe},
		joined.Orders(partsV2...),
		[]joined.Way{exchanged},
		joined.Joining(partsV2...),
		joined.Hashing(true, "client_secret"),
	), func(env providers.Env, v providers.Values) joined.Draft {
		m := momentOf(env)
		return draftOf(env.Now, v, "access_token", "timestamp + client_id + client_secret + auth_token + state",
			joined.Part{Name: "timestamp", Value: timeText(m, v)}, joined.Part{Name: "client_id", Value: v["client_id"]},
			joined.Part{Name: "client_secret", Value: v["client_secret"]}, joined.Part{Name: "auth_token", Value: v["auth_token"]},
			joined.Part{Name: "state", Value: m.state})
	}, (*joined.Draft).Attempt)
	doctor.Signs = []string{"client_id", "client_secret", "auth_token", "md5_case"}
	doctor.Varies = []string{"now", "state"}
	doctor.Tick = time.Second
	doctor.Read = observer("timestamp", "state", "access_token", map[string]string{
		"eid": "eid", "client_id": "client_id", "netid": "netid", "method": "method", "custdata": "custdata",
	})
	return doctor
}

func lookupV1Doctor() *providers.Doctor {
	doctor := providers.NewDoctor(slices.Concat(
		timeWays("Timestamp"),
		joined.Secrets("ClientSecret", "auth_token", "client_id"),
		joined.Orders(partsV1...),
		joined.Joining(partsV1...),
		joined.Hashing(true, "ClientSecret"),
	), func(env providers.Env, v providers.Values) joined.Draft {
		m := momentOf(env)
		return draftOf(env.Now, v, "Sign", "Timestamp + EID + ClientID + ClientSecret + State",
			joined.Part{Name: "Timestamp", Value: timeText(m, v)}, joined.Part{Name: "EID", Value: v["eid"]},
			joined.Part{Name: "ClientID", Value: v["client_id"]}, joined.Part{Name: "ClientSecret", Value: v["client_secret"]},
			joined.Part{Name: "State", Value: m.state})
	}, (*joined.Draft).Attempt)
	doctor.Signs = []string{"eid", "client_id", "client_secret", "md5_case"}
	doctor.Varies = []string{"now", "state"}
	doctor.Tick = time.Second
	doctor.Methods = []string{"POST"}
	doctor.Read = observer("Timestamp", "State", "Sign", map[string]string{"eid": "EID", "client_id": "ClientID"})
	return doctor
}

func draftOf(now time.Time, v providers.Values, name, recipe string, parts ...joined.Part) joined.Draft {
	d := joined.New(parts...)
	d.Upper = v["md5_case"] != caseLower
	d.Now, d.Values = now, v
	d.Trace = func(d *joined.Draft, text, sum string) providers.Trace {
		m := moment{timestamp: d.Parts[0].Value, state: d.Parts[d.Count-1].Value}
		return m.trace(recipe, text, name, sum, digits(v))
	}
	return d
}

func timeText(m moment, v providers.Values) string {
	if sent := v[observedTime]; sent != "" {
		return sent
	}
	return m.timestamp
}

// timeWays are the mistakes in writing the time.
func timeWays(name string) []joined.Way {
	encoded := providers.Variant{
		ID: "encoded-timestamp", Aspect: mistake.Timestamp,
		Title:   providers.Text{ZH: "时间被网址编码了", EN: "The time is URL-encoded"},
		Meaning: providers.Text{ZH: "签名里的时间写成了 2014-03-14+11%3A44%3A44 这样；签名用原样的空格和冒号，只有网址里才编码", EN: "the time was signed as 2014-03-14+11%3A44%3A44 or the like; it is signed with its space and colons, and encoded in the URL only"},
		Fix:     providers.Text{ZH: "先用没编码的时间算签名，再编码放进网址", EN: "sign the time as it is, then encode it for the URL"},
	}
	format := encoded
	format.ID, format.Title = "time-format", providers.Text{ZH: "时间的格式不对", EN: "The wrong format of the time"}
	format.Meaning = providers.Text{ZH: "平台要 yyyy-MM-dd HH:mm:ss，24 小时制，签名和请求里一样", EN: "the platform wants yyyy-MM-dd HH:mm:ss by the 24-hour clock, the same in signature and request"}
	format.Fix = providers.Text{ZH: "写成 2014-03-14 16:52:03 这样", EN: "write it like 2014-03-14 16:52:03"}
	way := func(v providers.Variant, rare bool, f func(string) string) joined.Way {
		return joined.Way{Variant: v, Rare: rare, Turn: func(d *joined.Draft) {
			at := d.At(name)
			*at = f(*at)
		}}
	}
	layout := func(layout string) func(string) string {
		return func(s string) string {
			if t, err := time.ParseInLocation(time.DateTime, s, providers.ChinaTime); err == nil {
				return t.Format(layout)
			}
			return s
		}
	}
	hours := func(n time.Duration) func(string) string {
		return func(s string) string {
			if t, err := time.Parse(time.DateTime, s); err == nil {
				return t.Add(n * time.Hour).Format(time.DateTime)
			}
			return s
		}
	}
	epoch := func(s string) string {
		if t, err := time.ParseInLocation(time.DateTime, s, providers.ChinaTime); err == nil {
			return strconv.FormatInt(t.Unix(), 10)
		}
		return s
	}
	signedRight := joined.Way{Variant: format, Turn: func(d *joined.Draft) {
		*d.At(name) = d.Now.In(providers.ChinaTime).Format(time.DateTime) // and something else was sent
	}}
	return []joined.Way{
		signedRight,
		way(mistake.TimeZone(true), false, hours(-8)),
		way(mistake.TimeZone(false), false, hours(8)),
		way(format, false, layout("2006-01-02T15:04:05")),
		way(format, true, layout(time.RFC3339)),
		way(format, true, layout("2006/01/02 15:04:05")),
		way(format, true, layout("20060102150405")),
		way(format, true, layout("2006-01-02 03:04:05")),
		way(format, true, layout("2006-01-02 15:04")),
		way(format, true, layout("2006-1-2 15:04:05")),
		way(format, true, epoch),
		way(encoded, false, form.Escape),
		way(encoded, true, func(s string) string { return strings.ReplaceAll(form.Escape(s), "+", "%20") }),
		way(encoded, true, func(s string) string { return strings.ReplaceAll(s, " ", "+") }),
		way(encoded, true, func(s string) string { return strings.ReplaceAll(s, " ", "%20") }),
		way(encoded, true, func(s string) string { return strings.ToLower(form.Escape(s)) }),
	}
}

// observer reads a call from its query or its form; names are the parameters by
// input.
func observer(timestamp, state, signature string, names map[string]string) func(*providers.Request, providers.Values) providers.Observation {
	return func(r *providers.Request, _ providers.Values) providers.Observation {
		origin, _, query := form.Split(r.URL)
		pairs := slices.Concat(form.Lenient(query), form.Lenient(r.Body))
		o := providers.Observation{
			Values:    providers.Values{"server_url": origin, observedTime: form.Value(pairs, timestamp)},
			Env:       providers.Env{State: form.Value(pairs, state)},
			Signature: form.Value(pairs, signature),
			Explained: []string{signature},
		}
		for input, name := range names {
			o.Values[input] = form.Value(pairs, name)
		}
		for _, layout := range []string{time.DateTime, "2006-01-02T15:04:05", time.RFC3339, "2006/01/02 15:04:05"} {
			if t, err := time.ParseInLocation(layout, o.Values[observedTime], providers.ChinaTime); err == nil {
				o.Env.Now = t
				break
			}
		}
		return o
	}
}
