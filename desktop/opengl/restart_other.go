//go:build !windows

package opengl

import (
	"os"
	"syscall"
)

// Restart has this program run with args in the place of this process. It returns only
// where that fails.
func Restart(args []string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	return syscall.Exec(program, append([]string{os.Args[0]}, args...), os.Environ()) //nolint:gosec // this very program
}
