package journal

import (
	"log/slog"
	"runtime"
	"time"

	"keycase/providers"
	"keycase/vault"
)

// Event is something that may be logged. Its types are those of this package and no
// others.
type Event interface {
	// line says what is printed. Whatever a caller could have put together goes
	// through names.
	line(names providers.Registry) line
}

// line is what a log line holds beside its time.
type line struct {
	level slog.Level
	name  string
	attrs []slog.Attr
}

// Started tells that the window starts.
type Started struct {
	// Version is app.FullVersion's.
	Version string
	// Store is what the command line asked for; "" leaves it to the folder.
	Store vault.StoreKind
}

// Stopped tells that the window ends in good order.
type Stopped struct{}

// StoreState tells how the store of secrets is now.
type StoreState struct {
	Kind  vault.StoreKind
	State vault.State
}

// Called tells of a call to a platform.
type Called struct {
	// Operation is the full name: "jdy.app-token".
	Operation string
	// Status is that of HTTP; 0 where no answer came.
	Status int
	Took   time.Duration
	// Err is only printed as its class and, of a refusal, the platform's code.
	Err error
}

// TokenStored tells that a platform gave a token.
type TokenStored struct{ Platform, Kind string }

// Renewed tells that a token was renewed, or was to be, without a person asking.
type Renewed struct {
	Platform, Kind string
	// Err is only printed as its class and, of a refusal, the platform's code.
	Err error
}

// Skew tells how far the clock of a platform is ahead of this machine's.
type Skew struct {
	Platform string
	By       time.Duration
}

// Task is something that can fail without a platform.
type Task string

// The tasks.
const (
	Opening  Task = "open the store"
	Saving   Task = "save a result"
	Guarding Task = "be the only window"
)

// Failed tells that a task failed.
type Failed struct {
	Task Task
	// Err is only printed as its class.
	Err error
}

func (e Started) line(providers.Registry) line {
	return line{name: "started", attrs: []slog.Attr{
		slog.String("version", versionOf(e.Version)), slog.String("go", runtime.Version()),
		slog.String("os", runtime.GOOS+"/"+runtime.GOARCH), slog.String("store", storeKind(e.Store)),
	}}
}

func (Stopped) line(providers.Registry) line { return line{name: "stopped"} }

func (e StoreState) line(providers.Registry) line {
	return line{name: "store", level: levelIf(e.State != vault.StateReady), attrs: []slog.Attr{
		slog.String("kind", storeKind(e.Kind)), slog.String("state", storeState(e.State)),
	}}
}

func (e Called) line(names providers.Registry) line {
	attrs := []slog.Attr{slog.String("operation", operation(names, e.Operation)), slog.Int64("ms", e.Took.Milliseconds())}
	if e.Status != 0 {
		attrs = append(attrs, slog.Int("status", e.Status))
	}
	return line{name: "called", level: levelIf(e.Err != nil), attrs: append(attrs, outcome(e.Err)...)}
}

func (e TokenStored) line(names providers.Registry) line {
	return line{name: "token stored", attrs: []slog.Attr{
		slog.String("platform", platform(names, e.Platform)), slog.String("kind", tokenKind(names, e.Platform, e.Kind)),
	}}
}

func (e Renewed) line(names providers.Registry) line {
	attrs := []slog.Attr{slog.String("platform", platform(names, e.Platform)), slog.String("kind", tokenKind(names, e.Platform, e.Kind))}
	return line{name: "renewed by itself", level: levelIf(e.Err != nil), attrs: append(attrs, outcome(e.Err)...)}
}

func (e Skew) line(names providers.Registry) line {
	return line{name: "clock skew", level: levelIf(e.By != 0), attrs: []slog.Attr{
		slog.String("platform", platform(names, e.Platform)), slog.Int64("seconds", int64(e.By/time.Second)),
	}}
}

func (e Failed) line(providers.Registry) line {
	task := e.Task
	switch task {
	case Opening, Saving, Guarding:
	default:
		task = unknown
	}
	return line{name: "failed", level: slog.LevelWarn, attrs: append([]slog.Attr{slog.String("task", string(task))}, outcome(e.Err)...)}
}

func levelIf(bad bool) slog.Level {
	if bad {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}
