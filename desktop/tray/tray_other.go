//go:build !unix || darwin

package tray

import (
	"context"
	"runtime"
)

func available(context.Context) bool { return runtime.GOOS == "windows" || runtime.GOOS == "darwin" }
