//go:build !ci

package main

import (
	"fmt"
	"runtime"

	"github.com/go-gl/gl/v2.1/gl"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// probeOpenGL makes what the toolkit makes, a window with OpenGL 2.1, without showing
// it, and tells what draws.
func probeOpenGL() (found string, err error) {
	runtime.LockOSThread() // for good: the process ends after this
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
	}()
	if err := glfw.Init(); err != nil {
		return "", fmt.Errorf("%w: %w", errNoDisplay, err)
	}
	defer glfw.Terminate()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 1)
	const side = 64
	window, err := glfw.CreateWindow(side, side, "Keycase", nil, nil)
	if err != nil {
		return "", err
	}
	window.MakeContextCurrent()
	if err := gl.Init(); err != nil {
		return "", err
	}
	name := func(which uint32) string { return gl.GoStr(gl.GetString(which)) }
	return fmt.Sprintf("%s (%s), OpenGL %s", name(gl.RENDERER), name(gl.VENDOR), name(gl.VERSION)), nil
}
