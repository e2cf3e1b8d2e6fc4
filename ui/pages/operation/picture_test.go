package operation

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// scene is the credential of the design's picture: its keys give the signature
// shown there.
func scene(t *testing.T, b *pagetest.Bench) vault.Credential {
	t.Helper()
	cred := b.AddWith("jdy", "晨光商贸", providers.Values{
		"client_id": "205022", "client_secret": "0123456789abcdef0123456789abcdef",
		"app_key": "bVZgAZ01", "app_secret": "0123456789abcdef0123456789abcdef01234567",
		"router_addr": "https://tf.jdy.com",
	})
	_, err := b.Vault.PutToken(context.Background(), cred.ID, vault.Token{
		Kind: "app-token", IssuedAt: pagetest.Start.Add(-23*time.Hour - 14*time.Minute), ExpiresAt: pagetest.Start.Add(46 * time.Minute),
	}, vault.TokenSecret{Value: "the-app-token-of-the-scene"})
	require.NoError(t, err)
	return cred
}

// designed fills the page with the values of the design's picture.
func designed(b *pagetest.Bench, cred vault.Credential) *Page {
	p := New(b.Ctx, "jdy.request", cred.ID)
	p.inputs["path"].SetValue("/jdy/v2/bd/customer")
	p.inputs["query"].SetValue(`[["page","1"],["page_size","20"],["search","晨光"]]`)
	p.signing.env = `{"nonce":"4427456950"}`
	p.signing.drawn = b.Now()
	return p
}

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang          string
		mode          theme.Mode
		width, height float32
		scale         float32
	}{
		"zh-light":  {"zh", theme.Light, 960, 728, 1},
		"zh-dark":   {"zh", theme.Dark, 960, 728, 1},
		"en-light":  {"en", theme.Light, 960, 728, 1.5},
		"zh-narrow": {"zh", theme.Light, 740, 608, 1},
		"zh-wide":   {"zh", theme.Light, 1180, 868, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Production()
			b.Resize(look.width, look.height)
			cred := scene(t, b)
			b.Show(designed(b, cred))
			b.Move(28 * time.Second)
			b.Picture("operation-"+name, look.scale)
			shared := designed(b, cred)
			b.Show(shared)
			typeMore(b, shared, "/1")
			shared.right.panel.onForm(formShare)
			b.Picture("operation-shared-"+name, look.scale)
			shared.right.panel.onForm(formReady)
			for _, op := range []string{"jdy.app-token", "jdy.app-signature", "jdy.authorize"} {
				b.Show(New(b.Ctx, op, cred.ID))
				b.Picture("operation-"+op+"-"+name, look.scale)
			}
			for _, op := range []string{"jdy.request", "kis.router", "robot.token", "yilianyun.scan-code", "yilianyun.print-text", "yilianyun.request"} {
				b.Show(New(b.Ctx, op, ""))
				b.Picture("operation-hand-"+op+"-"+name, look.scale)
			}
		})
	}
}
