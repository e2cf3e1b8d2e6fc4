// Package hwnd opens plain windows on Windows for tests.
package hwnd
