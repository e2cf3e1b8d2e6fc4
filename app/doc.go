// Package app is the wiring that the window and the command line share: where
// the files lie, which platforms there are, and how a vault and a broker are
// made with the real clock, random source and network. It holds no use case.
package app
