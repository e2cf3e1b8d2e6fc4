package overview

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// many stores credentials of all platforms with a token each; the first ends
// after a minute, and each following one step later.
func many(tb testing.TB, b *pagetest.Bench, count int, step time.Duration) {
	tb.Helper()
	platforms := pagetest.Registry()
	for i := range count {
		platform := platforms[i%len(platforms)]
		c, err := b.Vault.Add(context.Background(), vault.Credential{
			Platform: platform.ID, Name: fmt.Sprintf("客户 %05d", i), Public: map[string]string{"app_type": "open"},
		}, sandbox.Demo().Values(platform.ID))
		require.NoError(tb, err)
		_, err = b.Vault.PutToken(context.Background(), c.ID, vault.Token{
			Kind: platform.Tokens[0].Kind, IssuedAt: pagetest.Start, ExpiresAt: pagetest.Start.Add(time.Minute + time.Duration(i)*step),
		}, vault.TokenSecret{Value: "x"})
		require.NoError(tb, err)
	}
}

// BenchmarkTick is a second of which nothing in sight can be seen, and one in which
// the first countdowns show their seconds.
func BenchmarkTick(b *testing.B) {
	for _, count := range []int{200, 10_000} {
		for name, from := range map[string]time.Duration{"quiet": -24 * time.Hour, "counting": 0} {
			b.Run(fmt.Sprintf("%d-%s", count, name), func(b *testing.B) {
				bench := pagetest.New(b)
				many(b, bench, count, time.Minute)
				p := New(bench.Ctx)
				bench.Show(p)
				b.ReportAllocs()
				second := 0
				for b.Loop() {
					second++
					p.tick(pagetest.Start.Add(from + time.Duration(second%50)*time.Second))
				}
				p.Hidden()
			})
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, count := range []int{200, 10_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			bench := pagetest.New(b)
			many(b, bench, count, time.Minute)
			for b.Loop() {
				p := New(bench.Ctx)
				bench.Show(p)
				p.Hidden()
			}
		})
	}
}

func BenchmarkFilter(b *testing.B) {
	for _, count := range []int{200, 10_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			bench := pagetest.New(b)
			many(b, bench, count, time.Minute)
			p := New(bench.Ctx)
			bench.Show(p)
			p.SetFilter("客户")
			bench.Settle() // the names are taken apart once
			n := 0
			for b.Loop() {
				n++
				p.SetFilter(fmt.Sprint(n % 10))
			}
			p.Hidden()
		})
	}
}
