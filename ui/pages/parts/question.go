package parts

import "keycase/ui/core"

// ConfirmLoss asks a question about something that cannot be taken back. A frame
// that can tells it from others by its button.
func ConfirmLoss(c *core.Context, title, body, yes string, done func(ok bool)) {
	if n, ok := c.Notice.(interface {
		ConfirmLoss(title, body, yes string, done func(ok bool))
	}); ok {
		n.ConfirmLoss(title, body, yes, done)
		return
	}
	c.Notice.Confirm(title, body, yes, done)
}

// Look tells a frame that wants to know which credential the page is about now; ""
// for none.
func Look(c *core.Context, credentialID string) {
	if n, ok := c.Notice.(interface{ Look(credentialID string) }); ok {
		n.Look(credentialID)
	}
}
