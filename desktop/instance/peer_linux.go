package instance

import (
	"net"
	"os"

	"golang.org/x/sys/unix"
)

// ours tells whether the process at the other end belongs to the same user.
func ours(conn *net.UnixConn) bool { return runBy(conn, os.Geteuid()) }

func runBy(conn *net.UnixConn, user int) bool {
	raw, err := conn.SyscallConn()
	if err != nil {
		return false
	}
	same := false
	err = raw.Control(func(fd uintptr) {
		peer, err := unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) // #nosec G115 -- a descriptor
		same = err == nil && int(peer.Uid) == user
	})
	return err == nil && same
}
