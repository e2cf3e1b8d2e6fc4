// Package pagetest is a bench for testing pages: a context with a real broker, a vault in memory,
// the platforms played on loopback, a clock that a test moves, and a frame that notes what a page
// asks of it.
//
// Work runs on goroutines as in the app, but nothing comes back to the page before [Bench.Settle]:
// the test's goroutine is the UI goroutine.
package pagetest

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/vault"
)

// Start is what the clock shows first: the moment of the design's pictures.
var Start = time.Date(2025, 11, 21, 14, 26, 0, 0, providers.ChinaTime)

// Bench is where a page lies during a test.
type Bench struct {
	*Frame
	Ctx    *core.Context
	World  *sandbox.World
	Vault  *vault.Vault
	Broker *broker.Broker
	Window fyne.Window

	t     testing.TB
	urls  map[string]string // of the sandbox, by platform
	clock *Clock
	mu    sync.Mutex
	queue []func()
}

// New makes a bench in Chinese and the light theme.
func New(t testing.TB) *Bench { return NewIn(t, translations.Chinese, theme.Light) }

// NewIn makes a bench in another language or theme.
func NewIn(t testing.TB, lang string, mode theme.Mode) *Bench {
	t.Helper()
	return newBench(t, lang, mode, vault.Options{Store: vault.StoreMemory})
}

// NewOn makes a bench whose secrets lie in a keyring.
func NewOn(t testing.TB, keyring *Keyring) *Bench {
	t.Helper()
	return newBench(t, translations.Chinese, theme.Light, vault.Options{Store: vault.StoreKeyring, Dir: t.TempDir(), Keyring: keyring})
}

func newBench(t testing.TB, lang string, mode theme.Mode, store vault.Options) *Bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(mode))
	b := &Bench{t: t, clock: NewClock(Start), Frame: &Frame{}}
	b.World = sandbox.New(sandbox.Options{Clock: b.Now})
	servers, err := b.World.Start(context.Background(), "127.0.0.1:0")
	b.must(err)
	t.Cleanup(servers.Close)
	store.Clock = b.Now
	b.Vault, err = vault.Open(context.Background(), store)
	b.must(err)
	b.urls = map[string]string{}
	for _, p := range sandbox.Platforms() {
		b.urls[p] = servers.URL(p)
	}
	b.Broker = b.newBroker(b.urls)
	b.Window = test.NewWindow(nil)
	t.Cleanup(b.Window.Close)
	b.Window.SetPadded(false)
	b.Window.Resize(fyne.NewSize(960, 728))
	b.Ctx = b.newContext(lang)
	t.Cleanup(func() {
		b.Ctx.Worker.Close()
		b.Ctx.Worker.Wait()
		b.must(b.Vault.Close())
	})
	return b
}

// Registry is every platform that there is.
func Registry() providers.Registry { return catalog.Registry() }

func (b *Bench) newBroker(urls map[string]string) *broker.Broker {
	return broker.New(broker.Params{
		Registry: Registry(), Vault: b.Vault, HTTP: &http.Client{}, Clock: b.Now, Rand: rand.Reader, BaseURLs: urls,
	})
}

// URL is the sandbox's address for a platform.
func (b *Bench) URL(platform string) string { return b.urls[platform] }

// Production takes the sandbox away: calls are signed for the platforms' own
// addresses, and must not be sent.
func (b *Bench) Production() {
	b.Broker = b.newBroker(nil)
	b.Ctx.Broker = b.Broker
}

func (b *Bench) newContext(lang string) *core.Context {
	onUI := func(fn func()) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.queue = append(b.queue, fn)
	}
	return &core.Context{
		Broker: b.Broker, Vault: b.Vault, Text: translations.New(lang),
		Nav: b.Frame, Notice: b.Frame, Clip: b.Frame,
		Ticker: core.NewTicker(b.Now, b.clock.After, onUI), Clock: b.Now, Worker: core.NewWorker(onUI), Window: b.Window,
		NewBaseURL: func(string) string { return "" },
	}
}

func (b *Bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// Show puts a page into the window, as the frame does, and settles.
func (b *Bench) Show(page core.Page) {
	b.Window.SetContent(page.Content())
	page.Shown()
	b.Settle()
}

// Settle waits for all work under way and brings its results to the page, until nothing is left.
func (b *Bench) Settle() {
	for {
		b.Ctx.Worker.Wait()
		if !b.Deliver() {
			return
		}
	}
}

// Deliver brings what waits for the UI goroutine to the page, without waiting for work. It reports
// whether there was anything.
func (b *Bench) Deliver() bool {
	b.mu.Lock()
	queue := b.queue
	b.queue = nil
	b.mu.Unlock()
	for _, fn := range queue {
		fn()
	}
	return len(queue) > 0
}

// Add stores the sandbox's credential for a platform.
func (b *Bench) Add(platform, name string) vault.Credential {
	b.t.Helper()
	return b.AddWith(platform, name, sandbox.Demo().Values(platform))
}

// AddWith stores a credential with values of its own.
func (b *Bench) AddWith(platform, name string, values providers.Values) vault.Credential {
	b.t.Helper()
	cred, _, err := b.Broker.AddCredential(context.Background(), broker.Draft{Platform: platform, Name: name, Values: values})
	b.must(err)
	return cred
}

// Get reads a credential anew.
func (b *Bench) Get(id string) vault.Credential {
	b.t.Helper()
	cred, err := b.Vault.Get(id)
	b.must(err)
	return cred
}
