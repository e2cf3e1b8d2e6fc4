package operation

import (
	"net/url"

	"fyne.io/fyne/v2"
)

// openRule opens the platform's page about a step in the browser. Where there is
// none to open it, a person does it with the address.
func (p *Page) openRule(address string) {
	u, err := url.Parse(address)
	if err == nil && fyne.CurrentApp().OpenURL(u) == nil {
		return
	}
	c := p.c
	c.Notice.Confirm(c.T("operation.rule_closed"), c.T("operation.rule_closed_body", "Address", address), c.T("operation.rule_copy"), func(ok bool) {
		if ok {
			c.Clip.Copy(c.T("operation.rule_name"), address, false)
		}
	})
}
