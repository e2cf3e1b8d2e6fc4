package parts

import (
	"errors"

	"keycase/app"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/vault"
)

// Mending is what a person can do about an error, as a button.
type Mending struct {
	Label, Icon string
	Do          func()
}

// Mend finds out whether there is something: newer keys are filled into the form,
// and what can only be bound again is led there step by step, where there is such
// a way.
func Mend(c *core.Context, cred vault.Credential, err error) (Mending, bool) {
	switch {
	case errors.Is(err, broker.ErrKeysLacking), errors.Is(err, broker.ErrNoNewerKeys):
		return EditCredential(c, cred), true
	case bindAgain(err) && c.Nav.HasWizard(cred.Platform):
		return Mending{c.T("mend.bind"), "refresh-cw", func() { c.Nav.Wizard(cred.Platform, cred.ID) }}, true
	}
	return Mending{}, false
}

// bindAgain tells whether only binding again helps: as the broker knows, or as the
// platform has just said.
func bindAgain(err error) bool {
	var refusal *providers.Failure
	return errors.Is(err, broker.ErrBindAgain) || errors.As(err, &refusal) && refusal.Stale == providers.StaleRefresh
}

// EditCredential leads to the form.
func EditCredential(c *core.Context, cred vault.Credential) Mending {
	return Mending{c.T("mend.edit"), "pencil", func() { c.Nav.EditCredential(cred.ID) }}
}

// Fail shows an error of a credential in front of everything, with the button that
// mends it where there is one.
func Fail(c *core.Context, cred vault.Credential, err error) {
	mending, ok := Mend(c, cred, err)
	if !ok {
		c.Notice.Fail(err)
		return
	}
	e := app.Explain(err, c.Lang())
	c.Notice.Confirm(e.Title, Sentences(c, e.Why, e.Do), mending.Label, func(yes bool) {
		if yes {
			mending.Do()
		}
	})
}
