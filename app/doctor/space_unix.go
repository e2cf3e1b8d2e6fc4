//go:build unix

package doctor

import "golang.org/x/sys/unix"

// FreeSpace is how many bytes this person may still write where a folder lies.
func FreeSpace(folder string) (bytes uint64, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil //nolint:gosec,unconvert // neither is negative; their types differ between systems
}
