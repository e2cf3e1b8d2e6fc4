package service

import (
	"net"

	"golang.org/x/sys/unix"
)

// runBy tells whether the process at the other end belongs to the user.
func runBy(conn *net.UnixConn, user int) bool {
	raw, err := conn.SyscallConn()
	if err != nil {
		return false
	}
	same := false
	err = raw.Control(func(fd uintptr) {
		peer, err := unix.GetsockoptXucred(int(fd), unix.SOL_LOCAL, unix.LOCAL_PEERCRED) // #nosec G115 -- a descriptor
		same = err == nil && int(peer.Uid) == user
	})
	return err == nil && same
}
