//go:build bench

package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"
)

// screen is an X server, and a client of it that hears of windows and of what is drawn.
type screen struct {
	display string
	conn    *xgb.Conn
	root    xproto.Window
	stop    func()
}

func openScreen(t *testing.T, width, height int) *screen {
	t.Helper()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{write}
	require.NoError(t, server.Start())
	_ = write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	require.NoError(t, err)
	s := &screen{display: ":" + strings.TrimSpace(number)}
	s.conn, err = xgb.NewConnDisplay(s.display)
	require.NoError(t, err)
	require.NoError(t, xfixes.Init(s.conn))
	_, err = xfixes.QueryVersion(s.conn, 5, 0).Reply()
	require.NoError(t, err)
	require.NoError(t, damage.Init(s.conn))
	_, err = damage.QueryVersion(s.conn, 1, 1).Reply()
	require.NoError(t, err)
	s.root = xproto.Setup(s.conn).DefaultScreen(s.conn).Root
	require.NoError(t, xproto.ChangeWindowAttributesChecked(s.conn, s.root, xproto.CwEventMask,
		[]uint32{xproto.EventMaskSubstructureNotify}).Check())
	s.stop = func() {
		s.conn.Close()
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}
	return s
}

// program is a window that runs.
type program struct {
	cmd    *exec.Cmd
	window xproto.Window
	frame  time.Duration // from before the start until something was drawn
	page   time.Duration // until the left edge was, where a page begins
}

// launch starts a program and waits for what it draws. edge is whether there is a page
// to wait for beside the first frame.
func (s *screen) launch(t *testing.T, edge bool, env []string, stdin string, args ...string) *program {
	t.Helper()
	p := &program{cmd: exec.Command(args[0], args[1:]...)}
	p.cmd.Env = append(append(os.Environ(), "DISPLAY="+s.display, "LIBGL_ALWAYS_SOFTWARE=1",
		"FYNE_DISABLE_DPI_DETECTION=true", "FYNE_SCALE=1", "FYNE_THEME=light"), env...)
	p.cmd.Stdin = strings.NewReader(stdin)
	var log bytes.Buffer
	p.cmd.Stdout, p.cmd.Stderr = &log, &log
	began := time.Now()
	require.NoError(t, p.cmd.Start())
	late := time.AfterFunc(deadline, func() { _ = p.cmd.Process.Kill(); s.conn.Close() })
	defer late.Stop()
	for p.frame == 0 || edge && p.page == 0 {
		event, fault := s.conn.WaitForEvent()
		if event == nil && fault == nil {
			require.Fail(t, "no window came", "%s: %s", args[0], log.String())
		}
		switch e := event.(type) {
		case xproto.MapNotifyEvent:
			s.watch(p, e.Window)
		case damage.NotifyEvent:
			if xproto.Window(e.Drawable) != p.window {
				continue
			}
			now := time.Since(began)
			_ = damage.SubtractChecked(s.conn, e.Damage, 0, 0).Check()
			if p.frame == 0 && s.drawn(p.window, 0) {
				p.frame = now
			}
			if edge && p.page == 0 && s.drawn(p.window, 48) {
				p.page = now
			}
		}
	}
	return p
}

// watch asks to be told of what is drawn in a window, if it is not one of those that
// toolkits open for themselves.
func (s *screen) watch(p *program, w xproto.Window) {
	size, err := xproto.GetGeometry(s.conn, xproto.Drawable(w)).Reply()
	if err != nil || size.Width < 300 || p.window != 0 {
		return
	}
	id, err := damage.NewDamageId(s.conn)
	if err != nil {
		return
	}
	p.window = w
	_ = damage.CreateChecked(s.conn, id, xproto.Drawable(w), damage.ReportLevelNonEmpty).Check()
}

// drawn tells whether not all pixels are the same, of the whole window or of so many
// columns at its left.
func (s *screen) drawn(w xproto.Window, columns uint16) bool {
	pixels := s.pixels(w, columns)
	return len(pixels) > 4 && !bytes.Equal(pixels[4:], pixels[:len(pixels)-4])
}

// pixels are what a window shows, or so many columns at its left; nil where that cannot
// be read.
func (s *screen) pixels(w xproto.Window, columns uint16) []byte {
	size, err := xproto.GetGeometry(s.conn, xproto.Drawable(w)).Reply()
	if err != nil {
		return nil
	}
	if columns == 0 {
		columns = size.Width
	}
	image, err := xproto.GetImage(s.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w), 0, 0, columns, size.Height, ^uint32(0)).Reply()
	if err != nil {
		return nil
	}
	return image.Data
}

// end closes a program as the end of a session does.
func (p *program) end() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	stuck := time.AfterFunc(20*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer stuck.Stop()
	_ = p.cmd.Wait()
}

// memory is what the process holds, in MiB, with its share of what it has in common
// with others.
func (p *program) memory(t *testing.T) float64 {
	t.Helper()
	text := field(read(fmt.Sprintf("/proc/%d/smaps_rollup", p.cmd.Process.Pid)), "Pss")
	kib, err := strconv.ParseFloat(strings.TrimSuffix(text, " kB"), 64)
	require.NoError(t, err)
	return kib / 1024
}

// rest waits until a program has used next to no processor time for so long.
func (p *program) rest(t *testing.T, long time.Duration) {
	t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	began := time.Now()
	since, used := began, p.spent(t)
	for now := began; now.Sub(since) < long; now = <-tick.C {
		require.Less(t, now.Sub(began), deadline, "it never comes to rest")
		if spent := p.spent(t); spent-used > long/20 {
			since, used = now, spent
		}
	}
}

// spent is the processor time of all threads so far.
func (p *program) spent(t *testing.T) time.Duration {
	t.Helper()
	var sum int64
	dir := fmt.Sprintf("/proc/%d/task", p.cmd.Process.Pid)
	tasks, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, task := range tasks {
		used, _, _ := strings.Cut(read(dir+"/"+task.Name()+"/schedstat"), " ")
		if ns, err := strconv.ParseInt(used, 10, 64); err == nil {
			sum += ns
		}
	}
	return time.Duration(sum)
}
