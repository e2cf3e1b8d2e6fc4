package backup

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// MaxSize is the largest backup that is written or read, in bytes, encrypted or
// not: some 50,000 credentials.
const MaxSize = 64 << 20

const (
	magic = "age-encryption.org/v1\n"

	// defaultWorkFactor is age's own: scrypt takes about a second, and 256 MiB.
	defaultWorkFactor = 18
	// maxWorkFactor takes 1 GiB. A file that asks for more was made to hurt.
	maxWorkFactor = 20
)

// Lock says who can open a backup: either who knows the passphrase, or who has
// the private key of one of the keys.
type Lock struct {
	Passphrase string
	Keys       []Key

	workFactor int // 0 takes defaultWorkFactor
}

// sealed is an encrypted text with what it takes to read it back.
type sealed struct {
	data   []byte
	opener age.Identity // the passphrase, or the file's own key
}

func (l Lock) seal(plain []byte) (sealed, error) {
	if (l.Passphrase == "") == (len(l.Keys) == 0) {
		return sealed{}, errNoLock
	}
	var s sealed
	var recipients []age.Recipient
	var fileKey []byte
	for _, k := range l.Keys {
		recipients = append(recipients, capture{k.recipient, &fileKey})
	}
	if l.Passphrase != "" {
		scrypt, err := age.NewScryptRecipient(l.Passphrase)
		if err != nil {
			return sealed{}, err
		}
		if l.workFactor == 0 {
			l.workFactor = defaultWorkFactor
		}
		scrypt.SetWorkFactor(l.workFactor)
		defer debug.FreeOSMemory() // the runtime would keep what scrypt took
		recipients = append(recipients, scrypt)
		if s.opener, err = age.NewScryptIdentity(l.Passphrase); err != nil {
			return sealed{}, err
		}
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipients...)
	if err != nil {
		return sealed{}, err
	}
	if _, err := w.Write(plain); err != nil {
		return sealed{}, err
	}
	if err := w.Close(); err != nil {
		return sealed{}, err
	}
	if s.data = out.Bytes(); len(s.data) > MaxSize {
		return sealed{}, ErrTooLarge
	}
	if s.opener == nil {
		s.opener = age.NewInjectedFileKeyIdentity(fileKey)
	}
	return s, nil
}

// Sealed is a backup that was not opened yet.
type Sealed struct {
	data    []byte // binary
	stanzas []string
}

// Read looks at an encrypted file, armored or not, without opening it. It returns
// ErrNotAge, ErrDamaged or ErrTooLarge.
func Read(data []byte) (Sealed, error) {
	if len(data) > MaxSize {
		return Sealed{}, ErrTooLarge
	}
	if start := bytes.TrimLeft(data, " \t\r\n\uFEFF"); bytes.HasPrefix(start, []byte(armor.Header)) {
		plain, err := io.ReadAll(armor.NewReader(bytes.NewReader(start)))
		if err != nil {
			return Sealed{}, ErrDamaged
		}
		data = plain
	}
	if !bytes.HasPrefix(data, []byte(magic)) {
		return Sealed{}, ErrNotAge
	}
	header, err := age.ExtractHeader(bytes.NewReader(data))
	if err != nil {
		return Sealed{}, ErrDamaged
	}
	s := Sealed{data: data}
	for line := range strings.Lines(string(header)) {
		if stanza, ok := strings.CutPrefix(line, "-> "); ok {
			kind, _, _ := strings.Cut(strings.TrimSpace(stanza), " ")
			s.stanzas = append(s.stanzas, kind)
		}
	}
	return s, nil
}

// WantsPassphrase tells whether a passphrase opens it; else a private key does.
func (s Sealed) WantsPassphrase() bool { return len(s.stanzas) == 1 && s.stanzas[0] == "scrypt" }

// Recipients is how many keys open it; age does not tell which.
func (s Sealed) Recipients() int { return len(s.stanzas) }

// OpenWithPassphrase decrypts it, which takes about a second. It returns
// ErrWrongPassphrase, ErrTooCostly, ErrDamaged, ErrForeign, ErrNewer and
// ErrTooLarge.
func (s Sealed) OpenWithPassphrase(passphrase string) (Content, error) {
	if passphrase == "" {
		return Content{}, ErrWrongPassphrase
	}
	scrypt, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return Content{}, err
	}
	scrypt.SetMaxWorkFactor(maxWorkFactor)
	defer debug.FreeOSMemory()
	return s.open(ErrWrongPassphrase, scrypt)
}

// OpenWithIdentities decrypts it with private keys; for errors see
// OpenWithPassphrase, with ErrWrongIdentity.
func (s Sealed) OpenWithIdentities(i Identities) (Content, error) {
	if !i.Given() {
		return Content{}, ErrWrongIdentity
	}
	return s.open(ErrWrongIdentity, i.list...)
}

func (s Sealed) open(mismatch error, with ...age.Identity) (Content, error) {
	plain, err := s.decrypt(mismatch, with...)
	if err != nil {
		return Content{}, err
	}
	return decode(plain)
}

// decrypt leaves out what age says: the reasons that matter have their own errors.
func (s Sealed) decrypt(mismatch error, with ...age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(s.data), with...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, mismatch
	case err != nil && strings.Contains(err.Error(), "work factor too large"):
		return nil, ErrTooCostly
	case err != nil:
		return nil, fmt.Errorf("%w: header", ErrDamaged)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: content", ErrDamaged)
	}
	return plain, nil
}
