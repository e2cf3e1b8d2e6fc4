package check

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

// A computed token is as good as the secrets behind it: whatever is found, it is not told, in no form, and
// yet it can be seen where the ways part.
func TestWhatOpensThePlatformIsNeverTold(t *testing.T) {
	hidden := map[string]bool{}
	for _, b := range benches(t) {
		b.each(t, func(t *testing.T, b bench) {
			openers := slices.DeleteFunc(providers.Forms(b.patient().derived()), func(v string) bool { return len(v) < shortestOpener })
			hidden[b.name] = len(openers) > 0
			doctor, draft := b.draft(t)
			rapid.Check(t, func(t *rapid.T) {
				ways := []int{rapid.IntRange(0, len(doctor.Variants)-1).Draw(t, "one"), rapid.IntRange(0, len(doctor.Variants)-1).Draw(t, "two")}
				wrong := draft(ways...)
				for _, given := range []Given{given(draft()), given(wrong), {StringToSign: wrong.StringToSign}, {StringToSign: wrong.StringToSign + "x"}} {
					r := b.check(t, given)
					for _, o := range openers {
						assert.NotContains(t, told(r), o)
					}
					if d := r.Difference; d != nil {
						assert.NotEqual(t, d.Expected, d.Given, d.Step)
					}
				}
			})
		})
	}
	for _, name := range []string{"kis.access-token", "kis.server-url", "jdy.app-token"} {
		assert.True(t, hidden[name], name)
	}
	assert.False(t, hidden["jdy.app-signature"], "it is the result here")
	assert.False(t, hidden["jdy.request"], "X-Api-Signature opens one call only")
}

func (b bench) patient() *patient {
	return &patient{Case: Case{Platform: b.platform, Operation: b.op, Values: b.values, Env: b.env}, doctor: b.op.Doctor()}
}

func TestMistakesInWhatIsNotToldCanBeSeen(t *testing.T) {
	b := named(t, "kis.access-token")
	_, draft := b.draft(t)
	token := draft().Signature
	d := b.check(t, Given{Signature: strings.ToLower(token)}).Difference
	require.NotNil(t, d)
	assert.Equal(t, token[:4]+providers.Mask+token[28:], d.Expected)
	assert.Equal(t, strings.ToLower(d.Expected), d.Given)

	digits := "0123456789ABCDEF0123456789012345"
	r := Result{Steps: []Row{{Expected: digits, Given: strings.ToLower(digits)}}, Difference: &Difference{Expected: digits, Given: strings.ToLower(digits)}}
	r = r.withhold([]string{digits})
	assert.Equal(t, "0123456789A"+providers.Mask+"2345", r.Difference.Expected, "as far as the first letter")
	assert.Equal(t, "0123456789a"+providers.Mask+"2345", r.Steps[0].Given)
}

// The ends of what is no digest may tell a secret.
func TestOnlyEndsOfDigestsAreTold(t *testing.T) {
	hex := strings.Repeat("0a", 32)
	for value, want := range map[string]string{
		hex: "0a0a" + providers.Mask + "0a0a",
		base64.StdEncoding.EncodeToString([]byte(hex)):                                  "MGEw" + providers.Mask + "YQ==",
		strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte(hex)), "=", "%3D"):  "MGEw" + providers.Mask + "D%3D",
		base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\xff\x00", 16))):       "/wD/" + providers.Mask + "/wA=",
		base64.StdEncoding.EncodeToString([]byte("key:" + strings.Repeat("secret", 6))): providers.Mask,
		strings.Repeat("secret", 6):                                                     providers.Mask,
		hex[:16]:                                                                        providers.Mask,
	} {
		assert.Equal(t, want, hinted(value, shortestHint))
	}
}
