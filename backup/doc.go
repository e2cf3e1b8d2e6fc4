// Package backup keeps credentials in one encrypted file, and brings them back.
//
// # The file
//
// A backup is an age file (age-encryption.org/v1, binary): for a passphrase, by
// scrypt, or for one or more public keys that begin with "age1". The age program
// opens it. Nobody else is among its recipients. What lies in it is one JSON
// object:
//
//	format       "keycase-backup"
//	version      1; a program refuses a higher one
//	made         when, RFC 3339
//	program      which program made it, with its version
//	scope        "all" or "chosen"
//	credentials  id, platform, name, base_url, times, public and secret fields,
//	             grants and, unless they were left out, tokens
//	auto_renew   the tokens that are renewed by themselves
//
// Members that a reader of the same version does not know are left aside.
//
// # Success means read back
//
// [Save] writes a temporary file, syncs it, opens it again, decrypts it, compares
// all of it with what was to be saved, and only then gives it its name. With a
// passphrase, it is decrypted by the passphrase. For public keys it can't be done
// the way a recipient does, because the private keys are elsewhere: there it is
// decrypted with the file's own key, which is still in memory, so that all of the
// content is proven; that the header serves each recipient is only counted, not
// tried, unless an identity is given.
//
// # Nothing twice
//
// A credential keeps its id in a backup. Restoring goes by one commit of the
// vault's index, and what is already there the same way is left alone: a restore
// that was cut off can be done again.
package backup
