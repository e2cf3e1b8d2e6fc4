package shell

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// dialogs are questions and errors in front of everything. Fyne gives each
// overlay a focus of its own, so Tab stays inside.
type dialogs struct {
	s   *Shell
	all []*dialog
}

// dialog is one of them.
type dialog struct {
	overlay fyne.CanvasObject
	cancel  func()
	focus   func() // gives the keyboard to it
}

func (d *dialogs) open() bool { return len(d.all) > 0 }

// cancel closes the one in front as Esc does.
func (d *dialogs) cancel() { d.all[len(d.all)-1].cancel() }

const dialogWidth = 440

// show puts a dialog in front. first gets the keyboard; cancel runs on Esc,
// after the dialog has gone. It returns the way to close it.
func (d *dialogs) show(body fyne.CanvasObject, first fyne.Focusable, cancel func()) (closeIt func()) {
	closeIt, _ = d.put(body, first, cancel)
	return closeIt
}

// put is show for a body that changes its height, which arrange is told of.
func (d *dialogs) put(body fyne.CanvasObject, first fyne.Focusable, cancel func()) (closeIt, arrange func()) {
	centred := container.New(&dialogLayout{}, widgets.NewCard(body, theme.Space6))
	focus := func() { d.s.c.Window.Canvas().Focus(first) }
	front := container.NewStack(newVeil(focus), centred)
	this := &dialog{overlay: widgets.WithTips(front, d.s.c.Ticker.After), focus: focus}
	closeIt = func() {
		if d.drop(this) {
			d.s.c.Window.Canvas().Overlays().Remove(this.overlay)
		}
	}
	this.cancel = func() {
		closeIt()
		cancel()
	}
	d.all = append(d.all, this)
	d.s.c.Window.Canvas().Overlays().Add(this.overlay)
	this.overlay.Resize(d.s.c.Window.Canvas().Size())
	focus()
	return closeIt, centred.Refresh
}

// drop takes a dialog off the list, and tells whether it was on it.
func (d *dialogs) drop(gone *dialog) bool {
	i := slices.Index(d.all, gone)
	if i < 0 {
		return false
	}
	d.all = slices.Delete(d.all, i, i+1)
	d.s.refocusSoon() // a click may have asked, which takes the keyboard from its field
	return true
}

// Adopt takes a dialog that Fyne shows for one of the shell's: Esc calls cancel, which
// closes it, and no key reaches the page behind it. It returns what is to be called
// when the dialog has closed in whatever way.
func (s *Shell) Adopt(cancel func()) (closed func()) {
	this := &dialog{cancel: cancel, focus: func() {}}
	s.dialogs.all = append(s.dialogs.all, this)
	return func() { s.dialogs.drop(this) }
}

// Dialog shows a body in front of the pages; first gets the keyboard, and cancel runs
// on Esc, after the dialog has gone. It returns the way to close it, and what is to be
// called when the body has changed its height.
func (s *Shell) Dialog(body fyne.CanvasObject, first fyne.Focusable, cancel func()) (closeIt, arrange func()) {
	return s.dialogs.put(body, first, cancel)
}

// dialogLayout centres a card of a fixed width.
type dialogLayout struct{}

func (dialogLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (dialogLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(dialogWidth, size.Width-2*theme.Space8)
	for _, o := range objects {
		height := o.MinSize().Height
		if s, ok := o.(interface{ HeightFor(float32) float32 }); ok {
			height = s.HeightFor(width)
		}
		place(o, (size.Width-width)/2, max((size.Height-height)/3, theme.Space4), width, height)
	}
}

// Fail implements core.Notice.
func (s *Shell) Fail(err error) {
	if err == nil {
		return
	}
	e := app.Explain(err, s.c.Lang())
	rows := []fyne.CanvasObject{
		widgets.Columns(12, []float32{widgets.Natural, widgets.Flexible},
			widgets.NewIcon("circle-alert", theme.ColorErrText, 20),
			widgets.NewParagraph(e.Title, widgets.Title3, theme.ColorInk)),
	}
	for _, sentence := range []string{e.Why, e.Do} {
		if sentence != "" {
			rows = append(rows, widgets.NewParagraph(sentence, widgets.Body, theme.ColorInk2))
		}
	}
	if e.Details != "" {
		rows = append(rows, s.details(e.Details))
	}
	var closeIt func()
	ok := widgets.NewButton(s.c.T("action.understood"), "", widgets.Primary, func() { closeIt() })
	rows = append(rows, widgets.Pad(container.NewBorder(nil, nil, nil, ok), theme.Space2, 0, 0, 0))
	closeIt = s.dialogs.show(widgets.Stack(theme.Space3, rows...), ok, func() {})
	s.CheckStore() // the store's banner may be what the error is about
}

// details is the strip with the program's or the platform's own words.
func (s *Shell) details(text string) fyne.CanvasObject {
	text = strings.TrimSpace(text)
	copyIt := widgets.NewIconButton("copy", s.c.T("action.copy_details"), func() {
		s.clip.Copy(s.c.T("details.name"), text, false)
	})
	return widgets.NewSunkenCard(widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural},
		widgets.NewParagraph(text, widgets.MonoSmall, theme.ColorInk2).SetMaxLines(4), copyIt), theme.Space2, theme.RadiusControl)
}

// closeFront takes away what stands in front of the pages, as Esc does.
func (s *Shell) closeFront() {
	s.closePalette()
	for range len(s.dialogs.all) { // an answer may ask something else
		s.dialogs.cancel()
	}
}

// Confirm implements core.Notice. The keyboard starts on the button that does
// nothing: an Enter too many must not cost anything.
func (s *Shell) Confirm(title, body, yes string, done func(ok bool)) {
	s.ask(title, body, yes, widgets.Primary, done)
}

// ConfirmLoss implements core.Notice.
func (s *Shell) ConfirmLoss(title, body, yes string, done func(ok bool)) {
	s.ask(title, body, yes, widgets.Danger, done)
}

func (s *Shell) ask(title, body, yes string, kind widgets.ButtonKind, done func(ok bool)) {
	var closeIt func()
	answer := func(ok bool) func() {
		return func() {
			closeIt()
			done(ok)
		}
	}
	no := widgets.NewButton(s.c.T("action.cancel"), "", widgets.Secondary, answer(false))
	do := widgets.NewButton(yes, "", kind, answer(true))
	content := widgets.Stack(theme.Space3,
		widgets.NewParagraph(title, widgets.Title3, theme.ColorInk),
		widgets.NewParagraph(body, widgets.Body, theme.ColorInk2),
		widgets.Pad(container.NewBorder(nil, nil, nil, widgets.Row(theme.Space2, no, do)), theme.Space2, 0, 0, 0),
	)
	closeIt = s.dialogs.show(content, no, func() { done(false) })
}
