//go:build unix

package main

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProbeBy(t *testing.T) {
	shell := func(patience time.Duration, script string) (string, error) {
		return probeBy(t.Context(), patience, "/bin/sh", "-c", script)
	}
	const long, short = time.Minute, 100 * time.Millisecond
	found, err := shell(long, "echo llvmpipe")
	require.NoError(t, err)
	assert.Equal(t, "llvmpipe", found)

	found, err = shell(long, "sleep 5 & echo llvmpipe")
	require.NoError(t, err, "the system has started something that keeps the output open")
	assert.Equal(t, "llvmpipe", found)

	_, err = shell(long, "exit "+strconv.Itoa(exitNoOpenGL))
	assert.ErrorIs(t, err, errNoOpenGL)
	_, err = shell(long, "kill -SEGV $$")
	assert.ErrorIs(t, err, errNoOpenGL)
	_, err = shell(long, "exit "+strconv.Itoa(exitNoDisplay))
	assert.ErrorIs(t, err, errNoDisplay)
	_, err = shell(short, "exec sleep 30")
	assert.ErrorIs(t, err, errSlow)
	_, err = probeBy(t.Context(), long, t.TempDir())
	assert.ErrorIs(t, err, errUntried)
}
