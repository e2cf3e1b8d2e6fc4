//go:build e2e

package e2e

import (
	"bytes"
	"net"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the window has to hold while keyring and network do not answer.
const (
	frozenTime = 30 * time.Second
	pace       = 400 * time.Millisecond // between two keys
	promised   = 100 * time.Millisecond // for the usual answer
	longest    = time.Second            // for any answer
)

// TestFreezeLeavesTheWindowAnswering stops the keyring and lets a platform take
// calls without ever answering, both with work of the window under way, and
// measures from key to changed pixels.
func TestFreezeLeavesTheWindowAnswering(t *testing.T) {
	address, calls := silence(t)
	home := t.TempDir()
	plant(t, openVault(t, home), []seed{
		{"robot", "单据审核机器人", "access_token", "", 2 * time.Hour, -18 * time.Minute},
		{"jdy", "晨光商贸", "app-token", "", day, 5 * time.Hour},
		{"jdy", "青禾食品", "app-token", "", day, 17 * time.Hour},
	})
	w := launch(t, plain, home, "-base-url", "robot=http://"+address)
	p := newProber(w)
	usual := p.measure(frozenTime / 2)

	w.keys("ctrl+1", "F5") // the expired token, which is the first, over the network
	eventually(t, "the platform was called", func() bool { return calls() > 0 })
	thaw := freezeKeyring(t)
	w.keys("Down", "ctrl+c") // the next one, out of the keyring
	frozen := p.measure(frozenTime / 2)
	p.calm() // by now the first two were given up
	w.keys("ctrl+1", "F5", "Down", "ctrl+c")
	frozen = append(frozen, p.measure(frozenTime/2)...)
	assert.Empty(t, clipboard(), "the keyring was meant to be frozen")
	assert.NotZero(t, p.dialogs, "nothing was given up, so nothing was under way")
	assert.LessOrEqual(t, p.lost, 1, "a dialog that comes and goes may take the keyboard from a row, but not more")
	thaw()
	p.calm()

	t.Logf("key to pixels: %s; with keyring and network frozen: %s", figures(usual), figures(frozen))
	assert.LessOrEqual(t, quantile(frozen, 50), promised, "the usual answer")
	assert.LessOrEqual(t, quantile(frozen, 100), longest, "the slowest answer")
	assert.Greater(t, len(frozen), int(frozenTime/pace/2), "too few answers were measured")

	w.keys("ctrl+1", "Down", "ctrl+c")
	eventually(t, "the keyring answers again", func() bool { return clipboard() == "demo-token-1" })
}

func figures(all []time.Duration) string {
	return quantile(all, 50).String() + " median, " + quantile(all, 95).String() + " 95 %, " +
		quantile(all, 100).String() + " slowest of " + itoa(len(all))
}

// quantile is what the given per cent of all values do not exceed.
func quantile(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[(len(sorted)-1)*percent/100].Round(time.Millisecond)
}

// silence is a server that takes connections and says nothing; calls counts them.
func silence(t *testing.T) (address string, calls func() int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	var count atomic.Int64
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
			count.Add(1)
		}
	}()
	return listener.Addr().String(), count.Load
}

// freezeKeyring stops the process behind the Secret Service until thaw is called.
func freezeKeyring(t *testing.T) (thaw func()) {
	t.Helper()
	bus, err := dbus.SessionBus()
	require.NoError(t, err)
	var pid uint32
	require.NoError(t, bus.BusObject().Call("org.freedesktop.DBus.GetConnectionUnixProcessID", 0, "org.freedesktop.secrets").Store(&pid))
	thaw = func() { _ = syscall.Kill(int(pid), syscall.SIGCONT) }
	t.Cleanup(thaw)
	require.NoError(t, syscall.Kill(int(pid), syscall.SIGSTOP))
	return thaw
}

// prober presses keys that show something, round and round.
type prober struct {
	w    *window
	hand *hand
	page []byte // the corner while nothing stands in front of the page

	dialogs int // that came up and were sent away
	lost    int // keys that nothing came of
}

// Places of the window at its first size.
var (
	corner = area{224, 716, 4, 4}    // ground on every page
	title  = area{236, 20, 200, 120} // a banner may push it down
	edges  = area{254, 100, 8, 600}  // where the focus of a row shows
)

// round is what is pressed in turn, from any page; what is not measured has no
// place to be looked at.
var round = []struct {
	key   string
	shown area
}{
	{"ctrl+1", area{}},
	{"Down", edges},
	{"Down", edges},
	{"Up", edges},
	{"ctrl+4", title},
	{"ctrl+1", title},
	{"ctrl+3", title},
	{"ctrl+1", title},
}

func newProber(w *window) *prober {
	p := &prober{w: w, hand: w.hand()}
	w.keys("ctrl+1")
	p.page = p.hand.see(corner)
	return p
}

// veiled tells whether a dialog stands in front of the page.
func (p *prober) veiled() bool { return !bytes.Equal(p.hand.see(corner), p.page) }

// calm takes away the dialogs that tell of what was given up.
func (p *prober) calm() {
	p.w.t.Helper()
	eventually(p.w.t, "the dialogs are gone", func() bool {
		if p.veiled() {
			p.hand.press("Escape")
		}
		return !p.veiled()
	})
}

// measure presses keys for a while and returns how long each answer took. A
// dialog that comes up takes the keyboard: it is sent away, which is an answer
// too, and the round begins anew.
func (p *prober) measure(during time.Duration) []time.Duration {
	p.w.t.Helper()
	var all []time.Duration
	step := 0
	beat := time.NewTicker(pace)
	defer beat.Stop()
	for end := time.Now().Add(during); time.Now().Before(end); {
		<-beat.C // as fast as a person goes on
		key, shown := round[step].key, round[step].shown
		step = (step + 1) % len(round)
		front := p.veiled()
		switch {
		case front:
			key, shown, step = "Escape", corner, 0
			p.dialogs++
		case shown == area{}:
			p.hand.press(key)
			continue
		}
		took, ok := p.hand.answer(key, shown, 3*longest)
		if !front && p.veiled() {
			continue // it came up meanwhile
		}
		if !ok {
			p.w.t.Logf("no answer to %s on %s", key, p.w.title())
			p.lost++
			step = 0
			continue
		}
		all = append(all, took)
	}
	return all
}
