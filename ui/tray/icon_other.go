//go:build !windows

package tray

// iconFor is the icon as it is: the others take a PNG.
func iconFor(icon []byte) ([]byte, error) { return icon, nil }
