package broker

import (
	"context"
	"errors"
	"maps"

	"keycase/providers"
	"keycase/vault"
)

// Draft is a credential as a person or a script gives it.
type Draft struct {
	Platform string
	Name     string
	// BaseURL is empty for production.
	BaseURL string
	// Values are the fields by wire name, secret ones among them.
	Values providers.Values
}

// AddCredential validates and stores. Its errors are *providers.InvalidError
// (the field "name" for the name) and the vault's.
func (b *Broker) AddCredential(ctx context.Context, d Draft) (vault.Credential, []providers.Problem, error) {
	platform, err := b.p.Registry.Platform(d.Platform)
	if err != nil {
		return vault.Credential{}, nil, err
	}
	clean, warnings, err := platform.CheckCredential(d.Values)
	if err != nil {
		return vault.Credential{}, warnings, err
	}
	public, secrets := split(platform, clean)
	cred, err := b.p.Vault.Add(ctx, vault.Credential{Platform: d.Platform, Name: d.Name, BaseURL: d.BaseURL, Public: public}, secrets)
	if err != nil {
		return vault.Credential{}, warnings, err
	}
	b.emit(CredentialChanged{ID: cred.ID})
	return cred, warnings, nil
}

// EditCredential changes the given values and keeps the others; an empty value
// removes a field. An empty Name keeps the name.
func (b *Broker) EditCredential(ctx context.Context, id string, d Draft) (vault.Credential, []providers.Problem, error) {
	old, err := b.p.Vault.Get(id)
	if err != nil {
		return vault.Credential{}, nil, err
	}
	platform, err := b.p.Registry.Platform(old.Platform)
	if err != nil {
		return vault.Credential{}, nil, err
	}
	var warnings []providers.Problem
	cred, err := b.p.Vault.Edit(ctx, old.ID, func(c *vault.Credential, secrets map[string]string) error {
		all := providers.Values{}
		maps.Copy(all, c.Public)
		maps.Copy(all, secrets)
		maps.Copy(all, d.Values)
		clean, w, err := platform.CheckCredential(all)
		warnings = w
		if err != nil {
			return err
		}
		public, newSecrets := split(platform, clean)
		c.Public = public
		clear(secrets)
		maps.Copy(secrets, newSecrets)
		if d.Name != "" {
			c.Name = d.Name
		}
		c.BaseURL = d.BaseURL
		return nil
	})
	if err != nil {
		return vault.Credential{}, warnings, err
	}
	b.dropOrphans() // of tokens that another address ended
	b.emit(CredentialChanged{ID: id})
	return cred, warnings, nil
}

// RemoveCredential removes it with its tokens, grants, choices and history. With
// vault.ErrLeftover it is gone all the same.
func (b *Broker) RemoveCredential(ctx context.Context, id string) error {
	err := b.p.Vault.Remove(ctx, id)
	if err == nil || errors.Is(err, vault.ErrLeftover) {
		b.dropChoices(func(k tokenKey) bool { return k.Credential == id })
		if b.p.History != nil {
			b.p.History.Remove(id)
		}
		b.emit(CredentialChanged{ID: id})
	}
	return err
}

func split(platform *providers.Platform, values providers.Values) (public, secrets map[string]string) {
	public, secrets = map[string]string{}, map[string]string{}
	for _, f := range platform.Fields {
		v := values[f.Name]
		switch {
		case v == "":
		case f.Secret:
			secrets[f.Name] = v
		default:
			public[f.Name] = v
		}
	}
	return public, secrets
}
