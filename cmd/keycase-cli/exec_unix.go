//go:build !windows

package main

import (
	"os"
	"os/signal"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

// passable are the signals that mean something to the command and not only to the
// process that gets them.
var passable = []os.Signal{unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGHUP, unix.SIGUSR1, unix.SIGUSR2}

// deaf are those that this process was started without, by nohup say. It is asked
// before anybody listens to signals, which would end it.
var deaf = slices.DeleteFunc(slices.Clone(passable), func(s os.Signal) bool { return !signal.Ignored(s) })

// passedOn are the signals that a run command gets from this process. Those that
// this process was started without stay away from the command too.
func passedOn() []os.Signal {
	if len(deaf) > 0 {
		signal.Ignore(deaf...)
	}
	return slices.DeleteFunc(slices.Clone(passable), func(s os.Signal) bool { return slices.Contains(deaf, s) })
}

// hasHeard tells a signal that the command got as well: the keys of a terminal
// signal everybody in its foreground, and to be told twice means more to some
// programs than once.
func hasHeard(s os.Signal) bool {
	if s != unix.SIGINT && s != unix.SIGQUIT {
		return false
	}
	terminal, err := os.Open("/dev/tty")
	if err != nil {
		return false // there is none
	}
	defer func() { _ = terminal.Close() }()
	foreground, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPGRP) // #nosec G115 -- a descriptor
	return err == nil && foreground == unix.Getpgrp()
}

// statusOf is the exit status of a command or, where a signal ended it, what
// shells make of that.
func statusOf(state *os.ProcessState) int {
	if wait, ok := state.Sys().(syscall.WaitStatus); ok && wait.Signaled() {
		return 128 + int(wait.Signal())
	}
	return state.ExitCode()
}
