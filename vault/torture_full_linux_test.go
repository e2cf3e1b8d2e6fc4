package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

const (
	inMounts = "KEYCASE_TEST_MOUNTS"
	diskSize = 256 << 10 // bytes
	pageSize = 4 << 10   // what a file takes at least
)

// ownMounts runs the calling test again in a namespace of its own, where it may
// mount, or where that is refused just in a process of its own. It returns true
// there, and false outside, once that run is over.
func ownMounts(t *testing.T) (here, mounts bool) {
	t.Helper()
	switch os.Getenv(inMounts) {
	case t.Name() + " with mounts":
		return true, true
	case t.Name():
		return true, false
	}
	args := []string{"-test.run=^" + t.Name() + "$", "-test.v", fmt.Sprintf("-full=%t", *full)}
	run := func(how string, attr *syscall.SysProcAttr) (string, error) {
		cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
		cmd.Env = append(os.Environ(), inMounts+"="+how)
		cmd.SysProcAttr = attr
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := run(t.Name()+" with mounts", &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	})
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Logf("no namespace here, so without mounts: %v", err)
		heldToModes(t, func() { out, err = run(t.Name(), nil) })
	}
	require.NoError(t, err, "in a process of its own:\n%s", out)
	require.Contains(t, out, "--- PASS: "+t.Name(), "the test did not run:\n%s", out)
	tellRoundsOf(out)
	return false, false
}

// heldToModes holds what start starts to the modes of files, also where root runs the tests.
func heldToModes(t *testing.T, start func()) {
	t.Helper()
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked, so that the thread ends here
		var err error
		if os.Getuid() == 0 {
			err = unix.Prctl(unix.PR_CAPBSET_DROP, unix.CAP_DAC_OVERRIDE, 0, 0, 0)
		}
		start()
		done <- err
	}()
	require.NoError(t, <-done)
}

// smallDisk is a disk that is soon full, or a folder in which files can't grow.
type smallDisk struct {
	root   string
	mounts bool
}

func newSmallDisk(t *testing.T, mounts bool) *smallDisk {
	t.Helper()
	d := &smallDisk{t.TempDir(), mounts}
	if mounts {
		require.NoError(t, unix.Mount("none", d.root, "tmpfs", 0, fmt.Sprintf("size=%d", diskSize)))
		t.Cleanup(func() { require.NoError(t, unix.Unmount(d.root, unix.MNT_DETACH)) })
	}
	return d
}

// world makes one on the disk.
func (d *smallDisk) world(t *testing.T, kind StoreKind) *world {
	w := newWorld(t, kind)
	w.dir = filepath.Join(d.root, "vault")
	return w
}

func (d *smallDisk) filler() string { return filepath.Join(d.root, "filler") }

// fill leaves a number of free pages.
func (d *smallDisk) fill(t *testing.T, pages int) {
	t.Helper()
	if !d.mounts {
		signal.Ignore(unix.SIGXFSZ)
		d.limit(t, uint64(pages*pageSize))
		return
	}
	var fs unix.Statfs_t
	require.NoError(t, unix.Statfs(d.root, &fs))
	free := int(fs.Bavail)*int(fs.Bsize) - pages*pageSize
	require.NoError(t, os.WriteFile(d.filler(), make([]byte, max(0, free)), fileMode))
}

// clear makes room again.
func (d *smallDisk) clear(t *testing.T) {
	t.Helper()
	if !d.mounts {
		d.limit(t, unix.RLIM_INFINITY)
		return
	}
	require.NoError(t, os.Remove(d.filler()))
}

// limit bounds how long this process can make a file.
func (d *smallDisk) limit(t *testing.T, size uint64) {
	t.Helper()
	var now unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_FSIZE, &now))
	now.Cur = min(size, now.Max)
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &now))
}

// writable takes the right to write to the disk, or gives it back.
func (d *smallDisk) writable(t *testing.T, may bool) {
	t.Helper()
	if d.mounts {
		flags := uintptr(unix.MS_REMOUNT)
		if !may {
			flags |= unix.MS_RDONLY
		}
		require.NoError(t, unix.Mount("none", d.root, "tmpfs", flags, ""))
		return
	}
	require.NoError(t, filepath.WalkDir(filepath.Join(d.root, "vault"), func(path string, e os.DirEntry, err error) error {
		switch {
		case err != nil || !e.IsDir():
			return err
		case may:
			return os.Chmod(path, dirMode)
		}
		return os.Chmod(path, 0o500)
	}))
}

// pad makes the index of a world several pages long.
func pad(t *testing.T, w *world) {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	require.NoError(t, v.UpdateState("padding", func(json.RawMessage) (json.RawMessage, error) {
		return json.Marshal(strings.Repeat("x", 5*pageSize))
	}))
	require.NoError(t, v.Close())
}

// TestTortureFullDisk: each deed is done with each number of free pages, until it
// goes through. What is refused has changed nothing that is seen, reading goes on,
// and once there is room all is consistent and the deed works.
func TestTortureFullDisk(t *testing.T) {
	here, mounts := ownMounts(t)
	if !here {
		return
	}
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for _, deed := range tortured() {
			w := newWorld(t, kind)
			furnish(t, w)
			pad(t, w)
			old := w.settled(t)
			v, err := w.process(&fate{})
			require.NoError(t, err)
			require.NoError(t, deed(t.Context(), v))
			require.NoError(t, v.Close())
			next := w.settled(t)
			for pages, free := 0, 0; free < 2; pages++ {
				err := onFullDisk(t, newSmallDisk(t, mounts), kind, pages, deed, old, next)
				if err == nil {
					free++
				}
				round(t, outcome(err))
			}
		}
	}
}

// onFullDisk does a deed with so many free pages, and again with room enough.
func onFullDisk(t *testing.T, d *smallDisk, kind StoreKind, pages int, deed func(context.Context, *Vault) error, old, next seen) error {
	t.Helper()
	w := d.world(t, kind)
	furnish(t, w)
	pad(t, w)
	v, err := w.processOn(osDisk{}, &fate{})
	require.NoError(t, err)
	d.fill(t, pages)
	err = deed(t.Context(), v)
	got, _ := observe(t, v)
	oldOrNew(t, old, next, got, err)
	d.clear(t)
	if err != nil && !errors.Is(err, ErrLeftover) {
		require.True(t, errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG), "%v", err)
		require.Equal(t, old, got)
		require.NoError(t, deed(t.Context(), v), "with room again")
	}
	require.NoError(t, v.Close())
	require.Equal(t, next, w.settled(t))
	return err
}

// TestTortureReadOnly: in a folder that can't be written to, everything can be read
// and every deed is refused.
func TestTortureReadOnly(t *testing.T) {
	here, mounts := ownMounts(t)
	if !here {
		return
	}
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		d := newSmallDisk(t, mounts)
		w := d.world(t, kind)
		furnish(t, w)
		before := w.settled(t)
		files, items := w.files(t), w.stored(t)
		for name, deed := range deeds {
			d.writable(t, false)
			v, err := w.processOn(osDisk{}, &fate{})
			require.NoError(t, err)
			got, _ := observe(t, v)
			require.Equal(t, before, got)
			err = deed(t.Context(), v)
			require.True(t, errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.EACCES), "%s: %v", name, err)
			got, _ = observe(t, v)
			require.Equal(t, before, got)
			require.NoError(t, v.Close())
			d.writable(t, true)
			require.Equal(t, files, w.files(t))
			require.Equal(t, items, w.stored(t))
			round(t, "read, and refused")
		}
	}
}
