package check

import (
	"flag"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/providers/catalog"
)

// bench is a case of one operation with everything that a mistake can need.
type bench struct {
	name     string
	platform *providers.Platform
	op       *providers.Operation
	env      providers.Env
	values   providers.Values
}

var signedAt = time.UnixMilli(1670305063559)

// benches are all operations with invented values that make most mistakes show:
// they have what each encoder and each sorting treats otherwise.
func benches(tb testing.TB) []bench {
	tb.Helper()
	all := map[string]providers.Values{
		"jdy": {
			"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff", "app_key": "bVZgAZOv1",
			"app_secret": "0123456789abcdef0123456789abcdef01234567", "uid": "700123", "outer_instance_id": "123456789012345678",
			"method": "POST", "path": "/jdy/v2/bd/customer", "body": `{"number":"C001"}`, "app_token": "tok-abc-123",
			"query": `[["page","1"],["a1","x"],["a","晨光 & +100%"],["z","*~!'()"],["b","=/?"],["c",""]]`,
		},
		"kis": {
			"eid": "1234567", "client_id": "1400000001", "client_secret": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
			"auth_token": "0123456789ABCDEF0123456789ABCDEF", "server_url": "https://kisgz.kingdee.com", "netid": "1234567000182",
			"method": "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", "custdata": `{"ProductID":"","Data":{"Action":"GetAcctList"}}`,
		},
		"robot": {
			"api_key": "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", "secret_key": "0123456789abcdefghijABCDEFGHIJ42", "app_id": "200916",
			"app_secret": "a9b8004a507e52efe2dbf85efebe98c3", "access_token": "LL2Y4Z6TGMBCQwARg2m1mhhVzZKmFd7r",
			"auth_style": "basic", "method": "POST", "path": "/some/api", "body": `{"text":"你好"}`,
		},
		"yilianyun": {
			"client_id": "1000000001", "client_secret": "0123456789abcdef0123456789abcdef", "app_type": "open", "machine_code": "4001234567",
			"msign": "abcd1234efgh", "access_token": "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "refresh_token": "99887766554433221100aabbccddeeff",
			"code": "c0de1234c0de", "print_name": "解放路店 · 收银台", "content": "晨光 100% & 更多",
			"path": "/printer/getprintinfo", "form": `[["z","1 2"],["a","中 & +"],["z",""]]`,
		},
	}
	var list []bench
	for _, p := range catalog.Registry() {
		for i := range p.Operations {
			op := &p.Operations[i]
			require.NotNil(tb, op.Doctor, op.ID)
			list = append(list, bench{p.ID + "." + op.ID, p, op, providers.Env{
				Now: signedAt, Nonce: "4427456950", State: "PR8KmKvIu80NbCmk", ID: "550e8400-e29b-41d4-a716-446655440000",
			}, all[p.ID]})
		}
	}
	return list
}

// draft signs as the engine does, from the values that the operation would see.
func (b bench) draft(tb require.TestingT) (*providers.Doctor, providers.Draft) {
	p := &patient{Case: Case{Platform: b.platform, Operation: b.op, Values: b.values, Env: b.env}, doctor: b.op.Doctor()}
	require.NoError(tb, p.complete())
	return p.doctor, p.doctor.Start(p.Env, p.Values)
}

func (b bench) check(tb require.TestingT, given Given) Result {
	r, err := Check(Case{Platform: b.platform, Operation: b.op, Values: b.values, Env: b.env, Given: given})
	require.NoError(tb, err)
	return r
}

// given is what a developer would paste of an attempt: the signature, or the text
// where there is none.
func given(a providers.Attempt) Given {
	if a.Signature != "" {
		return Given{Signature: a.Signature}
	}
	return Given{StringToSign: a.StringToSign}
}

func (b bench) each(t *testing.T, f func(*testing.T, bench)) {
	t.Run(b.name, func(t *testing.T) { f(t, b) })
}

// names tells whether these ids are an explanation.
func (r Result) names(ids []string) bool {
	return slices.Equal(IDs(r.Mistakes), ids) || slices.ContainsFunc(r.Others, func(o []providers.Variant) bool { return slices.Equal(IDs(o), ids) })
}

func TestWithoutMistakeEveryDoctorSignsAsThePlatformWants(t *testing.T) {
	for _, b := range benches(t) {
		b.each(t, func(t *testing.T, b bench) {
			rapid.Check(t, func(t *rapid.T) {
				b := b.drawn(t)
				clean, _, err := b.op.Check(b.values)
				require.NoError(t, err)
				signed, err := b.op.Signer(b.env, clean)
				require.NoError(t, err)
				doctor := b.op.Doctor()
				attempt := doctor.Start(b.env, clean)()

				if signed.Signature == "" {
					last := signed.Trace[len(signed.Trace)-1].Value // where the keys are
					if b.op.ID == "token" && b.values["auth_style"] == "basic" {
						assert.True(t, b.check(t, Given{Signature: last}).Match)
					} else {
						assert.True(t, b.check(t, Given{StringToSign: last}).Match)
					}
				} else {
					assert.Equal(t, signed.StringToSign, attempt.StringToSign)
					assert.Equal(t, signed.Signature, attempt.Signature)
					steps := map[string]string{}
					for _, s := range attempt.Steps() {
						steps[s.Name] = s.Value
					}
					for _, s := range signed.Trace {
						assert.Equal(t, s.Value, steps[s.Name], s.Name)
					}
					assert.True(t, b.check(t, Given{Signature: signed.Signature}).Match)
					assert.True(t, b.check(t, Given{StringToSign: signed.StringToSign}).Match)
				}
			})
		})
	}
}

// drawn has other values of the same kinds.
func (b bench) drawn(t *rapid.T) bench {
	nasty := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("%+&= *~!'()/?#\"晨光😀")), rapid.RuneFrom([]rune("abcAB019-_."))))
	b.values = b.values.Clone()
	secret := rapid.StringMatching(`[0-9a-zA-Z]{8,40}`)
	for _, f := range slices.Concat(b.platform.Fields, b.op.Inputs) {
		if f.Secret && b.values[f.Name] != "" && f.Rule.Charset != providers.HexDigit {
			b.values[f.Name] = secret.Draw(t, f.Name)
		}
	}
	if b.values["query"] != "" {
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) providers.Pair {
			return providers.Pair{Name: "n" + nasty.Draw(t, "name"), Value: nasty.Draw(t, "value")}
		}), 0, 6).Draw(t, "query")
		b.values["query"] = providers.FormatPairs(pairs)
	}
	if b.values["auth_style"] != "" {
		b.values["auth_style"] = rapid.SampledFrom([]string{"query", "form", "basic"}).Draw(t, "style")
	}
	b.env.Now = time.UnixMilli(rapid.Int64Range(1, 4e12).Draw(t, "now"))
	b.env.Nonce = rapid.StringMatching(`[1-9][0-9]{0,9}`).Draw(t, "nonce")
	b.env.State = rapid.StringMatching(`[0-9a-zA-Z]{16}`).Draw(t, "state")
	return b
}

// Every mistake that changes anything is named, and where another one gives the
// same bytes, both are.
func TestEveryMistakeAloneIsNamed(t *testing.T) {
	for _, b := range benches(t) {
		b.each(t, func(t *testing.T, b bench) {
			doctor, draft := b.draft(t)
			right, named := draft(), map[string]bool{}
			for i, v := range doctor.Variants {
				wrong := draft(i)
				if given(wrong) == given(right) {
					continue
				}
				r := b.check(t, given(wrong))
				assert.False(t, r.Match)
				assert.True(t, r.names([]string{v.ID}), "%s is taken for %v", v.ID, IDs(r.Mistakes))
				require.NotNil(t, r.Difference, v.ID)
				assert.NotEqual(t, r.Difference.Expected, r.Difference.Given, v.ID)
				named[v.ID] = true
			}
			t.Log(len(named), "kinds of mistakes:", strings.Join(slices.Sorted(maps.Keys(named)), " "))
		})
	}
}

// wanted is the share of pairs that has to be named.
const wanted = 0.95

var allPairs = flag.Bool("all-pairs", false, "try all pairs of mistakes and not a sample of them")

// distinctRecipes are operations of which each other one signs as one does.
var distinctRecipes = []string{"jdy.app-signature", "jdy.app-token", "jdy.request", "kis.access-token", "kis.server-url-v1", "robot.token", "robot.request", "yilianyun.scan-code"}

// stride leaves a sample of the pairs that can be tried within seconds; it has no
// divisor in common with the number of ways.
const stride = 17

// Of all pairs that change the outcome, nearly every one is named exactly, and the
// rest is told to be one of several.
func TestPairsOfMistakesAreNamed(t *testing.T) {
	total, right := 0, 0
	for _, b := range benches(t) {
		if !slices.Contains(distinctRecipes, b.name) {
			continue
		}
		b.each(t, func(t *testing.T, b bench) {
			p := b.remembering(t)
			draft := p.doctor.Start(p.Env, p.Values)
			outcome := func(ways ...int) Given { return given(draft(ways...)) }
			simpler := map[Given]bool{outcome(): true}
			for i := range p.doctor.Variants {
				simpler[outcome(i)] = true
			}
			seen, pairs, exact := 0, 0, 0
			for i, v := range p.doctor.Variants {
				for j := i + 1; j < len(p.doctor.Variants); j++ {
					w, wrong := p.doctor.Variants[j], outcome(i, j)
					if v.ID == w.ID || simpler[wrong] {
						continue // one mistake hides the other
					}
					if seen++; !*allPairs && seen%stride != 0 {
						continue
					}
					pairs++
					r := p.diagnose(p.Env, p.Values, target{signature: wrong.Signature, text: wrong.StringToSign})
					ids := []string{v.ID, w.ID}
					slices.Sort(ids)
					if slices.Equal(IDs(r.Mistakes), ids) {
						exact++
					}
					assert.NotContains(t, IDs(r.Mistakes), UnknownID, "%v", ids)
				}
			}
			t.Logf("%d of %d pairs named: %.2f %%", exact, pairs, 100*float64(exact)/float64(pairs))
			assert.Greater(t, float64(exact), wanted*float64(pairs))
			total, right = total+pairs, right+exact
		})
	}
	t.Logf("%d of %d pairs named: %.2f %%", right, total, 100*float64(right)/float64(total))
}

// remembering makes a patient that signs every way once only.
func (b bench) remembering(t *testing.T) *patient {
	p := &patient{Case: Case{Platform: b.platform, Operation: b.op, Values: b.values, Env: b.env}, doctor: b.op.Doctor()}
	require.NoError(t, p.complete())
	p.doctor.Tick = 0
	start := p.doctor.Start
	known, draft := map[[3]int]providers.Attempt{}, start(p.Env, p.Values)
	p.doctor.Start = func(env providers.Env, values providers.Values) providers.Draft {
		if !maps.Equal(values, p.Values) {
			return start(env, values) // with tokens
		}
		return func(ways ...int) providers.Attempt {
			key := [3]int{len(ways)}
			copy(key[1:], ways)
			a, ok := known[key]
			if !ok {
				a = draft(ways...)
				known[key] = a
			}
			return a
		}
	}
	return p
}
