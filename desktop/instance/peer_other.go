//go:build !linux

package instance

import "net"

// ours leaves it to the permissions of socket and folder who gets this far.
func ours(*net.UnixConn) bool { return true }
