package canary

import (
	"os/exec"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestProcessesAreSeen starts one that has a canary among its arguments, and one in its environment.
func TestProcessesAreSeen(t *testing.T) {
	c := Canary{"c", "Qm4hT8sLwE2vKp7z"}
	for name, change := range map[string]func(*exec.Cmd){
		"cmdline": func(cmd *exec.Cmd) { cmd.Args = append(cmd.Args, c.Value) },
		"environ": func(cmd *exec.Cmd) { cmd.Env = []string{"X=" + c.Value} },
	} {
		cmd := exec.CommandContext(t.Context(), "cat", "-")
		change(cmd)
		in, err := cmd.StdinPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		pid := strconv.Itoa(cmd.Process.Pid)
		s := NewSearch(c)
		hits := s.Processes(func(of string) bool { return of == pid })
		require.NotEmpty(t, hits, name)
		for _, hit := range hits {
			assert.Equal(t, "/proc/"+pid+"/"+name, hit.Where)
		}
		assert.Greater(t, s.Places, 2)
		require.NoError(t, in.Close())
		_ = cmd.Wait() // there is no file of that name
		assert.Empty(t, s.Processes(func(of string) bool { return of == pid }))
	}
}
