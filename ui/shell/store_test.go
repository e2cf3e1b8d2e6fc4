package shell

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

const passphrase = "three unrelated words"

// benchWith swaps the bench's memory vault for another one.
func benchWith(t *testing.T, o vault.Options) *pagetest.Bench {
	t.Helper()
	b := pagetest.New(t)
	o.Clock, o.Rand, o.WorkFactor = b.Now, rand.Reader, 2
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	v, err := vault.Open(t.Context(), o)
	require.NoError(t, err)
	b.Vault = v
	b.Broker = broker.New(broker.Params{
		Registry: pagetest.Registry(), Vault: v, HTTP: &http.Client{}, Clock: b.Now, Rand: rand.Reader,
	})
	b.Ctx.Vault, b.Ctx.Broker = v, b.Broker
	return b
}

// fileBench has an encrypted file whose passphrase is given once.
func fileBench(t *testing.T) *pagetest.Bench {
	given := false
	return benchWith(t, vault.Options{Store: vault.StoreFile, Passphrase: func(context.Context) ([]byte, error) {
		if given {
			return nil, vault.ErrLocked
		}
		given = true
		return []byte(passphrase), nil
	}})
}

// keyring is one that can be locked, and that hangs while frozen is held.
type keyring struct {
	mu     sync.Mutex
	items  map[string]string
	locked bool
	denies bool
	reason error // of every probe, if the keyring is not well
	frozen sync.RWMutex
	// frozenPrompt keeps the prompt up while it is held.
	frozenPrompt sync.Mutex
}

func (k *keyring) Get(item string) (string, error) {
	k.frozen.RLock()
	defer k.frozen.RUnlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	value, ok := k.items[item]
	if !ok {
		return "", vault.ErrNotFound
	}
	return value, nil
}

func (k *keyring) Set(item, value string) error {
	k.frozen.RLock()
	defer k.frozen.RUnlock()
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

func (k *keyring) Probe(context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.locked {
		return vault.ErrKeyringLocked
	}
	return k.reason
}

func (k *keyring) fail(reason error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.reason = reason
}

func (k *keyring) Unlock(ctx context.Context) error {
	k.frozenPrompt.Lock()
	defer k.frozenPrompt.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.denies {
		return vault.ErrDenied
	}
	k.locked = false
	return nil
}

func (k *keyring) set(locked, denies bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.locked, k.denies = locked, denies
}

func keyringBench(t *testing.T) (*bench, *keyring) {
	t.Helper()
	k := &keyring{items: map[string]string{}}
	p := benchWith(t, vault.Options{Store: vault.StoreKeyring, Keyring: k})
	p.Add("kis", "明德会计")
	return newBenchOn(t, p), k
}

func TestLockedKeyringHasABannerWhileItLasts(t *testing.T) {
	b, k := keyringBench(t)
	banner := b.s.frame.banners.store
	assert.False(t, banner.Visible())
	assert.Equal(t, "密钥存放在系统密钥环 · 已解锁", b.s.frame.status.store.Text())

	k.set(true, true)
	b.s.CheckStore()
	b.Settle()
	require.True(t, banner.Visible())
	assert.Contains(t, texts(banner), "系统密钥环锁住了")
	assert.Equal(t, "密钥存放在系统密钥环 · 已锁住", b.s.frame.status.store.Text())
	top := b.s.frame.content.Position().Y
	assert.Equal(t, banner.MinSize().Height, top, "it pushes the page down")

	banner.Button().Tapped(nil)
	b.Settle()
	assert.True(t, banner.Visible())
	assert.False(t, b.s.dialogs.open(), "a person who says no knows why")
	assert.Contains(t, texts(b.s.toasts.toast), "没有解锁，密钥环还锁着", "but hears that it was heard")

	k.set(true, false)
	banner.Button().Tapped(nil)
	b.Settle()
	assert.False(t, banner.Visible())
	assert.Zero(t, b.s.frame.content.Position().Y)
}

// TestTheStatusBarAgreesWithWhatAPageSays: the keyring went and came back locked, which
// the page found out first.
func TestTheStatusBarAgreesWithWhatAPageSays(t *testing.T) {
	b, k := keyringBench(t)
	alert := parts.NewAlert(b.Ctx)
	k.set(true, true)
	alert.Show(&providers.Failure{}, nil)
	b.Settle()
	assert.Equal(t, "密钥存放在系统密钥环 · 已解锁", b.s.frame.status.store.Text(), "a platform's refusal asks no store")
	alert.Show(&vault.Error{Op: "secrets", Err: vault.ErrKeyringLocked}, nil)
	b.Settle()
	assert.Equal(t, "密钥存放在系统密钥环 · 已锁住", b.s.frame.status.store.Text())
	assert.True(t, b.s.frame.banners.store.Visible())

	k.set(false, false)
	parts.NewFailure(b.Ctx).Show(fmt.Errorf("issue: %w", &vault.Error{Op: "secrets", Err: vault.ErrTimeout}))
	b.Settle()
	assert.Equal(t, "密钥存放在系统密钥环 · 已解锁", b.s.frame.status.store.Text())
}

func TestUnsavedResultIsStoredAfterTheUnlock(t *testing.T) {
	b, k := keyringBench(t)
	c := b.Vault.List()[0]
	k.set(true, true)
	// The values come from the call, because the keyring gives none now.
	_, err := b.Broker.Run(t.Context(), broker.Call{
		Operation: "kis.access-token", Credential: c.ID,
		Values: map[string]string{"client_secret": "AbCdEfGhIjKl", "auth_token": "0123456789ABCDEF"},
	})
	var save *broker.SaveError
	require.ErrorAs(t, err, &save)
	b.Settle()
	unsaved := b.s.frame.banners.unsave
	require.True(t, unsaved.Visible())
	assert.Contains(t, texts(unsaved), "有 1 个结果还没存上")

	closed := false
	b.s.CloseWindow(func() { closed = true })
	require.True(t, b.s.dialogs.open(), "it would be lost with the window")
	b.key("Escape")
	assert.False(t, closed)

	unsaved.Button().Tapped(nil)
	b.Settle()
	assert.Contains(t, b.dialogTexts(), "拿到了，但还没存上")
	b.key("Return")
	assert.True(t, unsaved.Visible())

	k.set(true, false)
	b.s.frame.banners.store.Button().Tapped(nil)
	b.Settle()
	assert.False(t, unsaved.Visible())
	assert.Len(t, b.Get(c.ID).Tokens, 1)
	assert.Contains(t, texts(b.s.toasts.toast), "1 个结果存好了")
	b.s.CloseWindow(func() { closed = true })
	assert.True(t, closed)
}

// TestWindowAnswersWhileTheKeyringHangs freezes the keyring in the middle of a
// call: keys, pages and the search still work, and the result comes when it
// comes.
func TestWindowAnswersWhileTheKeyringHangs(t *testing.T) {
	b, k := keyringBench(t)
	c := b.Vault.List()[0]
	k.frozen.Lock()
	got := make(chan error, 1)
	cancel := core.Do(b.Ctx, func(ctx context.Context) (map[string]string, error) {
		return b.Vault.Secrets(ctx, c.ID)
	}, func(_ map[string]string, err error) { got <- err })
	defer cancel()

	started := time.Now()
	b.s.frame.sidebar.items[itemPlatform+"kis"].Tapped(nil)
	b.s.frame.sidebar.items[itemSettings].Tapped(nil)
	b.s.search("明德")
	b.Deliver()
	assert.Equal(t, "settings", b.page().name)
	assert.Equal(t, "明德", b.page().filter)
	assert.Less(t, time.Since(started), 5*time.Second, "nothing waited for the keyring")
	assert.Empty(t, got)

	k.frozen.Unlock()
	b.Settle()
	assert.NoError(t, <-got)
}

func TestWrongClockIsTold(t *testing.T) {
	b := newBench(t)
	assert.False(t, b.s.frame.banners.clock.Visible())
	b.Add("robot", "华东客服机器人")
	b.World.SetFault("robot", skewed(3*time.Minute))
	_, _ = b.Broker.Issue(t.Context(), b.Vault.List()[0].ID, "access_token")
	b.Settle()
	require.True(t, b.s.frame.banners.clock.Visible())
	assert.Contains(t, texts(b.s.frame.banners.clock), "这台电脑的时间慢了 3 分钟")

	b.World.SetFault("robot", skewed(0))
	_, _ = b.Broker.Issue(t.Context(), b.Vault.List()[0].ID, "access_token")
	b.Settle()
	assert.False(t, b.s.frame.banners.clock.Visible())
}

// TestWaitForAPersonCanBeGivenUp: the prompt may be hidden, or nobody there.
func TestWaitForAPersonCanBeGivenUp(t *testing.T) {
	b, k := keyringBench(t)
	k.set(true, false)
	b.s.CheckStore()
	b.Settle()
	banner := b.s.frame.banners.store
	k.frozenPrompt.Lock()
	banner.Button().Tapped(nil)
	b.Deliver()
	assert.Contains(t, texts(banner), "系统密钥环在等你解锁")
	assert.Equal(t, "取消", banner.Button().AccessibilityLabel())
	banner.Button().Tapped(nil)
	k.frozenPrompt.Unlock()
	b.Settle()
	assert.Nil(t, b.s.unlocking)
	assert.Contains(t, texts(b.s.toasts.toast), "没有解锁，密钥环还锁着")
}

// TestBannerSaysWhatIsTheMatter with the keyring, and what to do.
func TestBannerSaysWhatIsTheMatter(t *testing.T) {
	b, k := keyringBench(t)
	for trouble, said := range map[error]string{
		vault.ErrNoBus: "这里连不上系统密钥环", vault.ErrNoService: "这台电脑没有系统密钥环",
		vault.ErrKeyringHangs: "系统密钥环没有回答", vault.ErrKeyringGone: "系统密钥环中途退出了",
	} {
		k.fail(trouble)
		b.s.CheckStore()
		b.Settle()
		require.True(t, b.s.frame.banners.store.Visible())
		assert.Contains(t, texts(b.s.frame.banners.store), said)
	}
}

// TestWindowFollowsAMove that another process makes: it asks for the passphrase, and
// then knows where the secrets lie.
func TestWindowFollowsAMove(t *testing.T) {
	k, dir := &keyring{items: map[string]string{}}, t.TempDir()
	p := benchWith(t, vault.Options{Store: vault.StoreKeyring, Keyring: k, Dir: dir})
	p.Add("kis", "明德会计")
	b := newBenchOn(t, p)
	other, err := vault.Open(t.Context(), vault.Options{Dir: dir, Keyring: k, Clock: b.Now, WorkFactor: 2})
	require.NoError(t, err)
	require.NoError(t, other.Move(t.Context(), vault.MoveOptions{
		To: vault.StoreFile, Passphrase: func(context.Context) ([]byte, error) { return []byte(passphrase), nil },
	}))
	require.NoError(t, other.Close())
	b.s.reload() // as the vault tells
	b.Settle()
	assert.NotNil(t, b.s.unlock)
	require.NoError(t, b.Vault.Unlock(t.Context(), []byte(passphrase)))
	b.s.Unlocked()
	b.Settle()
	assert.Equal(t, "密钥存放在加密文件 · 已解锁", b.s.frame.status.store.Text())
	assert.Equal(t, vault.StoreFile, b.s.Status().Kind)
	assert.False(t, b.s.frame.banners.store.Visible())
}
