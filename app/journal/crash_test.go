package journal

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// crash lets a process end in the given way.
func crash(t *testing.T, kind, dir string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env, cmd.Dir = append(os.Environ(), childCrash+"="+kind), dir
	err := cmd.Run()
	if kind == "none" {
		require.NoError(t, err)
		return
	}
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 2, exit.ExitCode(), "how Go ends a crash")
}

// next starts a further run, which keeps what the one before left, and ends it.
func next(t *testing.T, dir string) {
	t.Helper()
	end, err := CatchCrashes(dir)
	require.NoError(t, err)
	end()
}

func previous(t *testing.T, dir string) string {
	t.Helper()
	last, ok := LastCrash(dir)
	require.True(t, ok)
	data, err := os.ReadFile(last.Path)
	require.NoError(t, err)
	return string(data)
}

// TestCrashesLeaveNoSecret looks through the whole folder, the first time before the next start as
// well: a secret that is only held must not even get into what the runtime writes.
func TestCrashesLeaveNoSecret(t *testing.T) {
	secret, _ := secretParts()
	secrets := []string{secret, secret[:16], canary, secret[len(canary)+1:]}
	for kind, want := range map[string]string{
		"nil":     "panic: runtime error: invalid memory address or nil pointer dereference",
		"index":   "panic: runtime error: index out of range [16] with length 0",
		"map":     "panic: assignment to entry in nil map",
		"value":   "panic: " + leftOut,
		"error":   "panic: " + leftOut,
		"lines":   "panic: " + leftOut,
		"type":    "panic: " + leftOut,
		"bytes":   "panic: " + leftOut,
		"again":   "panic: " + leftOut + "\npanic: " + leftOut,
		"runtime": "panic: " + leftOut,
		"other":   "panic: " + leftOut,
	} {
		t.Run(kind, func(t *testing.T) {
			dir := t.TempDir()
			crash(t, kind, dir)
			raw := filepath.Join(dir, crashName)
			info, err := os.Stat(raw)
			require.NoError(t, err)
			require.NotZero(t, info.Size())
			if runtime.GOOS != "windows" {
				assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
			}
			if kind == "nil" || kind == "index" || kind == "map" {
				requireClean(t, dir, secrets)
			}

			next(t, dir)
			requireClean(t, dir, secrets)
			assert.NoFileExists(t, raw)
			text := previous(t, dir)
			assert.True(t, strings.HasPrefix(text, want+"\n"), text)
			assert.Contains(t, text, "\ngoroutine ")
			assert.Regexp(t, `\nkeycase/app/journal\.\S+\n\tjournal/main_test\.go:\d+\n`, text, "where it was")
			assert.NotContains(t, text, "0x", "no argument and no address")
			assert.NotContains(t, text, filepath.ToSlash(filepath.Dir(os.Args[0])))
			last, ok := LastCrash(dir)
			require.True(t, ok)
			assert.True(t, last.At.Equal(info.ModTime()), "when it happened, not when it was found")
			if runtime.GOOS != "windows" {
				info, err := os.Stat(last.Path)
				require.NoError(t, err)
				assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
			}
		})
	}
}

func TestFolderIsMadeForTheOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "home", "logs")
	next(t, dir)
	info, err := os.Stat(dir)
	require.NoError(t, err)
	if runtime.GOOS != "windows" {
		assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	}
}

func TestCleanEndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	crash(t, "none", dir)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, files)
	_, ok := LastCrash(dir)
	assert.False(t, ok)
}

// TestKilledRunIsNoCrash leaves an empty file, as kill -9 does.
func TestKilledRunIsNoCrash(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, crashName), nil, 0o644))
	next(t, dir)
	_, ok := LastCrash(dir)
	assert.False(t, ok)
	assert.NoFileExists(t, filepath.Join(dir, crashName))
}

func TestTheNewestCrashIsKept(t *testing.T) {
	dir := t.TempDir()
	crash(t, "map", dir)
	next(t, dir)
	crash(t, "none", dir)
	assert.Contains(t, previous(t, dir), "nil map", "a good run later it is still there")
	require.NoError(t, os.Chmod(filepath.Join(dir, previousName), 0o644))
	crash(t, "nil", dir)
	next(t, dir)
	text := previous(t, dir)
	assert.Contains(t, text, "nil pointer")
	assert.NotContains(t, text, "nil map")
	if runtime.GOOS != "windows" {
		info, err := os.Stat(filepath.Join(dir, previousName))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

// TestCrashThatCannotBeKept has a folder where the file should be: the crash stays, the next is added.
func TestCrashThatCannotBeKept(t *testing.T) {
	dir := t.TempDir()
	blocked := filepath.Join(dir, previousName)
	require.NoError(t, os.MkdirAll(filepath.Join(blocked, "full"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, crashName), []byte("panic: close of closed channel\n"), 0o600))
	end, err := CatchCrashes(dir)
	require.Error(t, err)
	end()
	assert.FileExists(t, filepath.Join(dir, crashName))
	require.NoError(t, os.RemoveAll(blocked))
	next(t, dir)
	assert.Equal(t, "panic: close of closed channel\n", previous(t, dir))
}

func TestFolderThatTakesNoCrash(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	end, err := CatchCrashes(filepath.Join(file, "logs"))
	require.Error(t, err)
	end()
	_, ok := LastCrash(filepath.Join(file, "logs"))
	assert.False(t, ok)
}

// TestWhatTheRuntimePrints has the lines that a crash on purpose does not give.
func TestWhatTheRuntimePrints(t *testing.T) {
	for raw, want := range map[string]string{
		"fatal error: concurrent map writes\n":                                                            "fatal error: concurrent map writes\n",
		"fatal error: all goroutines are asleep - deadlock!\n":                                            "fatal error: all goroutines are asleep - deadlock!\n",
		"fatal error: sync: unlock of unlocked mutex [recovered]\n":                                       "",
		"[signal SIGSEGV: segmentation violation code=0x1 addr=0x70]\n":                                   "signal SIGSEGV: segmentation violation\n",
		"SIGABRT: abort\nPC=0x7f m=0 sigcode=18446744073709551610\nsignal arrived during cgo execution\n": "signal SIGABRT: abort\nsignal arrived during cgo execution\n",
		"[signal 0xc0000005 code=0x0 addr=0x0 pc=0x0]\r\n":                                                "signal 0xc0000005\n",
		"panic: runtime error: slice bounds out of range [:5] with capacity 3 [recovered]\n\tpanic: x\n":  "panic: runtime error: slice bounds out of range [:5] with capacity 3\npanic: " + leftOut + "\n",
		"goroutine 7 gp=0xc000002380 m=3 mp=0xc0000 [sync.Mutex.Lock, 5 minutes, locked to thread]:\n":    "\ngoroutine 7 [sync.Mutex.Lock, 5 minutes, locked to thread]:\n",
		"goroutine 8 [chan receive (nil chan)]:\n":                                                        "\ngoroutine 8 [chan receive (nil chan)]:\n",
		"runtime stack:\nruntime.throw({0x5a, 0x4?})\n\t/usr/lib/go/src/runtime/panic.go:1 +0x4d\n":       "\nruntime stack:\nruntime.throw\n\truntime/panic.go:1\n",
		"goroutine 1 [running]:\nkeycase/vault.(*Vault).Get(...)\n\tC:/Users/me/vault.go:7\n":             "\ngoroutine 1 [running]:\nkeycase/vault.(*Vault).Get\n\tme/vault.go:7\n",
		"goroutine 1 [running]:\nslices.SortFunc[...]({0x1, 0x2})\ncreated by main.main in goroutine 1\n": "\ngoroutine 1 [running]:\nslices.SortFunc[...]\ncreated by main.main in goroutine 1\n",
		"goroutine 1 [running]:\n\tgoroutine running on other thread; stack unavailable\nrax    0x7f\n":   "\ngoroutine 1 [running]:\n",
		"goroutine 1 [running]:\nmain.f(0x1)\npanic: close of closed channel\nmain.g(0x1)\n":              "\ngoroutine 1 [running]:\nmain.f\npanic: close of closed channel\n",
	} {
		assert.Equal(t, want, string(harmless([]byte(raw))), raw)
	}
}

// printed is what the runtime makes of a panic's value, whose lines it sets off by tabs.
func printed(value string) []byte {
	return []byte("panic: " + strings.ReplaceAll(value, "\n", "\n\t") + "\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:1 +0x1\n")
}

// TestNoValueOfAPanicGetsThrough puts the secret into values that look like the runtime's own lines.
func TestNoValueOfAPanicGetsThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{
			"panic: ", "runtime error: ", "index out of range [1]", "fatal error: ", "goroutine 1 [running]:", "[signal SIGSEGV: ", "main.", "(0x1)",
			"created by ", "/x.go:1", " in goroutine 1", "\n", "\n\n", "\t", " [recovered]", "runtime stack:\n", canary, canary, canary,
		})
		value := strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(t, "pieces"), "")
		got := harmless(printed(value))
		assert.False(t, bytes.Contains(got, []byte(canary)), "%q gave %q", value, got)
		assert.Contains(t, string(got), "\ngoroutine 1 [running]:\nmain.main\n\tsrc/main.go:1\n", "the stack stays")
	})
}

func FuzzHarmless(f *testing.F) {
	f.Add([]byte("panic: x [recovered]\n\tpanic: y\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/b.go:1 +0x1\n"))
	f.Add([]byte("fatal error: x\n[signal SIGSEGV: a b code=0x1]\nruntime stack:\nmain.f[...](0x1)\ncreated by x in goroutine 2\n"))
	shape := regexp.MustCompile(`^(panic: .{1,140}|signal .{3,60}|signal arrived.*|fatal error: .{1,90}|goroutine \d+ \[.*\]:|runtime stack:|[A-Za-z_]\S{1,210}|created by \S+( in goroutine \d+)?|\t[^/\\]*(/[^/\\]+)?:\d+|)$`)
	f.Fuzz(func(t *testing.T, raw []byte) {
		out := harmless(raw)
		assert.LessOrEqual(t, len(out), 8*len(raw)+8)
		for line := range strings.SplitSeq(string(out), "\n") {
			assert.Regexp(t, shape, line)
		}
		value := strings.ReplaceAll(string(raw), canary, "")
		got := harmless(printed(canary + value))
		assert.False(t, bytes.Contains(got, []byte(canary)))
	})
}
