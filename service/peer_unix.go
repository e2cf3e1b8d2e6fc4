//go:build linux || darwin

package service

import "net"

// runBy tells whether the process at the other end belongs to the user.
func runBy(conn *net.UnixConn, user int) bool {
	raw, err := conn.SyscallConn()
	if err != nil {
		return false
	}
	same := false
	err = raw.Control(func(fd uintptr) {
		peer, err := peerUser(int(fd)) // #nosec G115 -- a descriptor
		same = err == nil && peer == user
	})
	return err == nil && same
}
