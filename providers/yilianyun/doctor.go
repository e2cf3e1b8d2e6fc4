package yilianyun

import (
	"slices"
	"strconv"
	"time"

	"keycase/providers"
	"keycase/providers/internal/form"
	"keycase/providers/internal/joined"
	"keycase/providers/internal/mistake"
)

var signedParts = []string{"client_id", "timestamp", "client_secret"}

// observedTime is the timestamp as it was sent, among the values: what is hashed
// is its text.
const observedTime = providers.Observed + "timestamp"

// doctor knows the mistakes of sign, which is the same for every call.
func doctor() *providers.Doctor {
	milliseconds := providers.Variant{
		ID: "milliseconds-for-seconds", Aspect: mistake.Timestamp,
		Title:   providers.Text{ZH: "时间戳用了毫秒", EN: "Milliseconds for seconds"},
		Meaning: providers.Text{ZH: "时间戳是 13 位的毫秒；平台要 10 位的秒", EN: "the timestamp is 13 digits of milliseconds; the platform wants 10 digits of seconds"},
		Fix:     providers.Text{ZH: "换成秒，表单里的 timestamp 也是", EN: "use seconds, for timestamp in the form as well"},
	}
	shift := func(by time.Duration) func(*joined.Draft) {
		return func(d *joined.Draft) {
			at := d.At("timestamp")
			if n, err := strconv.ParseInt(*at, 10, 64); err == nil {
				*at = strconv.FormatInt(n+int64(by/time.Second), 10)
			}
		}
	}
	known := providers.NewDoctor(slices.Concat(
		[]joined.Way{
			{Variant: mistake.EpochZone(true), Turn: shift(-8 * time.Hour)},
			{Variant: mistake.EpochZone(false), Turn: shift(8 * time.Hour)},
			{Variant: milliseconds, Turn: func(d *joined.Draft) { *d.At("timestamp") = strconv.FormatInt(d.Now.Unix(), 10) }}, // only sent
			{Variant: milliseconds, Turn: func(d *joined.Draft) { *d.At("timestamp") = strconv.FormatInt(d.Now.UnixMilli(), 10) }},
		},
		joined.Secrets("client_secret", "msign", "qr_key", "access_token", "refresh_token", "machine_code", "client_id"),
		joined.Orders(signedParts...),
		joined.Joining(signedParts...),
		joined.Hashing(false, "client_secret"),
	), func(env providers.Env, v providers.Values) joined.Draft {
		timestamp := v[observedTime]
		if timestamp == "" {
			timestamp = strconv.FormatInt(env.Now.Unix(), 10)
		}
		d := joined.New(
			joined.Part{Name: "client_id", Value: v["client_id"]}, joined.Part{Name: "timestamp", Value: timestamp},
			joined.Part{Name: "client_secret", Value: v["client_secret"]})
		d.Now, d.Values = env.Now, v
		d.Trace = func(d *joined.Draft, text, sum string) providers.Trace { return trace(*d.At("timestamp"), text, sum) }
		return d
	}, (*joined.Draft).Attempt)
	known.Signs = []string{"client_id", "client_secret"}
	known.Varies = []string{"now"}
	known.Tick = time.Second
	known.Read = observe
	return known
}

// shortTimestamp is the number of digits of seconds, as they will be until 2286.
const shortTimestamp = 10

func observe(r *providers.Request, _ providers.Values) providers.Observation {
	_, path, query := form.Split(r.URL)
	o := providers.Observation{Values: providers.Values{"path": path}, Explained: []string{"sign"}}
	var others []providers.Pair
	for _, p := range append(form.Lenient(r.Body), form.Lenient(query)...) {
		switch p.Name {
		case "sign":
			o.Signature = p.Value
		case "id":
			o.Env.ID = p.Value
		case "timestamp":
			o.Values[observedTime] = p.Value
			if n, err := strconv.ParseInt(p.Value, 10, 64); err == nil {
				o.Env.Now = time.Unix(n, 0)
				if len(p.Value) > shortTimestamp {
					o.Env.Now = time.UnixMilli(n)
				}
			}
		case "client_id", "access_token", "machine_code":
			o.Values[p.Name] = p.Value
		case "client_secret": // which is not to be sent
		default:
			o.Values[p.Name] = p.Value
			others = append(others, p)
		}
	}
	o.Values["form"] = providers.FormatPairs(others)
	return o
}
