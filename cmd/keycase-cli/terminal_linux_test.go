package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// pseudoTerminal is one with the program on its far side.
type pseudoTerminal struct {
	t      *testing.T
	near   *os.File // what a person types goes in here, what is shown comes out
	far    *os.File
	shown  *lockedBuffer
	errors *lockedBuffer
	cmd    *exec.Cmd
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func startAtTerminal(t *testing.T, args ...string) *pseudoTerminal {
	t.Helper()
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = near.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(near.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(near.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	far, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = far.Close() })

	p := &pseudoTerminal{t: t, near: near, far: far, shown: &lockedBuffer{}, errors: &lockedBuffer{}}
	go func() { _, _ = io.Copy(p.shown, near) }()
	p.cmd = exec.Command("keycase-cli", args...)
	p.cmd.Env = append(os.Environ(), "KEYCASE_HOME="+t.TempDir(), "LANG=en_US.UTF-8")
	p.cmd.Stdin, p.cmd.Stderr = far, p.errors
	require.NoError(t, p.cmd.Start())
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	return p
}

// waits until the prompt is there and typing is shown, or not.
func (p *pseudoTerminal) waits(prompt string, echo bool) {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		return bytes.HasSuffix([]byte(p.errors.String()), []byte(prompt)) && p.echoes() == echo
	}, 20*time.Second, 5*time.Millisecond, "%s", prompt)
}

func (p *pseudoTerminal) echoes() bool {
	mode, err := unix.IoctlGetTermios(int(p.far.Fd()), unix.TCGETS)
	require.NoError(p.t, err)
	return mode.Lflag&unix.ECHO != 0
}

func (p *pseudoTerminal) types(text string) {
	p.t.Helper()
	_, err := p.near.WriteString(text)
	require.NoError(p.t, err)
}

func TestSecretsAreNotShownWhileTheyAreTyped(t *testing.T) {
	p := startAtTerminal(t, "sign", "jdy.app-signature")
	p.waits("app_key: ", true)
	p.types("shownkey\n")
	p.waits("app_secret: ", false)
	p.types(canary + "\n")
	require.NoError(t, p.cmd.Wait())

	assert.True(t, p.echoes(), "typing is shown again")
	require.Eventually(t, func() bool { return bytes.Contains([]byte(p.shown.String()), []byte("shownkey")) }, 20*time.Second, time.Millisecond)
	assert.NotContains(t, p.shown.String(), canary)
	assert.NotContains(t, p.errors.String(), canary)
}

// TestNoReply tells Ctrl+C and the end of input at a prompt from an answer, and
// finds the terminal as it was.
func TestNoReply(t *testing.T) {
	interrupt := func(p *pseudoTerminal) { require.NoError(t, p.cmd.Process.Signal(os.Interrupt)) }
	for name, leave := range map[string]func(*pseudoTerminal){
		"interrupted":  interrupt,
		"end of input": func(p *pseudoTerminal) { p.types("\x04") },
		"interrupted at a secret": func(p *pseudoTerminal) {
			p.types("shownkey\n")
			p.waits("app_secret: ", false)
			interrupt(p)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := startAtTerminal(t, "sign", "jdy.app-signature")
			p.waits("app_key: ", true)
			leave(p)

			var exit *exec.ExitError
			require.ErrorAs(t, p.cmd.Wait(), &exit)
			assert.Equal(t, exitUnexpected, exit.ExitCode())
			assert.True(t, p.echoes(), "typing is shown again")
			assert.Contains(t, p.errors.String(), "what to do")
		})
	}
}
