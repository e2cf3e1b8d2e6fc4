// Package providers is the contract between Keycase and the platforms whose
// keys it keeps: what a platform is, which values it needs, how a call to it is
// signed and how its answer is to be understood.
//
// # A platform is data
//
// One [Platform] value drives the form in the window, the flags and the help of
// the command line, the validation, the snippets, the trace of a signature, the
// explanation of failures and the documentation. Adding a platform means adding
// one folder beside this file and one line in the package catalog.
//
// # Purity
//
// Nothing in here reads a clock, a random source, a disk or the network. All
// that varies between two calls comes in through [Env], so the same Env and the
// same [Values] always give the same bytes on the wire. [Operation.Sign] and
// [Operation.Parse] are pure functions; sending is the broker's work.
package providers
