package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"keycase/app"
	"keycase/internal/lazy"
)

func (d *Doctor) version(context.Context) Check {
	return d.found(Info, fmt.Sprintf("%s %s · %s/%s · %s", d.p.Program, app.FullVersion(), runtime.GOOS, runtime.GOARCH, runtime.Version()))
}

func (d *Doctor) home(context.Context) Check {
	t, path := d.p.Text, d.p.Paths.Home
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d.found(Info, t.T("doctor.home.new", "Path", path))
	case err != nil:
		return d.unreadable(path, err)
	case !info.IsDir():
		return Check{Grade: Error, Text: t.T("doctor.home.file", "Path", path), Action: t.T("doctor.home.do")}
	}
	return d.found(OK, path)
}

// unreadable tells the system's reason, without the path that comes with it.
func (d *Doctor) unreadable(path string, err error) Check {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		err = inPath.Err
	}
	t := d.p.Text
	return Check{Grade: Error, Text: t.T("doctor.home.unreadable", "Path", path, "Reason", err.Error()), Action: t.T("doctor.home.do")}
}

// modes looks for files and folders of ours that are open to others.
func (d *Doctor) modes(ctx context.Context) Check {
	t, home := d.p.Text, d.p.Paths.Home
	if d.p.OS == "windows" {
		return d.found(Info, t.T("doctor.modes.windows"))
	}
	var open []string
	root := home
	if target, err := filepath.EvalSymlinks(home); err == nil {
		root = target // a walk follows no links, not even to its first folder
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist) && path != root:
			return nil // replaced meanwhile
		case err != nil:
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return nil //nolint:nilerr // the same
		}
		if info.Mode().Perm()&0o077 != 0 && info.Mode()&fs.ModeSymlink == 0 {
			open = append(open, path)
		}
		return nil
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d.found(Info, t.T("doctor.modes.none"))
	case err != nil:
		return d.unreadable(home, err)
	case len(open) > 0:
		return Check{
			Grade: Warning, Text: t.T("doctor.modes.open", "Path", open[0], "Count", len(open)),
			Action: t.T("doctor.modes.do", "Path", home),
			report: t.T("doctor.modes.count", "Count", len(open)), // people give files names
		}
	}
	return d.found(OK, t.T("doctor.modes"))
}

// needed is how many free bytes are plenty: an index of 10,000 credentials, with
// its second copy and a new one, is far below.
const needed = 50e6

func (d *Doctor) disk(context.Context) Check {
	t := d.p.Text
	free, err := d.p.Space(existing(d.p.Paths.Home))
	switch {
	case err != nil:
		return d.found(Info, t.T("doctor.disk.unknown"))
	case free < needed:
		return Check{Grade: Warning, Text: t.T("doctor.disk.little", "Size", size(free)), Action: t.T("doctor.disk.do")}
	}
	return d.found(OK, t.T("doctor.disk", "Size", size(free)))
}

// existing is the folder, or the nearest one above it that is there.
func existing(folder string) string {
	for {
		above := filepath.Dir(folder)
		if _, err := os.Stat(folder); err == nil || above == folder {
			return folder
		}
		folder = above
	}
}

// size is a number of bytes as people read it.
func size(bytes uint64) string {
	switch f := float64(bytes); {
	case f >= 1e12:
		return fmt.Sprintf("%.1f TB", f/1e12)
	case f >= 1e9:
		return fmt.Sprintf("%.1f GB", f/1e9)
	default:
		return fmt.Sprintf("%.0f MB", f/1e6)
	}
}

// crashFile is what the last run left in the folder of the logs if it crashed.
const crashFile = "crash-previous.txt"

// logs tells when the window crashed. What the file says is nobody's business
// but that of whoever is sent it.
func (d *Doctor) logs(context.Context) Check {
	t := d.p.Text
	info, err := os.Lstat(filepath.Join(d.p.Paths.Logs, crashFile))
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !info.Mode().IsRegular():
		return d.found(OK, t.T("doctor.logs"))
	case err != nil:
		return d.unreadable(d.p.Paths.Logs, err)
	}
	at := info.ModTime().Local().Format(time.DateTime)
	return Check{Grade: Warning, Text: t.T("doctor.logs.crash", "Time", at), Action: t.T("doctor.logs.do", "File", crashFile)}
}

// localeName is what a POSIX locale looks like: zh_CN.UTF-8, sr_RS@latin.
var localeName = lazy.Regexp(`^[A-Za-z0-9_.@-]{1,40}$`)

// locale is what the system's input methods go by on X11.
func (d *Doctor) locale(context.Context) Check {
	t := d.p.Text
	if d.p.OS == "windows" || d.p.OS == "darwin" {
		return d.found(Info, t.T("doctor.locale.system"))
	}
	var name string
	for _, variable := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if name = d.p.Env(variable); name != "" {
			break
		}
	}
	upper := strings.ToUpper(name)
	switch {
	case name == "" || upper == "C" || upper == "POSIX":
		return d.found(Info, t.T("doctor.locale.none"))
	case !localeName().MatchString(name):
		return Check{Grade: Warning, Text: t.T("doctor.locale.odd"), Action: t.T("doctor.locale.do")}
	case strings.Contains(upper, ".UTF-8") || strings.Contains(upper, ".UTF8"):
		return d.found(OK, name)
	}
	return Check{Grade: Warning, Text: t.T("doctor.locale.narrow", "Name", name), Action: t.T("doctor.locale.do")}
}
