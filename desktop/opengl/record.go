package opengl

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"keycase/internal/ownfile"
)

// Mode is what draws.
type Mode string

// The modes.
const (
	System   Mode = "system"   // what the system has, usually the graphics card
	Software Mode = "software" // Mesa, without a graphics card
)

const (
	recordFile   = "opengl.json"
	startingFile = "opengl.starting"
)

// Record is what is remembered in a folder about drawing. It can be read before there
// is a window. What cannot be read counts as never written.
type Record struct {
	dir    string
	kept   kept
	failed bool
}

type kept struct {
	Mode Mode `json:"mode,omitempty"`
	// Drawn are the kinds of session in which a window was drawn.
	Drawn []string `json:"drawn,omitempty"`
}

// Open reads what is remembered in dir; "" remembers nothing.
func Open(dir string) *Record {
	r := &Record{dir: dir}
	if dir == "" {
		return r
	}
	if data, err := r.read(recordFile); err != nil || json.Unmarshal(data, &r.kept) != nil {
		r.kept = kept{}
	}
	_, err := os.Lstat(filepath.Join(dir, startingFile))
	r.failed = err == nil
	return r
}

// Mode is what was chosen last, else System.
func (r *Record) Mode() Mode {
	if r.kept.Mode == Software {
		return Software
	}
	return System
}

// Choose remembers what is to draw.
func (r *Record) Choose(mode Mode) error {
	r.kept.Mode = mode
	return r.save()
}

// Doubtful tells whether it is worth its time to try out OpenGL before the window: the
// last start did not get as far as drawing, or there was none in this kind of session
// where asking the system costs as much as trying.
func (r *Record) Doubtful() bool {
	return r.failed || firstIsDoubtful && !slices.Contains(r.kept.Drawn, sessionKind())
}

// Begin notes that the window is about to be drawn for the first time.
func (r *Record) Begin() error {
	if r.dir == "" {
		return nil
	}
	return r.write(startingFile, nil)
}

// Reached notes that it was.
func (r *Record) Reached() error {
	if r.dir == "" {
		return nil
	}
	if kind := sessionKind(); firstIsDoubtful && !slices.Contains(r.kept.Drawn, kind) {
		r.kept.Drawn = append(r.kept.Drawn, kind)
		if err := r.save(); err != nil {
			return err
		}
	}
	return r.Withdraw()
}

// Withdraw notes that no window will be drawn after all, for a reason that has nothing
// to do with drawing.
func (r *Record) Withdraw() error {
	if r.dir == "" {
		return nil
	}
	return os.Remove(filepath.Join(r.dir, startingFile))
}

func (r *Record) save() error {
	if r.dir == "" {
		return nil
	}
	data, err := json.Marshal(r.kept)
	if err != nil {
		return err
	}
	return r.write(recordFile, append(data, '\n'))
}

// longest is more than a record has, in bytes.
const longest = 64 << 10

func (r *Record) read(name string) ([]byte, error) {
	return ownfile.Read(filepath.Join(r.dir, name), longest)
}

func (r *Record) write(name string, data []byte) error {
	return ownfile.Write(filepath.Join(r.dir, name), data)
}
