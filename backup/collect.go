package backup

import (
	"context"
	"errors"
	"slices"
	"time"

	"keycase/vault"
)

// Choice says what goes into a backup.
type Choice struct {
	// IDs are the credentials; nil takes all of them.
	IDs []string
	// WithoutTokens leaves out what can be fetched or bound anew.
	WithoutTokens bool
	// AutoRenew are the choices that are in force; those about the credentials that
	// are taken go along.
	AutoRenew []TokenRef
}

// Unreadable is a credential whose secrets the store no longer gives.
type Unreadable struct {
	Credential vault.Credential
	Err        error // ErrItemMissing or ErrCorrupt of the vault
}

// Collect reads credentials with all their secrets. Those that can't be read,
// because something is lost or damaged, are returned beside it, for a person to
// decide; every other error, such as a locked store, ends it.
func Collect(ctx context.Context, v *vault.Vault, choice Choice, now time.Time, program string) (Content, []Unreadable, error) {
	c := Content{Made: now.UTC().Truncate(time.Second), Program: program, All: choice.IDs == nil}
	ids := choice.IDs
	if c.All {
		for _, cred := range v.List() {
			ids = append(ids, cred.ID)
		}
	}
	var unreadable []Unreadable
	taken := map[string]bool{}
	for _, id := range ids {
		if taken[id] {
			continue
		}
		full, err := v.Full(ctx, id)
		switch {
		case err == nil:
		case errors.Is(err, vault.ErrNotFound) && c.All:
			continue // removed since the list was made
		case errors.Is(err, vault.ErrItemMissing), errors.Is(err, vault.ErrCorrupt):
			cred, gone := v.Get(id)
			if gone != nil {
				return Content{}, nil, gone
			}
			unreadable = append(unreadable, Unreadable{cred, err})
			continue
		default:
			return Content{}, nil, err
		}
		if choice.WithoutTokens {
			full.Tokens, full.TokenValues = nil, nil
		}
		taken[id] = true
		c.Credentials = append(c.Credentials, full)
	}
	if choice.WithoutTokens {
		return c, unreadable, nil
	}
	c.AutoRenew = slices.Clone(choice.AutoRenew)
	c.AutoRenew = slices.DeleteFunc(c.AutoRenew, func(t TokenRef) bool { return !taken[t.Credential] })
	return c, unreadable, nil
}
