package journal

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// forms are the ways in which a secret could have got into a file.
func forms(secret string) map[string][]byte {
	all := map[string][]byte{
		"plain":     []byte(secret),
		"reversed":  reversed(secret),
		"hex":       []byte(hex.EncodeToString([]byte(secret))),
		"HEX":       []byte(strings.ToUpper(hex.EncodeToString([]byte(secret)))),
		"query":     []byte(url.QueryEscape(secret)),
		"path":      []byte(url.PathEscape(secret)),
		"quoted":    []byte(strings.Trim(fmt.Sprintf("%+q", secret), `"`)),
		"bytes":     []byte(strings.Trim(fmt.Sprintf("%d", []byte(secret)), "[]")),
		"hex bytes": []byte(strings.ReplaceAll(fmt.Sprintf("% #x", secret), " ", ", ")),
	}
	units := utf16.Encode([]rune(secret))
	for name, order := range map[string]binary.AppendByteOrder{"UTF-16LE": binary.LittleEndian, "UTF-16BE": binary.BigEndian} {
		var wide []byte
		for _, unit := range units {
			wide = order.AppendUint16(wide, unit)
		}
		all[name] = wide
	}
	for name, code := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64url": base64.RawURLEncoding} {
		for shift := range 3 { // the letters depend on where in the text the secret begins
			text := code.EncodeToString(append(bytes.Repeat([]byte{'.'}, shift), secret...))
			all[fmt.Sprint(name, shift)] = []byte(text[4*((shift+2)/3) : len(text)-1])
		}
	}
	return all
}

func reversed(text string) []byte {
	out := []byte(text)
	for i := range len(out) / 2 {
		out[i], out[len(out)-1-i] = out[len(out)-1-i], out[i]
	}
	return out
}

// requireClean looks for the secrets in every file of a folder, and in the names of the files.
func requireClean(t *testing.T, dir string, secrets []string) {
	t.Helper()
	require.NotEmpty(t, secrets)
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, secret := range secrets {
			require.NotContains(t, path, secret)
			for form, bytesOf := range forms(secret) {
				require.False(t, bytes.Contains(data, bytesOf), "%s holds a secret, %s", filepath.Base(path), form)
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.NotZero(t, files, "nothing was searched")
}

// TestSecretsWouldBeFound hides a secret in each form: a search that finds nothing must mean something.
func TestSecretsWouldBeFound(t *testing.T) {
	const secret = "Kp8+/秘密 zQ4w!"
	for form, hidden := range forms(secret) {
		assert.NotEmpty(t, hidden, form)
		assert.GreaterOrEqual(t, len(hidden), len("Kp8+/")*2, form)
	}
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + secret + "tail"))
		assert.Contains(t, text, string(forms(secret)[fmt.Sprint("base64", shift)]))
	}
}
