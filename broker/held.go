package broker

import (
	"context"
	"slices"

	"keycase/providers"
)

// Held is all that is known about a call with a credential, for finding out what
// another program did wrong.
type Held struct {
	// Values are those of the call, then what the operation would read, then the
	// credential's other fields, because one of them may have been used by mistake.
	Values providers.Values
	// Others are the values that the credential's other grants have for inputs of
	// the operation, by wire name.
	Others map[string][]string
	// BaseURL is the address of another environment; "" for production.
	BaseURL string
}

// Held collects what the credential has that the call names. The call need not be
// complete, and nothing is sent. Its errors are the vault's.
func (b *Broker) Held(ctx context.Context, c Call) (Held, error) {
	prepared, err := b.Prepare(ctx, c)
	if err != nil {
		return Held{}, err
	}
	cred := *prepared.Credential
	secrets, err := b.Vault().Secrets(ctx, cred.ID)
	if err != nil {
		return Held{}, err
	}
	held := Held{Values: providers.Values{}, Others: map[string][]string{}}
	for _, known := range []map[string]string{c.Values, prepared.Values, secrets, cred.Public} {
		for name, v := range known {
			if held.Values[name] == "" {
				held.Values[name] = v
			}
		}
	}
	for _, f := range prepared.Operation.Inputs {
		for _, g := range cred.Grants {
			if v := g.Public[f.Name]; g.Kind == f.FromGrant && v != "" && !slices.Contains(held.Others[f.Name], v) {
				held.Others[f.Name] = append(held.Others[f.Name], v)
			}
		}
	}
	if base := b.BaseURLOf(cred); base != prepared.Platform.BaseURL {
		held.BaseURL = base
	}
	return held, nil
}
