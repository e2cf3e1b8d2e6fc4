package vault

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/stretchr/testify/require"
)

// program is the real command line on a vault of its own.
type program struct {
	path string
	home string
	args []string
}

// programPath names the command line, which a test may be given.
const programPath = "KEYCASE_CLI"

// builtProgram builds the command line, unless one was given.
func builtProgram(t *testing.T) string {
	t.Helper()
	if path := os.Getenv(programPath); path != "" {
		return path
	}
	path := filepath.Join(t.TempDir(), "keycase-cli")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, "keycase/cmd/keycase-cli").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return path
}

// newFileProgram is the command line on a file store.
func newFileProgram(t *testing.T) (*program, *world) {
	t.Helper()
	passphrase := filepath.Join(t.TempDir(), "passphrase")
	require.NoError(t, os.WriteFile(passphrase, []byte("p\n"), fileMode))
	p := &program{path: builtProgram(t), home: quickDir(t), args: []string{"--passphrase-file", passphrase}}
	w := &world{dir: p.vault(), kind: StoreFile, keyring: newMapKeyring(), passphrase: "p"}
	w.settled(t) // makes it, with a passphrase that is quick to try
	return p, w
}

func (p *program) vault() string { return filepath.Join(p.home, "vault") }

func (p *program) command(values map[string]string, args ...string) *exec.Cmd {
	cmd := exec.Command(p.path, append([]string{"--home", p.home, "--lang", "en"}, append(p.args, args...)...)...)
	if values != nil {
		input, _ := json.Marshal(values) // of strings
		cmd.Stdin = strings.NewReader(string(input))
	}
	return cmd
}

// programDeed is one use of the program and what it makes of a vault, which is given as
// secrets by name.
type programDeed struct {
	args   []string
	values map[string]string
	change func(map[string]string)
}

func someKey(r *rand.Rand) string { return fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()) }

func addDeed(r *rand.Rand, name string) programDeed {
	secret := someKey(r)
	return programDeed{
		[]string{"credential", "add", "robot", name, "--input", "-"},
		map[string]string{"api_key": someKey(r), "secret_key": secret},
		func(m map[string]string) { m[name] = secret },
	}
}

func editDeed(r *rand.Rand, name string) programDeed {
	secret := someKey(r)
	return programDeed{
		[]string{"credential", "edit", name, "--input", "-"},
		map[string]string{"secret_key": secret},
		func(m map[string]string) { m[name] = secret },
	}
}

func renameDeed(name, to string) programDeed {
	return programDeed{[]string{"credential", "edit", name, "--rename", to}, nil, func(m map[string]string) {
		m[to] = m[name]
		delete(m, name)
	}}
}

func removeDeed(name string) programDeed {
	return programDeed{[]string{"credential", "remove", name, "--yes"}, nil, func(m map[string]string) { delete(m, name) }}
}

// anyDeed draws what to do to a vault.
func anyDeed(r *rand.Rand, round int, m map[string]string) programDeed {
	names := sortedKeys(m)
	if len(names) < 3 || r.IntN(4) == 0 && len(names) < 12 {
		return addDeed(r, fmt.Sprintf("n%d", round))
	}
	name := names[r.IntN(len(names))]
	switch r.IntN(3) {
	case 0:
		return removeDeed(name)
	case 1:
		return renameDeed(name, fmt.Sprintf("r%d", round))
	}
	return editDeed(r, name)
}

// secretsByName is what settled saw.
func secretsByName(s seen) map[string]string {
	m := map[string]string{}
	for i, c := range s.Credentials {
		m[c.Name] = s.Secrets[i]["secret_key"]
	}
	return m
}

// killer kills a program at a random time: after its start, or after it first
// changed something in the vault's folder. The times grow until half of the
// programs get done.
type killer struct {
	r      *rand.Rand
	limits [2]time.Duration
}

// run runs a command and tells whether it was done before it was killed.
func (k *killer) run(t *testing.T, dir string, cmd *exec.Cmd) (done bool) {
	t.Helper()
	mode := k.r.IntN(2)
	watcher, err := fsnotify.NewWatcher()
	require.NoError(t, err)
	defer func() { _ = watcher.Close() }()
	for _, folder := range []string{dir, filepath.Join(dir, secretsDir), filepath.Join(dir, sessionsDir)} {
		_ = watcher.Add(folder) // one that is not there yet shows by its being made
	}
	delay := time.Duration(k.r.Int64N(int64(k.limits[mode])))
	var said strings.Builder
	cmd.Stderr = &said
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if mode == 1 {
		select {
		case <-watcher.Events:
		case err = <-ended:
			ended <- err
		}
	}
	select {
	case err = <-ended:
	case <-time.After(delay):
		_ = cmd.Process.Kill()
		err = <-ended
	}
	if done = err == nil; done {
		k.limits[mode] -= k.limits[mode] / 20
	} else {
		killed := cmd.ProcessState.ExitCode() == -1 || runtime.GOOS == "windows"
		require.True(t, killed, "it failed by itself: %s", said.String())
		k.limits[mode] += k.limits[mode] / 20
	}
	return done
}

// killRounds runs the program again and again and kills it.
func killRounds(t *testing.T, p *program, n int, settled func(*testing.T) seen) {
	t.Helper()
	r := rand.New(rand.NewPCG(6, 1))
	k := &killer{r, [2]time.Duration{40 * time.Millisecond, 4 * time.Millisecond}}
	old := map[string]string{}
	for i := range n {
		deed := anyDeed(r, i, old)
		next := maps.Clone(old)
		deed.change(next)
		done := k.run(t, p.vault(), p.command(deed.values, deed.args...))
		got := secretsByName(settled(t))
		came := "done"
		switch {
		case done:
			require.Equal(t, next, got, "round %d: %v: acknowledged, but not there", i, deed.args)
		default:
			require.Contains(t, []map[string]string{old, next}, got, "round %d: %v", i, deed.args)
			came = "killed, old state"
			if maps.Equal(got, next) {
				came = "killed, new state"
			}
		}
		round(t, came)
		old = got
	}
}

// TestTortureKilledProgram kills the real command line.
func TestTortureKilledProgram(t *testing.T) {
	p, w := newFileProgram(t)
	killRounds(t, p, rounds(20, 500), w.settled)
}

// writes are what one of several programs does to its own credentials and to one
// that all share.
func writes(r *rand.Rand, who string, n int, write func(programDeed)) map[string]string {
	own := map[string]string{}
	for i := range n {
		var d programDeed
		name := fmt.Sprintf("%s-%d", who, i/4)
		switch i % 4 {
		case 0:
			d = addDeed(r, name)
		case 1:
			d = editDeed(r, name)
		case 2:
			d = editDeed(r, "shared")
		case 3:
			if d = renameDeed(name, name+" kept"); i%8 == 3 {
				d = removeDeed(name)
			}
		}
		write(d)
		d.change(own)
	}
	return own
}

// TestTortureWritersAtOnce: two command lines and an open window's vault write at
// once, and each finds at the end what it wrote, and nothing else is there.
func TestTortureWritersAtOnce(t *testing.T) {
	p, w := newFileProgram(t)
	n := rounds(24, 1000)
	window, err := w.processOn(osDisk{}, &fate{})
	require.NoError(t, err)
	require.NoError(t, addDeed(rand.New(rand.NewPCG(6, 0)), "shared").inWindow(t.Context(), window))
	changes, _ := window.Changes()
	wrote := make(chan map[string]string)
	for _, who := range []string{"one", "two"} {
		go func() {
			run := func(d programDeed) {
				out, err := p.command(d.values, d.args...).CombinedOutput()
				if err != nil {
					t.Errorf("%v: %s", d.args, out)
				}
				round(t, "written by a program")
			}
			wrote <- writes(rand.New(rand.NewPCG(6, uint64(who[0]))), who, n, run)
		}()
	}
	go func() {
		run := func(d programDeed) {
			if err := d.inWindow(t.Context(), window); err != nil {
				t.Errorf("%v: %v", d.args, err)
			}
			round(t, "written by the window")
		}
		wrote <- writes(rand.New(rand.NewPCG(6, 'w')), "window", n, run)
	}()
	want, last := map[string]string{}, []string(nil)
	for range 3 {
		own := <-wrote
		last = append(last, own["shared"])
		maps.Copy(want, own)
	}
	signalled(t, changes)
	require.Len(t, window.List(), len(want), "seen without being told to look")
	require.NoError(t, window.Close())
	got := secretsByName(w.settled(t))
	require.Contains(t, last, got["shared"], "written by none of them at its end")
	want["shared"] = got["shared"]
	require.Equal(t, want, got)
}

// inWindow does by the calls of an open vault what the arguments say.
func (d programDeed) inWindow(ctx context.Context, v *Vault) error {
	if d.args[1] == "add" {
		c := Credential{Platform: "robot", Name: d.args[3], Public: only("api_key", d.values["api_key"])}
		_, err := v.Add(ctx, c, only("secret_key", d.values["secret_key"]))
		return err
	}
	c, err := v.Find(d.args[2])
	if err != nil {
		return err
	}
	if d.args[1] == "remove" {
		return v.Remove(ctx, c.ID)
	}
	_, err = v.Edit(ctx, c.ID, func(c *Credential, s map[string]string) error {
		if d.values == nil {
			c.Name = d.args[4]
		}
		maps.Copy(s, d.values)
		return nil
	})
	return err
}
