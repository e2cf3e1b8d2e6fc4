package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const otherPassphrase = "Dv6newphrase Zx8Nm3 Qt5Jb4"

// opens has the program use the passphrase of a file from now on.
func (a *aviary) opens(file string) { a.flags[1] = file }

// TestPassphraseTellsNoOne changes the passphrase, after everything that keeps it from that.
func TestPassphraseTellsNoOne(t *testing.T) {
	a := newAviary(t)
	a.program = a.ofItsOwn
	a.store()
	a.succeed()
	a.seek("new passphrase", otherPassphrase)
	old, fresh := a.flags[1], a.file("new", otherPassphrase+"\n")
	for name, text := range map[string]string{"lines": otherPassphrase + "\n" + passphraseCanary + "\n", "empty": "\n"} {
		_, status := a.says(nothing, "", "passphrase", "--new-passphrase-file", a.file(name, text))
		assert.Equal(t, exitStore, status, name)
	}
	a.opens(fresh)
	_, status := a.says(nothing, "", "passphrase", "--new-passphrase-file", old)
	assert.Equal(t, exitStore, status, "the wrong one")
	a.opens(old)
	a.does(nothing, "", "passphrase", "--new-passphrase-file", fresh, "--json")
	_, status = a.says(nothing, "", "credential", "show", "robot", "--reveal")
	assert.Equal(t, exitStore, status, "the old one")
	a.opens(fresh)
	a.does(nothing, "", "credential", "list", "--json")
	a.says(nothing, "", "doctor", "--report")
	a.does(revealed, "", "credential", "show", "robot", "--reveal")
	a.end(revealed)
}
