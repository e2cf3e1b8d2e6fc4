//go:build display && (linux || freebsd || netbsd || openbsd)

package xvfb

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// Server is a running X server.
type Server struct {
	t       testing.TB
	process *exec.Cmd
}

// Start runs an X server on a free display until the test ends, and points DISPLAY to it.
func Start(t testing.TB) *Server {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	process := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset") //nolint:noctx // ended below
	process.ExtraFiles = []*os.File{write}
	err = process.Start()
	_ = write.Close()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, process: process}
	t.Cleanup(s.stop)
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal("Xvfb names no display:", err)
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
	return s
}

// Freeze stops the server from answering; Thaw lets it go on.
func (s *Server) Freeze() { s.signal(syscall.SIGSTOP) }

// Thaw undoes Freeze.
func (s *Server) Thaw() { s.signal(syscall.SIGCONT) }

func (s *Server) stop() {
	s.Thaw()
	s.signal(syscall.SIGTERM)
	_ = s.process.Wait()
}

func (s *Server) signal(which syscall.Signal) {
	s.t.Helper()
	if err := s.process.Process.Signal(which); err != nil {
		s.t.Error("Xvfb:", err)
	}
}
