package check

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/providers"
)

// again adds a header a second time.
func again(name, value string) change {
	return func(r *providers.Request) { r.Headers = append(r.Headers, providers.Header{Name: name, Value: value}) }
}

// What belongs to another credential is named, and so is what a gateway reads
// either way.
func TestRequestsOfSomebodyElse(t *testing.T) {
	for name, test := range map[string]struct {
		op     string
		change change
		ids    []string
		shown  string
	}{
		"another client":              {"jdy.request", header("X-Api-ClientID", "999999"), []string{"other-credential"}, "200421"},
		"another data centre":         {"jdy.request", header("X-GW-Router-Addr", "https://evil.example"), []string{"other-credential"}, "https://tf.jdy.com"},
		"the same, written otherwise": {"jdy.request", header("X-GW-Router-Addr", "https://TF.jdy.com/"), nil, ""},
		"another enterprise":          {"kis.server-url", replaced("eid=1234567", "eid=7654321"), []string{"other-credential"}, "1234567"},
		"another product":             {"kis.router", replaced("netid=1234567000182", "netid=1234567000999"), []string{"other-credential"}, "1234567000182"},
		"another app, signed as this": {"yilianyun.client-token", replaced("client_id=1000000001", "client_id=1000000002"), []string{"client_id-differs", "other-credential"}, ""},
		"a header with two values":    {"jdy.request", again("x-api-nonce", "1111111111"), []string{"duplicate-header"}, "1"},
		"the right value last": {"jdy.request", func(r *providers.Request) {
			header("X-Api-Nonce", "1111111111")(r)
			again("X-Api-Nonce", "4427456950")(r)
		}, []string{"duplicate-header"}, ""},
		"a header twice, and the same": {"jdy.request", again("X-Api-Nonce", "4427456950"), nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := named(t, test.op)
			b.values = with(b.values, providers.Values{"router_addr": "https://tf.jdy.com"})
			r := b.signed(t)
			test.change(r)
			known := b.pasted()
			known.values["netid"] = b.values["netid"]
			result := known.check(t, asCurl(t, r))
			assert.Equal(t, test.ids, nilIfEmpty(IDs(result.Mistakes)))
			if test.shown != "" {
				assert.Equal(t, test.shown, result.Difference.Expected)
			}
		})
	}
}

// The same call for another product or printer of the credential is right.
func TestOtherGrantsAreAsGood(t *testing.T) {
	b := named(t, "kis.router")
	r := b.signed(t)
	known := b.pasted()
	known.values["netid"] = "1234567000999"
	its := Case{Platform: b.platform, Operation: b.op, Values: known.values, Given: asCurl(t, r)}
	result, err := Check(its)
	assert.NoError(t, err)
	assert.Equal(t, []string{"other-credential"}, IDs(result.Mistakes))
	its.Others = map[string][]string{"netid": {"1234567000999", "1234567000182"}}
	result, err = Check(its)
	assert.NoError(t, err)
	assert.True(t, result.Match)
}

// A request to another environment is judged like any other, also where the
// product that the credential chose lives elsewhere.
func TestRequestsInTheSandbox(t *testing.T) {
	for _, base := range []string{"http://127.0.0.1:8701", "http://127.0.0.1:8701/gate"} {
		for _, name := range []string{"jdy.request", "jdy.app-token", "kis.server-url", "kis.server-url-v1", "kis.router", "robot.token", "robot.request", "yilianyun.request"} {
			b := named(t, name)
			b.env.BaseURL = base
			b.values = with(b.values, providers.Values{"server_url": base})
			sent := b.signed(t)
			for _, stored := range []string{base, "http://127.0.0.1:9999", "https://kisgz.kingdee.com", ""} {
				for _, given := range []Given{asCurl(t, sent), asHTTP(sent)} {
					known := b.pasted()
					known.env = providers.Env{BaseURL: base, Now: b.env.Now.Add(time.Second)}
					known.values["server_url"] = stored
					result := known.check(t, given)
					assert.True(t, result.Match, "%s %s %s: %v", name, base, stored, IDs(result.Mistakes))
				}
			}
			assert.True(t, strings.HasPrefix(sent.URL, base))
		}
	}
}
