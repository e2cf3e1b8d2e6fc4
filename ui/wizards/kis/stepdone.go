package kis

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// doneStep says what was bound, lets a person name it, and makes a first call.
type doneStep struct {
	p       *page
	of      string // the credential
	bound   *bound
	name    *widgets.Field
	tries   []*widgets.Button // the same button, in the panel and where there is none
	outcome *fyne.Container   // what the first call gave
	failure *parts.Failure
	said    *widgets.Text
	data    *widgets.Text
	answer  *fyne.Container
}

func (p *page) drawDone() {
	c, b := p.c, p.flow.bound
	s := &doneStep{p: p, of: p.flow.stored, bound: b, failure: parts.NewFailure(c)}
	p.finish = s
	sentence := tidy(c.Text, "wizard.kis.done.sentence", "Product", nameOf(b.product))
	if b.only {
		sentence = tidy(c.Text, "wizard.kis.done.only", "Product", nameOf(b.product))
	}
	s.buildOutcome()
	panel := widgets.NewDropZone(widgets.NewPlatformMark(theme.Platform(platformID), 88),
		c.T("wizard.kis.try.title"), c.T("wizard.kis.try.caption"), s.tryButton())
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel,
		Head:   frame.Result(widgets.NewResultMark(true), c.T("wizard.kis.done.title"), sentence),
		Left:   panel,
		Narrow: widgets.Row(0, s.tryButton()),
		Right:  widgets.Stack(theme.Space5, s.outcome, s.nameField(), s.list(), s.where()),
	})
	p.SetFoot(frame.Action{Text: c.T("wizard.kis.overview"), Do: p.c.Nav.Overview}, c.T("wizard.kis.done.hint"),
		frame.Action{Text: c.T("wizard.kis.another"), Icon: "plus", Do: p.another})
}

func (s *doneStep) tryButton() *widgets.Button {
	b := widgets.NewSizedButton(s.p.c.T("wizard.kis.try.do"), "signature", widgets.Secondary, widgets.SizeL, s.try)
	s.tries = append(s.tries, b)
	return b
}

// nameField is saved on Enter and when the keyboard leaves it.
func (s *doneStep) nameField() fyne.CanvasObject {
	c := s.p.c
	s.name = widgets.NewField(c.T("form.name"), widgets.FieldOptions{Help: c.T("form.name_help")})
	s.name.SetText(s.bound.name)
	s.name.OnBlur = s.rename
	s.name.OnSubmitted = func(string) {
		if s.renamed() {
			s.p.Submit()
			return
		}
		s.rename()
	}
	return s.name
}

// renamed tells whether the name on screen is the stored one.
func (s *doneStep) renamed() bool { return strings.TrimSpace(s.name.Text()) == s.bound.name }

func (s *doneStep) rename() {
	if s.renamed() {
		s.tell("")
		return
	}
	c, name := s.p.c, strings.TrimSpace(s.name.Text())
	if name == "" {
		s.tell(c.T("form.name_missing"))
		return
	}
	s.p.rename(s.of, name, func(err error) {
		switch {
		case err == nil:
			s.bound.name = name
			s.tell("")
			c.Notice.Toast(c.T("form.saved", "Name", name))
		case errors.Is(err, vault.ErrExists):
			s.tell(c.T("form.name_taken"))
		case errors.Is(err, vault.ErrBadName):
			s.tell(c.T("form.name_bad"))
		default:
			c.Notice.Fail(err)
		}
	})
}

func (s *doneStep) tell(wrong string) {
	s.name.SetError(wrong)
	if s.p.finish == s {
		s.p.Changed()
	}
}

// list is what was kept: the product with its number, and its address.
func (s *doneStep) list() fyne.CanvasObject {
	c, g := s.p.c, s.bound.product
	kind, word := widgets.ChipOk, c.T("wizard.kis.done.encrypted")
	address := kept{icon: "globe", title: c.T("wizard.kis.done.address"), id: g.Public["server_url"]}
	switch {
	case address.id == "":
		address.id, kind, word = c.T("wizard.kis.done.nowhere"), widgets.ChipWarn, c.T("wizard.kis.product.nowhere")
	case unencrypted(g):
		kind, word = widgets.ChipUnsafe, c.T("grant.unencrypted")
	case strings.HasPrefix(address.id, "http://"):
		kind, word = widgets.ChipNeutral, parts.Environment(c.Text, address.id)
	}
	address.chip = widgets.NewStatusChip(kind, word)
	product := kept{icon: "book-open", title: nameOf(g), id: "netid " + g.Subject, chip: widgets.NewStatusChip(widgets.ChipAccent, c.T("grant.in_use"))}
	return widgets.NewCard(widgets.Stack(theme.Space3, product.line(), widgets.NewDivider(0), address.line()), theme.Space4)
}

// kept is something that was stored, with what it is called by machines, letter by letter.
type kept struct {
	icon, title, id string
	chip            *widgets.StatusChip
}

func (k kept) line() fyne.CanvasObject {
	names := widgets.Stack(2, widgets.NewFitText(k.title, widgets.BodyMedium, theme.ColorInk), widgets.NewFitText(k.id, widgets.MonoSmall, theme.ColorInk2))
	return widgets.Columns(theme.Space5, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewIcon(k.icon, theme.ColorInk2, 20), names, k.chip)
}

// where says where the secrets are now.
func (s *doneStep) where() fyne.CanvasObject {
	c := s.p.c
	words := map[vault.StoreKind]string{
		vault.StoreKeyring: c.T("store.keyring.where"), vault.StoreFile: c.T("store.file.where"), vault.StoreMemory: c.T("store.memory.where"),
	}
	return widgets.Row(theme.Space2, widgets.NewIcon("lock", theme.ColorInk2, 16),
		widgets.NewText(words[c.Vault.Kind()], widgets.Small, theme.ColorInk2))
}

func (s *doneStep) buildOutcome() {
	s.said = widgets.NewFitText("", widgets.BodyMedium, theme.ColorInk)
	s.data = widgets.NewParagraph("", widgets.MonoSmall, theme.ColorInk2).SetMaxLines(mostLines)
	head := widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("circle-check", theme.ColorOkText, 20), s.said)
	s.answer = widgets.Stack(theme.Space2, head, s.data)
	s.failure.Object().Hide()
	s.outcome = widgets.Stack(0, widgets.NewCard(widgets.Stack(0, s.answer, s.failure.Object()), theme.Space4))
	s.outcome.Hide()
}

// mostLines is how much of an answer is shown; the operation's own page shows all.
const mostLines = 8

// try makes the first call.
func (s *doneStep) try() {
	s.outcome.Hide()
	s.p.begin(s.p.c.T("wizard.kis.try.under_way"), s.p.call(s.show))
}

// show says what the call gave, in the place of what an earlier one gave.
func (s *doneStep) show(got broker.Result, err error) {
	p := s.p
	p.end()
	if p.finish != s {
		return
	}
	if err != nil {
		s.failure.Show(err)
		s.failure.Object().Show()
		s.answer.Hide()
	} else {
		s.failure.Object().Hide()
		s.answer.Show()
		s.said.SetText(p.c.T("wizard.kis.try.done"))
		s.data.SetText(indented(got.Outcome))
		s.data.Hidden = len(got.Outcome.Data) == 0
	}
	s.outcome.Show()
	p.Changed()
	p.Reveal(s.outcome)
}

// indented is the answer on several lines.
func indented(o providers.Outcome) string {
	var b bytes.Buffer
	if json.Indent(&b, o.Data, "", "  ") != nil {
		return string(o.Data)
	}
	return b.String()
}
