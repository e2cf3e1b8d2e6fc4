package operation

import (
	"errors"
	"strings"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/widgets"
)

// addDoctor leads to the signature doctor, where the explanation of a refusal sends
// people there.
func (r *result) addDoctor(err error) {
	p, c := r.p, r.p.c
	if !namesDoctor(c, err) {
		return
	}
	id := ""
	if p.cred != nil {
		id = p.cred.ID
	}
	r.doctor = widgets.NewSizedButton(c.T("checking.lead"), "stethoscope", widgets.Soft, widgets.SizeS, func() { c.Nav.SignatureDoctor(p.operation, id) })
	r.stack.Add(widgets.Row(0, r.doctor))
}

// namesDoctor tells whether the platform's explanation names the page.
func namesDoctor(c *core.Context, err error) bool {
	var failure *providers.Failure
	return errors.As(err, &failure) &&
		strings.Contains(strings.ToLower(failure.Action.In(c.Lang())), strings.ToLower(c.T("nav.doctor")))
}
