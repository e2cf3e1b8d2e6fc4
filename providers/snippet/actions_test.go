package snippet

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

// actionsOf is a call that sends what every action makes of a text, one in each
// line, and what they have to make of it.
func actionsOf(base, given string) (c *call, want []string) {
	var r providers.Recipe
	r.Given(providers.Values{"given": given}, "given")
	r.Secret("key")
	r.Do("escaped", providers.DoEscape, "{given}")
	r.Pairs("form", providers.DoForm, providers.PairMix{Name: "n *~", Value: providers.Mixed("{given}")}, providers.PairMix{Name: "b", Value: providers.Fixed(given)})
	r.Pairs("query", providers.DoQuery,
		providers.PairMix{Name: "n *~", Value: providers.Mixed("{given}")},
		providers.PairMix{Name: "a1", Value: providers.Fixed("1")},
		providers.PairMix{Name: "a", Value: append(providers.Fixed(given), providers.Mixed("-{given}")...)})
	r.Do("sorted", providers.DoSortQuery, "{query}")
	r.Do("mac", providers.DoHMACSHA256, "{key}{given}", "{given}")
	r.Do("hash", providers.DoMD5, "{given}+")
	r.Do("upper", providers.DoUpper, "{hash}")
	r.Do("based", providers.DoBase64, "{key}:{given}")
	names := []string{"escaped", "form", "query", "sorted", "mac", "hash", "upper", "based", "seconds", "millis", "china", "nonce", "state", "uuid"}
	for i, do := range []providers.Action{providers.DoUnixSeconds, providers.DoUnixMillis, providers.DoChinaTime, providers.DoNonce, providers.DoState, providers.DoUUID} {
		r.Do(names[8+i], do)
	}
	r.Do("all", providers.DoJoin, "{"+strings.Join(names, "}\n{")+"}")
	r.Method, r.URL, r.Body = "POST", providers.Fixed(base), providers.Mixed("{all}")
	r.Header("Content-Type", "text/plain")

	wire := func(s string) string {
		return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(s))
	}
	mac := hmac.New(sha256.New, []byte("sécret"+given))
	mac.Write([]byte(given))
	sum := md5.Sum([]byte(given + "+"))
	hash := hex.EncodeToString(sum[:])
	a, n := wire(given+"-"+given), wire(given)
	return &call{Recipe: r, platform: "test"}, []string{
		url.QueryEscape(given),
		"n+%2A~=" + url.QueryEscape(given) + "&b=" + url.QueryEscape(given),
		"n+%2A~=" + n + "&a1=1&a=" + a,
		"a1=1&a=" + url.QueryEscape(a) + "&" + url.QueryEscape("n+%2A~") + "=" + url.QueryEscape(n),
		hex.EncodeToString(mac.Sum(nil)), hash, strings.ToUpper(hash),
		base64.StdEncoding.EncodeToString([]byte("sécret:" + given)),
	}
}

// Every action does in every language what its documentation says.
func TestEveryActionInEveryLanguage(t *testing.T) {
	for _, target := range Targets() {
		if !target.Signs {
			continue
		}
		t.Run(target.ID, func(t *testing.T) {
			t.Parallel()
			rec := newRecorder(t)
			var codes []string
			var wanted [][]string
			for i, text := range nasty {
				c, want := actionsOf(fmt.Sprintf("%s/a%d", rec.url, i), text)
				codes, wanted = append(codes, target.write(c)), append(wanted, want)
			}
			runners[target.ID](t, codes, []string{"TEST_KEY=sécret"})
			seen := map[string]bool{}
			for i, want := range wanted {
				got, ok := rec.take(fmt.Sprintf("a%d", i))
				require.True(t, ok)
				lines := strings.Split(got.body, "\n")
				require.Len(t, lines, 14)
				assert.Equal(t, want, lines[:8], "%q", nasty[i])
				assertVaries(t, lines[8:], seen)
			}
		})
	}
}

// assertVaries checks the forms of times and of random texts.
func assertVaries(t *testing.T, lines []string, seen map[string]bool) {
	for i, form := range []string{
		`^[0-9]{10}$`, `^[0-9]{13}$`, `^20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$`,
		`^[1-9][0-9]{8,9}$`, `^[0-9A-Za-z]{16,32}$`, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
	} {
		assert.Regexp(t, form, lines[i])
		if i >= 3 {
			assert.False(t, seen[lines[i]], "used before: %s", lines[i])
			seen[lines[i]] = true
		}
	}
}
