package app

import (
	"context"
	"crypto/rand"
	"time"

	"keycase/app/history"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/vault"
)

// Options are what a program decides itself.
type Options struct {
	Paths Paths
	// Store is where secrets lie; "" takes the one that the vault remembers.
	Store vault.StoreKind
	// Passphrase opens the file store; see [vault.Options].
	Passphrase func(context.Context) ([]byte, error)
	// BaseURLs replaces the addresses of platforms by ID.
	BaseURLs map[string]string
	// Timeout bounds one exchange with a platform; 0 takes the broker's.
	Timeout time.Duration
}

// App is everything that a program needs to do its work.
type App struct {
	Registry providers.Registry
	Vault    *vault.Vault
	Broker   *broker.Broker
	// History is what was done, also by other processes. It is empty where
	// nothing is kept on the disk.
	History *history.History
}

// New opens the vault and makes a broker on it. Its errors are those of
// [vault.Open]; vault.ErrNoStoreChosen asks for a choice.
func New(ctx context.Context, o Options) (*App, error) {
	v, err := OpenVault(ctx, o)
	if err != nil {
		return nil, err
	}
	b := NewBroker(o, v)
	return &App{Registry: b.Registry(), Vault: v, Broker: b, History: OpenHistory(o, v)}, nil
}

// Close closes the vault.
func (a *App) Close() error { return a.Vault.Close() }

// OpenVault makes the folders and opens the vault in them.
func OpenVault(ctx context.Context, o Options) (*vault.Vault, error) {
	if o.Store != vault.StoreMemory {
		if err := o.Paths.Create(); err != nil {
			return nil, err
		}
	}
	return vault.Open(ctx, vault.Options{
		Dir: o.Paths.Vault, Store: o.Store, Passphrase: o.Passphrase, Clock: Now, Rand: rand.Reader,
	})
}

// NewBroker makes a broker on v. With a nil v it can prepare and sign calls that
// name no credential, and nothing else.
func NewBroker(o Options, v *vault.Vault) *broker.Broker {
	locks := o.Paths.Locks
	if v == nil || v.Kind() == vault.StoreMemory {
		locks = "" // shared with nobody, and the folder may not be there
	}
	return broker.New(broker.Params{
		Registry: catalog.Registry(), Vault: v, HTTP: newClient(), Clock: Now, Rand: rand.Reader,
		BaseURLs: o.BaseURLs, Timeout: o.Timeout, LockDir: locks, UserAgent: "keycase/" + Version,
		History: OpenHistory(o, v),
	})
}

// OpenHistory returns what was done with the credentials of v. It costs nothing
// until it is read, and any number of them may be open.
func OpenHistory(o Options, v *vault.Vault) *history.History {
	if v == nil || v.Kind() == vault.StoreMemory {
		return history.Open("")
	}
	return history.Open(o.Paths.History)
}

// Now is the machine's clock.
func Now() time.Time {
	return time.Now() //nolint:forbidigo // the one place where the clock comes from
}
