//go:build e2e

package e2e

import (
	"bytes"
	"crypto/sha256"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/ui/wizards/frame"
)

// window is the running program.
type window struct {
	t    *testing.T
	id   string
	cmd  *exec.Cmd
	log  *bytes.Buffer
	look look
}

// look is how the window is drawn.
type look struct {
	lang  string // zh or en
	theme string // light or dark
	scale string // 1 or 1.5
}

// String is the beginning of a picture's name.
func (l look) String() string {
	percent := map[string]string{"0.25": "25", "0.8": "80", "1": "100", "1.5": "150", "2": "200"}[l.scale]
	return l.lang + "-" + l.theme + "-" + percent
}

var plain = look{lang: "zh", theme: "light", scale: "1"}

// launch starts the window in a language and theme, and waits for it.
func launch(t *testing.T, l look, home string, args ...string) *window {
	t.Helper()
	w := start(t, l, []string{"FYNE_THEME=" + l.theme}, home, append([]string{"-lang", l.lang}, args...)...)
	w.opened()
	return w
}

// launchFree leaves language and theme to what the program remembers.
func launchFree(t *testing.T, home string) *window {
	t.Helper()
	w := start(t, plain, nil, home)
	w.opened()
	return w
}

// opened waits for the first page, and for what a start still changes on it. Until
// there is one, the program's sign stands alone in the middle of the window.
func (w *window) opened() {
	w.t.Helper()
	eventually(w.t, "a page is open", func() bool {
		edge, err := exec.Command("import", "-window", w.id, "-crop", "x48+0+0", "-depth", "8", "rgb:-").Output()
		return err == nil && !uniform(edge)
	})
	w.still("the first page")
}

func start(t *testing.T, l look, env []string, home string, args ...string) *window {
	t.Helper()
	w := &window{t: t, log: &bytes.Buffer{}, look: l}
	w.cmd = exec.Command(built(t, "keycase"), append([]string{"-home", home}, args...)...)
	w.cmd.Env = append(append(os.Environ(), "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_DISABLE_DPI_DETECTION=true",
		"FYNE_SCALE="+l.scale, "XDG_CONFIG_HOME="+filepath.Join(home, "config")), env...)
	w.cmd.Stdout, w.cmd.Stderr = w.log, w.log
	w.cmd.WaitDelay = deadline                      // for those that inherited its output
	tool(t, "xdotool", "mousemove", "2399", "1599") // away from everything that would light up
	require.NoError(t, w.cmd.Start())
	t.Cleanup(w.stop)
	eventually(t, "the window is there", func() bool {
		ids, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", itoa(w.cmd.Process.Pid)).Output()
		w.id, _, _ = strings.Cut(strings.TrimSpace(string(ids)), "\n")
		return err == nil && w.id != ""
	})
	tool(t, "xdotool", "windowfocus", "--sync", w.id)
	return w
}

// stop ends the program, once; what it wrote is shown where a test failed.
func (w *window) stop() {
	if w.cmd.ProcessState != nil {
		return
	}
	if w.t.Failed() {
		picture := filepath.Join(screenshots(w.t), "failed-"+strings.ReplaceAll(w.t.Name(), "/", "-")+".png")
		_ = exec.Command("import", "-window", w.id, picture).Run() // the log has to do without
	}
	_ = w.cmd.Process.Signal(syscall.SIGTERM)
	stuck := time.AfterFunc(deadline, func() { _ = w.cmd.Process.Kill() })
	_ = w.cmd.Wait()
	if !stuck.Stop() {
		w.t.Error("the window had to be killed")
	}
	if w.t.Failed() {
		w.t.Logf("the window wrote:\n%s", w.log)
	}
}

// quit closes the window as a person does, and waits until the program has ended.
func (w *window) quit() {
	w.t.Helper()
	w.hand().close()
	ended := make(chan error, 1)
	go func() { ended <- w.cmd.Wait() }()
	select {
	case err := <-ended:
		require.NoError(w.t, err)
	case <-time.After(deadline):
		require.Fail(w.t, "the window did not close")
	}
}

// keys presses keys one after the other, such as "ctrl+n" or "Tab".
func (w *window) keys(keys ...string) {
	w.t.Helper()
	tool(w.t, "xdotool", append([]string{"key", "--delay", "60"}, keys...)...)
}

// calm lets as much time pass as a person takes to look at a step that has come up:
// until then it takes no Enter.
func (w *window) calm() {
	w.t.Helper()
	came := time.Now()
	eventually(w.t, "the step takes Enter", func() bool { return time.Since(came) > frame.CalmKeys })
}

// open goes to what the palette finds first.
func (w *window) open(text string) {
	w.t.Helper()
	w.keys("ctrl+k")
	w.write(text)
	w.turn("Return")
}

// paste pastes text, which the keyboard may not have.
func (w *window) paste(text string) {
	w.t.Helper()
	overwrite(w.t, text)
	w.keys("ctrl+v")
}

// changes waits until a part of the window looks different than it did before act.
func (w *window) changes(a area, act func()) {
	w.t.Helper()
	h := w.hand()
	before := h.see(a)
	act()
	eventually(w.t, "something changes", func() bool { return !bytes.Equal(h.see(a), before) })
}

// write types text.
func (w *window) write(text string) {
	w.t.Helper()
	tool(w.t, "xdotool", "type", "--delay", "15", "--", text)
}

// title is what the window manager would show.
func (w *window) title() string {
	w.t.Helper()
	return tool(w.t, "xdotool", "getwindowname", w.id)
}

// titled waits until the window's title begins with the page's name.
func (w *window) titled(page string) {
	w.t.Helper()
	eventually(w.t, "the page "+page, func() bool { return strings.HasPrefix(w.title(), page) })
}

// turn presses keys that lead to another page, and waits for it.
func (w *window) turn(keys ...string) {
	w.t.Helper()
	before := w.title()
	w.keys(keys...)
	eventually(w.t, "another page than "+before, func() bool { return w.title() != before })
}

// resize gives the window another size, in pixels.
func (w *window) resize(width, height string) {
	w.t.Helper()
	tool(w.t, "xdotool", "windowsize", "--sync", w.id, width, height)
}

// ground is the colour of the page's background.
func (w *window) ground() string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "ground.png")
	tool(w.t, "import", "-window", w.id, "-crop", "1x1+1100+700", path)
	return tool(w.t, "identify", "-format", "%[pixel:p{0,0}]", path)
}

// screenshots is the folder of all pictures.
func screenshots(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "screenshots")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	return dir
}

// count is how many pixels of the window have exactly a colour, such as "#D2453A".
func (w *window) count(color string) int {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "window.png")
	tool(w.t, "import", "-window", w.id, path)
	share, err := strconv.ParseFloat(tool(w.t, "convert", path, "-fill", "black", "+opaque", color,
		"-fill", "white", "-opaque", color, "-format", "%[fx:mean*w*h]", "info:"), 64)
	require.NoError(w.t, err)
	return int(math.Round(share))
}

// photographMoving keeps a picture of the window as it is, where something counts
// the seconds.
func (w *window) photographMoving(page string) {
	w.t.Helper()
	tool(w.t, "import", "-window", w.id, filepath.Join(screenshots(w.t), w.look.String()+"-"+page+".png"))
}

// photograph keeps a picture of the window, once it stands still.
func (w *window) photograph(page string) {
	w.t.Helper()
	w.still(page)
	w.photographMoving(page)
}

// still waits until the window no longer changes.
func (w *window) still(page string) {
	w.t.Helper()
	var before [sha256.Size]byte
	same := 0
	eventually(w.t, page+" stands still", func() bool {
		pixels, err := exec.Command("import", "-window", w.id, "-depth", "8", "rgb:-").Output()
		now := sha256.Sum256(pixels)
		if now == before {
			same++
		} else {
			same = 0
		}
		before = now
		return err == nil && same >= 2 && !uniform(pixels)
	})
}

// idle waits until the program has had next to nothing to do for half a second: what
// takes long may look the same all the while.
func (w *window) idle(page string) {
	w.t.Helper()
	before, calm := spent(w.t, w.cmd.Process.Pid), 0
	eventually(w.t, page+" is done with", func() bool {
		now := spent(w.t, w.cmd.Process.Pid)
		calm++
		if now-before > 10*time.Millisecond {
			calm = 0
		}
		before = now
		return calm >= 5
	})
}

// uniform tells a window that has not drawn yet.
func uniform(pixels []byte) bool {
	return len(pixels) < 6 || bytes.Equal(pixels[3:], pixels[:len(pixels)-3])
}
