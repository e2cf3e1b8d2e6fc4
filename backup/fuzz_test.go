package backup

import (
	"bytes"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/vault"
)

// FuzzRead takes any file: it may refuse it, and do nothing else.
func FuzzRead(f *testing.F) {
	good := file(f, contentOf(shop()), quick("p"))
	key, _ := newKey(f)
	f.Add(good)
	f.Add(file(f, contentOf(), Lock{Keys: []Key{key}}))
	f.Add(bytes.Replace(good, []byte(" 1\n"), []byte(" 20\n"), 1))
	f.Add([]byte(magic))
	f.Add([]byte("-----BEGIN AGE ENCRYPTED FILE-----\n"))
	own := age.NewInjectedFileKeyIdentity(make([]byte, 16)) // a passphrase would cost whatever the file asks for
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(data)
		if err != nil {
			return
		}
		_ = s.WantsPassphrase()
		require.Positive(t, s.Recipients())
		_, err = s.open(ErrWrongIdentity, own)
		require.Error(t, err, "nobody has that key")
	})
}

// FuzzDecode takes any content: what is taken can be restored, and a second time
// nothing is left to do.
func FuzzDecode(f *testing.F) {
	for _, c := range []Content{contentOf(), contentOf(shop(), plainly("bbbbbbbbbbbbbbbb", "two"))} {
		plain, err := encode(c)
		require.NoError(f, err)
		f.Add(plain)
	}
	f.Add([]byte(`{"format":"keycase-backup","version":1,"credentials":[{"id":"aaaaaaaaaaaaaaaa","platform":"x","name":"\u202e"}]}`))
	f.Add([]byte(`{"format":"keycase-backup","version":1,"made":"9999-12-31T23:59:59Z","credentials":[{"id":"aaaaaaaaaaaaaaaa","platform":"x","name":"x","created":"0000-01-01T00:00:00Z"}]}`))
	f.Fuzz(func(t *testing.T, plain []byte) {
		c, err := decode(plain)
		if err != nil {
			return
		}
		v := newVault(t)
		fill(t, v, plainly("cccccccccccccccc", "two"))
		restore(t, v, c, Merge, Take)
		list := v.List()
		restore(t, v, c, Merge, Undecided)
		assert.Equal(t, list, v.List())
		restore(t, v, c, Replace, Undecided)
		assert.Len(t, v.List(), len(c.Credentials))
	})
}

// FuzzKeys takes any text for keys.
func FuzzKeys(f *testing.F) {
	key, _ := newKey(f)
	f.Add(key.String())
	f.Add("# x\nage1yubikey1abc\n")
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = ParseKeys(text)
		_, _ = ParseIdentities([]byte(text))
	})
}

// TestAnyContentComesBack writes and reads contents of all kinds.
func TestAnyContentComesBack(t *testing.T) {
	text := rapid.String()
	fields := rapid.MapOfN(rapid.StringN(1, 8, -1), rapid.StringN(1, 20, -1), 0, 3)
	rapid.Check(t, func(t *rapid.T) {
		full := vault.Full{Credential: vault.Credential{
			ID: rapid.StringMatching(`[a-z2-7]{16}`).Draw(t, "id"), Platform: rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "platform"),
			Name: rapid.StringMatching(`[a-z门店]{1,12}`).Draw(t, "name"), BaseURL: text.Draw(t, "address"), CreatedAt: now(), UpdatedAt: now(),
		}}
		if m := fields.Draw(t, "public"); len(m) > 0 {
			full.Public = m
		}
		if m := fields.Draw(t, "secret"); len(m) > 0 {
			full.Values = m
		}
		if rapid.Bool().Draw(t, "token") {
			full.Tokens = []vault.Token{{Kind: text.Draw(t, "kind"), IssuedAt: now()}}
			full.TokenValues = []vault.TokenSecret{{Value: text.Draw(t, "value")}}
		}
		want := contentOf(full)
		plain, err := encode(want)
		require.NoError(t, err)
		got, err := decode(plain)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})
}
