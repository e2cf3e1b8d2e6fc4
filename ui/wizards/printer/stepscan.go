package printer

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keycase/pairing"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
)

// kinds are the keys in the order in which they are offered.
var kinds = []pairing.KeyKind{pairing.KindQRKey, pairing.KindMSign}

// scanStep is where the printer's code and key are read or typed.
type scanStep struct {
	p     *page
	op    *providers.Operation // whose fields they are
	tried bool                 // a person wanted to go on, so that empty fields are told too

	where   *widgets.Text // to find them
	zone    *widgets.DropZone
	refused *widgets.Text // what the panel says, for where it is hidden
	kind    *widgets.Segmented
	unkind  *widgets.Remark // that the kind is not known
	lost    *widgets.Remark // that the key went when the store was locked
	code    *widgets.WizardField
	keys    map[pairing.KeyKind]*widgets.WizardField
	read    *widgets.Text
	ring    *countdown
	drawn   shownSlip // what the panel shows
	filling bool      // by the program and not by a person
}

func (p *page) drawScan() {
	c := p.c
	app, _ := p.app()
	s := &scanStep{p: p, op: p.operation(opOf(app)), ring: newCountdown(p), drawn: shownOf(p.flow.slip)}
	p.scan = s
	s.where = widgets.NewParagraph("", widgets.Body, theme.ColorInk2)
	s.refused = widgets.NewParagraph("", widgets.Small, theme.ColorErrText)
	s.kind = widgets.NewSegmented(c.T("printer.kind_label"), []string{c.T("printer.kind.qr_key"), c.T("printer.kind.msign")}).SetTall()
	s.kind.OnChanged = func(index int) {
		p.flow.slip.choose(kinds[index])
		s.show()
		p.follow(s.tick)
	}
	s.unkind = widgets.NewRemark("circle-alert", "", theme.ColorErrText)
	s.lost = widgets.NewRemark("lock", c.T("printer.key_lost"), theme.ColorWarnText)
	s.read = widgets.NewParagraph(c.T("printer.read"), widgets.Small, theme.ColorAccentText)
	s.code = s.field("1", c.T("printer.code"), widgets.FieldOptions{}, func(text string) { p.flow.slip.code = text })
	typed := func(text string) { p.flow.slip.setKey(text, c.Clock()) }
	s.keys = map[pairing.KeyKind]*widgets.WizardField{
		// The temporary one is on the slip for everybody to see, and soon over.
		pairing.KindQRKey: s.field("2", c.T("printer.qr_key"), widgets.FieldOptions{}, typed),
		pairing.KindMSign: s.field("2", c.T("printer.msign"), widgets.FieldOptions{
			Secret: true, RevealTip: c.T("action.reveal"), HideTip: c.T("action.hide"),
		}, typed),
	}
	s.keys[pairing.KindMSign].OnCopy = func(selected string) { c.Clip.Copy(c.T("printer.msign"), selected, true) }
	s.zone = widgets.NewDropZone(picture(p), "", "", s.buttons()...)

	top := widgets.Stack(theme.Space4, s.lost, s.read,
		widgets.Stack(theme.Space1+2, parts.Slim(s.kind), s.unkind), s.code, s.keys[pairing.KindQRKey], s.keys[pairing.KindMSign])
	if p.m.Ways.Screen != nil {
		screen := widgets.NewSizedButton(c.T("printer.drop.screen"), "scan-qr-code", widgets.Link, widgets.SizeS, p.lookAtScreen)
		top.Add(parts.Flush(screen))
	}
	if p.shot != nil {
		top.Add(p.offerRegion())
	}
	if batch := p.soFar(); batch != nil {
		top.Add(batch)
	}
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel,
		Head:   widgets.Stack(theme.Space1, widgets.NewParagraph(c.T("printer.scan.title"), widgets.Title1, theme.ColorInk), s.where),
		Left:   s.zone, Right: frame.Column(top, s.ring.object), Narrow: s.narrow(),
	})
	s.show()
	p.Focus(s.next())
	p.follow(s.tick)
}

// field makes a field whose text store keeps.
func (s *scanStep) field(number, label string, o widgets.FieldOptions, store func(string)) *widgets.WizardField {
	f := widgets.NewWizardField(number, label, o)
	f.OnChanged = func(text string) {
		if s.filling {
			return
		}
		store(strings.TrimSpace(text))
		s.p.flow.check = false
		s.show()
		s.p.follow(s.tick)
	}
	f.OnPaste = func(text string) bool { return s.p.paste(text, true) }
	return f
}

// buttons are the ways in besides typing.
func (s *scanStep) buttons() []*widgets.Button {
	c := s.p.c
	paste := c.T("printer.drop.paste")
	if s.p.m.Ways.Clipboard == nil {
		paste = c.T("printer.drop.paste_text")
	}
	all := []*widgets.Button{
		widgets.NewButton(paste, "clipboard-paste", widgets.Secondary, s.p.ReadClipboard).SetKeyHint(widgets.Keys("V")),
	}
	if s.p.m.Ways.Open != nil {
		all = append(all, widgets.NewButton(c.T("printer.drop.file"), "image", widgets.Secondary, s.p.choosePicture))
	}
	return all
}

// narrow is what stands in for the panel.
func (s *scanStep) narrow() fyne.CanvasObject {
	row := widgets.Row(theme.Space3)
	for _, b := range s.buttons() {
		row.Add(b)
	}
	return widgets.Stack(theme.Space2, row, s.refused)
}

// label tells whether the label is what a person has to look at, and not a slip.
func (s *scanStep) label() bool { return s.p.flow.slip.kind == pairing.KindMSign }

func (s *scanStep) sentence() string {
	if s.label() {
		return s.p.c.T("printer.scan.label_body")
	}
	return s.p.c.T("printer.scan.body")
}

// shownSlip is what of a slip the panel shows.
type shownSlip struct {
	code string
	kind pairing.KeyKind
}

func shownOf(s slip) shownSlip { return shownSlip{s.code, s.kind} }

// picture is the printer with what it shows: the code that was read, or an example. Its
// words are those of the device.
func picture(p *page) fyne.CanvasObject {
	c := p.c
	first := widgets.SlipLine{Name: c.T("printer.slip.code"), Value: p.flow.slip.code}
	if first.Value == "" {
		field, _ := providers.FieldNamed(p.operation(opScan).Inputs, fieldCode)
		first.Value, first.Example = field.Example, c.T("printer.slip.example")
	}
	if p.flow.slip.kind == pairing.KindMSign {
		return widgets.NewLabelPicture(first, widgets.SlipLine{Name: c.T("printer.slip.msign")})
	}
	return widgets.NewSlipPicture(first, widgets.SlipLine{Name: c.T("printer.slip.qr_key")})
}

// next is the field that a person has to fill next.
func (s *scanStep) next() fyne.CanvasObject {
	slip := s.p.flow.slip
	switch {
	case slip.kind == pairing.KindUnknown:
		return s.kind
	case slip.code != "" && slip.key == "":
		return s.key()
	default:
		return s.code
	}
}

// key is the field of the key that is chosen.
func (s *scanStep) key() *widgets.WizardField {
	if s.label() {
		return s.keys[pairing.KindMSign]
	}
	return s.keys[pairing.KindQRKey]
}

// show brings everything up to what the flow holds.
func (s *scanStep) show() {
	p, c := s.p, s.p.c
	slip := p.flow.slip
	s.filling = true
	put(s.code, slip.code)
	for kind, field := range s.keys {
		field.Hidden = field != s.key()
		text := slip.key
		if field.Hidden {
			text = ""
		}
		put(field, text)
		if kind == pairing.KindQRKey {
			label := c.T("printer.qr_key")
			if slip.kind == pairing.KindUnknown {
				label = c.T("printer.key")
			}
			field.SetLabel(label)
		}
	}
	s.filling = false
	s.kind.SetUnchosen()
	for i, kind := range kinds {
		if kind == slip.kind {
			s.kind.SetSelected(i)
		}
	}
	s.judge()
	s.read.Hidden = !p.flow.check
	s.calm()
	s.ring.show(c.Clock())
	s.offer()
	p.Changed()
}

// calm says in the panel what it is for, and above the fields where to look.
func (s *scanStep) calm() {
	body := "printer.drop.body"
	if s.label() {
		body = "printer.drop.label_body"
	}
	if now := shownOf(s.p.flow.slip); s.drawn != now {
		s.drawn = now
		s.zone.SetPicture(picture(s.p))
	}
	s.where.SetText(s.sentence())
	s.zone.SetState(widgets.DropCalm)
	s.zone.Set(s.p.c.T("printer.drop.title"), s.p.c.T(body))
	s.refused.Hide()
}

// put fills a field without moving the cursor where nothing changes.
func put(field *widgets.WizardField, text string) {
	if strings.TrimSpace(field.Text()) != text {
		field.SetText(text)
	}
}

// judge says at the fields what is wrong with them; it reports whether all is well.
func (s *scanStep) judge() bool {
	wrong, unusual := s.p.flow.problems(s.p.c.Text, s.op, s.tried)
	slip := s.p.flow.slip
	s.unkind.SetText(wrong[fieldKind])
	s.unkind.Hidden = wrong[fieldKind] == ""
	s.lost.Hidden = !s.p.flow.lost.key || slip.key != ""
	s.code.SetError(wrong[fieldCode])
	s.code.SetHelp(unusual[fieldCode])
	s.code.SetOK(slip.code != "" && wrong[fieldCode] == "" && unusual[fieldCode] == "")
	s.key().SetError(wrong[keyField(slip.kind)])
	return len(wrong) == 0
}

// offer says what to do next: once the key is over, that is another slip.
func (s *scanStep) offer() {
	p := s.p
	back := p.Back(func() { p.goBack(atApp) })
	if p.flow.slip.expired(p.c.Clock()) {
		p.SetFoot(back, "", frame.Action{Text: p.c.T("printer.remedy.new_slip"), Icon: "scan-qr-code", Do: p.newSlip})
		return
	}
	p.SetFoot(back, p.EnterHint(), p.Next(s.submit))
}

func (p *page) newSlip() {
	p.flow.newSlip(p.c.Clock())
	p.draw()
}

func (s *scanStep) submit() {
	s.tried = true
	if !s.judge() {
		s.p.Changed()
		s.p.Focus(s.wrong())
		return
	}
	s.p.flow.step = atConfirm
	s.p.draw()
}

// wrong is the first thing that stops a person.
func (s *scanStep) wrong() fyne.CanvasObject {
	switch {
	case s.code.Error() != "":
		return s.code
	case !s.unkind.Hidden:
		return s.kind
	default:
		return s.key()
	}
}

// tick moves the countdown; when it comes to its end, the foot offers another way.
func (s *scanStep) tick(now time.Time) (seconds bool) {
	if s.ring.show(now) && !s.p.Busy() {
		s.offer()
		s.p.Changed()
	}
	s.hint(now)
	return s.ring.runs(now)
}

// hint says in a low window, where the countdown may be scrolled away, how long there
// still is.
func (s *scanStep) hint(now time.Time) {
	c, slip := s.p.c, s.p.flow.slip
	switch {
	case s.p.Busy() || slip.expired(now):
	case s.ring.low() && s.ring.runs(now):
		s.p.SetHint(c.T("printer.left", "Left", spell(c.Text, slip.left(now))))
	default:
		s.p.SetHint(s.p.EnterHint())
	}
}

// fail says why nothing was read; what was typed stays.
func (s *scanStep) fail(what, do string) {
	s.zone.SetState(widgets.DropFailed)
	s.zone.Set(what, do)
	s.read.Hide()
	s.refused.SetText(parts.Sentences(s.p.c, what, do))
	s.refused.Show()
	s.p.Changed()
}
