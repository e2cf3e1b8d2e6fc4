package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestBackupsTellNoOne: a backup lies among what is searched, and so does what restoring it shows.
func TestBackupsTellNoOne(t *testing.T) {
	a := newAviary(t)
	a.store()
	a.succeed()
	const passphrase = "Mx4backup Rt9Vq2 Ks7Hd5 Yw3"
	a.seek("backup passphrase", passphrase)
	right, wrong := a.file("backup-passphrase", passphrase+"\n"), a.file("wrong-passphrase", passphrase+"x\n")
	a.does(nothing, "", "backup", "backup.age", "--backup-passphrase-file", right, "--json")
	assert.FileExists(t, "backup.age")
	_, status := a.says(nothing, "", "restore", "backup.age", "--backup-passphrase-file", wrong)
	assert.NotZero(t, status)
	a.does(nothing, "", "restore", "backup.age", "--backup-passphrase-file", right, "--dry-run")
	a.does(nothing, "", "restore", "backup.age", "--backup-passphrase-file", right, "--dry-run", "--json")
	a.does(nothing, "", "credential", "remove", "robot", "--yes")
	a.does(nothing, "", "restore", "backup.age", "--backup-passphrase-file", right, "--yes", "--json")
	a.does(revealed, "", "credential", "show", "robot", "--reveal")
	a.does(nothing, "", "store", "--json")
	a.look()
	a.end(revealed)
}
