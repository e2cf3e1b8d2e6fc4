package main

import (
	"errors"

	"github.com/spf13/pflag"
)

// The exit status is part of the contract with scripts.
const (
	exitDone       = 0
	exitUnexpected = 1
	exitUsage      = 2
	exitRefused    = 3 // by the platform, or by the guard of its limits
	exitAnswer     = 4 // none came, or one that can't be understood
	exitStore      = 5 // locked, missing or refused
)

// fieldText says what is wrong with one value.
type fieldText struct {
	Name    string `json:"name"`
	Message string `json:"message"`
}

// usageError is a mistake in the call itself, told in the chosen language.
type usageError struct {
	kind    string // "" is "usage"
	message string
	action  string
	fields  []fieldText
}

func (e *usageError) Error() string { return e.message }

// passphraseError is a passphrase that is not to be had, told in the chosen
// language.
type passphraseError struct {
	message string
	action  string
}

func (e *passphraseError) Error() string { return e.message }

// unreadableError is what a backup would lack because the store has lost it, told
// in the chosen language.
type unreadableError struct {
	message string
	action  string
	fields  []fieldText
}

func (e *unreadableError) Error() string { return e.message }

// storeError is a file of the store that the system refuses.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }
func (e *storeError) Unwrap() error { return e.err }

// notRenewedError is a token that has ended and was not renewed unasked.
type notRenewedError struct {
	message string
	action  string
}

func (e *notRenewedError) Error() string { return e.message }

// flagError puts a mistake in the flags into the chosen language.
func (c *cli) flagError(err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		return c.usage("cli.error.flag.unknown", "Name", name)
	case errors.As(err, &empty):
		return c.usage("cli.error.flag.empty", "Name", "--"+empty.GetSpecifiedName())
	case errors.As(err, &value):
		return c.usage("cli.error.flag.value", "Name", "--"+value.GetFlag().Name, "Value", value.GetValue())
	}
	return c.usage("cli.error.flag.other", "Detail", err.Error())
}
