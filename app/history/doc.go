// Package history keeps what was done with each credential: when, by which
// operation, about what, and with what result.
//
// There is one file for each credential, ID.jsonl, with a line for each exchange
// with a platform, the oldest first. A line holds names of operations, public ids
// and codes of refusals, and nothing else that a platform sent or a person typed,
// so that it can be exported as it is.
//
// All processes append under one lock. A file that has grown too long is replaced
// by its newest part in one step. What a dead process left half written is skipped
// by readers, and the next line begins on a line of its own. Members that a newer
// version added are ignored.
//
// What cannot be kept fails nothing: see [History.Err].
package history
