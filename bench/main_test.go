//go:build bench

package bench

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	rounds   = flag.Int("rounds", 9, "how often each thing is measured")
	idleTime = flag.Duration("idle", 30*time.Second, "how long an idle window is watched in each round")
	areas    = flag.String("areas", "signers,broker,keyring,commands,pages,start,idle", "what to measure")
	sizes    = flag.String("sizes", "0,100,1000,10000", "with how many credentials a start is measured")
	write    = flag.Bool("write", false, "write the table to docs/performance.md")
)

const (
	inside   = "KEYCASE_BENCH_INSIDE" // set in the process on the private bus
	document = "../docs/performance.md"
	deadline = 2 * time.Minute // of every wait
)

// TestMain starts itself again on a session bus of its own, with an unlocked keyring.
func TestMain(m *testing.M) {
	if os.Getenv(inside) != "" {
		unlock := exec.Command("gnome-keyring-daemon", "--unlock", "--components=secrets")
		unlock.Stdin = strings.NewReader("password")
		if out, err := unlock.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "gnome-keyring-daemon: %v\n%s", err, out)
			os.Exit(1)
		}
		os.Exit(m.Run())
	}
	home, err := os.MkdirTemp("", "keycase-bench-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	err = outside(home)
	_ = os.RemoveAll(home)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func outside(home string) error {
	run := filepath.Join(home, "run")
	if err := os.MkdirAll(run, 0o700); err != nil {
		return err
	}
	cmd := exec.Command("dbus-run-session", append([]string{"--", os.Args[0]}, os.Args[1:]...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		switch {
		case name == "DISPLAY", name == "WAYLAND_DISPLAY", name == "DBUS_SESSION_BUS_ADDRESS", name == "HOME", name == "LANG":
		case strings.HasPrefix(name, "XDG_"), strings.HasPrefix(name, "LC_"), strings.HasPrefix(name, "FYNE_"), strings.HasPrefix(name, "KEYCASE_"):
		default:
			cmd.Env = append(cmd.Env, pair)
		}
	}
	// What the tools of Go keep stays where it is: building is not what is measured.
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return err
		}
		cmd.Env = append(cmd.Env, name+"="+strings.TrimSpace(string(value)))
	}
	cmd.Env = append(cmd.Env, inside+"=1", "HOME="+home, "XDG_RUNTIME_DIR="+run)
	return cmd.Run()
}

func TestBench(t *testing.T) {
	all := map[string]func(*testing.T) []result{
		"signers": signers, "broker": exchanges, "keyring": keyrings, "commands": commands,
		"pages": pages, "start": starts, "idle": idles,
	}
	began := time.Now()
	var results []result
	for _, name := range strings.Split(*areas, ",") {
		measure := all[name]
		require.NotNil(t, measure, name)
		t.Run(name, func(t *testing.T) { results = append(results, measure(t)...) })
	}
	text := "\nMeasured on " + began.UTC().Format(time.DateOnly) + ", " + fmt.Sprint(*rounds) +
		" rounds, medians ± half of what lies between the quartiles.\n\n" + machine() + "\n" + table(results)
	fmt.Println(text)
	for _, r := range results {
		if asked, reached := r.asked(); !reached {
			t.Logf("missed: %s, %s: %s", r.area, r.what, asked)
		}
	}
	if *write {
		require.NoError(t, keep(text))
	}
}

// keep puts the text between the two marks of the document; the words around it stay.
func keep(text string) error {
	const begin, end = "<!-- measured: begin -->", "<!-- measured: end -->"
	old, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(old), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return fmt.Errorf("%s has no place for the table", document)
	}
	return os.WriteFile(document, []byte(before+begin+"\n"+text+"\n"+end+after), 0o600)
}

// machine says on what and with which versions was measured.
func machine() string {
	load, _, _ := strings.Cut(read("/proc/loadavg"), " ")
	rows := [][2]string{
		{"processor", field(read("/proc/cpuinfo"), "model name") + ", " + strconv.Itoa(runtime.NumCPU()) + " cores"},
		{"memory", field(read("/proc/meminfo"), "MemTotal")},
		{"system", strings.Trim(field(strings.ReplaceAll(read("/etc/os-release"), "=", ":"), "PRETTY_NAME"), `"`) + ", Linux " + strings.TrimSpace(read("/proc/sys/kernel/osrelease"))},
		{"load when it ended", load},
		{"Go", runtime.Version()},
		{"Keycase", said("../build/keycase", "-version")},
		{"KeePassXC", said("keepassxc-cli", "--version")},
		{"secret-tool", packaged("libsecret-tools")},
		{"gopass", packaged("gopass")},
		{"gnome-keyring", packaged("gnome-keyring")},
		{"Xvfb, Mesa", packaged("xvfb") + ", " + packaged("libgl1-mesa-dri")},
	}
	var b strings.Builder
	b.WriteString("| | |\n|---|---|\n")
	for _, row := range rows {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], row[1])
	}
	return b.String()
}

func read(path string) string {
	data, _ := os.ReadFile(path) // what is not there is told as nothing
	return string(data)
}

// field is the value of a line "name : value".
func field(text, name string) string {
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "?"
}

func said(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return "not here"
	}
	return strings.TrimSpace(string(out))
}

func packaged(name string) string { return said("dpkg-query", "-W", "-f", "${Version}", name) }

// tool runs a program to its end and returns what it printed.
func tool(t *testing.T, input, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.Output()
	require.NoError(t, err, "%s %s: %s", name, strings.Join(args, " "), out)
	return string(out)
}

func built(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "build", name))
	require.NoError(t, err)
	require.FileExists(t, path, "make bench builds it")
	return path
}
