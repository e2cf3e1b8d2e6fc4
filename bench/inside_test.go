//go:build bench

package bench

import (
	"bufio"
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"keycase/app"
	"keycase/broker"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// inTurn measures two pieces of code in turn, in nanoseconds.
func inTurn(t *testing.T, ours, other func(*testing.B)) (a, b []float64) {
	t.Helper()
	for range *rounds {
		for _, one := range []struct {
			run func(*testing.B)
			to  *[]float64
		}{{ours, &a}, {other, &b}} {
			r := testing.Benchmark(one.run)
			require.NotZero(t, r.N, "it failed")
			*one.to = append(*one.to, float64(r.T.Nanoseconds())/float64(r.N))
		}
	}
	return a, b
}

// benchmarks runs those of a package, once each round: nanoseconds and allocations by name.
func benchmarks(t *testing.T, tags, dir, pattern string) (ns, allocs map[string][]float64) {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "test")
	tool(t, "", "go", "test", "-c", "-tags", tags, "-o", binary, "../"+dir)
	ns, allocs = map[string][]float64{}, map[string][]float64{}
	for range *rounds {
		cmd := exec.Command(binary, "-test.run", "^$", "-test.bench", pattern, "-test.benchmem", "-test.benchtime", "100ms")
		cmd.Dir = filepath.Join("..", dir)
		out, err := cmd.Output()
		require.NoError(t, err, "%s", out)
		lines := bufio.NewScanner(strings.NewReader(string(out)))
		for lines.Scan() {
			f := strings.Fields(lines.Text())
			if len(f) < 8 || f[3] != "ns/op" {
				continue
			}
			name, _, _ := strings.Cut(strings.TrimPrefix(f[0], "Benchmark"), "-")
			if i := strings.LastIndexByte(f[0], '-'); i > 0 {
				name = strings.TrimPrefix(f[0][:i], "Benchmark")
			}
			ns[name] = append(ns[name], number(t, f[2]))
			allocs[name] = append(allocs[name], number(t, f[6]))
		}
	}
	return ns, allocs
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return n
}

func signers(t *testing.T) []result {
	var all []result
	for _, p := range []struct{ dir, bench, what string }{
		{"providers/jdy", "Sign", "jdy X-Api-Signature"},
		{"providers/jdy", "AppSignature", "jdy app_signature"},
		{"providers/jdy", "Encode", "jdy double encoder"},
		{"providers/kis", "Sign", "kis access_token"},
		{"providers/kis", "SignV1", "kis Sign, version 1"},
		{"providers/yilianyun", "Sign", "yilianyun sign"},
		{"providers/robot", "Sign", "robot query"},
	} {
		ns, allocs := benchmarks(t, "ci", p.dir, "^Benchmark"+p.bench+"$")
		ours, bare := p.bench+"/keycase", p.bench+"/primitives"
		all = append(all,
			result{"Signers", p.what, "ns", ns[ours], "bare primitives", ns[bare], goal{times, 1.2}},
			result{"Signers", p.what + ", allocations", "", allocs[ours], "bare primitives", allocs[bare], goal{most, 6}})
	}
	return all
}

func pages(t *testing.T) []result {
	var all []result
	milli := func(ns []float64) []float64 {
		var ms []float64
		for _, n := range ns {
			ms = append(ms, n/1e6)
		}
		return ms
	}
	find, _ := benchmarks(t, "ci", "ui/find", "^BenchmarkKeystroke$")
	for _, query := range []string{"z", "zg", "chenguang"} {
		all = append(all, result{area: "Pages with 10,000 credentials", what: "search keystroke, " + query, unit: "ms", ours: milli(find["Keystroke/"+query]), goal: goal{most, 5}})
	}
	page, _ := benchmarks(t, "ci,no_emoji", "ui/pages/overview", "^Benchmark(Filter|Scroll)$")
	return append(all,
		result{area: "Pages with 10,000 credentials", what: "filter keystroke on the page", unit: "ms", ours: milli(page["Filter/10000"]), beside: "200 credentials", other: milli(page["Filter/200"]), goal: goal{most, 5}},
		result{area: "Pages with 10,000 credentials", what: "scroll frame, before drawing", unit: "ms", ours: milli(page["Scroll/10000"]), beside: "200 credentials", other: milli(page["Scroll/200"]), goal: goal{most, 8}})
}

// exchanges asks the sandbox for a token through the broker, and sends it the same
// bytes with net/http alone.
func exchanges(t *testing.T) []result {
	servers, err := sandbox.New(sandbox.Options{}).Start(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	defer servers.Close()
	b := app.NewBroker(app.Options{BaseURLs: map[string]string{"robot": servers.URL("robot")}}, nil)
	call := broker.Call{Operation: "robot.token", Values: sandbox.Demo().Values("robot")}
	signed, err := b.Sign(t.Context(), call)
	require.NoError(t, err)
	client := &http.Client{Transport: &http.Transport{}}
	bare := func(loop *testing.B) {
		for loop.Loop() {
			r, err := http.NewRequest(signed.Request.Method, signed.Request.URL, strings.NewReader(signed.Request.Body))
			require.NoError(loop, err)
			for _, h := range signed.Request.Headers {
				r.Header.Set(h.Name, h.Value)
			}
			answer, err := client.Do(r)
			require.NoError(loop, err)
			_, err = io.ReadAll(answer.Body)
			require.NoError(loop, err)
			_ = answer.Body.Close()
		}
	}
	ours, other := inTurn(t, func(loop *testing.B) {
		for loop.Loop() {
			_, err := b.Run(loop.Context(), call)
			require.NoError(loop, err)
		}
	}, bare)
	return []result{{"Broker", "one token exchange with the sandbox", "ns", ours, "net/http, same request", other, goal{times, 1.15}}}
}

// keyrings reads and writes secrets in the real keyring. What a vault's token costs
// beside that is the index, so that the store is asked for a credential's secrets.
func keyrings(t *testing.T) []result {
	v, err := vault.Open(t.Context(), vault.Options{Dir: t.TempDir(), Store: vault.StoreKeyring, Clock: time.Now, Rand: rand.Reader})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	secrets := map[string]string{"client_secret": "f2adcfef73369bfc4e1384677d38a0ff"}
	c, err := v.Add(t.Context(), vault.Credential{Platform: "jdy", Name: "bench"}, secrets)
	require.NoError(t, err)
	require.NoError(t, keyring.Set("bench", "bench", `{"client_secret":"f2adcfef73369bfc4e1384677d38a0ff"}`))

	get, bareGet := inTurn(t, func(b *testing.B) {
		for b.Loop() {
			_, err := v.Secrets(context.Background(), c.ID)
			require.NoError(b, err)
		}
	}, func(b *testing.B) {
		for b.Loop() {
			_, err := keyring.Get("bench", "bench")
			require.NoError(b, err)
		}
	})
	set, bareSet := inTurn(t, func(b *testing.B) {
		for b.Loop() {
			_, err := v.PutToken(context.Background(), c.ID, vault.Token{Kind: "app-token", ExpiresAt: time.Now().Add(time.Hour)}, vault.TokenSecret{Value: "x"})
			require.NoError(b, err)
		}
	}, func(b *testing.B) {
		for b.Loop() {
			require.NoError(b, keyring.Set("bench", "bench", "x"))
		}
	})
	return []result{
		{"Keyring", "get", "ns", get, "go-keyring", bareGet, goal{times, 1.3}},
		{"Keyring", "put a token: set, read back, index, delete the old", "ns", set, "go-keyring set alone", bareSet, goal{}},
	}
}
