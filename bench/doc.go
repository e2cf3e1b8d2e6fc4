// Package bench measures Keycase beside what it is made of and beside what others
// make: a bare window of the same toolkit and KeePassXC, a program that says hello,
// secret-tool and gopass, the standard library's bare primitives. All that is compared
// takes turns on the same machine, and docs/performance.md gets the table.
//
// It has the build tag bench, and `make bench` runs it on a session bus, a keyring and
// X servers of its own. What it measures has to be alone on the machine: other load
// changes the figures, and the ratios less so.
package bench
