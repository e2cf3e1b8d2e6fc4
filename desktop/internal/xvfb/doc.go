// Package xvfb starts X servers for tests.
package xvfb
