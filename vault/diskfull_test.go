package vault

import (
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDiskFull(t *testing.T) {
	for number, full := range map[syscall.Errno][2]bool{ // elsewhere, on Windows
		syscall.ENOSPC: {true, true}, 112: {false, true}, 39: {false, true}, syscall.EACCES: {false, false}, 0: {false, false},
	} {
		err := fmt.Errorf("index: %w", &os.PathError{Op: "write", Path: "/x", Err: number})
		assert.Equal(t, full[0], diskFull(err, "linux"), "%d", int(number))
		assert.Equal(t, full[1], diskFull(err, "windows"), "%d", int(number))
	}
	assert.False(t, DiskFull(nil))
	assert.True(t, DiskFull(&os.PathError{Err: syscall.ENOSPC}))
}
