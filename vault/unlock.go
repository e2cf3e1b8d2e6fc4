package vault

import "context"

// Lock drops the key of the file store: secrets need the passphrase again. A
// keyring is the system's to lock, so there it does nothing.
func (v *Vault) Lock() {
	if s, ok := v.store().(*fileStore); ok {
		s.Lock()
	}
}

// Locked tells whether the file store's key is not held. It is false for other
// stores; ask Status about a keyring.
func (v *Vault) Locked() bool {
	s, ok := v.store().(*fileStore)
	return ok && s.held() == nil
}

// Unlock unlocks the file store with its passphrase, which takes about a second.
// For a keyring it raises the system's own prompt, if the keyring is locked, and
// waits for the person; the passphrase is not used. It returns ErrWrongPassphrase
// or ErrDenied, and ErrUnsupported for a keyring that can't be asked.
func (v *Vault) Unlock(ctx context.Context, passphrase []byte) error {
	return v.run(ctx, "unlock", "", func(ctx context.Context) error {
		switch s := v.store().(type) {
		case *fileStore:
			return s.Unlock(ctx, passphrase)
		case *keyringStore:
			return s.Unlock(ctx)
		}
		return ErrUnsupported
	})
}

// ChangePassphrase puts the file store under another passphrase, in one step, which
// takes about two seconds. Other processes go on: the key that they hold is still the
// same. Once ctx has ended, nothing is changed any more. It returns
// ErrWrongPassphrase, ErrNoPassphrase for an empty new one, and ErrUnsupported for
// other stores.
func (v *Vault) ChangePassphrase(ctx context.Context, from, to []byte) error {
	return v.run(ctx, "change passphrase", "", func(ctx context.Context) error {
		s, ok := v.store().(*fileStore)
		if !ok {
			return ErrUnsupported
		}
		return s.ChangePassphrase(ctx, from, to, func(put func() error) error {
			return v.index.locked(ctx, func(*snapshot) error { return put() })
		})
	})
}
