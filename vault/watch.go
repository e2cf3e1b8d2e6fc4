package vault

import (
	"path/filepath"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// watch tells subscribers that the index changed.
type watch struct {
	mu     sync.Mutex
	subs   map[chan struct{}]bool
	files  *fsnotify.Watcher // nil until somebody subscribes
	closed bool
}

// signal wakes all subscribers; one who has not looked yet is not woken twice.
func (w *watch) signal() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for sub := range w.subs {
		select {
		case sub <- struct{}{}:
		default:
		}
	}
}

// Changes returns a channel that gets a signal after the index changed, by this
// process or another; signals that come close together become one. The channel
// is closed by stop or by Close. Where the system can't watch the folder, changes
// by others are noticed at the next read.
func (v *Vault) Changes() (changes <-chan struct{}, stop func()) {
	w := &v.watch
	sub := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		close(sub)
		return sub, func() {}
	}
	if w.subs == nil {
		w.subs = map[chan struct{}]bool{}
	}
	w.subs[sub] = true
	if w.files == nil && v.index.dir != "" {
		w.files = v.watchFiles()
	}
	return sub, func() { w.drop(sub) }
}

func (w *watch) drop(sub chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.subs[sub] {
		delete(w.subs, sub)
		close(sub)
	}
}

func (w *watch) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	for sub := range w.subs {
		close(sub)
	}
	w.subs = nil
	if w.files != nil {
		_ = w.files.Close()
	}
}

// watchFiles has the index looked at whenever its file was replaced; taking over
// another generation then signals.
func (v *Vault) watchFiles() *fsnotify.Watcher {
	files, err := fsnotify.NewWatcher()
	if err != nil {
		return nil
	}
	if err := files.Add(v.index.dir); err != nil {
		_ = files.Close()
		return nil
	}
	go func() {
		for {
			select {
			case event, open := <-files.Events:
				if !open {
					return
				}
				if filepath.Base(event.Name) == indexName {
					v.index.current()
				}
			case _, open := <-files.Errors:
				if !open {
					return
				}
			}
		}
	}()
	return files
}
