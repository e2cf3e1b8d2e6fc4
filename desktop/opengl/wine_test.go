//go:build wine

package opengl

import (
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wine is Windows as far as it can be had here.
type wine struct {
	t   *testing.T
	env []string
}

func (w wine) run(name string, args ...string) string {
	w.t.Helper()
	command := exec.Command(name, args...)          //nolint:noctx // it cleans up as well
	command.Env, command.Stderr = w.env, io.Discard // Wine complains of what it does without
	out, err := command.Output()
	require.NoError(w.t, err, "%s %v", name, args)
	return strings.ReplaceAll(string(out), "\r", "")
}

func newWine(t *testing.T) wine {
	t.Helper()
	prefix := t.TempDir()
	w := wine{t, append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "WINEARCH=win64", "DISPLAY=",
		"WINEDLLOVERRIDES=opengl32=n,b", // as Windows does: first where the program lies
		"CC=x86_64-w64-mingw32-gcc", "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1")}
	t.Cleanup(func() { w.run("wineserver", "-w") })
	w.run("wineboot", "-i")
	w.run("wineserver", "-w")
	shim := filepath.Join("..", "..", "packaging", "windows", "wine", "bcryptprimitives.c")
	w.library(shim, filepath.Join(prefix, "drive_c", "windows", "system32", "bcryptprimitives.dll"))
	return w
}

func (w wine) library(source, to string) {
	w.t.Helper()
	require.NoError(w.t, os.MkdirAll(filepath.Dir(to), 0o700))
	w.run("x86_64-w64-mingw32-gcc", "-O2", "-shared", "-o", to, source, "-ladvapi32", "-Wl,--kill-at")
}

// mesa puts into folder what was built from Mesa, else what stands in for it.
func (w wine) mesa(folder string) {
	w.t.Helper()
	built := os.DirFS(filepath.Join("..", "..", "build", "mesa"))
	if _, err := fs.Stat(built, "opengl32.dll"); err == nil {
		require.NoError(w.t, os.CopyFS(folder, built))
		return
	}
	w.library(filepath.Join("testdata", "standin.c"), filepath.Join(folder, "opengl32.dll"))
}

// TestTheSecondStartFindsTheOtherDLL: the program is linked to OPENGL32.dll, which the
// loader has found before the program can say anything.
func TestTheSecondStartFindsTheOtherDLL(t *testing.T) {
	w := newWine(t)
	dir := filepath.Join(t.TempDir(), "Programs 钥匣")
	program := filepath.Join(dir, "host.exe")
	w.run("go", "build", "-o", program, "./testdata/host")
	spare := t.TempDir()
	lines := func() []string {
		return strings.Split(strings.TrimSpace(w.run("wine", program, spare, "-lang", "zh")), "\n")
	}
	args := "[" + spare + " -lang zh]"

	said := lines()
	require.Len(t, said, 2, "without the DLL")
	assert.True(t, strings.HasPrefix(said[0], "system32 "), said[0])
	assert.Equal(t, "there is no software", said[1])

	w.mesa(filepath.Join(dir, softwareFolderName))
	for _, start := range []string{"the first", "the next one"} {
		assert.ElementsMatch(t, []string{
			"system32 " + filepath.Base(filepath.Dir(dir)) + "  " + args, "true <nil>",
			softwareFolderName + " " + filepath.Base(dir) + " 1 " + args, "false <nil>",
		}, lines(), start)
	}

	fresh := filepath.Join(dir, "fresh.exe")
	w.run("go", "build", "-trimpath", "-o", fresh, "./testdata/host")
	require.NoError(t, os.Rename(fresh, program), "an update")
	assert.Len(t, lines(), 4)
	linked, err := os.ReadFile(filepath.Join(dir, softwareFolderName, "host.exe"))
	require.NoError(t, err)
	updated, err := os.ReadFile(program)
	require.NoError(t, err)
	assert.True(t, string(linked) == string(updated), "the new one runs in software too")

	require.NoError(t, os.Remove(filepath.Join(dir, softwareFolderName, "host.exe")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, softwareFolderName, "host.exe"), 0o700)) // nothing can be put there
	require.NoError(t, os.WriteFile(filepath.Join(dir, softwareFolderName, "host.exe", "x"), nil, 0o600))
	w.library(filepath.Join("testdata", "standin.c"), filepath.Join(dir, softwareFolderName, "another.dll"))
	said = lines()
	require.Len(t, said, 4, "from where it may write: %v", said)
	assert.FileExists(t, filepath.Join(spare, softwareFolderName, "opengl32.dll"))
	assert.FileExists(t, filepath.Join(spare, softwareFolderName, "another.dll"), "Mesa has several")
	assert.FileExists(t, filepath.Join(spare, softwareFolderName, "host.exe"))
}

const softwareFolderName = "opengl-software"
