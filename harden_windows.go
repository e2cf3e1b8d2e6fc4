package main

// harden has nothing to do on Windows: Go itself keeps the system from reporting the
// crash of a program together with its memory.
func harden() {}
