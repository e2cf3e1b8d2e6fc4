package opengl

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	softwareFolder = "opengl-software"
	library        = "opengl32.dll"
)

// Drawing is drawing in software: the folder of Mesa's DLL, and where else it may be
// copied to.
type Drawing struct {
	program, folder, spare string
}

// FindSoftware tells how Mesa is to be had; ok is false where it is not. What cannot be
// linked beside its DLL is copied into dir.
func FindSoftware(dir string) (d Drawing, ok bool) {
	program, err := os.Executable()
	if err != nil {
		return d, false
	}
	return find(program, dir)
}

func find(program, dir string) (d Drawing, ok bool) {
	d = Drawing{program: program, folder: filepath.Join(filepath.Dir(program), softwareFolder)}
	if filepath.Base(filepath.Dir(program)) == softwareFolder {
		d.folder = filepath.Dir(program)
	}
	if dir != "" {
		d.spare = filepath.Join(dir, softwareFolder)
	}
	_, err := os.Stat(filepath.Join(d.folder, library))
	return d, err == nil
}

// Enter lets OpenGL be drawn in software from now on: by another process with the same
// arguments, unless this one is that. restarted is true where this one is to end.
func (d Drawing) Enter(args []string) (restarted bool, err error) {
	if filepath.Dir(d.program) == d.folder {
		return false, nil
	}
	program, err := d.prepare()
	if err != nil {
		return false, err
	}
	err = start(program, args, "LIBGL_ALWAYS_SOFTWARE=1") // some builds of Mesa would ask the graphics card first
	return err == nil, err
}

// prepare makes sure that the program lies beside the DLL, as it is now, and returns
// its place there.
func (d Drawing) prepare() (string, error) {
	beside := filepath.Join(d.folder, filepath.Base(d.program))
	err := link(d.program, beside)
	if err == nil || d.spare == "" {
		return beside, err
	}
	if err := os.MkdirAll(d.spare, 0o700); err != nil {
		return "", err
	}
	libraries, err := fs.Glob(os.DirFS(d.folder), "*.dll") // Mesa has several
	if err != nil {
		return "", err
	}
	for _, name := range libraries {
		if err := link(filepath.Join(d.folder, name), filepath.Join(d.spare, name)); err != nil {
			return "", err
		}
	}
	beside = filepath.Join(d.spare, filepath.Base(d.program))
	return beside, link(d.program, beside)
}

// link makes to the same file as from, or a copy where links cannot be had. It is made
// anew after an update only: another window may be running from it.
func link(from, to string) error {
	source, err := os.Stat(from)
	if err != nil {
		return err
	}
	if there, err := os.Stat(to); err == nil {
		if os.SameFile(source, there) || there.Size() == source.Size() && there.ModTime().Equal(source.ModTime()) {
			return nil
		}
		if err := os.Remove(to); err != nil {
			return err
		}
	}
	if os.Link(from, to) == nil {
		return nil
	}
	if err := copyFile(from, to); err != nil {
		return err
	}
	return os.Chtimes(to, source.ModTime(), source.ModTime())
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from) //nolint:gosec // this program, or its DLL
	if err != nil {
		return err
	}
	defer source.Close()                                                     //nolint:errcheck // it was only read
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o700) //nolint:gosec // as above
	if err != nil {
		return err
	}
	if _, err = io.Copy(target, source); err == nil {
		return target.Close()
	}
	return errors.Join(err, target.Close(), os.Remove(to))
}
