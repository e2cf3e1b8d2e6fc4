package vault

import (
	"context"

	"github.com/godbus/dbus/v5"
)

const itemInterface = "org.freedesktop.Secret.Item"

// Items implements KeyringLister.
func (*secretService) Items(ctx context.Context) ([]string, error) {
	bus, err := openBus(ctx)
	if err != nil {
		return nil, err
	}
	defer bus.close()
	if err := bus.findService(ctx); err != nil {
		return nil, err
	}
	var unlocked, locked []dbus.ObjectPath
	call := bus.conn.Object(secretsName, secretsPath).
		CallWithContext(ctx, serviceInterface+".SearchItems", 0, map[string]string{"service": keyringService})
	if err := call.Store(&unlocked, &locked); err != nil {
		return nil, busError(ctx, err)
	}
	var items []string
	for _, path := range append(unlocked, locked...) {
		var attributes map[string]string
		if err := property(ctx, bus.conn.Object(secretsName, path), itemInterface, "Attributes", &attributes); err != nil {
			return nil, err
		}
		items = append(items, attributes["username"])
	}
	return items, nil
}
