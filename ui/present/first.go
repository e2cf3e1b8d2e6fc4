package present

import (
	"slices"

	"keycase/providers"
	"keycase/vault"
)

// FirstToken is what gets a first token by pressing one button: the newest
// credential that already holds all that such an operation needs, by ID, and the
// operation ("robot.token"). Both are empty where there is none.
func FirstToken(b Broker, credentials []vault.Credential) (credentialID, operation string) {
	for _, c := range slices.Backward(credentials) {
		platform, err := b.Registry().Platform(c.Platform)
		if err != nil {
			continue
		}
		for _, kind := range platform.Tokens {
			if kind.IssueBy == nil {
				continue
			}
			if op, ok := platform.Operation(kind.IssueBy(c.Public)); ok && op.Sends && ready(c, op) {
				return c.ID, platform.ID + "." + op.ID
			}
		}
	}
	return "", ""
}

// ready tells whether the credential holds everything that the operation needs.
func ready(c vault.Credential, op *providers.Operation) bool {
	holds := func(name string) bool { return c.Public[name] != "" || slices.Contains(c.Secrets, name) }
	lacks := func(f providers.Field) bool { return f.Required && f.Default == "" && !holds(f.Name) }
	open := func(r providers.OneOf) bool { return !slices.ContainsFunc(r.Fields, holds) }
	return !slices.ContainsFunc(op.Inputs, lacks) && !slices.ContainsFunc(op.OneOf, open)
}
