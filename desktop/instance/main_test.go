package instance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Real processes: the test binary starts itself again with childDir set, and the child tries to be
// the one of that folder.
const childDir = "KEYCASE_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(runChild(dir))
	}
	os.Exit(m.Run())
}

// What a child says.
const (
	ready   = "ready"   // it waits to be told to start
	owner   = "owner"   // it is the one
	raised  = "raised"  // it was asked to show itself
	running = "running" // another one is, and answered
	silent  = "silent"  // another one is, and did not
)

// runChild waits for a line, tries, says what came of it, and as the owner stays until its input ends.
func runChild(dir string) int {
	say := func(word string) { _, _ = fmt.Fprintln(os.Stdout, word) }
	in := bufio.NewReader(os.Stdin)
	say(ready)
	_, _ = in.ReadString('\n')
	i, err := Acquire(dir)
	switch {
	case err == nil:
		i.OnShow(func() bool { say(raised); return true })
		say(owner)
		_, _ = io.Copy(io.Discard, in)
		if err := i.Close(); err != nil {
			say(err.Error())
			return 1
		}
	case errors.Is(err, ErrRunning):
		say(running)
	case errors.Is(err, ErrNotAnswering):
		say(silent)
	default:
		say(err.Error())
		return 1
	}
	return 0
}

type process struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// start returns a child that waits to be told to go.
func start(t *testing.T, dir string, env ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.CommandContext(t.Context(), os.Args[0])}
	p.cmd.Env = append(append(os.Environ(), childDir+"="+dir), env...)
	p.cmd.Stderr = os.Stderr
	var err error
	p.in, err = p.cmd.StdinPipe()
	require.NoError(t, err)
	out, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	p.out = bufio.NewReader(out)
	require.NoError(t, p.cmd.Start())
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	})
	require.Equal(t, ready, p.hear())
	return p
}

func (p *process) goOn() {
	p.t.Helper()
	_, err := io.WriteString(p.in, "\n")
	require.NoError(p.t, err)
}

// hear waits for the next word; "" once the process has ended.
func (p *process) hear() string {
	line, err := p.out.ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(line, "\n")
}

// kill ends the process as the system does, and waits until it is gone.
func (p *process) kill() {
	p.t.Helper()
	require.NoError(p.t, p.cmd.Process.Kill())
	_ = p.cmd.Wait()
}
