package operation

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// filled are the lines about the values that nobody has to type.
func (f *form) filled() []fyne.CanvasObject {
	p, c := f.p, f.p.c
	var lines []fyne.CanvasObject
	for _, t := range p.plan.tokens {
		lines = append(lines, f.tokenLine(t))
	}
	for _, e := range p.plan.typed {
		if field := e.fields[0]; field.FromToken != "" && p.cred != nil {
			lines = append(lines, f.noTokenLine(field))
		}
	}
	if line := f.grantLine(); line != nil {
		lines = append(lines, line)
	}
	if p.right.varies {
		renew := widgets.NewIconButton("refresh-cw", c.T("operation.renew"), func() { p.renew(nil) })
		f.follow(renew)
		lines = append(lines, row(c.T("operation.env"), widgets.NewFitText(c.T("operation.env_line"), widgets.Caption, theme.ColorInk2), renew))
	}
	if held := p.plan.held; len(held) > 0 {
		lines = append(lines, widgets.NewParagraph(
			parts.Tidy(c.T("operation.from_credential", "Fields", parts.Spaced(labels(held, c.Lang(), c.T("operation.list_join"))))), widgets.Caption, theme.ColorInk3))
	}
	return lines
}

func labels(fields []providers.Field, lang providers.Lang, join string) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Label.In(lang)
	}
	return strings.Join(names, join)
}

// follow brings a control into view when the keyboard comes to it.
func (f *form) follow(control parts.Reachable) {
	control.OnReach(func() { f.scroll.Reveal(control) })
}

// row is a title, a line below it, and something at its end.
func row(title string, line *widgets.Text, end fyne.CanvasObject) fyne.CanvasObject {
	text := widgets.Stack(0, widgets.NewFitText(title, widgets.Body, theme.ColorInk), line)
	return widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural}, text, end)
}

// tokenLine is a stored token that goes along, with what is left of its life. One
// that may be left out has a switch.
func (f *form) tokenLine(t tokenUse) fyne.CanvasObject {
	p, c := f.p, f.p.c
	line := widgets.NewFitText("", widgets.Caption, theme.ColorInk2)
	kind, _ := p.platform.TokenKind(t.field.FromToken)
	f.ticks = append(f.ticks, func(now time.Time) bool {
		text, ink, seconds := tokenLife(p, t, kind, now)
		line.Set(text, ink)
		return seconds
	})
	f.ticks[len(f.ticks)-1](c.Clock())
	title := c.T("operation.with_token", "Token", t.field.Label.In(c.Lang()))
	if t.field.Required {
		return row(title, line, widgets.NewIcon("check", theme.ColorOkText, 16))
	}
	return row(title, line, f.leaveOut(title, t.field))
}

// leaveOut is a switch for stored values that may stay behind.
func (f *form) leaveOut(title string, fields ...providers.Field) *widgets.Toggle {
	p := f.p
	toggle := widgets.NewToggle(title)
	f.follow(toggle)
	toggle.SetOn(!p.without[fields[0].Name])
	toggle.OnChanged = func(on bool) {
		for _, field := range fields {
			p.without[field.Name] = !on
		}
		p.sign(nil)
	}
	return toggle
}

func tokenLife(p *Page, t tokenUse, kind providers.TokenKind, now time.Time) (text string, ink fyne.ThemeColorName, seconds bool) {
	l := p.c.Text
	ends := t.token.ExpiresAt
	soon := kind.Soon
	if t.field.FromRefresh {
		ends, soon = t.token.RefreshExpiresAt, kind.RefreshSoon
	} else if broker.HealthOf(kind, t.token, now) == broker.Never {
		return l.T("status.never"), theme.ColorInk2, false
	}
	left := ends.Sub(now)
	ink = theme.ColorInk2
	if left <= soon {
		ink = theme.ColorWarnText
	}
	return present.LeftIn(l, left), ink, present.WantsSeconds(left)
}

// noTokenLine leads to the operation that gives the token that is missing.
func (f *form) noTokenLine(field providers.Field) fyne.CanvasObject {
	p, c := f.p, f.p.c
	line := widgets.NewFitText(c.T("operation.no_token"), widgets.Caption, theme.ColorInk2)
	kind, _ := p.platform.TokenKind(field.FromToken)
	id := ""
	if kind.IssueBy != nil {
		id = kind.IssueBy(p.cred.Public)
	}
	op, ok := p.platform.Operation(id)
	if !ok {
		return row(field.Label.In(c.Lang()), line, widgets.NewIcon("info", theme.ColorInk3, 16))
	}
	get := widgets.NewSizedButton(c.T("operation.get"), "", widgets.Soft, widgets.SizeS, func() {
		c.Nav.Operation(p.platform.ID+"."+op.ID, p.cred.ID)
	})
	f.follow(get)
	return row(field.Label.In(c.Lang()), line, get)
}

// grantLine says which printer or product the call goes to, where no choice says it
// already. Where it may be left out, it has a switch.
func (f *form) grantLine() fyne.CanvasObject {
	p := f.p
	if len(p.plan.grants) == 0 {
		return nil
	}
	grant, ok := p.plan.grant(p.plan.grants[0].FromGrant)
	if !ok {
		return nil
	}
	names := parts.Spaced(labels(p.plan.grants, p.c.Lang(), p.c.T("operation.list_join")))
	optional := !slices.ContainsFunc(p.plan.grants, func(f providers.Field) bool { return f.Required })
	switch {
	case optional:
		title := parts.Tidy(p.c.T("operation.with_grant", "Fields", names))
		return row(title, widgets.NewFitText(grantName(grant), widgets.Caption, theme.ColorInk2), f.leaveOut(title, p.plan.grants...))
	case len(p.plan.subjects) > 0:
		return nil // the choice says it
	}
	line := widgets.NewFitText(p.c.T("operation.filled", "Fields", names), widgets.Caption, theme.ColorInk2)
	return row(grantName(grant), line, widgets.NewIcon("check", theme.ColorOkText, 16))
}
