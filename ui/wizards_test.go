package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/vault"
)

// TestTheGuidedBindingsGoOnInTheNextWindow where nothing of what they keep was touched in this one.
func TestTheGuidedBindingsGoOnInTheNextWindow(t *testing.T) {
	b := newBench(t, vault.StateReady)
	b.app.Preferences().SetString(prefKIS, `{"Stored":"","Values":{"eid":"1234567"},"Forgot":true}`)
	b.app.Preferences().SetString(prefPrinter, `{"Step":1,"App":"gone","Code":"4004683219","Kind":1,"Key":true}`)
	u := b.start(nil)
	b.watchClose()
	for _, known := range []string{prefKIS, prefPrinter} {
		b.app.Preferences().SetString(known, "")
	}
	u.quit()
	b.settle()
	assert.True(t, b.closed)
	assert.JSONEq(t, `{"Stored":"","Values":{"eid":"1234567"},"Forgot":true}`, b.app.Preferences().String(prefKIS))
	assert.Contains(t, b.app.Preferences().String(prefPrinter), "4004683219")
}
