package core

import (
	"context"
	"sync"
)

// Worker runs slow work. Tests give it an executor of their own.
type Worker struct {
	ctx  context.Context
	stop context.CancelFunc
	all  sync.WaitGroup
	// onUI queues a function for the UI goroutine.
	onUI func(func())

	// What follows is only touched on the UI goroutine.
	busy    int // how many pages' calls of Do are under way
	covered bool
	waiting []func() // results that came since
}

// NewWorker makes a Worker; onUI is fyne.Do in the app.
func NewWorker(onUI func(func())) *Worker {
	ctx, stop := context.WithCancel(context.Background())
	return &Worker{ctx: ctx, stop: stop, onUI: onUI}
}

func (w *Worker) run(work func()) { w.all.Go(work) }

// OnUI queues fn for the UI goroutine. Event listeners use it: they are called
// on whatever goroutine caused the event.
func (w *Worker) OnUI(fn func()) { w.onUI(fn) }

// Watch calls fn on the UI goroutine after each signal, until changes is closed.
func (w *Worker) Watch(changes <-chan struct{}, fn func()) {
	go func() {
		for range changes {
			w.onUI(fn)
		}
	}()
}

// Wait returns when no work is under way; for tests.
func (w *Worker) Wait() { w.all.Wait() }

// Cover lets the results of [Do] wait from now on: the pages that they belong to
// are out of sight, and must neither take the keyboard nor show or copy anything.
// The work itself goes on. Cover and Uncover belong to the UI goroutine.
func (w *Worker) Cover() { w.covered = true }

// Uncover delivers what came meanwhile, in the order of its coming.
func (w *Worker) Uncover() {
	waiting := w.waiting
	w.covered, w.waiting = false, nil
	for _, deliver := range waiting {
		deliver()
	}
}

// Busy tells whether something is under way that a page has started with [Do], given
// up or not. It belongs to the UI goroutine.
func (w *Worker) Busy() bool { return w.busy > 0 }

// deliver runs fn on the UI goroutine, or lets it wait.
func (w *Worker) deliver(fn func()) {
	w.onUI(func() {
		w.busy--
		if w.covered {
			w.waiting = append(w.waiting, fn)
			return
		}
		fn()
	})
}

// Close cancels all work, without waiting for it.
func (w *Worker) Close() { w.stop() }
