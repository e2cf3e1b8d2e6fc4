package broker

import "keycase/vault"

// renews tells which tokens the Keeper is to renew by themselves: what
// [KeeperParams.Auto] says, or else what a person chose.
func (k *Keeper) renews() func(vault.Entry, vault.Token) bool {
	if k.p.Auto != nil {
		return func(e vault.Entry, t vault.Token) bool { return k.p.Auto(e.Credential(), t) }
	}
	chosen := k.b.chosen()
	return func(e vault.Entry, t vault.Token) bool { return chosen[tokenKey{e.ID(), t.Kind, t.Subject}] }
}

// RenewsFreely tells whether renewing the token asks the platform for something
// that it does not count by the day, so that it may be done without a person's
// say-so. What is only computed costs nothing and is not worth storing either:
// for that it is false.
func (b *Broker) RenewsFreely(cred vault.Credential, t vault.Token) bool {
	_, op, err := b.p.Registry.Operation(b.RenewalOf(cred, t).Operation)
	return err == nil && op.Sends && (op.Quota == nil || op.Quota.Window < day)
}
