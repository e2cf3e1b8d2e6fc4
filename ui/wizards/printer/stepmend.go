package printer

import (
	"context"
	"maps"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// mend lets a person change the app's keys without leaving the wizard.
func (p *page) mend() {
	p.flow.mend()
	p.draw()
}

// drawMend shows the values of the chosen app, which the platform refused. Secrets that are left empty
// stay.
func (p *page) drawMend(app vault.Credential) {
	c := p.c
	s := &appStep{p: p, alert: parts.NewAlert(c)}
	p.apps = s
	values := providers.Values(maps.Clone(app.Public))
	if values == nil {
		values = providers.Values{}
	}
	maps.Copy(values, p.flow.mended)
	card := s.fields(values, parts.InputOptions{Unmarked: true, Placeholder: c.T("form.kept")})
	p.SetBody(frame.Body{
		Layout: frame.LayoutList, Head: frame.Heading(c.T("printer.mend.title", "Name", app.Name), c.T("printer.mend.body")),
		Left: widgets.Stack(theme.Space5, s.alert.Object(), card), Right: about(c),
	})
	p.SetFoot(p.Back(p.resume), p.EnterHint(), frame.Action{Text: c.T("printer.mend.save"), Icon: "check", Do: func() { s.keep(app) }})
}

// resume goes on with the printer, without any change of the app.
func (p *page) resume() {
	p.flow.resume(p.c.Clock())
	p.draw()
}

// keep stores what was changed, and goes on where the app was refused.
func (s *appStep) keep(app vault.Credential) {
	p := s.p
	draft := broker.Draft{BaseURL: app.BaseURL, Values: p.flow.mended.Clone()}
	if draft.Values[fieldSecret] == "" {
		delete(draft.Values, fieldSecret)
	}
	s.alert.Hide()
	p.SetBusy(p.c.T("form.saving"), p.cancel)
	p.stop = core.Do(p.c, func(ctx context.Context) (struct{}, error) {
		_, _, err := p.c.Broker.EditCredential(ctx, app.ID, draft)
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		p.stop = nil
		p.SetBusy("", nil)
		switch {
		case err == nil:
			p.resume()
		case !s.tell(app.Name, err):
			s.alert.Show(err, p.Submit)
			p.Changed()
			p.Reveal(s.alert.Object())
		}
	})
}
