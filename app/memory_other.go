//go:build !linux

package app

// HideMemory does nothing on systems that have no such switch.
func HideMemory() {}
