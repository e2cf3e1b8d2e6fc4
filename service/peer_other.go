//go:build !linux && !darwin

package service

import "net"

// runBy leaves it to the permissions of socket and folder who gets this far.
func runBy(*net.UnixConn, int) bool { return true }
