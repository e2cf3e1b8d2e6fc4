// Package e2e drives the real window: the built program under Xvfb, with a
// private home, a session bus and an unlocked gnome-keyring of its own, by
// keyboard alone. It sees what the program does by its effects (the vault, the
// clipboard, the window's title) and photographs the pages.
//
// The tests have the build tag e2e and need build/keycase, build/keycase-cli,
// Xvfb, xdotool, xsel, ImageMagick, D-Bus and gnome-keyring. Each waits for what
// it means under a deadline, never for time to pass.
package e2e
