package broker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"keycase/providers"
)

// StaleError is a call that was refused because keys or a token are out of date,
// where newer ones could not be had.
type StaleError struct {
	// Refusal is what the platform said.
	Refusal *providers.Failure
	// Err is why there are no newer ones: [ErrKeysLacking], [ErrNoNewerKeys],
	// [ErrBindAgain], or what came of asking for them.
	Err error
	// Missing are the fields that [ErrKeysLacking] is about.
	Missing []providers.Field
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("%v; there is no newer one: %v", e.Refusal, e.Err)
}

// Unwrap returns the refusal and the reason.
func (e *StaleError) Unwrap() []error { return []error{e.Refusal, e.Err} }

// ErrKeysLacking is a credential without the fields that newer keys are asked for
// with.
var ErrKeysLacking = errors.New("the credential lacks what newer keys are asked for with")

// ErrNoNewerKeys is a platform that tells no newer keys for this credential.
var ErrNoNewerKeys = errors.New("the platform tells no newer keys for this credential")

// lacking carries the missing fields to the StaleError.
type lacking struct{ fields []providers.Field }

func (l *lacking) Error() string { return ErrKeysLacking.Error() }

func newStaleError(refusal *providers.Failure, err error) *StaleError {
	var l *lacking
	if errors.As(err, &l) {
		return &StaleError{Refusal: refusal, Err: ErrKeysLacking, Missing: l.fields}
	}
	return &StaleError{Refusal: refusal, Err: err}
}

// renewable tells whether what is out of date came from the store, so that
// newer ones would be used. An operation that gets them is not made newer by
// itself, and who fixes the environment wants that very call.
func (p *Prepared) renewable(stale providers.Stale) bool {
	if p.Credential == nil || p.call.Env != "" {
		return false
	}
	switch stale {
	case providers.StaleKeys:
		return len(p.Operation.Renews) == 0 && len(p.renewedInputs()) > 0
	case providers.StaleToken:
		_, ok := p.tokenInput()
		return ok && p.Operation.Yields == ""
	}
	return false
}

// renewedInputs are the stored secrets of the call that the platform changes
// from time to time.
func (p *Prepared) renewedInputs() []string {
	var names []string
	for _, op := range p.Platform.Operations {
		for _, name := range op.Renews {
			if f, ok := providers.FieldNamed(p.Operation.Inputs, name); ok && f.Secret && p.fromStore(f) {
				names = append(names, name)
			}
		}
	}
	return names
}

// tokenInput is the input that a stored token filled.
func (p *Prepared) tokenInput() (providers.Field, bool) {
	for _, f := range p.Operation.Inputs {
		if f.FromToken != "" && !f.FromRefresh && p.fromStore(f) {
			return f, true
		}
	}
	return providers.Field{}, false
}

func (p *Prepared) fromStore(f providers.Field) bool {
	return p.Values[f.Name] != "" && p.call.Values[f.Name] == "" && !slices.Contains(p.call.Without, f.Name)
}

// freshen sees to it that the store has newer keys or a newer token than those
// of the call.
func (b *Broker) freshen(ctx context.Context, p *Prepared, stale providers.Stale) error {
	if stale == providers.StaleKeys {
		return b.freshenKeys(ctx, p)
	}
	return b.freshenToken(ctx, p)
}

// freshenKeys asks for the newest keys, unless somebody else has stored them
// meanwhile.
func (b *Broker) freshenKeys(ctx context.Context, p *Prepared) error {
	if newer, err := b.hasNewerKeys(ctx, p); newer || err != nil {
		return err
	}
	for i := range p.Platform.Operations {
		op := &p.Platform.Operations[i]
		if len(op.Renews) == 0 {
			continue
		}
		call := Call{Operation: p.Platform.ID + "." + op.ID, Credential: p.Credential.ID, unasked: p.call.unasked, serving: true}
		if err := b.askForKeys(ctx, call); err != nil {
			return err
		}
		if newer, err := b.hasNewerKeys(ctx, p); newer || err != nil {
			return err
		}
	}
	return ErrNoNewerKeys
}

func (b *Broker) askForKeys(ctx context.Context, call Call) error {
	prepared, err := b.Prepare(ctx, call)
	if err != nil {
		return err
	}
	var invalid *providers.InvalidError
	if errors.As(prepared.Invalid, &invalid) {
		return lacks(prepared.Operation, invalid)
	}
	_, err = b.fly(ctx, prepared)
	return err
}

func lacks(op *providers.Operation, invalid *providers.InvalidError) error {
	l := &lacking{}
	for _, problem := range invalid.Problems {
		if f, ok := providers.FieldNamed(op.Inputs, problem.Field); ok {
			l.fields = append(l.fields, f)
		}
	}
	return l
}

// hasNewerKeys tells whether the store has other keys than the call was made with.
func (b *Broker) hasNewerKeys(ctx context.Context, p *Prepared) (bool, error) {
	secrets, err := b.p.Vault.Secrets(ctx, p.Credential.ID)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(p.renewedInputs(), func(name string) bool {
		return secrets[name] != "" && secrets[name] != p.Values[name]
	}), nil
}

// freshenToken renews the token of the call, unless somebody else has done it
// meanwhile.
func (b *Broker) freshenToken(ctx context.Context, p *Prepared) error {
	input, _ := p.tokenInput()
	used, ok := FindToken(*p.Credential, input.FromToken, p.call.Subject)
	if !ok {
		return ErrNoToken
	}
	cred, err := b.p.Vault.Get(p.Credential.ID)
	if err != nil {
		return err
	}
	now, ok := keyOf(cred, used).in(cred)
	if !ok {
		return ErrNoToken
	}
	secret, err := b.p.Vault.TokenSecret(ctx, cred.ID, now.ID)
	if err != nil || secret.Value != p.Values[input.Name] {
		return err
	}
	call, err := b.renewal(cred, now)
	if err != nil {
		return err
	}
	call.serving = true
	_, err = b.Run(ctx, call)
	return err
}

// cause is why an error came about: of a call with what is out of date, why
// there was nothing newer.
func cause(err error) error {
	var stale *StaleError
	if errors.As(err, &stale) {
		return stale.Err
	}
	return err
}
