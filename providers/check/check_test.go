package check

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/internal/vectors"
)

// The published example, which the wrong values of the vectors were made from.
func official(tb testing.TB) bench {
	b := named(tb, "jdy.app-token")
	b.values = providers.Values{
		"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff", "app_key": "bVZgAZOv1",
		"app_signature": "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA==",
	}
	return b
}

func TestNegativeVectorsOfJDY(t *testing.T) {
	ids := map[string][]string{
		"jdy-neg-no-trailing-lf":   {"no-final-newline", "string_to_sign"},
		"jdy-neg-single-encoding":  {"single-encoding", "query"},
		"jdy-neg-timestamp-first":  {"timestamp-before-nonce", "headers"},
		"jdy-neg-raw-base64":       {"raw-base64", "signature"},
		"jdy-neg-swapped-key":      {"swapped-key-and-message", "hmac"},
		"jdy-neg-seed-app-sig-raw": {"raw-base64", "app_signature"},
	}
	for _, v := range vectors.Load(t, "jdy_negative") {
		t.Run(v.ID, func(t *testing.T) {
			want, ok := ids[v.ID]
			require.True(t, ok)
			b := official(t)
			if v.StringToSign == "" {
				b = named(t, "jdy.app-signature")
				b.values = providers.Values{"app_key": "abc", "app_secret": "abc123"}
			}
			assert.True(t, b.check(t, Given{Signature: v.CorrectValue}).Match)
			r := b.check(t, Given{Signature: v.WrongValue})
			assert.Equal(t, want[:1], IDs(r.Mistakes))
			assert.Empty(t, r.Others)
			assert.Equal(t, want[1], r.Difference.Step)
			if v.StringToSign != "" && want[1] != "hmac" && want[1] != "signature" {
				assert.Equal(t, want[:1], IDs(b.check(t, Given{StringToSign: v.StringToSign}).Mistakes))
			}
		})
	}
}

func TestNegativeVectorOfKIS(t *testing.T) {
	wrong := vectors.ByID(t, "kis", "kis-v2-neg-encoded-timestamp")
	b := named(t, "kis.access-token")
	b.env.State = "HRJm2uSp0yGTDhEL"
	b.env.Now = time.Date(2014, 3, 14, 11, 44, 44, 0, providers.ChinaTime)

	assert.True(t, b.check(t, Given{Signature: strings.ToUpper(wrong.CorrectValueLower)}).Match)
	assert.Equal(t, []string{"md5-case"}, IDs(b.check(t, Given{Signature: wrong.CorrectValueLower}).Mistakes))
	r := b.check(t, Given{Signature: strings.ToUpper(wrong.WrongValueLower)})
	assert.Equal(t, []string{"encoded-timestamp"}, IDs(r.Mistakes))
	assert.Equal(t, &Difference{Step: "timestamp", Title: r.Difference.Title, Expected: "2014-03-14 11:44:44", Given: "2014-03-14+11%3A44%3A44"}, r.Difference)
	assert.Equal(t, []string{"encoded-timestamp", "md5-case"}, IDs(b.check(t, Given{Signature: wrong.WrongValueLower}).Mistakes))
	b.values = b.values.Clone()
	b.values["md5_case"] = "lower"
	assert.True(t, b.check(t, Given{Signature: wrong.CorrectValueLower}).Match)
}

// Every id that programs may rely on is made by some doctor.
func TestFixedIDs(t *testing.T) {
	made := map[string]bool{}
	for _, b := range benches(t) {
		for _, v := range b.op.Doctor().Variants {
			made[v.ID] = true
			for _, text := range []providers.Text{v.Aspect, v.Title, v.Meaning, v.Fix} {
				assert.NotEmpty(t, text.ZH, v.ID)
				assert.NotEmpty(t, text.EN, v.ID)
			}
		}
	}
	for _, id := range strings.Fields(`single-encoding space-as-percent-20 lowercase-percent path-not-encoded unsorted
		no-final-newline crlf header-case method-case timestamp-before-nonce raw-base64 upper-hex
		swapped-key-and-message wrong-secret seconds-for-milliseconds encoded-timestamp wrong-order md5-case
		time-zone stray-whitespace byte-order-mark`) {
		assert.True(t, made[id], id)
	}
}

func TestWhatIsTold(t *testing.T) {
	b := named(t, "jdy.request")
	doctor, draft := b.draft(t)
	i := slices.IndexFunc(doctor.Variants, func(v providers.Variant) bool { return v.ID == "raw-base64" })
	r := b.check(t, given(draft(i)))
	require.Equal(t, []string{"raw-base64"}, IDs(r.Mistakes))
	assert.Equal(t, "少了一步：转小写十六进制", r.Mistakes[0].Title.ZH)
	assert.Equal(t, []string{"method", "path", "query", "headers", "string_to_sign", "hmac", "signature"}, steps(r.Steps))
	assert.Len(t, r.Steps[6].Expected, 88)
	assert.Len(t, r.Steps[6].Given, 44)
	var sound []string
	for _, s := range r.Sound {
		sound = append(sound, s.ZH)
	}
	assert.Contains(t, sound, "路径编码")
	assert.Contains(t, sound, "密钥没用错")
	assert.NotContains(t, sound, "结果的编码")
}

func steps(rows []Row) []string {
	var names []string
	for _, r := range rows {
		names = append(names, r.Step)
	}
	return names
}

// The clock that was read twice, once for the signature.
func TestClockReadTwice(t *testing.T) {
	for name, by := range map[string]time.Duration{"jdy.request": 3 * time.Millisecond, "kis.access-token": -time.Second, "yilianyun.refresh": 2 * time.Second} {
		b := named(t, name)
		_, draft := b.draft(t)
		b.env.Now = b.env.Now.Add(by)
		assert.Equal(t, []string{"timestamp-differs"}, IDs(b.check(t, given(draft())).Mistakes), name)
	}
}

func TestWhatNothingExplains(t *testing.T) {
	b := named(t, "jdy.request")
	r := b.check(t, Given{Signature: "qDi/WmHtUWaT5aajBV5eNeemfmty/KmEEBw8/G7EygI="})
	assert.Equal(t, []string{"raw-base64", UnknownID}, IDs(r.Mistakes), "44 characters give it away")
	assert.Equal(t, "signature", r.Difference.Step)
	assert.Empty(t, r.Sound)

	_, draft := b.draft(t)
	r = b.check(t, Given{StringToSign: strings.Replace(draft().StringToSign, "page", "seite", 1)})
	assert.Equal(t, []string{UnknownID}, IDs(r.Mistakes))
	assert.Equal(t, "query", r.Difference.Step)
	assert.Contains(t, r.Difference.Given, "&seite=1")
	assert.NotContains(t, r.Difference.Given, "x-api-nonce")

	k := named(t, "yilianyun.refresh")
	r = k.check(t, Given{StringToSign: "10000000011670305063another-secret-of-mine"})
	assert.Equal(t, &Difference{Step: "join", Title: r.Difference.Title, Expected: "10000000011670305063{client_secret}", Given: "10000000011670305063" + providers.Mask}, r.Difference)
}

func TestExplanationsThatCannotBeToldApart(t *testing.T) {
	b := named(t, "kis.access-token")
	v := b.values
	r := b.check(t, Given{StringToSign: "2022-12-06 13:37:43" + v["client_id"] + v["auth_token"] + v["client_secret"] + b.env.State})
	assert.Equal(t, []string{"wrong-order"}, IDs(r.Mistakes))
	require.Len(t, r.Others, 1)
	assert.Equal(t, []string{"wrong-secret"}, IDs(r.Others[0]))
	assert.NotContains(t, fmt.Sprint(r), v["client_secret"])
}

func TestWhatIsMissingIsNamedAtOnce(t *testing.T) {
	b := named(t, "jdy.request")
	_, err := Check(Case{Platform: b.platform, Operation: b.op, Given: Given{Signature: "x"}})
	var invalid *providers.InvalidError
	require.ErrorAs(t, err, &invalid)
	var fields []string
	for _, p := range invalid.Problems {
		fields = append(fields, p.Field)
	}
	assert.Equal(t, []string{"client_secret", "path", "env.now", "env.nonce"}, fields)

	for _, given := range []Given{{}, {Signature: "x", Curl: "y"}, {Curl: "wget"}, {HTTP: "x"}} {
		_, err := Check(Case{Platform: b.platform, Operation: b.op, Values: b.values, Env: b.env, Given: given})
		assert.ErrorAs(t, err, &invalid)
	}
	robot := named(t, "robot.request")
	_, err = Check(Case{Platform: robot.platform, Operation: robot.op, Values: robot.values, Given: Given{Signature: "x"}})
	require.ErrorAs(t, err, &invalid)
	assert.Contains(t, err.Error(), "no signature")
	_, err = Check(Case{Platform: b.platform, Operation: &providers.Operation{}, Given: Given{Signature: "x"}})
	assert.ErrorIs(t, err, providers.ErrUnknown)
}

// Time is judged only where the present is known.
func TestTimeOfARequest(t *testing.T) {
	for _, test := range []struct {
		op  string
		age time.Duration
		ids []string
	}{
		{"jdy.request", 4 * time.Minute, nil},
		{"jdy.request", 6 * time.Minute, []string{"expired-timestamp"}},
		{"jdy.request", -6 * time.Minute, []string{"future-timestamp"}},
		{"jdy.request", 8 * time.Hour, []string{"time-zone"}},
		{"kis.server-url", -8*time.Hour - time.Minute, []string{"time-zone"}},
		{"kis.server-url-v1", 4 * time.Minute, []string{"expired-timestamp"}},
		{"yilianyun.refresh", time.Hour, nil}, // its tolerance is not published
		{"yilianyun.refresh", 8 * time.Hour, []string{"time-zone"}},
		{"robot.token", 100 * time.Hour, nil},
	} {
		b := named(t, test.op)
		given := asCurl(t, b.signed(t))
		known := b.pasted()
		assert.True(t, known.check(t, given).Match, test.op)
		known.env.Now = b.env.Now.Add(test.age)
		assert.Equal(t, test.ids, nilIfEmpty(IDs(known.check(t, given).Mistakes)), "%s %s", test.op, test.age)
	}
}

func nilIfEmpty(ids []string) []string {
	if len(ids) == 0 {
		return nil
	}
	return ids
}

// What was signed is known, and is not what was sent.
func TestSignedIsNotSent(t *testing.T) {
	b := named(t, "jdy.request")
	for field, change := range map[string]func(*bench){
		"nonce": func(b *bench) { b.env.Nonce = "1234567890" },
		"query": func(b *bench) {
			b.values = b.values.Clone()
			b.values["query"] = `[["other","2"]]`
		},
	} {
		signedFrom := b
		change(&signedFrom)
		sent := b.signed(t)
		header("X-Api-Signature", signedFrom.signed(t).Header("X-Api-Signature"))(sent)
		known := signedFrom
		known.env.Now = time.Time{}
		assert.Equal(t, []string{field + "-differs"}, IDs(known.check(t, asCurl(t, sent)).Mistakes))
	}
}

// A wrong way to sign is named from a whole request as well, whatever else is
// wrong about it.
func TestSignatureInsideARequest(t *testing.T) {
	b := named(t, "jdy.app-token")
	inner := named(t, "jdy.app-signature")
	_, draft := inner.draft(t)
	doctor := inner.op.Doctor()
	i := slices.IndexFunc(doctor.Variants, func(v providers.Variant) bool { return v.ID == "upper-hex" })
	b.values = b.values.Clone()
	b.values["app_signature"] = draft(i).Signature
	delete(b.values, "app_secret")
	r := b.signed(t)
	called("X-Api-Nonce", "X-Api-Nonse")(r)

	result := named(t, "jdy.app-token").pasted().check(t, asCurl(t, r))
	assert.Equal(t, []string{"upper-hex", "wrong-header-name"}, IDs(result.Mistakes))
	assert.Equal(t, "app_hmac", result.Difference.Step)
}

// told is all that a result says.
func told(r Result) string {
	text := fmt.Sprintf("%+v", r)
	if r.Difference != nil {
		text += fmt.Sprintf("%+v", *r.Difference)
	}
	return text
}

// Whatever is found, no secret is in it, in no form.
func TestSecretsAreNeverTold(t *testing.T) {
	for _, b := range benches(t) {
		if !slices.Contains(distinctRecipes, b.name) {
			continue
		}
		b.each(t, func(t *testing.T, b bench) {
			rapid.Check(t, func(t *rapid.T) {
				b := b.drawn(t)
				doctor, draft := b.draft(t)
				ways := []int{rapid.IntRange(0, len(doctor.Variants)-1).Draw(t, "one"), rapid.IntRange(0, len(doctor.Variants)-1).Draw(t, "two")}
				wrong := draft(ways...)
				texts := []Given{{StringToSign: wrong.StringToSign}, {StringToSign: wrong.StringToSign + "x"}}
				if wrong.Signature != "" {
					texts = append(texts, Given{Signature: wrong.Signature})
				}
				for _, given := range texts {
					told := told(b.check(t, given))
					for _, f := range slices.Concat(b.platform.Fields, b.op.Inputs) {
						secret := b.values[f.Name]
						if !f.Secret || secret == "" {
							continue
						}
						for _, form := range []string{secret, strings.ToUpper(secret), strconv.Quote(secret), hex.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte(secret))} {
							assert.NotContains(t, told, form, f.Name)
						}
					}
				}
			})
		})
	}
}

func FuzzCheck(f *testing.F) {
	all := benches(f)
	for i := range all {
		f.Add(byte(i), byte(0), "OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1ZjIxY2Y5YTA3ZGY2OGI1MGQ1MQ==")
		f.Add(byte(i), byte(1), "GET\n%2F\n\nx-api-nonce:1\n")
		f.Add(byte(i), byte(2), "curl 'https://h.example/a?x=%zz&client_id=1' -H 'X-Api-Nonce: 1' -d 'timestamp=1'")
		f.Add(byte(i), byte(3), "POST /a?=&&a HTTP/1.1\nX-Api-Signature: x\nContent-Type: application/json\n\n{\"sign\":1}")
	}
	f.Fuzz(func(t *testing.T, op, kind byte, text string) {
		b := all[int(op)%len(all)]
		given := []Given{{Signature: text}, {StringToSign: text}, {Curl: text}, {HTTP: text}}[kind%4]
		r, err := Check(Case{Platform: b.platform, Operation: b.op, Values: b.values, Env: b.env, Given: given})
		if err != nil {
			var invalid *providers.InvalidError
			require.ErrorAs(t, err, &invalid)
			return
		}
		assert.Equal(t, r.Match, len(r.Mistakes) == 0)
	})
}
