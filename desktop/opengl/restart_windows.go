package opengl

import (
	"os"
	"os/exec"
)

// Restart has this program run with args in the place of this process, which is to end
// then.
func Restart(args []string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	return start(program, args)
}

func start(program string, args []string, env ...string) error {
	other := exec.Command(program, args...) //nolint:noctx,gosec // this very program, which outlives this process
	other.Env = append(os.Environ(), env...)
	other.Stdin, other.Stdout, other.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := other.Start(); err != nil {
		return err
	}
	return other.Process.Release()
}
