package broker

import (
	"maps"

	"keycase/vault"
)

// PublicValues are what a program needs beside a token to make calls of its own:
// the credential's public fields and those of the grants in use, by wire name,
// such as router_addr, netid and server_url. In use is the grant of that subject
// or, with an empty one, the selected or only one of each kind.
func PublicValues(cred vault.Credential, subject string) map[string]string {
	values := map[string]string{}
	ofKind := map[string]int{}
	for i := range cred.Grants {
		ofKind[cred.Grants[i].Kind]++
	}
	for i := range cred.Grants {
		g := &cred.Grants[i]
		if subject != "" && g.Subject == subject || subject == "" && (g.Selected || ofKind[g.Kind] == 1) {
			maps.Copy(values, g.Public)
		}
	}
	// What a person has written wins, as it does where a call is made.
	maps.Copy(values, cred.Public)
	return values
}
