package canary

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"keycase/providers/catalog"
	"keycase/providers/sandbox"
)

// planted are ways to write a text down, by code that shares nothing with the search.
var planted = map[string]func(string) string{
	"plain":                  func(s string) string { return s },
	"hex":                    func(s string) string { return hex.EncodeToString([]byte(s)) },
	"HEX":                    func(s string) string { return fmt.Sprintf("%X", s) },
	"Base64":                 func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"Base64 after 1":         func(s string) string { return base64.StdEncoding.EncodeToString([]byte("x" + s + "y")) },
	"Base64 after 2":         func(s string) string { return base64.StdEncoding.EncodeToString([]byte("xx" + s + "yy")) },
	"Base64 of URLs":         func(s string) string { return base64.URLEncoding.EncodeToString([]byte("\xff\xfe\xfd" + s)) },
	"Base64 of URLs after 1": func(s string) string { return base64.URLEncoding.EncodeToString([]byte("\xff" + s)) },
	"Base64 of URLs after 2": func(s string) string { return base64.URLEncoding.EncodeToString([]byte("\xff\xff" + s)) },
	"a header":               func(s string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte("key:"+s)) },
	"query":                  func(s string) string { return url.Values{"client_secret": {s}}.Encode() },
	"query twice": func(s string) string {
		return url.Values{"u": {"https://x/?" + url.Values{"s": {s}}.Encode()}}.Encode()
	},
	"path": func(s string) string { return (&url.URL{Path: "/a/" + s}).EscapedPath() },
	"all escaped": func(s string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			fmt.Fprintf(&b, "%%%02X", c)
		}
		return b.String()
	},
	"JSON":     func(s string) string { text, _ := json.Marshal(map[string]string{"k": s}); return string(text) },
	"quoted":   func(s string) string { return strconv.Quote(s) },
	"bytes":    func(s string) string { return fmt.Sprint(struct{ b []byte }{[]byte(s)}) },
	"UTF-16LE": func(s string) string { return inUTF16(s, unicode.LittleEndian) },
	"UTF-16BE": func(s string) string { return inUTF16(s, unicode.BigEndian) },
}

func inUTF16(s string, order unicode.Endianness) string {
	wide, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return wide
}

// TestWhatIsHiddenIsFound hides each canary in each form, whole, and its first and last bytes alone: a
// search that finds nothing has to mean something.
func TestWhatIsHiddenIsFound(t *testing.T) {
	s := NewSearch(Secrets()...)
	for _, c := range Secrets() {
		for form, write := range planted {
			for part, text := range map[string]string{"whole": c.Value, "beginning": c.Value[:Piece], "end": c.Value[len(c.Value)-Piece:]} {
				hits := s.Text("here", []byte("\x00 before "+write(text)+" after \x00"))
				require.NotEmpty(t, hits, "%s of %s as %s", part, c.Name, form)
				for _, hit := range hits {
					assert.Equal(t, c.Name, hit.Canary)
					assert.Equal(t, "here", hit.Where)
					assert.NotContains(t, hit.String(), c.Value[:Piece])
				}
			}
		}
	}
}

// TestAnySecretIsFound: whatever the secret and what stands around it.
func TestAnySecretIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[ -~]{12,60}`).Draw(t, "value")
		around := rapid.SliceOfN(rapid.Byte(), 0, 40)
		before, after := string(around.Draw(t, "before")), string(around.Draw(t, "after"))
		s := NewSearch(Canary{"c", value})
		for form, write := range planted {
			assert.NotEmpty(t, s.Text("", []byte(before+write(value)+after)), form)
		}
		shifted := base64.StdEncoding.EncodeToString([]byte(before + value + after))
		assert.NotEmpty(t, s.Text("", []byte(shifted)))
	})
}

// TestNothingElseIsFound: less of a secret than a piece of it, and other secrets.
func TestNothingElseIsFound(t *testing.T) {
	s := NewSearch(Secrets()...)
	for _, c := range Secrets() {
		assert.Empty(t, s.Text("", []byte(c.Value[:Piece-1]+" "+c.Value[len(c.Value)-Piece+1:])))
	}
	demo, err := json.Marshal(sandbox.Demo())
	require.NoError(t, err)
	assert.Empty(t, s.Text("", demo))
	random := rapid.SliceOfN(rapid.Byte(), 1<<16, 1<<16).Example(1)
	assert.Empty(t, s.Text("", random))
	assert.Empty(t, s.Text("", []byte(base32.StdEncoding.EncodeToString(random))))
	assert.Equal(t, len(Secrets()), s.Canaries)
	assert.Equal(t, len(Secrets())+3, s.Places)
	assert.Greater(t, s.Bytes, int64(2<<16))
}

// TestCanariesCannotBeTakenForEachOther compares all forms of all of them.
func TestCanariesCannotBeTakenForEachOther(t *testing.T) {
	var all []form
	for _, c := range Secrets() {
		for _, f := range forms(c) {
			for _, other := range all {
				assert.False(t, f.canary != other.canary && (bytes.Contains(f.bytes, other.bytes) || bytes.Contains(other.bytes, f.bytes)),
					"%s and %s", f.canary, other.canary)
			}
			all = append(all, f)
		}
	}
}

// TestEverySecretFieldHasACanary: a platform's new field would otherwise go unseen.
func TestEverySecretFieldHasACanary(t *testing.T) {
	named := map[string]bool{}
	for _, c := range Secrets() {
		named[c.Name] = true
	}
	for _, p := range catalog.Registry() {
		for _, f := range p.Fields {
			if f.Secret {
				assert.True(t, named[p.ID+"."+f.Name], "%s %s", p.ID, f.Name)
				assert.True(t, f.Rule.Check(Accounts().Values(p.ID)[f.Name]).IsZero(), "%s %s", p.ID, f.Name)
			}
		}
	}
}

func TestTreeLooksEverywhere(t *testing.T) {
	c := Canary{"c", "Qm4hT8sLwE2vKp7z"}
	for place, plant := range map[string]func(path string) error{
		"content": func(path string) error { return os.WriteFile(path, []byte("x"+c.Value), 0o600) },
		"name":    func(path string) error { return os.WriteFile(path+c.Value, nil, 0o600) },
		"folder":  func(path string) error { return os.Mkdir(path+c.Value, 0o700) },
		"link":    func(path string) error { return os.Symlink("/nowhere/"+c.Value, path) },
		"hidden": func(path string) error {
			dir := filepath.Join(filepath.Dir(path), ".cache", "deep")
			return errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, ".x"), []byte(c.Value), 0o600))
		},
	} {
		t.Run(place, func(t *testing.T) {
			dir := t.TempDir()
			s := NewSearch(c)
			hits, err := s.Tree(dir)
			require.NoError(t, err)
			require.Empty(t, hits)
			require.NoError(t, plant(filepath.Join(dir, "f")))
			hits, err = s.Tree(dir)
			require.NoError(t, err)
			require.NotEmpty(t, hits)
		})
	}
	_, err := NewSearch(c).Tree(filepath.Join(t.TempDir(), "gone"))
	assert.NoError(t, err)
}

func TestShortOnesAreRefused(t *testing.T) {
	assert.Panics(t, func() { NewSearch(Canary{"c", "1234567"}) })
}
