package broker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"keycase/providers"
	"keycase/vault"
)

// Call names an operation and where its values come from.
type Call struct {
	// Operation is the full name: "jdy.app-token".
	Operation string
	// Credential is the name or ID of a stored credential; empty for a call
	// from Values alone.
	Credential string
	// Values are used before those of the credential.
	Values providers.Values
	// Subject picks the token of that grant where the credential has several;
	// empty means the selected grant's, or the only one.
	Subject string
	// Without names inputs that stay empty where Values does not have them,
	// although the credential could fill them in.
	Without []string
	// BaseURL is another environment for a call without a credential.
	BaseURL string
	// Env fixes what otherwise varies, as a JSON document; see
	// [providers.Env.Overlay]. Empty for none.
	Env string

	// unasked is the token that the call is to replace where no person asked
	// for it; nil for a person's call.
	unasked *vault.Token
	// serving: another call needs what this one gets.
	serving bool
}

// auto tells whether no person asked for this very call. What to bind and which
// to use is left alone then.
func (c *Call) auto() bool { return c.unasked != nil || c.serving }

// Prepared is a call with everything that the vault knows filled in.
type Prepared struct {
	Platform  *providers.Platform
	Operation *providers.Operation
	// Credential is nil for a call from values alone.
	Credential *vault.Credential
	Values     providers.Values
	Warnings   []providers.Problem
	// Invalid is an *providers.InvalidError when the values do not do yet.
	Invalid error
	call    Call
	// base is the address in force; explicit tells that somebody gave it.
	base     string
	explicit bool
}

// Secrets returns the secret values of the call, for masking what is shown.
func (p *Prepared) Secrets() []string {
	var secrets []string
	for _, f := range p.Operation.Inputs {
		if v := p.Values[f.Name]; f.Secret && v != "" {
			secrets = append(secrets, v)
		}
	}
	return secrets
}

// Signed is a signed call with what it was signed from.
type Signed struct {
	providers.Signed
	Prepared *Prepared
	Env      providers.Env
}

// Prepare fills in the values that the vault has. It sends nothing.
func (b *Broker) Prepare(ctx context.Context, c Call) (*Prepared, error) {
	platform, op, err := b.p.Registry.Operation(c.Operation)
	if err != nil {
		return nil, err
	}
	c.Subject = cmp.Or(c.Subject, refreshed(platform, op, c.Values))
	prepared := &Prepared{Platform: platform, Operation: op, call: c}
	values := providers.Values{}
	credentialBase := c.BaseURL
	if c.Credential != "" {
		cred, err := b.credential(platform, c.Credential)
		if err != nil {
			return nil, err
		}
		prepared.Credential = &cred
		credentialBase = cred.BaseURL
		if values, err = b.storedValues(ctx, op, cred, c); err != nil {
			return nil, err
		}
	}
	for name, v := range c.Values {
		if v != "" {
			values[name] = v
		}
	}
	prepared.base = b.baseURL(platform, credentialBase)
	prepared.explicit = b.p.BaseURLs[platform.ID] != "" || credentialBase != ""
	prepared.Values, prepared.Warnings, prepared.Invalid = op.Check(values)
	return prepared, nil
}

// refreshed is the grant whose token is to be refreshed where the values name
// it: another grant's refresh token must not be filed under its name.
func refreshed(platform *providers.Platform, op *providers.Operation, values providers.Values) string {
	for _, f := range op.Inputs {
		if kind, ok := platform.TokenKind(f.FromToken); ok && f.FromRefresh {
			return values[kind.SubjectField]
		}
	}
	return ""
}

// Sign prepares and signs. It sends nothing and stores nothing.
func (b *Broker) Sign(ctx context.Context, c Call) (Signed, error) {
	prepared, err := b.Prepare(ctx, c)
	if err != nil {
		return Signed{}, err
	}
	return b.sign(prepared)
}

func (b *Broker) sign(p *Prepared) (Signed, error) {
	if p.Invalid != nil {
		return Signed{}, p.Invalid
	}
	env, err := providers.NewEnv(b.p.Clock(), b.p.Rand)
	if err != nil {
		return Signed{}, err
	}
	if p.explicit {
		env.BaseURL = p.base
	}
	if p.call.Env != "" {
		if err := env.Overlay(p.call.Env); err != nil {
			return Signed{}, err
		}
	}
	// The values are those that Prepare has checked, so that Operation.Sign would only
	// check them once more.
	signed, err := p.Operation.Signer(env, p.Values)
	if err == nil && signed.Request != nil && p.call.Env == "" {
		// Which clock to go by is known only now that the address is.
		if skew := b.skews.of(signed.Request.URL); skew != 0 {
			env.Now = env.Now.Add(skew)
			signed, err = p.Operation.Signer(env, p.Values)
		}
	}
	return Signed{Signed: signed, Prepared: p, Env: env}, err
}

func (b *Broker) baseURL(p *providers.Platform, ofCredential string) string {
	for _, u := range []string{b.p.BaseURLs[p.ID], ofCredential} {
		if u != "" {
			return strings.TrimRight(u, "/")
		}
	}
	return p.BaseURL
}

// BaseURLOf is where calls of the credential go: the address in
// [Params.BaseURLs], or else the credential's own, or else production.
func (b *Broker) BaseURLOf(cred vault.Credential) string {
	platform, err := b.p.Registry.Platform(cred.Platform)
	if err != nil {
		return cred.BaseURL
	}
	return b.baseURL(platform, cred.BaseURL)
}

func (b *Broker) credential(p *providers.Platform, name string) (vault.Credential, error) {
	cred, err := b.p.Vault.Find(name)
	if err != nil {
		return vault.Credential{}, err
	}
	if cred.Platform != p.ID {
		return vault.Credential{}, fmt.Errorf("%w: credential %q belongs to platform %s, not %s", vault.ErrNotFound, cred.Name, cred.Platform, p.ID)
	}
	return cred, nil
}

// storedValues collects what the operation reads: public fields, secret
// fields, the chosen grant's values and tokens, but for what the call goes
// without. Secrets are read only if the operation needs one that the caller did
// not give.
func (b *Broker) storedValues(ctx context.Context, op *providers.Operation, cred vault.Credential, c Call) (providers.Values, error) {
	values := providers.Values{}
	var secrets map[string]string
	for _, f := range op.Inputs {
		if c.Values[f.Name] != "" || slices.Contains(c.Without, f.Name) {
			continue
		}
		var v string
		var err error
		switch {
		case f.FromToken != "":
			v, err = b.storedToken(ctx, f, cred, c.Subject)
		case f.FromGrant != "":
			v = grantValue(f, cred, c)
		case slices.Contains(cred.Secrets, f.Name):
			if secrets == nil {
				if secrets, err = b.p.Vault.Secrets(ctx, cred.ID); err != nil {
					return nil, err
				}
			}
			v = secrets[f.Name]
		}
		if err != nil {
			return nil, err
		}
		if v == "" {
			v = cred.Public[f.Name]
		}
		if v != "" {
			values[f.Name] = v
		}
	}
	return values, nil
}

// grantValue reads a field from the grant that the call means: the one whose
// subject was given, the selected one, or the only one of its kind.
func grantValue(f providers.Field, cred vault.Credential, c Call) string {
	var only *vault.Grant
	count := 0
	for i := range cred.Grants {
		g := &cred.Grants[i]
		if g.Kind != f.FromGrant {
			continue
		}
		if c.Subject != "" && g.Subject == c.Subject || c.Subject == "" && g.Selected {
			return g.Public[f.Name]
		}
		only = g
		count++
	}
	if c.Subject == "" && count == 1 {
		return only.Public[f.Name]
	}
	return ""
}

func (b *Broker) storedToken(ctx context.Context, f providers.Field, cred vault.Credential, subject string) (string, error) {
	t, ok := FindToken(cred, f.FromToken, subject)
	if !ok {
		return "", nil
	}
	if !f.FromRefresh && !t.Never && !b.p.Clock().Before(t.ExpiresAt) {
		return "", nil // an expired token would only hide what is missing
	}
	secret, err := b.p.Vault.TokenSecret(ctx, cred.ID, t.ID)
	if err != nil {
		return "", err
	}
	if f.FromRefresh {
		return secret.Refresh, nil
	}
	return secret.Value, nil
}

// FindToken returns the token of that kind and subject, or else the one that is
// good for the whole credential. With an empty subject, the only token of its
// kind will do.
func FindToken(cred vault.Credential, kind, subject string) (vault.Token, bool) {
	var found []vault.Token
	for _, wanted := range []string{subject, ""} {
		for _, t := range cred.Tokens {
			if t.Kind == kind && t.Subject == wanted {
				return t, true
			}
		}
	}
	for _, t := range cred.Tokens {
		if t.Kind == kind {
			found = append(found, t)
		}
	}
	if subject == "" && len(found) == 1 {
		return found[0], true
	}
	return vault.Token{}, false
}
