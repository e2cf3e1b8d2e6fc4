package backup

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// file is an encrypted content.
func file(t testing.TB, c Content, l Lock) []byte {
	t.Helper()
	plain, err := encode(c)
	require.NoError(t, err)
	s, err := l.seal(plain)
	require.NoError(t, err)
	return s.data
}

func mustRead(t testing.TB, data []byte) Sealed {
	t.Helper()
	s, err := Read(data)
	require.NoError(t, err)
	return s
}

func TestEachLockOpens(t *testing.T) {
	key, identity := newKey(t)
	other, otherIdentity := newKey(t)
	_, stranger := newKey(t)
	want := contentOf(shop())

	s := mustRead(t, file(t, want, quick("口令 with space")))
	assert.True(t, s.WantsPassphrase())
	got, err := s.OpenWithPassphrase("口令 with space")
	require.NoError(t, err)
	want.Credentials[0].Secrets, want.Credentials[0].Grants[0].Secrets = nil, nil // the vault's to tell
	assert.Equal(t, want, got)
	for _, wrong := range []string{"", "口令", "口令 with space "} {
		_, err = s.OpenWithPassphrase(wrong)
		assert.ErrorIs(t, err, ErrWrongPassphrase)
	}
	_, err = s.OpenWithIdentities(identity)
	assert.ErrorIs(t, err, ErrWrongIdentity)

	s = mustRead(t, file(t, want, Lock{Keys: []Key{key, other}}))
	assert.False(t, s.WantsPassphrase())
	assert.Equal(t, 2, s.Recipients())
	for _, i := range []Identities{identity, otherIdentity} {
		got, err = s.OpenWithIdentities(i)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for _, i := range []Identities{stranger, {}} {
		_, err = s.OpenWithIdentities(i)
		assert.ErrorIs(t, err, ErrWrongIdentity)
	}
	_, err = s.OpenWithPassphrase("x")
	assert.ErrorIs(t, err, ErrWrongPassphrase)
}

func TestHybridKeysServeToo(t *testing.T) {
	identity, err := age.GenerateHybridIdentity()
	require.NoError(t, err)
	keys, err := ParseKeys(identity.Recipient().String())
	require.NoError(t, err)
	identities, err := ParseIdentities([]byte(identity.String()))
	require.NoError(t, err)
	got, err := mustRead(t, file(t, contentOf(shop()), Lock{Keys: keys})).OpenWithIdentities(identities)
	require.NoError(t, err)
	assert.Len(t, got.Credentials, 1)
}

func TestArmoredFilesAreRead(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("\uFEFF\r\n")
	w := armor.NewWriter(&b)
	_, err := w.Write(file(t, contentOf(shop()), quick("p")))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	_, err = mustRead(t, b.Bytes()).OpenWithPassphrase("p")
	require.NoError(t, err)
	_, err = Read(b.Bytes()[:b.Len()/2])
	assert.ErrorIs(t, err, ErrDamaged)
}

func TestALockIsEitherOr(t *testing.T) {
	key, _ := newKey(t)
	for _, l := range []Lock{{}, {Passphrase: "p", Keys: []Key{key}}} {
		_, err := l.seal(nil)
		assert.ErrorIs(t, err, errNoLock)
	}
}

// TestEachDamageIsSeen flips each bit and cuts at each byte: none of it may open,
// and none may be taken for something else than damage, but where the damaged
// part is what a passphrase is tried on.
func TestEachDamageIsSeen(t *testing.T) {
	good := file(t, contentOf(plainly("aaaaaaaaaaaaaaaa", "one")), quick("p"))
	open := func(data []byte) error {
		s, err := Read(data)
		if err == nil {
			_, err = s.OpenWithPassphrase("p")
		}
		return err
	}
	require.NoError(t, open(good))
	header := bytes.Index(good, []byte("\n---"))
	for at := range good {
		if at > header+60 && at < len(good)-20 && at%17 != 0 {
			continue // the content is all alike
		}
		require.Error(t, open(good[:at]), "cut at %d", at)
		if at > len(magic) {
			require.ErrorIs(t, open(good[:at]), ErrDamaged, "cut at %d", at)
		}
		bad := bytes.Clone(good)
		bad[at] ^= 1 << (at % 8)
		err := open(bad)
		require.Error(t, err, "bit flipped at %d", at)
		if at > header {
			require.ErrorIs(t, err, ErrDamaged, "bit flipped at %d", at)
		}
	}
}

func TestWhatIsNoBackupIsToldApart(t *testing.T) {
	seal := func(plain string) Sealed {
		s, err := quick("p").seal([]byte(plain))
		require.NoError(t, err)
		return mustRead(t, s.data)
	}
	for plain, want := range map[string]error{
		"":                            ErrForeign,
		"hello":                       ErrForeign,
		"[1]":                         ErrForeign,
		`{"a":1}`:                     ErrForeign,
		`{"format":1}`:                ErrForeign,
		`{"format":"keycase-backup"}`: ErrDamaged,
		`{"format":"keycase-backup","version":0}`:                                 ErrDamaged,
		`{"format":"keycase-backup","version":1,"credentials":7}`:                 ErrDamaged,
		`{"format":"keycase-backup","version":1,"credentials":[{}]}`:              ErrDamaged,
		`{"format":"keycase-backup","version":1} {}`:                              ErrForeign,
		`{"format":"keycase-backup","version":2}`:                                 ErrNewer,
		`{"format":"keycase-backup","version":99,"credentials":"something else"}`: ErrNewer,
	} {
		_, err := seal(plain).OpenWithPassphrase("p")
		assert.ErrorIs(t, err, want, "%s", plain)
	}
	for _, data := range []string{"", "PK\x03\x04", "{}", "age-encryption.org/v2\n", "age-encryption.org/v1"} {
		_, err := Read([]byte(data))
		assert.ErrorIs(t, err, ErrNotAge, "%q", data)
	}
	_, err := Read(make([]byte, MaxSize+1))
	assert.ErrorIs(t, err, ErrTooLarge)
}

func TestUnknownMembersAreLeftAside(t *testing.T) {
	plain, err := encode(contentOf(shop()))
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(plain, &doc))
	doc["later"] = []int{1}
	plain, err = json.Marshal(doc)
	require.NoError(t, err)
	_, err = decode(plain)
	require.NoError(t, err)
}

// TestAHostileWorkFactorIsRefused before any memory is spent on it.
func TestAHostileWorkFactorIsRefused(t *testing.T) {
	data := file(t, contentOf(), quick("p"))
	bad := bytes.Replace(data, []byte(" 1\n"), []byte(" 29\n"), 1)
	require.NotEqual(t, data, bad)
	_, err := mustRead(t, bad).OpenWithPassphrase("p")
	assert.ErrorIs(t, err, ErrTooCostly)
}

func TestNoErrorQuotesASecret(t *testing.T) {
	for _, plain := range []string{
		`{"format":"keycase-backup","version":1,"credentials":"canary"}`,
		`{"format":"keycase-backup","version":1,"made":"canary"}`,
		`{"format":"keycase-backup","version":1,"credentials":[{"id":"canary","name":"canary","platform":"canary"}]}`,
	} {
		_, err := decode([]byte(plain))
		require.ErrorIs(t, err, ErrDamaged)
		assert.NotContains(t, err.Error(), "canary")
	}
	for _, text := range []string{"AGE-SECRET-KEY-1CANARY", "canary", "age1canary", "ssh-ed25519 canary", "age1yubikey1canary"} {
		_, err := ParseKeys(text)
		require.Error(t, err)
		assert.NotContains(t, strings.ToLower(err.Error()), "canary")
		_, err = ParseIdentities([]byte(text))
		require.ErrorIs(t, err, ErrNoIdentity)
		assert.NotContains(t, strings.ToLower(err.Error()), "canary")
	}
}

func TestParseKeys(t *testing.T) {
	one, _ := newKey(t)
	two, _ := newKey(t)
	hybrid, err := age.GenerateHybridIdentity()
	require.NoError(t, err)
	private, err := age.GenerateX25519Identity()
	require.NoError(t, err)

	keys, err := ParseKeys("\uFEFF# the team\r\n\n  " + one.String() + "  \r\n" + two.String() + "\n" + one.String())
	require.NoError(t, err)
	require.Len(t, keys, 2)
	assert.Equal(t, one.String(), keys[0].String())

	for text, want := range map[string]error{
		"":          ErrNoKey,
		"# nothing": ErrNoKey,
		one.String() + "\n" + hybrid.Recipient().String(): ErrMixedKeys,
		private.String():                                  ErrPrivateKey,
		"-----BEGIN OPENSSH PRIVATE KEY-----":             ErrPrivateKey,
		"AGE-PLUGIN-YUBIKEY-1ABC":                         ErrPrivateKey,
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI comment":   ErrUnsupportedKey,
		"age1yubikey1qwertyuiop":                          ErrUnsupportedKey,
		one.String()[:40]:                                 ErrBadKey,
		one.String() + "x":                                ErrBadKey,
		"age1pq1abc":                                      ErrBadKey,
		one.String() + " " + two.String():                 ErrBadKey,
		strings.Replace(one.String(), "age1", "age1 ", 1): ErrBadKey,
	} {
		_, err := ParseKeys(text)
		assert.ErrorIs(t, err, want, "%s", text)
	}
	var wrong *KeyError
	_, err = ParseKeys(one.String() + "\n\nnonsense")
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, 3, wrong.Line)
}
