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

// folded breaks a text into lines of that many bytes.
func folded(text string, at int, end string) string {
	var lines []string
	for chunk := range slices.Chunk([]byte(text), at) {
		lines = append(lines, string(chunk))
	}
	return strings.Join(lines, end)
}

// encoded is the Base64 of what a developer's tool made of the digest in a
// signature that is the Base64 of one.
func encoded(around func(digest string) string) func(string) string {
	return func(signature string) string {
		return base64.StdEncoding.EncodeToString([]byte(around(digest(signature))))
	}
}

func digest(signature string) string {
	text, _ := base64.StdEncoding.DecodeString(signature)
	return string(text)
}

func TestWhatToolsPutAroundASignature(t *testing.T) {
	for name, test := range map[string]struct {
		op  string
		put func(string) string
		ids []string
	}{
		"the lines of base64":   {"jdy.request", func(s string) string { return folded(s, 76, "\n") + "\n" }, []string{"wrapped-base64"}},
		"the lines of MIME":     {"jdy.request", func(s string) string { return folded(s, 76, "\r\n") }, []string{"wrapped-base64"}},
		"the lines of PEM":      {"jdy.app-signature", func(s string) string { return folded(s, 64, "\n") }, []string{"wrapped-base64"}},
		"a line feed behind":    {"jdy.request", func(s string) string { return s + "\n" }, []string{"stray-whitespace"}},
		"a space before":        {"kis.access-token", func(s string) string { return " " + s }, []string{"stray-whitespace"}},
		"a tab behind":          {"yilianyun.refresh", func(s string) string { return s + "\t" }, []string{"stray-whitespace"}},
		"a line feed inside":    {"jdy.request", encoded(func(d string) string { return d + "\n" }), []string{"newline-before-base64"}},
		"a Windows line inside": {"jdy.request", encoded(func(d string) string { return d + "\r\n" }), []string{"newline-before-base64"}},
		"openssl inside":        {"jdy.request", encoded(func(d string) string { return "(stdin)= " + d + "\n" }), []string{"tool-output"}},
		"openssl 3 inside":      {"jdy.request", encoded(func(d string) string { return "SHA2-256(stdin)= " + d }), []string{"tool-output"}},
		"openssl":               {"yilianyun.refresh", func(s string) string { return "(stdin)= " + s + "\n" }, []string{"tool-output"}},
		"openssl 3":             {"yilianyun.refresh", func(s string) string { return "MD5(stdin)= " + s }, []string{"tool-output"}},
		"openssl -r":            {"yilianyun.refresh", func(s string) string { return s + " *stdin\n" }, []string{"tool-output"}},
		"md5sum":                {"yilianyun.refresh", func(s string) string { return s + "  -\n" }, []string{"tool-output"}},
		"openssl into base64": {"jdy.request", func(s string) string {
			return folded(encoded(func(d string) string { return "(stdin)= " + d + "\n" })(s), 76, "\n")
		}, []string{"tool-output", "wrapped-base64"}},
		"openssl md5 into base64": {"yilianyun.refresh", func(s string) string { return base64.StdEncoding.EncodeToString([]byte("MD5(stdin)= "+s+"\n")) + "\n" }, []string{"hex-in-base64", "stray-whitespace", "tool-output"}},
		"md5sum in lower case":    {"kis.access-token", func(s string) string { return strings.ToLower(s) + "  -\n" }, []string{"md5-case", "tool-output"}},
		"openssl without Base64":  {"jdy.request", func(s string) string { return "(stdin)= " + digest(s) + "\n" }, []string{"no-base64", "tool-output"}},
		"a header with its lines": {"robot.token", func(s string) string { return "Basic " + folded(strings.TrimPrefix(s, "Basic "), 64, "\n") }, []string{"wrapped-base64"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := named(t, test.op)
			_, draft := b.draft(t)
			r := b.check(t, Given{Signature: test.put(draft().Signature)})
			assert.False(t, r.Match)
			assert.Equal(t, test.ids, IDs(r.Mistakes))
			require.NotNil(t, r.Difference)
			assert.NotEqual(t, r.Difference.Expected, r.Difference.Given)
			assert.NotContains(t, r.Sound, r.Mistakes[0].Aspect)
		})
	}
}

// A signature that nothing was put around is left alone, whatever it is.
func TestNothingIsTakenOffARightSignature(t *testing.T) {
	for _, b := range benches(t) {
		rapid.Check(t, func(t *rapid.T) {
			_, draft := b.drawn(t).draft(t)
			bare, off := undressed(draft().Signature)
			assert.Equal(t, draft().Signature, bare, b.name)
			assert.Empty(t, off, b.name)
		})
	}
}

// What is wrong underneath is named as well.
func TestOtherMistakesUnderneath(t *testing.T) {
	b := named(t, "jdy.request")
	doctor, draft := b.draft(t)
	for _, id := range []string{"single-encoding", "upper-hex", "no-final-newline", "wrong-secret"} {
		i := slices.IndexFunc(doctor.Variants, func(v providers.Variant) bool { return v.ID == id })
		r := b.check(t, Given{Signature: folded(draft(i).Signature, 76, "\n")})
		ids := []string{id, "wrapped-base64"}
		slices.Sort(ids)
		assert.Equal(t, ids, IDs(r.Mistakes))
	}
	r := b.check(t, Given{Signature: folded(strings.Repeat("QUJD", 22), 76, "\n")})
	assert.Subset(t, IDs(r.Mistakes), []string{UnknownID, "wrapped-base64"})
}

func FuzzBare(f *testing.F) {
	for _, seed := range []string{"", " x\n", "(stdin)= 0123456789abcdef", "0123456789abcdef  -", "MDEyMzQ1Njc4OWFiY2RlZgo=", "Basic QUJD\nQUJD"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for range len(text) + 1 {
			bare, off := undressed(text)
			if len(off) == 0 {
				require.Equal(t, text, bare)
				return
			}
			require.LessOrEqual(t, len(bare), len(text))
			text = bare
		}
		require.Fail(t, "there is no end to it")
	})
}

// TestWordsAboutCharactersAreTrue: each way to leave other characters says what it
// signs and what the platform wants.
func TestWordsAboutCharactersAreTrue(t *testing.T) {
	b := named(t, "jdy.request")
	doctor, draft := b.draft(t)
	inQuery := func(a providers.Attempt) string {
		_, rest, _ := strings.Cut(a.StringToSign, "z=")
		z, _, _ := strings.Cut(rest, "\n")
		return z
	}
	assert.Equal(t, "%2A%257E%2521%2527%2528%2529", inQuery(draft()))
	wrong := map[string]string{
		"%252A~%2521%2527%2528%2529": "%252A and ~",
		"*~!'()":                     "encodeURIComponent",
		"*%257E%2521%2527%2528%2529": "the second pass left *",
	}
	told := 0
	for i, v := range doctor.Variants {
		if v.ID == "other-characters" {
			told++
			assert.Contains(t, v.Meaning.EN, wrong[inQuery(draft(i))], inQuery(draft(i)))
			assert.Contains(t, v.Fix.EN, "%2")
		}
	}
	assert.Equal(t, len(wrong), told)
}
