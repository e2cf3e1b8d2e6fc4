package vault

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	mathrand "math/rand/v2"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"filippo.io/age"
)

// newIdentity makes an identity under a passphrase. The function it returns puts
// it in place of any that is there, and keeps it.
func (s *fileStore) newIdentity(passphrase []byte) (install func() error, err error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	sealed, err := s.sealIdentity(identity, passphrase)
	if err != nil {
		return nil, err
	}
	return func() error {
		if err := os.MkdirAll(s.dir, dirMode); err != nil {
			return err
		}
		if err := s.replaceIdentity(sealed, newMark()); err != nil {
			return err
		}
		info, err := s.statIdentity()
		s.keep(identity, info)
		return err
	}, nil
}

// replaceIdentity puts the identity file in place, under the mark that its identity
// keeps when the passphrase changes: by that those who hold it know that it is still
// the same.
func (s *fileStore) replaceIdentity(sealed []byte, mark time.Duration) error {
	err := swapIn(s.disk, func(path string, data []byte) error {
		if err := s.disk.WriteSync(path, data); err != nil {
			return err
		}
		if info, err := os.Stat(path); err == nil { //nolint:gosec // the path of this store, see tempName
			// Where that fails, others have to unlock again.
			_ = os.Chtimes(path, time.Time{}, info.ModTime().Truncate(time.Second).Add(mark))
		}
		return nil
	}, s.identityPath(), sealed)
	if err != nil {
		return err
	}
	return s.disk.SyncDir(s.dir)
}

// dropUnfinished deletes what a process left that died while it replaced the identity
// file: the same key under a passphrase that was not taken. The caller holds the lock
// of the index.
func (s *fileStore) dropUnfinished() error {
	temp := tempName(s.identityPath())
	if gone(temp) == nil {
		return nil
	}
	return s.disk.Remove(temp)
}

// newMark is one that no other identity has. Windows counts in steps of 100 ns.
func newMark() time.Duration {
	const steps = int64(time.Second / 100)
	return time.Duration(1+mathrand.Int64N(steps-1)) * 100 //nolint:gosec // it is no secret
}

// markOf is what a file's time of modification has beyond whole seconds; 0 where the
// file system counts no less.
func markOf(info fs.FileInfo) time.Duration { return time.Duration(info.ModTime().Nanosecond()) }

// sameIdentity tells whether two states of the identity file hold the same identity.
func sameIdentity(a, b fs.FileInfo) bool {
	return sameFile(a, b) || a != nil && markOf(a) != 0 && markOf(a) == markOf(b)
}

// sealIdentity makes the content of the identity file.
func (s *fileStore) sealIdentity(identity *age.X25519Identity, passphrase []byte) ([]byte, error) {
	if len(passphrase) == 0 {
		return nil, ErrNoPassphrase
	}
	recipient, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(s.workFactor)
	defer debug.FreeOSMemory() // as in openIdentity
	return seal([]byte(identity.String()+"\n"), recipient)
}

func (s *fileStore) openIdentity(passphrase []byte) (*age.X25519Identity, error) {
	data, err := s.readIdentity()
	if err != nil {
		return nil, err
	}
	return unsealIdentity(data, passphrase)
}

func (s *fileStore) readIdentity() ([]byte, error) {
	data, err := readBounded(s.identityPath())
	if err != nil {
		return nil, fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
	}
	return data, nil
}

// unsealIdentity opens the content of the identity file.
func unsealIdentity(data, passphrase []byte) (*age.X25519Identity, error) {
	if len(passphrase) == 0 {
		return nil, ErrWrongPassphrase
	}
	scrypt, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, err
	}
	scrypt.SetMaxWorkFactor(maxWorkFactor)
	// scrypt wants 256 MiB for a second; the runtime would keep them.
	defer debug.FreeOSMemory()
	plain, err := unseal(data, scrypt)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
	}
	identity, err := age.ParseX25519Identity(strings.TrimSpace(string(plain)))
	if err != nil { // whose text could quote the key
		return nil, fmt.Errorf("%w: identity file", ErrCorrupt)
	}
	return identity, nil
}

// ChangePassphrase puts the identity under another passphrase in one step, which it
// takes by alone, while no other process does so. Nothing changes after ctx has ended.
func (s *fileStore) ChangePassphrase(ctx context.Context, from, to []byte, alone func(func() error) error) error {
	return s.whileUnlocking(ctx, func() error {
		info, err := s.statIdentity()
		if err != nil {
			return fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
		}
		old, err := s.readIdentity()
		if err != nil {
			return err
		}
		identity, err := unsealIdentity(old, from)
		if err != nil || ctx.Err() != nil {
			return cmp.Or(err, ctx.Err())
		}
		sealed, err := s.sealIdentity(identity, to)
		if err != nil {
			return err
		}
		return alone(func() error {
			now, err := s.readIdentity()
			switch {
			case err != nil:
				return err
			case !bytes.Equal(now, old):
				return ErrWrongPassphrase // another process was faster
			case ctx.Err() != nil:
				return ctx.Err()
			}
			return s.replaceIdentity(sealed, markOf(info))
		})
	})
}
