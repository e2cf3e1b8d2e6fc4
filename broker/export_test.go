package broker

import (
	"context"

	"keycase/vault"
)

// RenewUnasked is what a Keeper does for one token.
func (b *Broker) RenewUnasked(ctx context.Context, cred vault.Credential, t vault.Token) error {
	return b.renewUnasked(ctx, cred, t)
}

// RunLater prepares a call now and joins its flight when the result is called.
func (b *Broker) RunLater(c Call) (func(context.Context) (Result, error), error) {
	p, err := b.Prepare(context.Background(), c)
	return func(ctx context.Context) (Result, error) { return b.shareFlight(ctx, p) }, err
}
