package diagnostics

import (
	"context"
	"crypto/rand"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers/catalog"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// lose gives the machine a vault of encrypted files whose secrets were deleted.
func (m *machine) lose(t *testing.T) *vault.Vault {
	t.Helper()
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: m.paths.Vault, Store: vault.StoreFile, Clock: app.Now, WorkFactor: 1,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	_, err = v.Add(t.Context(), vault.Credential{Platform: "robot", Name: "门店"}, map[string]string{"secret_key": "x"})
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(m.paths.Vault, "secrets", "*.age"))
	require.NoError(t, err)
	for _, file := range files {
		if filepath.Base(file) != "identity.age" {
			require.NoError(t, os.Remove(file))
		}
	}
	m.b.Broker = broker.New(broker.Params{Registry: catalog.Registry(), Vault: v, HTTP: &http.Client{}, Clock: app.Now, Rand: rand.Reader})
	return v
}

func TestMendPicture(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
			m := newMachine(t, pagetest.NewIn(t, lang, mode))
			m.lose(t)
			p := open(m)
			require.True(t, p.mend.object.Visible())
			m.b.Picture("diagnostics-mend-"+lang+"-"+name, 1)
		}
	}
}

func TestRepairIsOfferedAndDone(t *testing.T) {
	m := newMachine(t, pagetest.New(t))
	p := open(m)
	assert.False(t, p.mend.object.Visible(), "all agrees")

	v := m.lose(t)
	p = open(m)
	require.True(t, p.mend.object.Visible())
	assert.Equal(t, "「门店」的密钥不见了", p.mend.text.Text())
	assert.Equal(t, "有 1 处不对", p.verdict.title.Text(), "the credential cannot be used")
	m.b.Window.Canvas().Focus(p.mend.repair)
	press(m.b, "Return")
	require.Len(t, m.b.Questions, 1)
	assert.True(t, m.b.Questions[0].Loss)
	assert.Equal(t, "「门店」的密钥不见了：凭证留着，密钥从备份恢复或重新填", m.b.Questions[0].Body)
	m.b.Questions[0].Answer(false)
	m.b.Settle()
	assert.False(t, v.List()[0].Lost)
	m.b.Questions[0].Answer(true)
	m.b.Settle()
	assert.True(t, v.List()[0].Lost)
	assert.Equal(t, []string{"修好了"}, m.b.Toasts)
	assert.Equal(t, "「门店」的密钥等着重新填", p.mend.text.Text())
	assert.False(t, p.mend.repair.Visible(), "the rest is for a person")
}
