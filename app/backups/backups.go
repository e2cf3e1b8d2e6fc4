// Package backups makes and restores backups for the command line and the window
// alike: it adds to package backup what the broker and the platforms know.
package backups

import (
	"cmp"
	"context"
	"slices"

	"keycase/app"
	"keycase/backup"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// Collect reads what goes into a backup: the credentials of ids, or all of them
// for nil. For errors see [backup.Collect].
func Collect(ctx context.Context, b *broker.Broker, ids []string, withoutTokens bool) (backup.Content, []backup.Unreadable, error) {
	choice := backup.Choice{IDs: ids, WithoutTokens: withoutTokens}
	for _, c := range b.RenewChoices() {
		choice.AutoRenew = append(choice.AutoRenew, backup.TokenRef(c))
	}
	slices.SortFunc(choice.AutoRenew, func(x, y backup.TokenRef) int {
		return cmp.Or(cmp.Compare(x.Credential, y.Credential), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Subject, y.Subject))
	})
	return backup.Collect(ctx, b.Vault(), choice, b.Now(), "keycase "+app.Version)
}

// Save saves a content, and remembers when everything was backed up the last time.
// For errors see [backup.Save].
func Save(ctx context.Context, b *broker.Broker, path string, c backup.Content, l backup.Lock, o backup.Options) error {
	if err := backup.Save(ctx, path, c, l, o); err != nil {
		return err
	}
	if c.All {
		// At worst somebody is reminded too early: the backup is there all the same.
		_ = backup.NoteMade(b.Vault(), b.Now())
	}
	return nil
}

// Preview compares a backup with what is there; see [backup.Preview]. What this
// program has no platform for, or whose address it would not take from a person
// either, is refused.
func Preview(ctx context.Context, b *broker.Broker, c backup.Content) (*backup.Plan, error) {
	return backup.Preview(ctx, b.Vault(), c, func(cred vault.Credential) bool {
		if _, err := b.Registry().Platform(cred.Platform); err != nil {
			return false
		}
		return cred.BaseURL == "" || providers.CheckBaseURL(cred.BaseURL).IsZero()
	})
}

// Restore does what a plan says, and takes over which tokens are renewed by
// themselves. For errors see [backup.Plan.Apply].
func Restore(ctx context.Context, b *broker.Broker, p *backup.Plan, m backup.Mode) (backup.Result, error) {
	result, err := p.Apply(ctx, b.Vault(), m)
	var choices []broker.RenewChoice
	for _, t := range result.AutoRenew {
		choices = append(choices, broker.RenewChoice(t))
	}
	// A second restore makes up for it if this fails.
	_ = b.AddRenewChoices(choices)
	return result, err
}

// Label is what people know by in which credentials of a platform differ: fields have
// a label, tokens and grants one name only.
func Label(r providers.Registry, platform string, d backup.Difference, l providers.Lang) string {
	of, err := r.Platform(platform)
	if err == nil && (d.Part == backup.PartPublic || d.Part == backup.PartSecret) {
		if field, ok := providers.FieldNamed(of.Fields, d.What); ok {
			return field.Label.In(l)
		}
	}
	return d.What
}
