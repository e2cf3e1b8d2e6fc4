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

// Close cancels all work, without waiting for it.
func (w *Worker) Close() { w.stop() }
