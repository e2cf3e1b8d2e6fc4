// Package desktop is the folder of what the desktop around the window can do and Fyne does not
// offer. Its packages know nothing of Keycase and nothing of Fyne:
//
//   - clipboard puts a secret on the clipboard so that histories leave it out, and takes it back;
//   - window tells whether a window can be seen, where it stands, and brings it to the front;
//   - tray tells whether there is a tray that would show an icon;
//   - ime puts the windows of an input method at the caret;
//   - instance lets one data folder have one window.
//
// # Systems
//
// All of it is pure Go: X11 is spoken over the socket, Windows is called through its DLLs. A
// Wayland session is reached through XWayland, as the window itself is. Where a system has no such
// ability, functions answer [errors.ErrUnsupported], or do nothing where that is just as well.
//
// # Waiting
//
// What asks another program, be it the X server, gives up on it after some seconds, and does not
// belong on the UI goroutine. What runs on goroutines of its own ends with the returned stop
// function or Close.
//
// # Tests
//
// Tests of the X11 and D-Bus parts start a real server, window manager or bus of their own and
// need the build tag display. The Windows parts have ordinary tests, which also pass under Wine.
package desktop
