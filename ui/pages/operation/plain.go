package operation

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// signaturePane stands in the place of the command where nothing is sent: the
// signature by itself.
type signaturePane struct {
	p      *Page
	object fyne.CanvasObject
	value  *widgets.Text
	copier *widgets.Button
}

func newSignaturePane(p *Page) *signaturePane {
	s := &signaturePane{p: p, value: widgets.NewParagraph("", widgets.Mono, theme.ColorInk)}
	s.copier = widgets.NewButton(p.c.T("signature.copy"), "copy", widgets.Primary, func() { p.fresh(s.copy) })
	if gives(p.op) {
		s.copier.SetKind(widgets.Secondary)
	}
	s.object = widgets.NewSunkenCard(widgets.Stack(theme.Space4, s.value, widgets.Row(0, s.copier)), theme.Space5, theme.RadiusCard)
	return s
}

func (s *signaturePane) show() {
	signing := &s.p.signing
	if signing.err != nil {
		s.value.Set(s.p.c.T("snippet.none"), theme.ColorInk3)
		s.copier.Disable()
		return
	}
	s.value.Set(masked(signing.signed.Signature, signing.signed.Secrets()), theme.ColorInk)
	s.copier.Enable()
}

func (s *signaturePane) copy() {
	signed := s.p.signing.signed
	s.p.c.Clip.Copy(s.p.c.T("signature.name"), signed.Signature, signed.Token != nil)
}
