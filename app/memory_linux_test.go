package app

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// coreLimitNow is what this process may leave of itself, in bytes.
func coreLimitNow(t *testing.T) unix.Rlimit {
	t.Helper()
	var limit unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_CORE, &limit))
	return limit
}

// allowCores lifts the limit for a test, as far as it goes.
func allowCores(t *testing.T) (given unix.Rlimit) {
	t.Helper()
	before := coreLimitNow(t)
	t.Cleanup(func() { require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &before)) })
	given = unix.Rlimit{Cur: before.Max, Max: before.Max}
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_CORE, &given))
	return given
}

func TestNoCoreIsAllowed(t *testing.T) {
	given := allowCores(t)
	NoCores()
	after := coreLimitNow(t)
	assert.Equal(t, min(1, given.Max), after.Cur)
	assert.Equal(t, given.Max, after.Max, "programs that are started from here may have theirs")
}

// TestLimitsAreLent starts a real program, which says what it may leave.
func TestLimitsAreLent(t *testing.T) {
	given := allowCores(t)
	told := func(c Cores) string {
		cmd := exec.CommandContext(t.Context(), "cat", "/proc/self/limits")
		var out strings.Builder
		cmd.Stdout = &out
		require.NoError(t, c.Lend(cmd.Start))
		require.NoError(t, cmd.Wait())
		for line := range strings.Lines(out.String()) {
			if strings.HasPrefix(line, "Max core file size") {
				return line
			}
		}
		return ""
	}
	free := told(Cores{})
	require.NotEmpty(t, free)
	cores := NoCores()
	assert.Equal(t, free, told(cores), "as it was given to this program")
	assert.Equal(t, min(1, given.Max), coreLimitNow(t).Cur, "which has none itself again")
	assert.ErrorIs(t, cores.Lend(func() error { return os.ErrInvalid }), os.ErrInvalid)
	assert.Equal(t, min(1, given.Max), coreLimitNow(t).Cur)
}

// hideIn marks the test binary that was started again to hide its memory.
const hideIn = "KEYCASE_TEST_HIDE"

// TestMemoryIsHidden runs in a process of its own, because it cannot be taken back for sure.
func TestMemoryIsHidden(t *testing.T) {
	if os.Getenv(hideIn) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMemoryIsHidden$", "-test.v")
		cmd.Env = append(os.Environ(), hideIn+"=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Contains(t, string(out), "--- PASS: TestMemoryIsHidden")
		return
	}
	HideMemory()
	state, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	require.NoError(t, err)
	assert.Zero(t, state)
}
