package ui

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/app/doctor"
	"keycase/broker"
	"keycase/ui/core"
	"keycase/vault"
)

func chinese(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// TestEveryPageChangesItsLanguage while it is open, there and back.
func TestEveryPageChangesItsLanguage(t *testing.T) {
	b := newBench(t, vault.StateReady)
	paths, err := app.Locate(b.dir, func(string) string { return "" })
	require.NoError(t, err)
	u := b.start(func(p *Params) {
		p.Doctor = func(c *core.Context) *doctor.Doctor {
			return doctor.New(doctor.Params{
				Text: c.Text, Program: "keycase", Paths: paths, Broker: c.Broker, OS: "linux",
				Explain: func(err error) app.Explained { return app.Explain(err, c.Lang()) },
				Keyring: p.Keyring, Env: func(string) string { return "" },
				Space:   func(string) (uint64, error) { return 12e9, nil },
				Private: func() doctor.Private { return doctor.Private{} },
			})
		}
	})
	cred, _, err := u.Context().Broker.AddCredential(t.Context(), broker.Draft{
		Platform: "jdy", Name: "Morning Light", BaseURL: "http://127.0.0.1:9", Values: u.p.Sandbox.Accounts["jdy"],
	})
	require.NoError(t, err)
	for name, open := range map[string]func(core.Nav){
		"overview":   core.Nav.Overview,
		"credential": func(n core.Nav) { n.Platform("jdy", cred.ID) },
		"new":        func(n core.Nav) { n.NewCredential("kis") },
		"edit":       func(n core.Nav) { n.EditCredential(cred.ID) },
		"operation":  func(n core.Nav) { n.Operation("jdy.request", cred.ID) },
		"computed":   func(n core.Nav) { n.Operation("kis.access-token", "") },
		"settings":   core.Nav.Settings,
		"about":      core.Nav.About,
		"doctor":     core.Nav.Diagnostics,
		"wizard":     func(n core.Nav) { n.Wizard("kis", "") },
		"printer":    func(n core.Nav) { n.Wizard("yilianyun", "") },
	} {
		u.setLanguage("zh")
		b.settle()
		open(u.Context().Nav)
		b.settle()
		require.True(t, chinese(u.Window().Title()), name)
		before := b.texts()
		u.setLanguage("en")
		b.settle()
		assert.False(t, chinese(u.Window().Title()), "%s is called %s", name, u.Window().Title())
		for _, text := range b.texts() {
			if text != "中文" { // as the language calls itself
				assert.False(t, chinese(text), "%s says %s", name, text)
			}
		}
		u.setLanguage("zh")
		b.settle()
		assert.Equal(t, before, b.texts(), name)
	}
}

// TestTheFirstPageChangesItsLanguage, and the one that asks where secrets are to lie.
func TestTheFirstPageChangesItsLanguage(t *testing.T) {
	for _, state := range []vault.State{vault.StateReady, vault.StateMissing} {
		b := newBench(t, state)
		u := b.start(nil)
		assert.Equal(t, "钥匣", u.Window().Title())
		u.setLanguage("en")
		b.settle()
		assert.Equal(t, "Keycase", u.Window().Title())
		for _, text := range b.texts() {
			assert.False(t, chinese(text), text)
		}
		b.stop()
	}
}
