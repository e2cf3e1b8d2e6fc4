package credentials_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/ui/pages/credentials"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// scene is the one of the design: three credentials, one token about to end.
func scene(t *testing.T, b *pagetest.Bench) (first vault.Credential) {
	t.Helper()
	put := func(cred vault.Credential, kind, subject string, issued, expires time.Duration) {
		_, err := b.Vault.PutToken(context.Background(), cred.ID, vault.Token{
			Kind: kind, Subject: subject, IssuedAt: pagetest.Start.Add(-issued), ExpiresAt: pagetest.Start.Add(expires),
		}, vault.TokenSecret{Value: "token-of-" + cred.Name})
		require.NoError(t, err)
	}
	values := func(app string) providers.Values {
		return providers.Values{
			"client_id": "205022", "client_secret": "0123456789abcdef0123456789abcdef",
			"app_key": app, "app_secret": "0123456789abcdef0123456789abcdef01234567",
		}
	}
	first = b.AddWith("jdy", "晨光商贸", values("bVZgAZ01"))
	put(first, "app-token", "", 23*time.Hour+14*time.Minute, 46*time.Minute)
	second := b.AddWith("jdy", "青禾食品", values("bVZgAZ02"))
	put(second, "app-token", "", 7*time.Hour, 17*time.Hour)
	b.AddWith("jdy", "演示账套", values("bVZgAZ03"))
	require.NoError(t, b.Vault.Touch(first.ID))
	return first
}

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang  string
		mode  theme.Mode
		width float32
		scale float32
	}{
		"zh-light":  {"zh", theme.Light, 960, 1},
		"zh-dark":   {"zh", theme.Dark, 960, 1},
		"en-light":  {"en", theme.Light, 960, 1.5},
		"zh-narrow": {"zh", theme.Light, 740, 1},
		"zh-wide":   {"zh", theme.Light, 1180, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Resize(look.width, 728)
			first := scene(t, b)
			b.Show(credentials.New(b.Ctx, "jdy", first.ID))
			b.Picture("credentials-"+name, look.scale)
			b.Show(credentials.New(b.Ctx, "jdy", ""))
			b.Picture("credentials-list-"+name, look.scale)
			b.Show(credentials.New(b.Ctx, "kis", ""))
			b.Picture("credentials-empty-"+name, look.scale)
		})
	}
}
