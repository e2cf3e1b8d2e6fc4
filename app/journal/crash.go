package journal

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"
)

const (
	// crashName is what the runtime writes to, previousName what may be handed on.
	crashName    = "crash.txt"
	previousName = "crash-previous.txt"
	// maxCrash is how much of a crash is read, in bytes. What matters comes first.
	maxCrash = 256 << 10
)

// Crash is the end of an earlier run.
type Crash struct {
	At time.Time
	// Path is a file with what the runtime said, and where; it holds no values.
	Path string
}

// CatchCrashes has the runtime print what ends this process into a file of the
// folder, made if it is not there, in addition to standard error. What an earlier
// run left is kept for [LastCrash]. end is to be called when the program ends in
// good order, and does nothing where there was an error.
//
// Two processes with the same folder share the file; a crash of one while the other
// ends may then be lost.
func CatchCrashes(dir string) (end func(), err error) {
	nothing := func() {}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nothing, err
	}
	path := filepath.Join(dir, crashName)
	if err := makeRoom(path); err != nil {
		return nothing, err
	}
	// Where it cannot be kept it stays, and the next crash is added to it.
	kept := keepCrash(path, filepath.Join(dir, previousName))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND|careful, fileMode) // #nosec G304 -- a name of ours
	if err != nil {
		return nothing, errors.Join(kept, err)
	}
	// The runtime has a descriptor of its own from here on.
	err = errors.Join(file.Chmod(fileMode), debug.SetCrashOutput(file, debug.CrashOptions{}), file.Close())
	if err != nil {
		return nothing, errors.Join(kept, err)
	}
	return func() { forgetCrashes(path) }, kept
}

func forgetCrashes(path string) {
	_ = debug.SetCrashOutput(nil, debug.CrashOptions{}) // it cannot fail without a file
	if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		_ = os.Remove(path) // an empty one does no harm
	}
}

// keepCrash makes the file that may be handed on and deletes the other one.
func keepCrash(path, previous string) error {
	file, err := os.OpenFile(path, os.O_RDONLY|careful, 0) // #nosec G304 -- a name of ours
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return err
	}
	raw, err := io.ReadAll(io.LimitReader(file, maxCrash))
	if err != nil {
		return err
	}
	// Not by way of a temporary file: until it is whole, the other one is there.
	_ = os.Remove(previous) // of an earlier crash, with whatever mode
	if err := writeNew(previous, harmless(raw)); err != nil {
		return err
	}
	if err := os.Chtimes(previous, time.Time{}, info.ModTime()); err != nil {
		return err
	}
	_ = file.Close() // Windows deletes no open file
	return os.Remove(path)
}

// writeNew makes a file that is not there.
func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode) // #nosec G304 -- a name of ours
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// LastCrash tells how an earlier run ended that did not end in good order, as far
// as a start has kept it in the folder. ok is false where none has.
func LastCrash(dir string) (last Crash, ok bool) {
	path := filepath.Join(dir, previousName)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return Crash{}, false
	}
	return Crash{At: info.ModTime(), Path: path}, true
}
