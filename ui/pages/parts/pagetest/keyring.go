package pagetest

import (
	"sync"

	"keycase/vault"
)

// Keyring is a system keyring that can be told to refuse, or to keep everybody
// waiting.
type Keyring struct {
	mu      sync.Mutex
	items   map[string]string
	calls   int
	refusal error         // of every call
	writes  error         // of those that write
	hold    chan struct{} // closed when calls may go on; nil while none is held
}

// NewKeyring makes an empty one.
func NewKeyring() *Keyring { return &Keyring{items: map[string]string{}} }

// Refuse makes every call fail with err; nil makes them work again.
func (k *Keyring) Refuse(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.refusal = err
}

// RefuseWrites makes writing fail with err while reading works; nil makes it work
// again.
func (k *Keyring) RefuseWrites(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.writes = err
}

// Hold keeps every call waiting, as a prompt does that nobody answers, until
// release is called.
func (k *Keyring) Hold() (release func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	hold := make(chan struct{})
	k.hold = hold
	return sync.OnceFunc(func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.hold = nil
		close(hold)
	})
}

// Lose forgets everything that was stored.
func (k *Keyring) Lose() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.items)
}

// Calls is how often the keyring was asked.
func (k *Keyring) Calls() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.calls
}

// enter waits as long as calls are held, and takes the lock.
func (k *Keyring) enter() error {
	k.mu.Lock()
	k.calls++
	for k.hold != nil {
		hold := k.hold
		k.mu.Unlock()
		<-hold
		k.mu.Lock()
	}
	return k.refusal
}

// Get implements vault.Keyring.
func (k *Keyring) Get(item string) (string, error) {
	err := k.enter()
	defer k.mu.Unlock()
	if err != nil {
		return "", err
	}
	value, ok := k.items[item]
	if !ok {
		return "", vault.ErrNotFound
	}
	return value, nil
}

// Set implements vault.Keyring.
func (k *Keyring) Set(item, value string) error {
	err := k.enter()
	defer k.mu.Unlock()
	if err == nil {
		err = k.writes
	}
	if err == nil {
		k.items[item] = value
	}
	return err
}

// Delete implements vault.Keyring.
func (k *Keyring) Delete(item string) error {
	err := k.enter()
	defer k.mu.Unlock()
	if err == nil {
		delete(k.items, item)
	}
	return err
}
