package doctor

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/vault"
)

// filed is a broker's vault of encrypted files in which a credential has a secret
// and a token.
func filed(t *testing.T, p *Params) *vault.Vault {
	t.Helper()
	options := vault.Options{
		Dir: p.Paths.Vault, Store: vault.StoreFile, Clock: app.Now, WorkFactor: 1,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil },
	}
	v, err := vault.Open(context.Background(), options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	p.Broker = on(v)
	return v
}

func TestExaminationInWords(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		t.Run(lang, func(t *testing.T) {
			p := healthy(t)
			p.Text = translations.New(lang)
			v := filed(t, &p)
			ctx := context.Background()
			c, err := v.Add(ctx, vault.Credential{Platform: "robot", Name: "shop"}, map[string]string{"api_key": "canary-value"})
			require.NoError(t, err)
			_, err = v.PutToken(ctx, c.ID, vault.Token{Kind: "access"}, vault.TokenSecret{Value: "canary-value"})
			require.NoError(t, err)
			d := New(p)
			e, err := d.Examine(ctx)
			require.NoError(t, err)
			assert.Empty(t, e.Found)
			assert.False(t, e.Repairable())
			assert.Empty(t, d.Deeds(e))

			secrets := filepath.Join(p.Paths.Vault, "secrets")
			files, err := filepath.Glob(filepath.Join(secrets, "*.age"))
			require.NoError(t, err)
			for _, file := range files {
				if filepath.Base(file) != "identity.age" {
					require.NoError(t, os.Remove(file))
				}
			}
			for _, name := range []string{"abcdefghijklmnopqrstuvwx22.age", "abcdefghijklmnopqrstuvwx23.age"} {
				require.NoError(t, os.WriteFile(filepath.Join(secrets, name), []byte("x"), 0o600))
			}
			require.NoError(t, os.WriteFile(filepath.Join(p.Paths.Vault, "index.broken-1.json"), []byte("x"), 0o600))
			e, err = d.Examine(ctx)
			require.NoError(t, err)
			assert.True(t, e.Repairable())
			byKind := map[vault.FindingKind]Found{}
			for _, f := range e.Found {
				byKind[f.Kind] = f
				assert.NotContains(t, f.Text, "canary")
				assert.NotContains(t, f.Text+f.Does, "{{")
				assert.NotEmpty(t, f.Does)
			}
			assert.Contains(t, byKind[vault.FoundMissing].Text, "shop")
			assert.Equal(t, 2, byKind[vault.FoundStray].Count, "said once")
			assert.Len(t, e.Found, 4)
			assert.Len(t, d.Deeds(e), 4)
			require.NoError(t, d.Repair(ctx, e))
			e, err = d.Examine(ctx)
			require.NoError(t, err)
			assert.False(t, e.Repairable())
			require.Len(t, e.Found, 1)
			assert.Equal(t, vault.FoundLost, e.Found[0].Kind)
			assert.Empty(t, d.Deeds(e))
		})
	}
}

// TestEveryFindingHasWords goes through all that a vault can find.
func TestEveryFindingHasWords(t *testing.T) {
	d := New(healthy(t))
	seen := map[string]bool{}
	for _, kind := range []vault.FindingKind{
		vault.FoundOlderIndex, vault.FoundEmptyIndex, vault.FoundBrokenIndex, vault.FoundTempFile, vault.FoundMissing,
		vault.FoundDamaged, vault.FoundOtherKey, vault.FoundOtherUse, vault.FoundElsewhere, vault.FoundLost, vault.FoundStray, vault.FoundUnknown,
	} {
		for _, part := range []vault.Part{vault.PartFields, vault.PartGrant, vault.PartToken} {
			f := d.words(vault.Finding{Kind: kind, Part: part, Name: "shop", PartKind: "access", Path: "/x"})
			assert.NotEmpty(t, f.Text, kind)
			seen[f.Text] = true
		}
	}
	assert.Len(t, seen, 6+6*3)
	for _, r := range []vault.Remedy{vault.RemedyMark, vault.RemedyForget, vault.RemedyDelete, vault.RemedyAccept} {
		assert.NotEmpty(t, d.words(vault.Finding{Remedy: r}).Does, r)
	}
	assert.Empty(t, d.words(vault.Finding{}).Does)
}

func TestExamineWithoutAVault(t *testing.T) {
	p := healthy(t)
	p.Broker, p.Err = nil, vault.ErrNewerIndex
	_, err := New(p).Examine(context.Background())
	require.ErrorIs(t, err, vault.ErrNewerIndex)
	require.ErrorIs(t, New(p).Repair(context.Background(), Examination{}), vault.ErrNewerIndex)
}

// TestIndexThatWasLost is told until it is repaired, with where to do that.
func TestIndexThatWasLost(t *testing.T) {
	for name, lost := range map[string][]string{
		"older": {"index.json", "index.1.json"},
		"empty": {"index.json", "index.1.json", "index.older.json"},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			v := filed(t, &p)
			_, err := v.Add(context.Background(), vault.Credential{Platform: "robot", Name: "shop"}, map[string]string{"api_key": "x"})
			require.NoError(t, err)
			require.NoError(t, v.Close())
			for _, file := range lost {
				require.NoError(t, os.Remove(filepath.Join(p.Paths.Vault, file)))
			}
			filed(t, &p)
			c := look(t, p, "index")
			assert.Equal(t, Warning, c.Grade)
			assert.Contains(t, c.Action, "this page")
			p.Program = "keycase-cli"
			assert.Contains(t, look(t, p, "index").Action, "keycase-cli doctor --repair")
			d := New(p)
			e, err := d.Examine(context.Background())
			require.NoError(t, err)
			require.NoError(t, d.Repair(context.Background(), e))
			assert.Equal(t, OK, look(t, p, "index").Grade)
		})
	}
}
