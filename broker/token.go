package broker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"keycase/providers"
	"keycase/vault"
)

// Renewal is how a token of a credential can be renewed.
type Renewal struct {
	// Operation is the full name of the operation, "" where only binding again
	// helps.
	Operation string
	// Quota is how much of the operation's quota is used; zero Limit for none.
	Quota Usage
	// Until is from when on only binding again helps, because the refresh token
	// ends; zero where renewing has no end.
	Until time.Time
}

// RenewalOf tells how the token would be renewed, without doing it.
func (b *Broker) RenewalOf(cred vault.Credential, t vault.Token) Renewal {
	platform, err := b.p.Registry.Platform(cred.Platform)
	if err != nil {
		return Renewal{}
	}
	id := b.renewBy(platform, cred, t)
	op, ok := platform.Operation(id)
	if !ok {
		return Renewal{}
	}
	values := providers.Values(cred.Public).Clone()
	if values == nil {
		values = providers.Values{}
	}
	kind, _ := platform.TokenKind(t.Kind)
	if t.Subject != "" && kind.SubjectField != "" {
		values[kind.SubjectField] = t.Subject
	}
	usage, _ := b.Usage(platform, op, values, cred.BaseURL)
	renewal := Renewal{Operation: platform.ID + "." + id, Quota: usage}
	if kind.IssueBy == nil || kind.IssueBy(cred.Public) == "" {
		renewal.Until = t.RefreshExpiresAt
	}
	return renewal
}

func (b *Broker) renewBy(platform *providers.Platform, cred vault.Credential, t vault.Token) string {
	kind, ok := platform.TokenKind(t.Kind)
	if !ok {
		return ""
	}
	lives := t.HasRefresh && !t.Never && b.p.Clock().Before(t.RefreshExpiresAt)
	if kind.RefreshBy != "" && lives && !b.refreshIsOver(cred, t) {
		return kind.RefreshBy
	}
	if kind.IssueBy == nil {
		return ""
	}
	return kind.IssueBy(cred.Public)
}

// Renew gets a new token in the place of t: with its refresh token where there
// is one that still lives, else by issuing anew. [ErrBindAgain] where only a
// person can help.
func (b *Broker) Renew(ctx context.Context, credentialID, tokenID string) (Result, error) {
	cred, t, err := b.token(credentialID, tokenID)
	if err != nil {
		return Result{}, err
	}
	call, err := b.renewal(cred, t)
	if err != nil {
		return Result{}, err
	}
	return b.Run(ctx, call)
}

// renewal is the call that renews a token.
func (b *Broker) renewal(cred vault.Credential, t vault.Token) (Call, error) {
	platform, err := b.p.Registry.Platform(cred.Platform)
	if err != nil {
		return Call{}, err
	}
	id := b.renewBy(platform, cred, t)
	if id == "" {
		return Call{}, ErrBindAgain
	}
	call := Call{Operation: platform.ID + "." + id, Credential: cred.ID, Subject: t.Subject}
	if kind, _ := platform.TokenKind(t.Kind); t.Subject != "" && kind.SubjectField != "" {
		call.Values = providers.Values{kind.SubjectField: t.Subject}
	}
	return call, nil
}

func (b *Broker) token(credentialID, tokenID string) (vault.Credential, vault.Token, error) {
	cred, err := b.p.Vault.Get(credentialID)
	if err != nil {
		return vault.Credential{}, vault.Token{}, err
	}
	for _, t := range cred.Tokens {
		if t.ID == tokenID {
			return cred, t, nil
		}
	}
	return vault.Credential{}, vault.Token{}, fmt.Errorf("%w: token %s", vault.ErrNotFound, tokenID)
}

// Issue gets the credential's first token of that kind.
func (b *Broker) Issue(ctx context.Context, credential, kind string) (Result, error) {
	cred, err := b.p.Vault.Find(credential)
	if err != nil {
		return Result{}, err
	}
	platform, err := b.p.Registry.Platform(cred.Platform)
	if err != nil {
		return Result{}, err
	}
	tk, ok := platform.TokenKind(kind)
	if !ok || tk.IssueBy == nil || tk.IssueBy(cred.Public) == "" {
		return Result{}, ErrBindAgain
	}
	return b.Run(ctx, Call{Operation: platform.ID + "." + tk.IssueBy(cred.Public), Credential: cred.ID})
}

// Forget removes a token from the store, and the choices about it. The platforms
// offer no revocation, so the token itself lives on until it expires. With
// vault.ErrLeftover it is forgotten all the same.
func (b *Broker) Forget(ctx context.Context, credentialID, tokenID string) error {
	cred, t, err := b.token(credentialID, tokenID)
	if err != nil {
		return err
	}
	err = b.p.Vault.ForgetToken(ctx, credentialID, tokenID)
	if err == nil || errors.Is(err, vault.ErrLeftover) {
		b.dropChoices(func(k tokenKey) bool { return k == keyOf(cred, t) })
		b.emit(TokenForgotten{Credential: credentialID, Token: tokenID})
		b.emit(CredentialChanged{ID: credentialID})
	}
	return err
}
