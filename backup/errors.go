package backup

import "errors"

// The reasons for which a file is not taken, to be asked for with errors.Is. None
// of their texts holds anything of what is in the file, nor of a key.
var (
	// ErrNotAge: the file is not encrypted by age, so it is no backup.
	ErrNotAge = errors.New("not an encrypted backup")
	// ErrForeign: it was decrypted, and holds something else than a backup.
	ErrForeign = errors.New("encrypted by age, but not a backup of this program")
	// ErrNewer: a newer version of the program made it.
	ErrNewer = errors.New("made by a newer version")
	// ErrDamaged: it is cut off, or bytes of it were changed.
	ErrDamaged = errors.New("the backup is damaged")
	// ErrTooLarge: the file, or what is in it, exceeds MaxSize.
	ErrTooLarge = errors.New("larger than any backup")
	// ErrTooCostly: trying a passphrase would take more memory than is reasonable.
	ErrTooCostly = errors.New("trying a passphrase takes too much memory")
	// ErrWrongPassphrase: the passphrase does not open it.
	ErrWrongPassphrase = errors.New("wrong passphrase for the backup")
	// ErrWrongIdentity: none of the private keys opens it.
	ErrWrongIdentity = errors.New("no private key opens the backup")
	// ErrNoIdentity: the text holds no private key in age's form.
	ErrNoIdentity = errors.New("no private key of age in it")
	// ErrNotVerified: what was read back from the disk is not what was written.
	ErrNotVerified = errors.New("what was read back is not what was written")
)

// The reasons for which a public key is not taken.
var (
	// ErrNoKey: there is none.
	ErrNoKey = errors.New("no public key")
	// ErrPrivateKey: it is a private one, which belongs in nobody else's hands.
	ErrPrivateKey = errors.New("a private key, not a public one")
	// ErrUnsupportedKey: a key of SSH or of a plugin.
	ErrUnsupportedKey = errors.New("only keys that age itself makes can be used")
	// ErrBadKey: it is not a key, or was copied in part.
	ErrBadKey = errors.New("not a public key of age")
	// ErrMixedKeys: age does not put keys of both kinds, age1… and age1pq1…, into
	// one file.
	ErrMixedKeys = errors.New("keys of both kinds cannot be mixed")
)
