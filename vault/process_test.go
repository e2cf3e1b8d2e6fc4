package vault

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Real processes: the test binary starts itself again with childJob set, and the
// child works on the vault in childDir with the file store, which processes share.
const (
	childJob = "KEYCASE_TEST_JOB"
	childDir = "KEYCASE_TEST_DIR"
)

func TestMain(m *testing.M) {
	job := os.Getenv(childJob)
	if job == "" {
		code := m.Run()
		tellRounds(os.Stdout)
		os.Exit(code)
	}
	if err := runChild(job, os.Getenv(childDir)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func childVault(dir string) (*Vault, error) {
	return Open(context.Background(), Options{
		Dir: dir, Store: StoreFile, WorkFactor: 1, Clock: testClock,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil },
	})
}

func runChild(job, dir string) error {
	if job == "move" {
		return moveForever(dir)
	}
	v, err := childVault(dir)
	if err != nil {
		return err
	}
	if job == "count" {
		return countForever(v)
	}
	if err := addSome(v, job); err != nil {
		return err
	}
	return v.Close()
}

// countForever raises a number in a secret, in a token and in the state, and
// says so after each, until it is killed.
func countForever(v *Vault) error {
	ctx := context.Background()
	c := v.List()[0]
	secrets, err := v.Secrets(ctx, c.ID)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(secrets["n"])
	for n++; ; n++ {
		number := strconv.Itoa(n)
		_, err := v.Apply(ctx, c.ID, Change{
			Secrets: map[string]string{"n": number},
			Tokens:  []NewToken{{Token{Kind: "t"}, TokenSecret{Value: number}}},
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(os.Stdout, n); err != nil {
			return err
		}
	}
}

const addsOfEach = 40

// addSome adds credentials named after the job, and counts them in the state.
func addSome(v *Vault, job string) error {
	ctx := context.Background()
	for i := range addsOfEach {
		name := fmt.Sprintf("%s-%d", job, i)
		if _, err := v.Add(ctx, Credential{Name: name}, map[string]string{"s": name}); err != nil {
			return err
		}
		err := v.UpdateState("count", func(old json.RawMessage) (json.RawMessage, error) {
			n, _ := strconv.Atoi(string(old))
			return json.Marshal(n + 1)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func child(t *testing.T, job, dir string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childJob+"="+job, childDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	return cmd, bufio.NewReader(out)
}

// TestKilledAnywhere kills a writing process without warning, again and again:
// what it acknowledged is there, and nothing is half done.
func TestKilledAnywhere(t *testing.T) {
	w := newWorld(t, StoreFile)
	v, err := childVault(w.dir)
	require.NoError(t, err)
	_, err = v.Add(t.Context(), Credential{Name: "counter"}, map[string]string{"n": "0"})
	require.NoError(t, err)
	require.NoError(t, v.Close())
	for round := range 25 {
		cmd, out := child(t, "count", w.dir)
		last := 0
		for range 2 + round%5 {
			line, err := out.ReadString('\n')
			require.NoError(t, err)
			last, err = strconv.Atoi(strings.TrimSpace(line))
			require.NoError(t, err)
		}
		// Some time within the next write, differing from round to round.
		<-time.After(time.Duration(round*137%1000) * time.Microsecond)
		require.NoError(t, cmd.Process.Kill())
		rest, err := io.ReadAll(out)
		require.NoError(t, err)
		_ = cmd.Wait()
		for line := range strings.Lines(string(rest)) {
			if number, whole := strings.CutSuffix(line, "\n"); whole {
				last, err = strconv.Atoi(number)
				require.NoError(t, err)
			}
		}
		s := w.settled(t)
		number, err := strconv.Atoi(s.Secrets[0]["n"])
		require.NoError(t, err)
		assert.Contains(t, []int{last, last + 1}, number, "round %d", round)
		assert.Equal(t, s.Secrets[0]["n"], s.Secrets[1]["value"], "secret and token change together")
	}
}

// TestProcessesWriteAtOnce: three processes interleave their writes and lose none.
func TestProcessesWriteAtOnce(t *testing.T) {
	w := newWorld(t, StoreFile)
	v, err := childVault(w.dir)
	require.NoError(t, err)
	one, _ := child(t, "one", w.dir)
	two, _ := child(t, "two", w.dir)
	changes, _ := v.Changes()
	require.NoError(t, addSome(v, "parent"))
	require.NoError(t, one.Wait())
	require.NoError(t, two.Wait())
	signalled(t, changes)
	assert.Len(t, v.List(), 3*addsOfEach, "seen without being told to look")
	count, _ := v.State("count")
	assert.Equal(t, strconv.Itoa(3*addsOfEach), string(count))
	for _, c := range v.List() {
		secrets, err := v.Secrets(t.Context(), c.ID)
		require.NoError(t, err)
		assert.Equal(t, c.Name, secrets["s"])
	}
	require.NoError(t, v.Close())
	w.settled(t)
}

// TestGoroutinesWriteAtOnce: the same within one vault, while others read.
func TestGoroutinesWriteAtOnce(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	done := make(chan error)
	for i := range 4 {
		go func() { done <- addSome(v, strconv.Itoa(i)) }()
	}
	for finished := 0; finished < 4; {
		select {
		case err := <-done:
			require.NoError(t, err)
			finished++
		default:
			for _, c := range v.List() {
				_, err := v.Find(c.Name)
				require.NoError(t, err)
			}
		}
	}
	assert.Len(t, v.List(), 4*addsOfEach)
	require.NoError(t, v.Close())
	w.settled(t)
}
