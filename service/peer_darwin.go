package service

import "golang.org/x/sys/unix"

// peerUser is the user of the process at the other end, when it connected.
func peerUser(fd int) (int, error) {
	peer, err := unix.GetsockoptXucred(fd, unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
	if err != nil {
		return 0, err
	}
	return int(peer.Uid), nil
}
