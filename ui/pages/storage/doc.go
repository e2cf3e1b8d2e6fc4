// Package storage is what stands before all other pages: the choice of where
// secrets lie, where no keyring answers; the lock of the file store; and a store
// that cannot be opened.
package storage
