package overview

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// crowd is a list that asks much of the page: names of 64 characters without a space,
// ids of 64, and every state.
func crowd(t *testing.T, b *pagetest.Bench) {
	t.Helper()
	name := strings.Repeat("Zm9vYmFy", 8)
	for i, platform := range pagetest.Registry() {
		for j, left := range []time.Duration{-400 * 24 * time.Hour, -18 * time.Minute, 9*time.Minute + 59*time.Second, 3 * time.Hour, 6*24*time.Hour + 23*time.Hour, 0} {
			c := b.AddWith(platform.ID, fmt.Sprint(i, j, name)[:64], sandbox.Demo().Values(platform.ID))
			subject := ""
			if j%2 == 1 {
				subject = strings.Repeat("0123456789abcdef", 4)
			}
			_, err := b.Vault.PutToken(context.Background(), c.ID, vault.Token{
				Kind: platform.Tokens[0].Kind, Subject: subject, IssuedAt: b.Now().Add(left - 500*24*time.Hour), ExpiresAt: b.Now().Add(left), Never: left == 0,
			}, vault.TokenSecret{Value: "x"})
			require.NoError(t, err)
		}
	}
}

// TestLayout looks for texts that are clipped or covered.
func TestLayout(t *testing.T) {
	page := func(prepare func(*testing.T, *pagetest.Bench, *Page)) func(*testing.T, *pagetest.Bench) core.Page {
		return func(t *testing.T, b *pagetest.Bench) core.Page {
			p := New(b.Ctx)
			prepare(t, b, p)
			return p
		}
	}
	t.Run("full", func(t *testing.T) {
		pagetest.EachLayout(t, page(func(t *testing.T, b *pagetest.Bench, _ *Page) { crowd(t, b) }), func(t *testing.T, b *pagetest.Bench, cut []string) {
			for _, text := range cut {
				assert.Contains(t, text, "Zm9vYmFy", "only what is too long for any window")
			}
			b.Picture("overview-crowd-"+strings.ReplaceAll(t.Name(), "/", "-"), 1)
		})
	})
	t.Run("empty", func(t *testing.T) {
		pagetest.EachLayout(t, page(func(*testing.T, *pagetest.Bench, *Page) {}), none)
	})
	t.Run("filtered", func(t *testing.T) {
		pagetest.EachLayout(t, page(func(t *testing.T, b *pagetest.Bench, p *Page) {
			nine(t, b)
			p.bar.choose("robot", never)
			p.bar.pick(never)
		}), func(t *testing.T, b *pagetest.Bench, cut []string) {
			none(t, b, cut)
			b.Picture("overview-filtered-"+strings.ReplaceAll(t.Name(), "/", "-"), 1)
		})
	})
}

func none(t *testing.T, _ *pagetest.Bench, cut []string) {
	t.Helper()
	assert.Empty(t, cut)
}

func TestPictures(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"zh-light": theme.Light, "zh-dark": theme.Dark, "en-light": theme.Light} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, name[:2], mode)
			nine(t, b)
			b.Resize(pagetest.Usual.Width, pagetest.Usual.Height)
			p := shown(t, b)
			b.Picture("overview-"+name, 1)
			p.bar.pick(needsAttention)
			b.Resize(pagetest.Small.Width, pagetest.Small.Height)
			b.Picture("overview-attention-"+name, 1)
		})
	}
}
