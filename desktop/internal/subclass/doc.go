// Package subclass listens to the messages of a window on Windows.
package subclass
