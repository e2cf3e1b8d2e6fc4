package vault

import (
	"errors"
	"fmt"
	"strings"

	"github.com/zalando/go-keyring"
)

// keyringService is the one service name of all items.
const keyringService = "keycase"

// bareKeyring is the system's keyring by go-keyring.
type bareKeyring struct{}

func (bareKeyring) Get(item string) (string, error) {
	value, err := keyring.Get(keyringService, item)
	return value, keyringError(err)
}

func (bareKeyring) Set(item, value string) error {
	return keyringError(keyring.Set(keyringService, item, value))
}

func (bareKeyring) Delete(item string) error {
	return keyringError(keyring.Delete(keyringService, item))
}

// keyringError gives go-keyring's errors this package's types. Their texts name
// services and paths, never a value.
func keyringError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLarge
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return fmt.Errorf("%w: %w", ErrNoKeyring, err)
	case strings.Contains(err.Error(), "failed to unlock correct collection"):
		return fmt.Errorf("%w: %w", ErrKeyringLocked, err) // an untyped error: no prompt, or a dismissed one
	case keyringGone(err):
		return fmt.Errorf("%w: %w", ErrKeyringGone, err)
	}
	return fmt.Errorf("%w: %w", ErrDenied, err)
}
