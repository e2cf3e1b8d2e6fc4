package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"keycase/app/doctor"
	"keycase/assets/translations"
	"keycase/desktop/opengl"
)

// graphics sees to it that the toolkit finds the OpenGL it needs, or that a person is
// told in words what is missing: the toolkit would end the process.
type graphics struct {
	record *opengl.Record
	asked  opengl.Mode // on the command line; "" for what is remembered
	args   []string    // of this process, for another in its place
	text   *translations.Localizer
	stderr io.Writer

	offered  func() bool
	probe    func() error            // one of the errors below, or nil where it draws
	software func() (software, bool) // false where it is not to be had
	ask      func(title, text string, question bool) bool
	restart  func(args []string) error // this program, in the place of this process
}

// What trying out OpenGL comes to, where it does not draw.
var (
	errNoDisplay = errors.New("the display does not answer")
	errNoOpenGL  = errors.New("there is no OpenGL")
	errSlow      = errors.New("the driver has not answered yet")
	errUntried   = errors.New("OpenGL cannot be tried out")
)

// software is opengl.Drawing.
type software interface {
	Enter(args []string) (restarted bool, err error)
}

// recordPatience is how long a start waits for what it remembers about drawing; a drive
// may hang.
const recordPatience = 2 * time.Second

func newGraphics(s settings, home string, args []string, l *translations.Localizer, stderr io.Writer) graphics {
	record, ok := within(recordPatience, func() *opengl.Record { return opengl.Open(home) }, func(*opengl.Record) {})
	if !ok {
		record = opengl.Open("")
	}
	return graphics{
		record: record, asked: opengl.Mode(s.opengl), args: args, text: l, stderr: stderr,
		offered: opengl.Offered, ask: opengl.Ask, restart: opengl.Restart,
		probe: func() error {
			_, err := renderer(context.Background(), home)
			return err
		},
		software: func() (software, bool) { return opengl.FindSoftware(home) },
	}
}

// prepare makes ready for the window. Where goOn is false, the process is to end with
// status: it is told why, or another one is on its way.
func (g graphics) prepare() (status int, goOn bool) {
	mode := g.record.Mode()
	if g.asked != "" {
		mode = g.asked
	}
	if mode == opengl.Software {
		if restarted, err := g.enter(g.args); restarted {
			return 0, false
		} else if g.asked == opengl.Software && err != nil {
			g.tell(g.text.T("opengl.title"), g.text.T("opengl.no_library"))
			return exitNoOpenGL, false
		} else if err != nil {
			mode = opengl.System // what was chosen once is not there any more
		}
	}
	if g.asked != "" {
		_ = g.record.Choose(g.asked) // it holds for this time
	}
	if g.record.Doubtful() || !g.offered() {
		switch err := g.probe(); {
		case errors.Is(err, errNoOpenGL):
			return g.missing(mode)
		case errors.Is(err, errNoDisplay):
			return noDisplay(g.text, g.stderr, g.ask), false
		case errors.Is(err, errSlow) && !g.ask(g.text.T("app.title"), g.text.T("opengl.slow"), true):
			return exitNoOpenGL, false
		}
	}
	_ = g.record.Begin() // a failure is noticed one start later then
	return 0, true
}

// refused is for a window that the toolkit could not make, which nobody had doubted
// before, and returns the status to end with. The toolkit does not try twice: what is
// drawn in software then is drawn by another process.
func (g graphics) refused() (status int) {
	status, goOn := g.missing(g.record.Mode())
	if goOn && g.restart(inSoftware(g.args)) != nil {
		g.tell(g.text.T("opengl.title"), g.text.T("opengl.missing"))
		return exitNoOpenGL
	}
	return status
}

// missing offers to draw in software where that is to be had and not done already.
func (g graphics) missing(mode opengl.Mode) (status int, goOn bool) {
	if _, there := g.software(); there && mode != opengl.Software {
		if !g.ask(g.text.T("opengl.title"), g.text.T("opengl.offer"), true) {
			return exitNoOpenGL, false
		}
		_ = g.record.Choose(opengl.Software) // it holds for this time
		restarted, err := g.enter(inSoftware(g.args))
		if restarted {
			return 0, false
		}
		if err == nil && !errors.Is(g.probe(), errNoOpenGL) {
			g.tell(g.text.T("app.title"), g.text.T("opengl.software"))
			_ = g.record.Begin() // as above
			return 0, true
		}
		_ = g.record.Choose(opengl.System) // the next start tries again
	}
	g.tell(g.text.T("opengl.title"), g.text.T("opengl.missing"))
	return exitNoOpenGL, false
}

var errNoSoftware = errors.New("there is nothing to draw in software with")

func (g graphics) enter(args []string) (restarted bool, err error) {
	drawing, there := g.software()
	if !there {
		return false, errNoSoftware
	}
	return drawing.Enter(args)
}

// inSoftware is a command line that asks for software, whatever it asked for before.
func inSoftware(args []string) []string {
	end := len(args)
	if end > 0 && args[end-1] == "--" {
		end-- // flags after it are none
	}
	return slices.Insert(slices.Clone(args), end, "-opengl="+string(opengl.Software))
}

func (g graphics) tell(title, text string) {
	_, _ = fmt.Fprintln(g.stderr, text)
	g.ask(title, text, false)
}

// probePatience is how long a driver may take; some never come back.
const probePatience = 10 * time.Second

// renderer is probeElsewhere, whose finding it keeps in home for the command line.
func renderer(ctx context.Context, home string) (string, error) {
	found, err := probeElsewhere(ctx)
	if err == nil {
		_ = doctor.KeepRenderer(home, found) // it tells an older one then, or none
	}
	return found, err
}

// probeElsewhere tries out OpenGL in a process of its own, which a driver may crash,
// and returns the renderer, its vendor and version.
func probeElsewhere(ctx context.Context) (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUntried, err)
	}
	return probeBy(ctx, probePatience, program, "-probe-opengl")
}

func probeBy(ctx context.Context, patience time.Duration, program string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	probe := exec.CommandContext(ctx, program, args...) //nolint:gosec // this very program
	probe.WaitDelay = time.Second
	out, err := probe.Output()
	var ended *exec.ExitError
	switch {
	// What a driver or the system has started for it may outlive the probe, and its
	// output with it.
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		return strings.TrimSpace(string(out)), nil
	case ctx.Err() != nil:
		return "", fmt.Errorf("%w: %w", errSlow, err)
	case !errors.As(err, &ended):
		return "", fmt.Errorf("%w: %w", errUntried, err)
	case ended.ExitCode() == exitNoDisplay:
		return "", errNoDisplay
	}
	return "", fmt.Errorf("%w: %w", errNoOpenGL, err)
}

// showProbe is what the process of probeElsewhere does.
func showProbe(stdout, stderr io.Writer) (status int) {
	found, err := probeOpenGL()
	if err == nil {
		_, _ = fmt.Fprintln(stdout, found)
		return 0
	}
	_, _ = fmt.Fprintln(stderr, err)
	if errors.Is(err, errNoDisplay) {
		return exitNoDisplay
	}
	return exitNoOpenGL
}
