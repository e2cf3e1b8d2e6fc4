package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

const (
	busAddress = "DBUS_SESSION_BUS_ADDRESS"

	secretsName       = "org.freedesktop.secrets"
	secretsPath       = dbus.ObjectPath("/org/freedesktop/secrets")
	loginCollection   = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	serviceInterface  = "org.freedesktop.Secret.Service"
	collectInterface  = "org.freedesktop.Secret.Collection"
	promptInterface   = "org.freedesktop.Secret.Prompt"
	nameOwnerChanged  = "NameOwnerChanged"
	noObject          = dbus.ObjectPath("/")
	busInterface      = "org.freedesktop.DBus"
	promptCompleted   = promptInterface + ".Completed"
	ownerChangedEvent = busInterface + "." + nameOwnerChanged
)

// secretService is go-keyring behind questions of our own about the Secret
// Service, asked on a private connection that a deadline can end: go-keyring
// itself starts a bus where there is none, knows no timeout, and takes a
// dismissed prompt for success.
type secretService struct {
	bareKeyring
	// kept holds the connection of a probe that found the login collection open,
	// for the next one: connecting takes longer than all questions.
	kept chan *bus
}

func systemKeyring() Keyring { return &secretService{kept: make(chan *bus, 1)} }

// Probe implements KeyringProber.
func (s *secretService) Probe(ctx context.Context) error {
	if s.stillOpen(ctx) {
		return nil
	}
	bus, err := openBus(ctx)
	if err != nil {
		return err
	}
	path, err := bus.collection(ctx)
	if err != nil || path != loginCollection {
		bus.close()
		return err
	}
	s.keep(bus)
	return nil
}

// stillOpen asks the one question that is left where the login collection was found
// before. Whatever is not as it was then is for a new connection to find out.
func (s *secretService) stillOpen(ctx context.Context) bool {
	select {
	case bus := <-s.kept:
		if address, err := sessionBus(); err == nil && address == bus.address {
			if locked, err := bus.locked(ctx, loginCollection); err == nil && !locked {
				s.keep(bus)
				return true
			}
		}
		bus.close()
	default:
	}
	return false
}

func (s *secretService) keep(bus *bus) {
	select {
	case s.kept <- bus:
	default:
		bus.close() // another probe was faster
	}
}

// letGo implements connected.
func (s *secretService) letGo() {
	select {
	case bus := <-s.kept:
		bus.close()
	default:
	}
}

// Unlock implements KeyringProber.
func (*secretService) Unlock(ctx context.Context) error {
	bus, err := openBus(ctx)
	if err != nil {
		return err
	}
	defer bus.close()
	path, err := bus.collection(ctx)
	if !errors.Is(err, ErrLocked) {
		return err
	}
	return bus.unlock(ctx, path)
}

// bus is a private connection to the session bus.
type bus struct {
	conn    *dbus.Conn
	address string
}

// openBus connects to the session bus that is there; it starts none. The context
// bounds the connecting only, so that a prompt can still be dismissed after it.
func openBus(ctx context.Context) (*bus, error) {
	address, err := sessionBus()
	if err != nil {
		return nil, err
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, end)
	conn, err := dbus.Connect(address, dbus.WithContext(life))
	if !stop() || err != nil {
		end()
		if ctx.Err() == nil {
			return nil, fmt.Errorf("%w: %w", ErrNoBus, err)
		}
		return nil, busError(ctx, ctx.Err())
	}
	return &bus{conn, address}, nil
}

func (b *bus) close() { _ = b.conn.Close() }

// sessionBus finds the address of the session bus and makes sure that go-keyring
// will find the same: its D-Bus library looks for the socket in /run/user only,
// and where it finds no address it starts a bus with dbus-launch.
func sessionBus() (string, error) {
	if address := os.Getenv(busAddress); address != "" && !strings.HasPrefix(address, "autolaunch:") {
		return address, nil
	}
	for _, dir := range []string{os.Getenv("XDG_RUNTIME_DIR"), filepath.Join("/run/user", strconv.Itoa(os.Getuid()))} {
		socket := filepath.Join(dir, "bus")
		info, err := os.Stat(socket) //nolint:gosec // where the session's bus is by convention
		if dir == "" || err != nil || info.Mode()&os.ModeSocket == 0 {
			continue
		}
		address := "unix:path=" + dbus.EscapeBusAddressValue(socket)
		return address, os.Setenv(busAddress, address)
	}
	return "", ErrNoBus
}

// collection finds the collection that go-keyring would use. Its error is
// ErrLocked, together with the path, if the collection is locked.
func (b *bus) collection(ctx context.Context) (dbus.ObjectPath, error) {
	if err := b.findService(ctx); err != nil {
		return "", err
	}
	service := b.conn.Object(secretsName, secretsPath)
	var all []dbus.ObjectPath
	if err := property(ctx, service, serviceInterface, "Collections", &all); err != nil {
		return "", err
	}
	path := loginCollection
	if !slices.Contains(all, path) {
		call := service.CallWithContext(ctx, serviceInterface+".ReadAlias", 0, "default")
		if err := call.Store(&path); err != nil {
			return "", busError(ctx, err)
		}
	}
	if path == noObject {
		return "", ErrNoDefault
	}
	locked, err := b.locked(ctx, path)
	if err != nil {
		return "", err
	}
	if locked {
		return path, fmt.Errorf("%w: %s", ErrKeyringLocked, path)
	}
	return path, nil
}

func (b *bus) locked(ctx context.Context, collection dbus.ObjectPath) (locked bool, err error) {
	err = property(ctx, b.conn.Object(secretsName, collection), collectInterface, "Locked", &locked)
	return locked, err
}

// findService tells a service that runs, or that the bus can start, from none.
func (b *bus) findService(ctx context.Context) error {
	var owned bool
	if err := b.conn.BusObject().CallWithContext(ctx, busInterface+".NameHasOwner", 0, secretsName).Store(&owned); err != nil {
		return busError(ctx, err)
	}
	if owned {
		return nil
	}
	var names []string
	if err := b.conn.BusObject().CallWithContext(ctx, busInterface+".ListActivatableNames", 0).Store(&names); err != nil {
		return busError(ctx, err)
	}
	if !slices.Contains(names, secretsName) {
		return fmt.Errorf("%w: nothing provides %s", ErrNoService, secretsName)
	}
	return nil
}

// unlock raises the prompt for a collection and waits for its end, for the
// service's end, or for ctx.
func (b *bus) unlock(ctx context.Context, path dbus.ObjectPath) error {
	var unlocked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	call := b.conn.Object(secretsName, secretsPath).
		CallWithContext(ctx, serviceInterface+".Unlock", 0, []dbus.ObjectPath{path})
	if err := call.Store(&unlocked, &prompt); err != nil {
		return busError(ctx, err)
	}
	if prompt == noObject {
		return nil
	}
	signals := make(chan *dbus.Signal, 16)
	b.conn.Signal(signals)
	if err := b.watchPrompt(ctx, prompt); err != nil {
		return err
	}
	call = b.conn.Object(secretsName, prompt).CallWithContext(ctx, promptInterface+".Prompt", 0, "")
	if call.Err != nil {
		return busError(ctx, call.Err)
	}
	for {
		select {
		case <-ctx.Done():
			b.conn.Object(secretsName, prompt).Go(promptInterface+".Dismiss", dbus.FlagNoReplyExpected, nil)
			return waitError(ctx, "the keyring's prompt")
		case s := <-signals:
			if done, err := promptResult(s, prompt); done {
				return err
			}
		}
	}
}

// watchPrompt subscribes to the end of the prompt and of the service.
func (b *bus) watchPrompt(ctx context.Context, prompt dbus.ObjectPath) error {
	err := b.conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(prompt), dbus.WithMatchInterface(promptInterface))
	if err == nil {
		err = b.conn.AddMatchSignalContext(ctx, dbus.WithMatchInterface(busInterface),
			dbus.WithMatchMember(nameOwnerChanged), dbus.WithMatchArg(0, secretsName))
	}
	return busError(ctx, err)
}

// promptResult tells whether a signal ends the wait, and how. A nil signal means
// that the connection is gone.
func promptResult(s *dbus.Signal, prompt dbus.ObjectPath) (done bool, err error) {
	switch {
	case s == nil:
		return true, fmt.Errorf("%w: no session bus any more", ErrKeyringGone)
	case s.Name == ownerChangedEvent:
		return true, ErrKeyringGone
	case s.Name != promptCompleted || s.Path != prompt:
		return false, nil
	}
	if dismissed, ok := s.Body[0].(bool); !ok || dismissed {
		return true, ErrDismissed
	}
	return true, nil
}

// property reads a property with the context, which GetProperty does not take.
func property(ctx context.Context, object dbus.BusObject, iface, name string, to any) error {
	var v dbus.Variant
	err := object.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, iface, name).Store(&v)
	if err == nil {
		err = v.Store(to)
	}
	return busError(ctx, err)
}

// busError types the faults of talking to the bus or to the service.
func busError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return waitError(ctx, "the keyring service")
	}
	if keyringGone(err) {
		return fmt.Errorf("%w: %w", ErrKeyringGone, err)
	}
	return fmt.Errorf("%w: %w", ErrNoKeyring, err)
}

// keyringGone tells whether an error says that bus or service ended under a call.
func keyringGone(err error) bool {
	var fault dbus.Error
	if errors.As(err, &fault) {
		switch fault.Name {
		case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.ServiceUnknown",
			"org.freedesktop.DBus.Error.NameHasNoOwner", "org.freedesktop.DBus.Error.Disconnected":
			return true
		}
		return false
	}
	var refused *net.OpError
	return errors.Is(err, dbus.ErrClosed) || errors.Is(err, io.EOF) || errors.As(err, &refused)
}
