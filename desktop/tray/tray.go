// Package tray tells whether the desktop has a tray that would show an icon. Without one, a window
// that hides when it is closed could not be got back.
package tray

import (
	"context"
	"time"
)

// patience bounds the question.
const patience = 2 * time.Second

// Available tells whether an icon would be shown. On Unix that means a session bus with a
// StatusNotifierWatcher that knows of a host; no bus is started, and no answer counts as none. On
// Windows and macOS there always is a tray.
func Available(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return available(ctx)
}
