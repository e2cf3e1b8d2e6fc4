// Package transfer carries credentials between Keycase and other tools.
//
// [Read] looks through a text that somebody copied or saved (a request, .env,
// JSON, an environment of Postman or Bruno, the page of a platform's console)
// and returns a [Preview]: which credentials are in it, which value would go
// where and why, what was left aside and why. Nothing is stored and nothing is
// decided silently: where two platforms or two values are possible, the caller
// asks a person and says so with [Candidate.As] and [Candidate.Put].
//
// [Render] writes credentials for other tools, and [WriteFile] puts the result
// into a file that only its owner can read.
//
// # What a text cannot do
//
// It is read as data: nothing in it is executed, no variable is taken from the
// environment, no file or address that it names is opened. An address is shown
// and never taken over by itself, because secrets would be sent to it.
//
// # Recognition is data
//
// Which names mean which field follows from the platforms' own descriptions:
// wire names, labels in both languages, and the parameters that their requests
// really carry, found by signing with the example values. The table in
// aliases.go adds what else people and consoles call them. A platform without a
// row in it is recognised all the same.
package transfer
