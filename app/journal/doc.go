// Package journal keeps what the window did: a log that turns over, and what a
// crash leaves behind. Both are made so that they can be handed to somebody else.
//
// # The log
//
// Only the types in this package that implement [Event] can be logged. What they
// print is a closed set: names that the registry of platforms knows, words of this
// package, and numbers. A name that is not known is printed as "unknown", and of an
// error only its class, because its text may quote what a platform sent. There is
// no way to log a text.
//
// Lines are written on a goroutine of its own. A log that cannot be written (disk
// full, folder read-only, drive that hangs) holds nobody up and fails nothing else;
// [Journal.Err] tells of it.
//
// # The crash file
//
// Go prints an unhandled panic together with its value, straight from the runtime:
// nothing of ours stands in between. The value of a panic in this program or in Go
// itself holds no secret, but that of a library may quote what it was given. So the
// file that the runtime writes, with mode 0600, is nothing to hand on. The next
// start reads it, writes another from it, and deletes it. The other one has what
// the runtime said of its own accord, the names of functions, and the lines where
// they stood; values of panics, arguments and addresses are left out, unless the
// value is one of the runtime's own messages.
package journal
