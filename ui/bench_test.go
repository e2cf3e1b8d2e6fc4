package ui

import (
	"context"
	"crypto/rand"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/ui/widgets"
	"keycase/vault"
)

// bench is the window on a folder and a keyring of its own. Nothing comes back
// to it before settle: the test's goroutine is the UI goroutine.
type bench struct {
	t       testing.TB
	app     fyne.App
	dir     string
	keyring *keyring
	state   vault.State // of the system's keyring
	u       *UI
	closed  bool // by the window itself

	mu    sync.Mutex
	queue []func()
}

// keyring is one in memory.
type keyring struct {
	mu    sync.Mutex
	items map[string]string
}

func (k *keyring) Get(item string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if value, ok := k.items[item]; ok {
		return value, nil
	}
	return "", vault.ErrNotFound
}

func (k *keyring) Set(item, value string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.items[item] = value
	return nil
}

func (k *keyring) Delete(item string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.items, item)
	return nil
}

var now = time.Date(2025, 11, 21, 14, 26, 0, 0, time.UTC)

func newBench(t testing.TB, state vault.State) *bench {
	return &bench{t: t, app: test.NewTempApp(t), dir: t.TempDir(), state: state, keyring: &keyring{items: map[string]string{}}}
}

// start opens the window, as a person who starts the program does.
func (b *bench) start(change func(*Params)) *UI {
	b.t.Helper()
	world := sandbox.New(sandbox.Options{Clock: func() time.Time { return now }})
	p := Params{
		App: b.app, Home: b.dir, Version: "1.2.3", SystemLang: "zh",
		Open: b.open,
		Keyring: func(context.Context) vault.Status {
			return vault.Status{Kind: vault.StoreKeyring, State: b.state, Err: troubles[b.state]}
		},
		Sandbox: Sandbox{
			Accounts: map[string]map[string]string{"jdy": sandbox.Demo().Values("jdy"), "kis": sandbox.Demo().Values("kis")},
			Start: func() (map[string]string, error) {
				servers, err := world.Start(b.t.Context(), "")
				if err != nil {
					return nil, err
				}
				b.t.Cleanup(servers.Close)
				return map[string]string{"jdy": servers.URL("jdy"), "kis": servers.URL("kis")}, nil
			},
		},
		Clock: func() time.Time { return now },
		After: func(time.Duration, func()) func() { return func() {} },
		OnUI: func(fn func()) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.queue = append(b.queue, fn)
		},
	}
	if change != nil {
		change(&p)
	}
	b.u = New(p)
	b.u.Window().Resize(fyne.NewSize(firstWidth, firstHeight))
	b.u.Start()
	b.settle()
	b.t.Cleanup(b.stop)
	return b.u
}

// watchClose notes that the window closes, and does what it does then.
func (b *bench) watchClose() {
	b.u.Window().SetOnClosed(func() {
		b.closed = true
		b.u.closed()
	})
}

// stop closes the window; a second time it does nothing.
func (b *bench) stop() {
	if b.u == nil {
		return
	}
	if !b.closed {
		b.u.Window().Close()
	}
	b.u.stop()
	b.u.Context().Worker.Wait()
	b.u = nil
}

func (b *bench) open(ctx context.Context, store vault.StoreKind, ask func(context.Context) ([]byte, error)) (*broker.Broker, error) {
	v, err := vault.Open(ctx, vault.Options{
		Dir: filepath.Join(b.dir, "vault"), Store: store, Keyring: b.keyring, Passphrase: ask, WorkFactor: 2,
		Clock: func() time.Time { return now }, Rand: rand.Reader,
	})
	if err != nil {
		return nil, err
	}
	return broker.New(broker.Params{
		Registry: catalog.Registry(), Vault: v, HTTP: &http.Client{}, Rand: rand.Reader, Clock: func() time.Time { return now },
	}), nil
}

// settle waits for all work and brings its results to the window.
func (b *bench) settle() {
	for {
		b.u.Context().Worker.Wait()
		if !b.deliver() {
			return
		}
	}
}

// deliver brings to the window what is there, and tells whether anything was.
func (b *bench) deliver() bool {
	b.mu.Lock()
	queue := b.queue
	b.queue = nil
	b.mu.Unlock()
	for _, fn := range queue {
		fn()
	}
	return len(queue) > 0
}

// objects are those that can be seen.
func (b *bench) objects() []fyne.CanvasObject { return visible(b.u.Window().Content(), nil) }

func visible(o fyne.CanvasObject, seen []fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return seen
	}
	seen = append(seen, o)
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, part := range inside {
		seen = visible(part, seen)
	}
	return seen
}

// texts are all words on the page.
func (b *bench) texts() []string { return textsOf(b.u.Window().Content()) }

// textsOf are all words in an object that can be seen.
func textsOf(object fyne.CanvasObject) []string {
	var all []string
	for _, o := range visible(object, nil) {
		if t, ok := o.(*widgets.Text); ok {
			all = append(all, t.Text())
		}
	}
	return all
}

// press taps what is called name.
func (b *bench) press(name string) {
	b.t.Helper()
	for _, o := range b.objects() {
		named, ok := o.(fyne.Accessible)
		tappable, taps := o.(fyne.Tappable)
		if ok && taps && named.AccessibilityLabel() == name {
			tappable.Tapped(&fyne.PointEvent{})
			b.settle()
			return
		}
	}
	require.Failf(b.t, "not there", "%s in %q", name, b.texts())
}

// fields are the inputs of the page from top to bottom.
func (b *bench) fields() []*widgets.Field {
	var all []*widgets.Field
	for _, o := range b.objects() {
		if f, ok := o.(*widgets.Field); ok {
			all = append(all, f)
		}
	}
	return all
}

// key presses a key on what has the keyboard.
func (b *bench) key(name fyne.KeyName) {
	b.t.Helper()
	focused := b.u.Window().Canvas().Focused()
	require.NotNil(b.t, focused)
	focused.TypedKey(&fyne.KeyEvent{Name: name})
	b.settle()
}
