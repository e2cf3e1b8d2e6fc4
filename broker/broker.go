package broker

import (
	"io"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"keycase/providers"
	"keycase/vault"
)

// DefaultTimeout bounds one exchange with a platform.
const DefaultTimeout = 15 * time.Second

// Params are what a Broker works with.
type Params struct {
	Registry providers.Registry
	Vault    *vault.Vault
	// HTTP sends the calls. Its redirect policy is replaced: a redirect is never
	// followed, because the request carries credentials.
	HTTP *http.Client
	// Clock tells the local time; a learned skew is added when signing.
	Clock func() time.Time
	// Rand is a cryptographic random source.
	Rand io.Reader
	// BaseURLs replaces the addresses of platforms by ID; it wins over the
	// address that a credential names.
	BaseURLs map[string]string
	// Timeout bounds one exchange; 0 means DefaultTimeout.
	Timeout time.Duration
	// LockDir is a folder for the locks that let only one process at a time
	// fetch the same token; "" leaves other processes out of account.
	LockDir string
	// History keeps what was done; nil for nobody.
	History History
	// UserAgent is sent with every call.
	UserAgent string
}

// Broker runs the use cases. Make one with [New].
type Broker struct {
	p       Params
	client  *http.Client
	flights singleflight.Group
	open    sync.WaitGroup // callers of flights, those that gave up included
	events  listeners
	skews   skews
	choices choices

	savingMu  sync.Mutex // held while saving what is unsaved
	unsavedMu sync.Mutex // guards unsaved, never held while waiting
	unsaved   []unsavedChange
}

// New makes a Broker.
func New(p Params) *Broker {
	if p.Timeout <= 0 {
		p.Timeout = DefaultTimeout
	}
	client := *p.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Jar = nil
	b := &Broker{p: p, client: &client}
	b.skews.load(p.Vault)
	return b
}

// Registry returns the platforms that the broker knows.
func (b *Broker) Registry() providers.Registry { return b.p.Registry }

// Vault returns the vault that results are stored in.
func (b *Broker) Vault() *vault.Vault { return b.p.Vault }

// Now returns the local time by the broker's clock, without skew.
func (b *Broker) Now() time.Time { return b.p.Clock() }
