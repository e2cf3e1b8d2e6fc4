package journal

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"

	"keycase/providers"
)

// LogName is the name of the log's newest file. Older ones carry their date in
// theirs.
const LogName = "keycase.log"

const (
	logMegabytes = 1
	logBackups   = 2 // and the newest, which makes three files
	// queue is how many lines wait for a slow disk before further ones are lost.
	queue = 256

	dirMode  = 0o700
	fileMode = 0o600
)

// Params are what a journal is made from.
type Params struct {
	// Dir is the folder of the log, made if it is not there; "" logs nothing.
	Dir   string
	Clock func() time.Time
	// Registry has the names that may be printed.
	Registry providers.Registry
}

// Journal is an open log. Its methods may be called from any goroutine, and none
// but Close waits for the disk.
type Journal struct {
	p       Params
	out     io.WriteCloser
	written chan struct{} // closed when the last line is

	mu     sync.Mutex
	lines  chan slog.Record // nil once closed
	missed int              // lines lost since the last one that was taken
	err    error
}

// Open opens the log. It does not fail: see Err.
func Open(p Params) *Journal {
	if p.Dir == "" {
		j := &Journal{p: p, written: make(chan struct{})}
		close(j.written)
		return j
	}
	return newJournal(p, &lumberjack.Logger{
		Filename: filepath.Join(p.Dir, LogName), MaxSize: logMegabytes, MaxBackups: logBackups,
	})
}

func newJournal(p Params, out io.WriteCloser) *Journal {
	j := &Journal{p: p, out: out, written: make(chan struct{}), lines: make(chan slog.Record, queue)}
	go j.writeAll(j.lines)
	return j
}

// Write logs an event with the time of the call.
func (j *Journal) Write(e Event) {
	line := e.line(j.p.Registry)
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.lines == nil {
		return
	}
	record := slog.NewRecord(j.p.Clock().UTC(), line.level, line.name, 0)
	record.AddAttrs(line.attrs...)
	if j.missed > 0 {
		record.AddAttrs(slog.Int("missed", j.missed))
	}
	select {
	case j.lines <- record:
		j.missed = 0
	default:
		j.missed++
	}
}

// Err is why the newest line could not be written; nil where it was, or where
// there is none yet.
func (j *Journal) Err() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.err
}

// Close ends the log after the lines under way. It returns ctx's error where the
// disk does not take them in time.
func (j *Journal) Close(ctx context.Context) error {
	j.mu.Lock()
	if j.lines != nil {
		close(j.lines)
		j.lines = nil
	}
	j.mu.Unlock()
	select {
	case <-j.written:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (j *Journal) writeAll(lines <-chan slog.Record) {
	defer close(j.written)
	handler, unusable := slog.NewTextHandler(j.out, nil), j.prepare()
	for record := range lines {
		err := unusable
		if err == nil {
			err = handler.Handle(context.Background(), record)
		}
		j.mu.Lock()
		j.err = err
		j.mu.Unlock()
	}
	_ = j.out.Close() // each line is on the disk already
}

// prepare makes folder and file the owner's own. The library would let others look
// into a folder that it made, keep to the mode of a file that it finds, wait for a
// pipe, and follow a link. Its error is that of a place that the file cannot have.
func (j *Journal) prepare() error {
	_ = os.MkdirAll(j.p.Dir, dirMode) // writing fails then, and says so
	path := filepath.Join(j.p.Dir, LogName)
	if err := makeRoom(path); err != nil {
		return err
	}
	if file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|careful, fileMode); err == nil { // #nosec G304 -- a name of ours
		_ = file.Chmod(fileMode)
		_ = file.Close()
	}
	return nil
}
