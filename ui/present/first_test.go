package present

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// whole is a broker that knows the real platforms.
type whole struct{ fake }

func (whole) Registry() providers.Registry { return catalog.Registry() }

// stored is a credential that holds the values, as the vault lists it.
func stored(platform string, values map[string]string) vault.Credential {
	found, _ := catalog.Registry().Platform(platform)
	c := vault.Credential{ID: "id-" + platform, Platform: platform, Public: map[string]string{}}
	for _, f := range found.Fields {
		switch value := values[f.Name]; {
		case value == "":
		case f.Secret:
			c.Secrets = append(c.Secrets, f.Name)
		default:
			c.Public[f.Name] = value
		}
	}
	return c
}

func TestFirstTokenTakesOnePress(t *testing.T) {
	demo := map[string]vault.Credential{}
	for _, platform := range sandbox.Platforms() {
		demo[platform] = stored(platform, sandbox.Demo().Values(platform))
	}
	self := stored("yilianyun", sandbox.Demo().Values("yilianyun-self"))
	bare := stored("jdy", map[string]string{"client_id": "200421", "client_secret": "x", "app_key": "y"})
	for name, want := range map[string]struct {
		credentials []vault.Credential
		id, op      string
	}{
		"the newest that can":        {[]vault.Credential{demo["jdy"], demo["kis"], demo["robot"], demo["yilianyun"]}, "id-robot", "robot.token"},
		"a self-owned app":           {[]vault.Credential{demo["jdy"], self}, "id-yilianyun", "yilianyun.client-token"},
		"keys enough":                {[]vault.Credential{demo["jdy"]}, "id-jdy", "jdy.app-token"},
		"something is left to type":  {[]vault.Credential{bare}, "", ""},
		"computed for each call":     {[]vault.Credential{demo["kis"]}, "", ""},
		"a person has to bind it":    {[]vault.Credential{demo["yilianyun"]}, "", ""},
		"nobody knows that platform": {[]vault.Credential{{ID: "x", Platform: "gone"}}, "", ""},
		"nothing is there":           {nil, "", ""},
	} {
		id, op := FirstToken(whole{}, want.credentials)
		assert.Equal(t, [2]string{want.id, want.op}, [2]string{id, op}, name)
	}
}
