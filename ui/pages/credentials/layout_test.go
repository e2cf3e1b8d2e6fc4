package credentials

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// endless is what no window has room for.
var endless = strings.Repeat("Zm9vYmFy", 8)

// crowded stores credentials that ask much of the page: names and ids of 64
// characters without a space, tokens in each state, several grants.
func crowded(t *testing.T, b *pagetest.Bench, platform string, count int) (last vault.Credential) {
	t.Helper()
	found, err := pagetest.Registry().Platform(platform)
	require.NoError(t, err)
	for i := range count {
		last = b.AddWith(platform, fmt.Sprintf("%03d%s", i, endless)[:64], sandbox.Demo().Values(platform))
		_, err := b.Vault.PutToken(t.Context(), last.ID, vault.Token{
			Kind: found.Tokens[0].Kind, IssuedAt: b.Now().Add(-time.Hour), ExpiresAt: b.Now().Add(9*time.Minute + 59*time.Second - time.Duration(i)*time.Hour),
		}, vault.TokenSecret{Value: "x"})
		require.NoError(t, err)
	}
	for i, name := range []string{endless, "收银台"} {
		subject := fmt.Sprint(i) + strings.Repeat("0123456789abcdef", 4)[:63]
		_, err := b.Vault.PutGrant(t.Context(), last.ID, vault.Grant{
			Kind: "instance", Subject: subject, Name: name, Selected: i == 0, Public: map[string]string{"server_url": "http://203.0.113.10/" + endless},
		}, nil)
		require.NoError(t, err)
		_, err = b.Vault.PutToken(t.Context(), last.ID, vault.Token{
			Kind: found.Tokens[0].Kind, Subject: subject, IssuedAt: b.Now(), ExpiresAt: b.Now().Add(time.Duration(i-1) * time.Hour), Never: i == 1,
			HasRefresh: true, RefreshExpiresAt: b.Now().Add(800 * time.Hour),
		}, vault.TokenSecret{Value: "x"})
		require.NoError(t, err)
	}
	return b.Get(last.ID)
}

// tall gives the page room for all that scrolls, so that all of it is looked at.
func tall(b *pagetest.Bench) {
	size := b.Window.Canvas().Size()
	b.Resize(size.Width, 3000)
}

// besidesSummaries leaves out what stands below the title of a card, which a tip has
// all of.
func besidesSummaries(cut []string) []string {
	summaries := map[string]bool{}
	for _, l := range []*translations.Localizer{zh, en} {
		summaries[l.T("credential.wizard_detail")] = true
		for _, platform := range pagetest.Registry() {
			for _, op := range platform.Operations {
				summaries[op.Summary.In(providers.Lang(l.Lang()))] = true
			}
		}
	}
	return slices.DeleteFunc(cut, func(text string) bool { return summaries[text] })
}

func onlyEndless(t *testing.T, cut []string) {
	t.Helper()
	for _, text := range besidesSummaries(cut) {
		assert.True(t, strings.Contains(text, "Zm9vYmFy") || strings.Contains(text, "0123456789abcdef"), "%q is cut", text)
	}
}

func TestLayout(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		for _, selected := range []bool{true, false} {
			t.Run(fmt.Sprint(platform.ID, selected), func(t *testing.T) {
				pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
					last := crowded(t, b, platform.ID, 12)
					if !selected {
						last.ID = ""
					}
					tall(b)
					return New(b.Ctx, platform.ID, last.ID)
				}, func(t *testing.T, b *pagetest.Bench, cut []string) {
					onlyEndless(t, cut)
					b.Picture("crowded-"+strings.ReplaceAll(t.Name(), "/", "-"), 1)
				})
			})
		}
	}
}

// TestLayoutOfOtherStates looks at the page without anything, with values that are
// missing, while it waits, and after the store refused.
func TestLayoutOfOtherStates(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		t.Run("empty "+platform.ID, func(t *testing.T) {
			pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page { return New(b.Ctx, platform.ID, "") }, whole)
		})
		t.Run("bare "+platform.ID, func(t *testing.T) {
			pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page {
				values := providers.Values{}
				for _, f := range platform.Fields {
					if f.Required {
						values[f.Name] = sandbox.Demo().Values(platform.ID)[f.Name]
					}
				}
				cred := b.AddWith(platform.ID, "晨光商贸", values)
				tall(b)
				return New(b.Ctx, platform.ID, cred.ID)
			}, whole)
		})
		t.Run("no match "+platform.ID, func(t *testing.T) {
			pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page {
				b.Add(platform.ID, "晨光商贸")
				p := New(b.Ctx, platform.ID, "")
				p.SetFilter("没有这个")
				b.Settle()
				return p
			}, whole)
		})
	}
	t.Run("waiting and failed", func(t *testing.T) {
		pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page {
			cred := b.Add("jdy", "晨光商贸")
			p := New(b.Ctx, "jdy", cred.ID)
			for _, row := range p.detail.fields.rows {
				row.reading.waiting = true
			}
			p.detail.tell(vault.ErrDenied, nil)
			return p
		}, whole)
	})
}

func whole(t *testing.T, _ *pagetest.Bench, cut []string) {
	t.Helper()
	assert.Empty(t, besidesSummaries(cut))
}

// TestOperationsShareARow in the usual window, although not all that stands below their
// titles has room there.
func TestOperationsShareARow(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		b := pagetest.NewIn(t, lang, theme.Light)
		b.Resize(1180-theme.SidebarWidth, 728)
		cards := show(b, "jdy", b.Add("jdy", "晨光商贸").ID).detail.works.cards.Objects
		require.Greater(t, len(cards), 1)
		assert.InDelta(t, cards[0].Position().Y, cards[1].Position().Y, 0, lang)
	}
}

// TestOnlyWhatSuitsIsOffered, also once the app became one of another type.
func TestOnlyWhatSuitsIsOffered(t *testing.T) {
	b := pagetest.New(t)
	cred := b.AddWith("yilianyun", "总部", sandbox.Demo().Values(sandbox.YilianyunSelf))
	p := show(b, "yilianyun", cred.ID)
	works := p.detail.works
	assert.NotContains(t, works.shown, "scan-code")
	assert.Contains(t, works.shown, "add-printer")
	assert.Len(t, works.cards.Objects, len(works.shown))
	_, _, err := b.Broker.EditCredential(t.Context(), cred.ID, broker.Draft{Values: providers.Values{"app_type": "open"}})
	require.NoError(t, err)
	p.Reload()
	assert.Contains(t, works.shown, "scan-code")
	assert.NotContains(t, works.shown, "add-printer")
	assert.Len(t, works.cards.Objects, len(works.shown))
}
