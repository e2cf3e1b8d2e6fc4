package history

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
)

// Real processes: the test binary starts itself again with childName set, and the
// child keeps its calls in childDir.
const (
	childName = "KEYCASE_TEST_NAME"
	childDir  = "KEYCASE_TEST_DIR"
	callsEach = 1000
)

func TestMain(m *testing.M) {
	name := os.Getenv(childName)
	if name == "" {
		os.Exit(m.Run())
	}
	if err := keepMany(Open(os.Getenv(childDir)), name); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// keepMany keeps calls that can be told apart, spread over some credentials so
// that no file is shortened.
func keepMany(h *History, name string) error {
	for i := range callsEach {
		h.Keep(broker.Called{
			At: morning, Credential: fmt.Sprintf("credential%d", i%4), Operation: "yilianyun.print-text", Subject: fmt.Sprintf("%s-%d", name, i),
		})
		if err := h.Err(); err != nil {
			return err
		}
	}
	return nil
}

// TestProcessesLoseNoRecord: two processes keep a thousand calls each.
func TestProcessesLoseNoRecord(t *testing.T) {
	dir := t.TempDir()
	var children []*exec.Cmd
	for _, name := range []string{"one", "two"} {
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), childName+"="+name, childDir+"="+dir)
		child.Stderr = os.Stderr
		require.NoError(t, child.Start())
		children = append(children, child)
	}
	for _, child := range children {
		require.NoError(t, child.Wait())
	}
	seen := map[string]bool{}
	for i := range 4 {
		records, err := Open(dir).Read(fmt.Sprintf("credential%d", i), "")
		require.NoError(t, err)
		assert.Len(t, records, 2*callsEach/4)
		for _, r := range records {
			seen[r.Subject] = true
		}
	}
	assert.Len(t, seen, 2*callsEach)
}
