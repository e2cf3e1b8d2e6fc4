//go:build e2e && measure

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui"
)

// What an idle window is measured by.
const (
	// An idle window is one that nobody touches. settleTime is until that counts, and
	// until what a start still has to do is done.
	settleTime  = ui.RestAfter + 5*time.Second
	measureTime = 30 * time.Second // of one round
	rounds      = 3                // of which the median counts
	// allowed is how much more than the bare window it may take, in per cent of
	// one core.
	allowed = 1.0
)

// TestMeasureIdle measures what the window costs while nobody touches it, beside
// a bare window with one label that runs at the same time on the same screen. It
// takes twelve minutes, and has a build tag of its own.
func TestMeasureIdle(t *testing.T) {
	bare := built(t, "bare")
	for _, c := range []struct {
		name    string
		left    time.Duration // of the first of 200 tokens
		small   bool          // drawn so small that all 200 are visible
		prepare func(*window)
	}{
		{"200 visible, all below ten minutes", 8 * time.Minute, true, func(*window) {}},
		{"200 visible, all above ten minutes", 2 * time.Hour, true, func(*window) {}},
		{"200 in a usual window", 8 * time.Minute, false, func(*window) {}},
		{"200 in a usual window, the keyboard elsewhere", 8 * time.Minute, false, func(w *window) { w.blur() }},
		{"minimised", 8 * time.Minute, false, func(w *window) { w.hand().minimise() }},
		{"focused entry", 2 * time.Hour, false, func(w *window) {
			w.turn("ctrl+3")
			w.turn("ctrl+n")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			v, flags := openFile(t, home)
			plant(t, v, countdowns(200, c.left))
			l := plain
			onScreen(t, 2400, 4400)
			if c.small {
				l.scale = "0.25" // all 200 rows on the pixels of one and a half usual windows
			}
			w := start(t, l, []string{"FYNE_THEME=light"}, home, append(flags, "-lang", "zh")...)
			w.titled("总览")
			tool(t, "xdotool", "windowmove", w.id, "0", "0")
			if c.small {
				w.resize("354", "4100")
			}
			compare(t, w, bare, c.prepare)
		})
	}
}

// countdowns are credentials with a token each, which end half a second apart.
func countdowns(n int, left time.Duration) []seed {
	seeds := make([]seed, n)
	for i := range seeds {
		seeds[i] = seed{"kis", fmt.Sprintf("明德会计 %03d", i+1), "access_token", "", max(left, 10*time.Minute), left + time.Duration(i)*time.Second/2}
	}
	return seeds
}

// onScreen gives a test an X server of its own.
func onScreen(t *testing.T, width, height int) {
	t.Helper()
	display, stop, err := startDisplay(width, height)
	require.NoError(t, err)
	t.Cleanup(stop)
	t.Setenv("DISPLAY", display)
}

// compare runs the bare window beside ours, and measures both at once. Ours has
// the keyboard and is prepared once both are there.
func compare(t *testing.T, w *window, program string, prepare func(*window)) {
	t.Helper()
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_DISABLE_DPI_DETECTION=true", "FYNE_SCALE=1")
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	eventually(t, "the bare window is there", func() bool {
		id, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", itoa(cmd.Process.Pid)).Output()
		// Beside ours: a window that is covered has nothing to do.
		return err == nil && exec.Command("xdotool", "windowmove", strings.TrimSpace(string(id)), "1200", "0").Run() == nil
	})
	tool(t, "xdotool", "windowfocus", "--sync", w.id)
	eventually(t, "the window has the keyboard", func() bool { return tool(t, "xdotool", "getwindowfocus") == w.id })
	prepare(w)
	time.Sleep(settleTime)
	var ours, bares, more []float64
	for range rounds {
		own, other := spent(t, w.cmd.Process.Pid), spent(t, cmd.Process.Pid)
		began := time.Now()
		time.Sleep(measureTime)
		took := time.Since(began)
		percent := func(before time.Duration, pid int) float64 {
			return 100 * float64(spent(t, pid)-before) / float64(took)
		}
		a, b := percent(own, w.cmd.Process.Pid), percent(other, cmd.Process.Pid)
		ours, bares, more = append(ours, a), append(bares, b), append(more, a-b)
	}
	t.Logf("ours %.2f %%, bare %.2f %%, more %.2f points (medians; all: %.2f beside %.2f)",
		median(ours), median(bares), median(more), ours, bares)
	assert.LessOrEqual(t, median(more), allowed, "points of one core more than a bare window")
}

// minimise hides the window and says so to it, as a window manager does.
func (h *hand) minimise() {
	h.t.Helper()
	const iconic = 3
	state := h.atom("WM_STATE")
	data := make([]byte, 8)
	xgb.Put32(data, iconic)
	require.NoError(h.t, xproto.ChangePropertyChecked(h.conn, xproto.PropModeReplace, h.window, state, state, 32, 2, data).Check())
	require.NoError(h.t, xproto.UnmapWindowChecked(h.conn, h.window).Check())
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
