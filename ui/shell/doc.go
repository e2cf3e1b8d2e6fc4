// Package shell is the window around the pages: sidebar, status bar, banners,
// toasts, dialogs, the keyboard, and the way from one page to another. It knows
// the pages only as constructors, and the platforms only as the registry lists
// them.
package shell
