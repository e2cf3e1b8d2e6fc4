package vault

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
)

// StoreKind names where secrets lie.
type StoreKind string

// The stores. StoreMemory keeps secrets and index in this process only.
const (
	StoreKeyring StoreKind = "keyring"
	StoreFile    StoreKind = "file"
	StoreMemory  StoreKind = "memory"
)

// valid also takes "", which stands for a choice not made yet.
func (k StoreKind) valid() bool {
	switch k {
	case "", StoreKeyring, StoreFile, StoreMemory:
		return true
	}
	return false
}

// State is what a store can do now.
type State string

// The states of a store.
const (
	StateReady   State = "ready"
	StateLocked  State = "locked"  // a person has to unlock it
	StateMissing State = "missing" // not there: no bus, no service, no default keyring, no identity file
	StateDenied  State = "denied"  // there, but it refused or failed
	StateHanging State = "hanging" // there, but it gave no answer in time
)

// Status tells how a store is. Detail is for a diagnosis, in English, and holds
// no secret; Err is nil when ready and else one of this package's errors.
type Status struct {
	Kind   StoreKind
	State  State
	Detail string
	Err    error
}

// store keeps values under item names that are never used twice: an item is set
// once, read, and deleted.
type store interface {
	// Get returns ErrItemMissing for an item that is not there.
	Get(ctx context.Context, item string) ([]byte, error)
	// Set returns only after the value was seen to be stored.
	Set(ctx context.Context, item string, value []byte) error
	// Delete returns nil once the item is not there.
	Delete(ctx context.Context, item string) error
	Status(ctx context.Context) Status
	// Close drops keys. It reports whether a call is still under way that could
	// yet change the store.
	Close() (busy bool)
}

const (
	probeWait = 5 * time.Second  // for questions about a store's state
	callWait  = 15 * time.Second // for calls that need no person
)

type promptKey struct{}

// WithPrompt allows the calls made with the context to raise the system's own
// prompt and to wait for the person for as long as the context lives. Without
// it a locked keyring gives ErrLocked at once.
func WithPrompt(ctx context.Context) context.Context {
	return context.WithValue(ctx, promptKey{}, true)
}

// WithoutPrompt takes that leave back, for work that nobody asked for.
func WithoutPrompt(ctx context.Context) context.Context {
	return context.WithValue(ctx, promptKey{}, false)
}

func mayPrompt(ctx context.Context) bool {
	may, _ := ctx.Value(promptKey{}).(bool)
	return may
}

// untried marks an error that came before the store was asked to do anything.
type untried struct{ error }

func (u untried) Unwrap() error { return u.error }

// encodeSecrets makes the value of an item from secret fields.
func encodeSecrets(secrets map[string]string) ([]byte, error) {
	for name, value := range secrets {
		if !utf8.ValidString(name) || !utf8.ValidString(value) {
			return nil, ErrBadValue // JSON would change it
		}
	}
	return json.Marshal(secrets)
}

func decodeSecrets(value []byte) (map[string]string, error) {
	var secrets map[string]string
	if json.Unmarshal(value, &secrets) != nil { // whose error could quote the value
		return nil, fmt.Errorf("%w: secret fields", ErrCorrupt)
	}
	return secrets, nil
}

// tokenValue is the value of a token's item.
type tokenValue struct {
	Value   string `json:"value"`
	Refresh string `json:"refresh,omitempty"`
}

func encodeToken(s TokenSecret) ([]byte, error) {
	if !utf8.ValidString(s.Value) || !utf8.ValidString(s.Refresh) {
		return nil, ErrBadValue
	}
	return json.Marshal(tokenValue(s))
}

func decodeTokenValue(value []byte) (TokenSecret, error) {
	var s tokenValue
	if json.Unmarshal(value, &s) != nil {
		return TokenSecret{}, fmt.Errorf("%w: token", ErrCorrupt)
	}
	return TokenSecret(s), nil
}
