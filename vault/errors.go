package vault

import (
	"errors"
	"fmt"
)

// The reasons for which a vault refuses, to be asked for with errors.Is. None
// of their texts, nor those of the errors wrapped around them, holds a secret.
var (
	// ErrNotFound: no such credential, grant, token or state key.
	ErrNotFound = errors.New("not found")
	// ErrExists: the name is taken, compared without letter case.
	ErrExists = errors.New("the name is taken")
	// ErrBadName: the name is empty, longer than 128 characters, not UTF-8, looks
	// like an id, or holds characters that can't be seen, such as line breaks.
	ErrBadName = errors.New("the name is empty, too long, looks like an id or has invisible characters")
	// ErrBadValue: a value is not UTF-8 text.
	ErrBadValue = errors.New("the value is not UTF-8 text")
	// ErrLocked: the store has to be unlocked by a person first.
	ErrLocked = errors.New("the store is locked")
	// ErrNoStoreChosen: this folder has no store yet and none was asked for.
	ErrNoStoreChosen = errors.New("no store was chosen yet")
	// ErrOtherStore: the folder's secrets lie in another store than the one asked for.
	ErrOtherStore = errors.New("the secrets lie in another store")
	// ErrNoKeyring: no session bus, no keyring service, or no default keyring.
	ErrNoKeyring = errors.New("no keyring answers here")
	// ErrDenied: a prompt was dismissed, or a write had no effect.
	ErrDenied = errors.New("the keyring refused")
	// ErrTimeout: the store or a lock did not answer in time.
	ErrTimeout = errors.New("no answer in time")
	// ErrTooLarge: one item exceeds what the keyring takes; see TooLargeError.
	ErrTooLarge = errors.New("too large for the keyring")
	// ErrNewerIndex: a newer version of the program wrote the index.
	ErrNewerIndex = errors.New("the index was written by a newer version")
	// ErrCorrupt: the index and its second copy, or a secret's file, can't be read,
	// or a secret was stored for something else than what the index says.
	ErrCorrupt = errors.New("the stored data is damaged")
	// ErrItemMissing: the index names a secret which the store no longer holds.
	ErrItemMissing = errors.New("the store no longer holds the secret")
	// ErrTokenLost: the token is listed but its value is gone; fetch a new one.
	ErrTokenLost = errors.New("the token's value is gone")
	// ErrMoved: the credential got another address while the answer was under way.
	ErrMoved = errors.New("the credential has another address now")
	// ErrWrongPassphrase: the passphrase does not open the file store.
	ErrWrongPassphrase = errors.New("wrong passphrase")
	// ErrNoPassphrase: a file store can't be made with an empty passphrase, or without one.
	ErrNoPassphrase = errors.New("a passphrase is needed")
	// ErrLeftover: what was asked for is done, but an item that nothing refers
	// to any more could not be deleted; the next start tries again.
	ErrLeftover = errors.New("done, but a secret could not be deleted yet")
	// ErrMoving: another process is moving the secrets to another store right now.
	ErrMoving = errors.New("the secrets are being moved by another process")
	// ErrUnsupported: the store has no such operation.
	ErrUnsupported = errors.New("the store cannot do this")
	// ErrClosed: the vault was closed.
	ErrClosed = errors.New("the vault is closed")
)

// Error says which operation failed, and on what.
type Error struct {
	Op   string // what was tried, such as "put token"
	Item string // id of the credential or item, "" if none
	Err  error
}

func (e *Error) Error() string {
	if e.Item == "" {
		return fmt.Sprintf("vault: %s: %v", e.Op, e.Err)
	}
	return fmt.Sprintf("vault: %s %s: %v", e.Op, e.Item, e.Err)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// TooLargeError is an ErrTooLarge with its numbers, both in bytes.
type TooLargeError struct{ Size, Limit int }

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%v: %d bytes, the limit is %d", ErrTooLarge, e.Size, e.Limit)
}

// Is makes errors.Is(err, ErrTooLarge) true.
func (e *TooLargeError) Is(target error) bool { return target == ErrTooLarge }

// MoveError names the credentials that keep secrets from being moved: Err is
// ErrTooLarge where the other store would not take them, and ErrItemMissing or
// ErrCorrupt where this one can't give them. Nothing was moved.
type MoveError struct {
	Names []string // of credentials, in the order they were added
	Err   error
}

func (e *MoveError) Error() string {
	return fmt.Sprintf("%d credentials can't be moved: %v", len(e.Names), e.Err)
}

// Unwrap returns the reason.
func (e *MoveError) Unwrap() error { return e.Err }

// wrap puts op and item around err once; nil stays nil.
func wrap(op, item string, err error) error {
	var already *Error
	if err == nil || errors.As(err, &already) {
		return err
	}
	return &Error{Op: op, Item: item, Err: err}
}
