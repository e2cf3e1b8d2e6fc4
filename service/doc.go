// Package service hands tokens to other programs of the same user, over HTTP: on
// a Unix socket that asks the system who is at its other end and, on demand, on a
// loopback address behind a secret.
//
//	GET /v1/tokens/NAME?kind=KIND&subject=SUBJECT   a token that works
//	GET /v1/credentials                             the names, and nothing secret
//
// One token serves all who ask: it is kept in memory for as long as its [Source]
// says that it is good, and however many ask for one that is not there, it is
// fetched once. A failure is told to everybody who asks within [Pause].
//
// The room knows no other of the house: where tokens come from, and what errors
// are called in the user's language, comes in through [Params]. Nothing is logged.
package service
