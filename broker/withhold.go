package broker

import (
	"errors"
	"slices"

	"keycase/providers"
)

// Secrets lists what must not be shown of a signed call, in every form that a step or
// a platform can give it: its secret values, and what opens the platform in their
// place, such as an app_signature or a computed token.
func (s Signed) Secrets() []string {
	var secrets []string
	if s.Prepared != nil {
		secrets = s.Prepared.Secrets()
	}
	if s.Request != nil {
		secrets = append(secrets, s.Request.Sensitive...)
	}
	if s.Token != nil {
		secrets = append(secrets, s.Token.Value)
	}
	return providers.Forms(secrets)
}

// shortestQuoted is what is looked for in a platform's words, in bytes: shorter values
// are in every text.
const shortestQuoted = 8

// withhold takes out of a platform's own words what they quote of the secrets that it
// was sent. They go to screens and into other programs' logs.
func withhold(err error, s Signed) error {
	var refusal *providers.Failure
	if !errors.As(err, &refusal) {
		return err
	}
	secrets := slices.DeleteFunc(s.Secrets(), func(secret string) bool { return len(secret) < shortestQuoted })
	code, message := providers.Redact(refusal.Code, secrets...), providers.Redact(refusal.Message, secrets...)
	if code != refusal.Code || message != refusal.Message {
		refusal.Code, refusal.Message = code, message
	}
	return err
}
