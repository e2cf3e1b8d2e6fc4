package main

import "os"

// passedOn are the signals that do not end this process before the command. Windows
// itself gives Ctrl+C to both.
func passedOn() []os.Signal { return []os.Signal{os.Interrupt} }

// hasHeard is true for all of them.
func hasHeard(os.Signal) bool { return true }

// statusOf is the exit status of a command.
func statusOf(state *os.ProcessState) int { return state.ExitCode() }
