// Package broker holds the use cases: it joins the platforms' recipes (package
// providers) with the stored keys (package vault) and the network.
//
// One way leads through it: a [Call] is filled from the vault, signed, sent,
// parsed, stored and announced as an [Event]. Around that way stand the guards
// that the platforms' limits make necessary: quotas that survive restarts, one
// flight per token however many ask for it, and a clock skew learned from the
// platforms' own answers. A call that is refused because keys or a token are out
// of date gets newer ones and is made once more; which refusals say so, and which
// operation helps, is data of the platforms. A [History] is told of each exchange.
// A [Keeper] goes that way by itself, for the tokens that a
// person chose, and leaves a part of each quota to people.
//
// Clock, random source and HTTP client come in through [Params]. Every method
// may block on the network or on a keyring and must be kept off the UI
// goroutine; all of them are safe for concurrent use.
package broker
