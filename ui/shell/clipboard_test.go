package shell

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

// marked is a clipboard that knows secrets. Calls wait while it is held.
type marked struct {
	mu      sync.Mutex
	text    string
	puts    int
	taken   bool  // by another program
	refuses error // of Put
	busy    int   // how many times Clear still fails
	owner   uint64
	mute    error // of Owner
	held    sync.RWMutex
}

func (m *marked) Put(text string) (Claim, error) {
	m.held.RLock()
	defer m.held.RUnlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.refuses != nil {
		return nil, m.refuses
	}
	m.puts++
	m.text, m.taken = text, false
	return &markedClaim{m, m.puts}, nil
}

func (m *marked) Owner() (uint64, error) {
	m.held.RLock()
	defer m.held.RUnlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.owner, m.mute
}

// takeOver is another program that copies.
func (m *marked) takeOver(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.text, m.taken = text, true
}

func (m *marked) now() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.text
}

type markedClaim struct {
	m *marked
	n int
}

func (c *markedClaim) Held() bool {
	c.m.mu.Lock()
	defer c.m.mu.Unlock()
	return c.m.puts == c.n && !c.m.taken
}

func (c *markedClaim) Clear() error {
	c.m.held.RLock()
	defer c.m.held.RUnlock()
	c.m.mu.Lock()
	defer c.m.mu.Unlock()
	if c.m.busy > 0 {
		c.m.busy--
		return errors.New("busy")
	}
	if c.m.puts == c.n && !c.m.taken {
		c.m.text = ""
	}
	return nil
}

func markedBench(t *testing.T, life time.Duration) (*bench, *marked) {
	m := &marked{}
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Secrets = m
		p.ClipboardLife = func() time.Duration { return life }
	})
	return b, m
}

func (b *bench) toast() []string { return texts(b.s.toasts.toast) }

func TestSecretIsMarkedAndTakenBack(t *testing.T) {
	b, m := markedBench(t, 10*time.Second)
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.Settle()
	assert.Equal(t, "s3cret", m.now())
	assert.Empty(t, b.clipboard.Content(), "not on the clipboard that everybody reads")
	assert.Contains(t, b.toast(), "app_secret 已复制，10 秒后清空剪贴板")
	b.Move(9 * time.Second)
	assert.Contains(t, b.toast(), "app_secret 已复制，1 秒后清空剪贴板")
	assert.Equal(t, "s3cret", m.now())
	b.Move(time.Second)
	assert.Empty(t, m.now())
	assert.False(t, b.s.clip.holds())
	assert.True(t, b.s.toasts.toast.Hidden)
}

func TestNewerClaimOutlivesTheOlderTimer(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	b.s.clip.Copy("a", "first", true)
	b.Settle()
	b.Move(20 * time.Second)
	b.s.clip.Copy("b", "second", true)
	b.Settle()
	b.Move(20 * time.Second)
	assert.Equal(t, "second", m.now())
	b.s.clip.Copy("c", "public", false)
	b.Move(time.Hour)
	assert.Equal(t, "public", b.clipboard.Content())
}

func TestCountingEndsWhereAnotherProgramCopies(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.Settle()
	b.Move(5 * time.Second)
	m.takeOver("theirs")
	b.Move(time.Second)
	assert.True(t, b.s.toasts.toast.Hidden)
	assert.False(t, b.s.clip.holds())
	b.Move(time.Hour)
	assert.Equal(t, "theirs", m.now(), "it is not ours to clear")

	b.s.clip.Copy("app_secret", "s3cret", true)
	b.Settle()
	assert.False(t, b.s.toasts.toast.Hidden)
	m.takeOver("theirs")
	b.s.clip.seen()
	b.Settle()
	assert.True(t, b.s.toasts.toast.Hidden, "at once where the window comes back")
	assert.Equal(t, "theirs", m.now())
}

func TestLifeOfNoLengthIsTheUsualOne(t *testing.T) {
	b, _ := markedBench(t, 0)
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.Settle()
	assert.Contains(t, b.toast(), "app_secret 已复制，30 秒后清空剪贴板")
}

func TestUnmarkedSecretIsToldAndTakenBack(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	m.refuses = errors.New("no display")
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.Settle()
	assert.Equal(t, "s3cret", b.clipboard.Content())
	assert.Contains(t, b.toast(), "app_secret 已复制，30 秒后清空；剪贴板历史可能留着它")
	b.Move(30 * time.Second)
	assert.Empty(t, b.clipboard.Content())
}

// TestTheNewestCopyWins however slowly the system answers.
func TestTheNewestCopyWins(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	m.held.Lock()
	b.s.clip.Copy("a", "first", true)
	b.s.clip.Copy("b", "second", true)
	b.s.clip.Copy("c", "third", true)
	b.Deliver()
	assert.Empty(t, m.now(), "and the window did not wait")
	m.held.Unlock()
	b.Settle()
	assert.Equal(t, "third", m.now())
	assert.Equal(t, 2, m.puts, "what was overtaken is left out")

	m.held.Lock()
	b.s.clip.Copy("d", "fourth", true)
	b.s.clip.Copy("e", "public", false)
	m.held.Unlock()
	b.Settle()
	assert.Equal(t, "public", b.clipboard.Content())
	assert.False(t, b.s.clip.holds())
}

func TestLockDuringACopyTakesItBack(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	m.held.Lock()
	b.s.clip.Copy("a", "first", true)
	b.s.clip.Copy("b", "second", true)
	b.s.lockOrHide()
	m.held.Unlock()
	b.Settle()
	assert.Empty(t, m.now())
	assert.Equal(t, 1, m.puts)
	assert.False(t, b.s.clip.holds())
}

func TestClearingIsTriedAgain(t *testing.T) {
	b, m := markedBench(t, 10*time.Second)
	b.s.clip.Copy("a", "s3cret", true)
	b.Settle()
	m.busy = 2
	b.Move(11 * time.Second)
	assert.Equal(t, "s3cret", m.now())
	b.Move(time.Second)
	assert.Empty(t, m.now())

	b.s.clip.Copy("a", "s3cret", true)
	b.Settle()
	m.busy = 99
	b.Move(20 * time.Second)
	assert.Contains(t, b.toast(), "剪贴板没有清空，自己清一下")
	assert.Equal(t, 99-clipboardTries, m.busy)
	assert.True(t, b.s.clip.holds(), "it lies there still")
	m.busy = 0
	b.s.Close()
	assert.Empty(t, m.now(), "the window takes it along")
}

// TestASecretThatIsNotReplacedIsTakenBack copies another one, which fails: the earlier one must not stay
// on a clipboard that nobody looks at any more.
func TestASecretThatIsNotReplacedIsTakenBack(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	for _, busy := range []int{0, 2} {
		m.refuses = nil
		b.s.clip.Copy("a", "first", true)
		b.Settle()
		require.Equal(t, "first", m.now())
		m.refuses, m.busy = errors.New("busy"), busy
		b.s.clip.Copy("b", "second", true)
		b.Settle()
		assert.Equal(t, busy > 0, m.now() != "")
		b.Move(time.Duration(busy) * time.Second)
		assert.Empty(t, m.now())
		assert.Equal(t, "second", b.clipboard.Content())
		b.Move(30 * time.Second)
		assert.Empty(t, b.clipboard.Content(), "its own countdown went on")
		assert.False(t, b.s.clip.holds())
	}
}

// TestAPublicCopyTakesTheSecretBack does not leave it to Fyne's clipboard, which does not tell whether it
// took what it was given.
func TestAPublicCopyTakesTheSecretBack(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	for _, busy := range []int{0, 2} {
		b.s.clip.Copy("a", "first", true)
		b.Settle()
		m.busy = busy
		b.s.clip.Copy("b", "public", false)
		b.Settle()
		assert.Equal(t, "public", b.clipboard.Content())
		assert.Contains(t, b.toast(), "b 已复制")
		assert.Equal(t, busy > 0, m.now() != "")
		b.Move(time.Duration(busy) * time.Second)
		assert.Empty(t, m.now())
		assert.False(t, b.s.clip.holds())
	}
	m.busy = 1
	b.s.clip.Copy("a", "first", true)
	b.Settle()
	b.s.clip.Copy("b", "public", false)
	b.Settle()
	b.s.Close()
	assert.Empty(t, m.now(), "the window does not wait for the next try")
	assert.Equal(t, "public", b.clipboard.Content())
}

// TestWhatASlowCopyReplacesIsNotItsEnd lets the time of a secret run out while another one is put.
func TestWhatASlowCopyReplacesIsNotItsEnd(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	b.s.clip.Copy("a", "first", true)
	b.Settle()
	b.Move(29 * time.Second)
	m.held.Lock()
	b.s.clip.Copy("b", "second", true)
	b.Tick(2 * time.Second)
	m.held.Unlock()
	b.Settle()
	assert.Equal(t, "second", m.now())
	b.Move(29 * time.Second)
	assert.Equal(t, "second", m.now())
	b.Move(time.Second)
	assert.Empty(t, m.now())
}

func TestClosingTakesTheSecretAlong(t *testing.T) {
	for name, prepare := range map[string]func(b *bench, m *marked){
		"lying there": func(b *bench, _ *marked) { b.Settle() },
		"on its way":  func(*bench, *marked) {},
		"being cleared": func(b *bench, _ *marked) {
			b.Settle()
			b.s.clip.clear(false)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, m := markedBench(t, 30*time.Second)
			b.s.clip.patience = time.Minute
			b.s.clip.Copy("a", "s3cret", true)
			prepare(b, m)
			b.s.Close()
			assert.Empty(t, m.now(), "when Close returns")
		})
	}
}

func TestClosingDoesNotWaitForever(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	b.s.clip.patience = time.Millisecond
	b.s.clip.Copy("a", "s3cret", true)
	b.Settle()
	m.held.Lock()
	b.s.Close()
	assert.Equal(t, "s3cret", m.now(), "the system did not answer")
	m.held.Unlock()
}

func TestHiddenWindowRests(t *testing.T) {
	b, m := markedBench(t, 31*time.Second)
	ticks := 0
	stop := b.Ctx.Ticker.Listen(func(time.Time) bool {
		ticks++
		return true
	})
	defer stop()
	b.s.clip.Copy("a", "s3cret", true)
	b.Settle()
	page := &masked{plainPage: b.page()}
	b.s.top().page = page
	b.s.SetVisible(false)
	assert.True(t, page.masked, "what is revealed is hidden")
	before := ticks
	b.Move(20 * time.Second)
	assert.Equal(t, before, ticks)
	b.s.SetVisible(true)
	b.s.SetVisible(true)
	assert.Equal(t, before+1, ticks, "it catches up, once")
	assert.Contains(t, b.toast(), "a 已复制，11 秒后清空剪贴板")
	b.Move(time.Second)
	assert.Contains(t, b.toast(), "a 已复制，10 秒后清空剪贴板")
	b.s.SetVisible(false)
	b.Move(10 * time.Second)
	assert.Empty(t, m.now(), "the countdown goes on")
}

// masked is a page that can show secrets.
type masked struct {
	*plainPage
	masked bool
}

func (m *masked) Mask() { m.masked = true }

func TestHidingWithoutALockOfOurs(t *testing.T) {
	b, m := markedBench(t, 30*time.Second)
	b.s.clip.Copy("a", "s3cret", true)
	b.Settle()
	page := &masked{plainPage: b.page()}
	b.s.top().page = page
	b.ctrl("L")
	assert.True(t, page.masked)
	assert.Empty(t, m.now())
	assert.Contains(t, b.toast(), "密钥遮住了。密钥只在内存里，没有锁")

	k, _ := keyringBench(t)
	k.ctrl("L")
	assert.Contains(t, k.toast(), "密钥遮住了。系统密钥环的锁由系统管")
	require.False(t, k.Vault.Locked())

	f := newBenchOn(t, fileBench(t))
	f.Add("jdy", "晨光商贸")
	f.Settle()
	f.ctrl("L")
	assert.Equal(t, "unlock", f.page().name)
	f.ctrl("L")
	assert.Equal(t, "unlock", f.page().name)
}
