package vault

import (
	"context"
	"errors"
	"fmt"
)

// Full is a credential with every secret that the store keeps for it.
type Full struct {
	Credential
	Values      map[string]string   // its secret fields
	GrantValues []map[string]string // the secret fields of each of Grants
	TokenValues []TokenSecret       // the value of each of Tokens
}

// Full reads a credential with all its secrets, as they were at one moment. A token
// whose value is lost is left out, for another can be had.
func (v *Vault) Full(ctx context.Context, id string) (full Full, err error) {
	err = v.run(ctx, "read all", id, func(ctx context.Context) error {
		for {
			r := v.index.current().byID[id]
			if r == nil {
				return ErrNotFound
			}
			if full, err = v.loadAll(ctx, r); !errors.Is(err, errConflict) {
				return err
			}
		}
	})
	return full, err
}

// loadAll reads the items of one version of a credential, or returns errConflict
// when there is another by now.
func (v *Vault) loadAll(ctx context.Context, r *record) (full Full, err error) {
	full.Credential = r.view()
	only := func(ref itemRef) func(*record) (itemRef, error) {
		return func(now *record) (itemRef, error) {
			if now != r {
				return itemRef{}, errConflict
			}
			return ref, nil
		}
	}
	fields, _ := r.fieldsItem()
	if full.Values, err = v.loadFields(ctx, r.id, only(fields)); err != nil {
		return Full{}, err
	}
	for i := range r.grants {
		values, err := v.loadFields(ctx, r.id, only(r.grantItem(i)))
		if err != nil {
			return Full{}, err
		}
		full.GrantValues = append(full.GrantValues, values)
	}
	var tokens []Token
	for i := range r.tokens {
		value, err := v.load(ctx, r.id, only(r.tokenItem(i)))
		var secret TokenSecret
		if err == nil {
			secret, err = decodeTokenValue(value)
		}
		if errors.Is(err, ErrItemMissing) || errors.Is(err, ErrCorrupt) {
			continue
		}
		if err != nil {
			return Full{}, err
		}
		tokens = append(tokens, full.Tokens[i])
		full.TokenValues = append(full.TokenValues, secret)
	}
	full.Tokens = tokens
	return full, nil
}

// Check holds a credential from elsewhere to what a vault takes: an id that a
// vault gave, a name, a value for each grant and token, and none of these twice.
// Its errors are ErrBadName and ErrBadValue.
func (full *Full) Check() error {
	if !isRandomName(full.ID, idBytes) {
		return fmt.Errorf("%w: id", ErrBadValue)
	}
	if err := CheckName(full.Name); err != nil {
		return err
	}
	if len(full.GrantValues) != len(full.Grants) || len(full.TokenValues) != len(full.Tokens) {
		return fmt.Errorf("%w: values are missing", ErrBadValue)
	}
	type key struct{ kind, subject string }
	grants, tokens := map[key]bool{}, map[key]bool{}
	for _, g := range full.Grants {
		grants[key{g.Kind, g.Subject}] = true
	}
	for _, t := range full.Tokens {
		tokens[key{t.Kind, t.Subject}] = true
	}
	if len(grants) != len(full.Grants) || len(tokens) != len(full.Tokens) {
		return fmt.Errorf("%w: a grant or token is there twice", ErrBadValue)
	}
	return nil
}
