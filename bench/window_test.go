//go:build bench

package bench

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui"
	"keycase/vault"
)

// items is a keyring that keeps what is written in memory: a start reads the index
// only, and 10,000 items would take the real one minutes.
type items struct {
	mu sync.Mutex
	of map[string]string
}

func (k *items) Get(item string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, ok := k.of[item]
	if !ok {
		return "", vault.ErrNotFound
	}
	return value, nil
}

func (k *items) Set(item, value string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.of[item] = value
	return nil
}

func (k *items) Delete(item string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.of, item)
	return nil
}

// home makes a data folder with so many credentials, each with a token; the first of
// these ends after left.
func home(t *testing.T, count int, left time.Duration) string {
	t.Helper()
	dir := t.TempDir()
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(dir, "vault"), Store: vault.StoreKeyring, Keyring: &items{of: map[string]string{}}, Clock: time.Now, Rand: rand.Reader,
	})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	require.NoError(t, v.ApplyBulk(context.Background(), vault.Bulk{Put: crowd(count, time.Now().Add(left))}))
	return dir
}

// crowd are credentials with a token each, which end half a second apart from end on.
func crowd(count int, end time.Time) []vault.Full {
	values := sandbox.Demo().Values("kis")
	var all []vault.Full
	for i := range count {
		at := end.Add(time.Duration(i) * time.Second / 2)
		all = append(all, vault.Full{
			Credential: vault.Credential{
				ID: id(2 * i), Platform: "kis", Name: fmt.Sprintf("明德会计 %05d", i), CreatedAt: at.Add(-day), UpdatedAt: at.Add(-day),
				Public: map[string]string{"eid": values["eid"], "client_id": values["client_id"]}, Secrets: []string{"auth_token", "client_secret"},
				Tokens: []vault.Token{{ID: id(2*i + 1), Kind: "access_token", IssuedAt: at.Add(-day), ExpiresAt: at}},
			},
			Values:      map[string]string{"client_secret": values["client_secret"], "auth_token": values["auth_token"]},
			TokenValues: []vault.TokenSecret{{Value: "x"}},
		})
	}
	return all
}

const day = 24 * time.Hour

// id is the n-th in the form of a vault's.
func id(n int) string {
	digits := strings.NewReplacer("0", "a", "1", "b", "8", "c", "9", "d").Replace(fmt.Sprintf("%08d", n))
	return strings.Repeat("e", 8) + digits
}

// still is for how long a window does nothing before its start counts as over: it gives
// memory back two seconds after its pages came up.
const still = 4 * time.Second

// look is what a start showed.
type look struct{ frame, page, memory []float64 }

func (l *look) add(t *testing.T, p *program) {
	t.Helper()
	p.rest(t, still)
	l.frame = append(l.frame, float64(p.frame.Microseconds())/1000)
	l.page = append(l.page, float64(p.page.Microseconds())/1000)
	l.memory = append(l.memory, p.memory(t))
	p.end()
}

func starts(t *testing.T) []result {
	var counts []int
	for _, size := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(size)
		require.NoError(t, err)
		counts = append(counts, n)
	}
	s := openScreen(t, 1400, 900)
	defer s.stop()
	homes, databases := map[int]string{}, map[int]string{}
	for _, n := range counts {
		homes[n] = home(t, n, 24*time.Hour)
		databases[n] = database(t, n)
	}
	bare, ours, theirs := &look{}, map[int]*look{}, map[int]*look{}
	for round := range *rounds + 1 {
		keep := round > 0 // the first is for the caches
		one := func(l *look, p *program) {
			if keep {
				l.add(t, p)
				return
			}
			p.end()
		}
		one(bare, s.launch(t, false, nil, "", built(t, "bare")))
		for _, n := range counts {
			if ours[n] == nil {
				ours[n], theirs[n] = &look{}, &look{}
			}
			one(ours[n], s.launch(t, true, []string{"XDG_CONFIG_HOME=" + homes[n] + "/config"}, "",
				built(t, "keycase"), "-home", homes[n], "-lang", "zh"))
			one(theirs[n], s.launch(t, false, []string{"XDG_CONFIG_HOME=" + homes[n] + "/theirs"}, "bench\n",
				"keepassxc", "--pw-stdin", databases[n]))
		}
	}
	var all []result
	for _, n := range counts {
		what := func(text string) string { return text + ", " + strconv.Itoa(n) + " credentials" }
		first, memory := goal{}, goal{}
		if n == 1000 {
			first, memory = goal{times, 1.10}, goal{times, 1.15}
		}
		all = append(all,
			result{"Cold start, warm cache", what("first frame"), "ms", ours[n].frame, "bare Fyne", bare.frame, first},
			result{"Cold start, warm cache", what("first page"), "ms", ours[n].page, "bare Fyne's first frame", bare.frame, goal{}},
			result{"Cold start, warm cache", what("first page"), "ms", ours[n].page, "KeePassXC's first frame", theirs[n].frame, goal{below, 0}},
			result{"Memory at rest", what("PSS"), "MiB", ours[n].memory, "bare Fyne", bare.memory, memory},
			result{"Memory at rest", what("PSS"), "MiB", ours[n].memory, "KeePassXC", theirs[n].memory, goal{}})
	}
	if ours[1000] == nil || ours[10_000] == nil {
		return all
	}
	return append(all,
		result{"From 1,000 to 10,000 credentials", "first page", "ms", ours[10_000].page, "1,000 credentials", ours[1000].page, goal{more, 60}},
		result{"From 1,000 to 10,000 credentials", "PSS", "MiB", ours[10_000].memory, "1,000 credentials", ours[1000].memory, goal{more, 25}})
}

// database makes one for KeePassXC, with the least work that it does to unlock.
func database(t *testing.T, entries int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Root><Group><Name>Root</Name>`)
	for i := range entries {
		b.WriteString("<Entry>")
		for _, pair := range [][2]string{{"Title", fmt.Sprintf("明德会计 %05d", i)}, {"UserName", "1400000001"}, {"Password", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd"}, {"URL", "https://example.com"}} {
			fmt.Fprintf(&b, "<String><Key>%s</Key><Value>%s</Value></String>", pair[0], pair[1])
		}
		b.WriteString("</Entry>")
	}
	b.WriteString("</Group></Root></KeePassFile>")
	dir := t.TempDir()
	text, path := filepath.Join(dir, "in.xml"), filepath.Join(dir, strconv.Itoa(entries)+".kdbx")
	require.NoError(t, os.WriteFile(text, []byte(b.String()), 0o600))
	tool(t, "bench\nbench\n", "keepassxc-cli", "import", "-p", "-t", "100", text, path)
	return path
}

// idles watches windows that nobody touches, each beside a bare one at the same time.
func idles(t *testing.T) []result {
	var all []result
	for _, c := range []struct {
		what    string
		left    time.Duration
		prepare func(*screen, *program)
		limit   float64
	}{
		{"200 countdowns, visible", 8 * time.Minute, func(*screen, *program) {}, 1},
		{"200 countdowns, hidden", 8 * time.Minute, func(s *screen, p *program) {
			require.NoError(t, xproto.UnmapWindowChecked(s.conn, p.window).Check())
		}, 0.1},
		{"focused entry", 48 * time.Hour, func(s *screen, p *program) {
			press(t, s, p, "ctrl+3")
			press(t, s, p, "ctrl+n")
		}, 1},
	} {
		s := openScreen(t, 2600, 900)
		dir := home(t, 200, c.left)
		ours := s.launch(t, true, []string{"XDG_CONFIG_HOME=" + dir + "/config"}, "", built(t, "keycase"), "-home", dir, "-lang", "zh")
		bare := s.launch(t, false, nil, "", built(t, "bare"))
		require.NoError(t, xproto.ConfigureWindowChecked(s.conn, bare.window, xproto.ConfigWindowX, []uint32{1300}).Check())
		require.NoError(t, xproto.SetInputFocusChecked(s.conn, xproto.InputFocusParent, ours.window, xproto.TimeCurrentTime).Check())
		c.prepare(s, ours)
		time.Sleep(ui.RestAfter + 5*time.Second) // nothing but time tells a window that nobody touches it
		var a, b []float64
		for range *rounds {
			began, mine, other := time.Now(), ours.spent(t), bare.spent(t)
			time.Sleep(*idleTime) // what is measured is this time
			share := func(used time.Duration) float64 { return 100 * float64(used) / float64(time.Since(began)) }
			a, b = append(a, share(ours.spent(t)-mine)), append(b, share(bare.spent(t)-other))
		}
		all = append(all, result{"Idle processor time", c.what, "% of a core", a, "bare Fyne", b, goal{more, c.limit}})
		ours.end()
		bare.end()
		s.stop()
	}
	return all
}

// press sends keys to a window, and waits until it shows something else.
func press(t *testing.T, s *screen, p *program, keys string) {
	t.Helper()
	cmd := exec.Command("xdotool", "key", "--window", strconv.Itoa(int(p.window)), keys)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	before := s.pixels(p.window, 0)
	require.NoError(t, cmd.Run())
	require.Eventually(t, func() bool { return !bytes.Equal(before, s.pixels(p.window, 0)) }, deadline, 50*time.Millisecond)
}
