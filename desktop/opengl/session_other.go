//go:build !windows

package opengl

// What is missing elsewhere is told by [Offered].
const firstIsDoubtful = false

func sessionKind() string { return "" }
