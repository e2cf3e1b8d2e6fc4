//go:build ci

package main

import "errors"

// probeOpenGL has nothing to try out in a build that draws without OpenGL.
func probeOpenGL() (string, error) { return "", errors.ErrUnsupported }
