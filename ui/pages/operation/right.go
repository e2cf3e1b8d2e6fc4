package operation

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// right is what the call becomes: its result, how it is signed, and the command.
type right struct {
	p      *Page
	object fyne.CanvasObject
	scroll *parts.Scroll
	varies bool // two calls with the same values differ

	failed *widgets.Card  // why the values could not even be read
	why    *parts.Failure // inside it
	wait   *widgets.Card  // while the keys take long to read
	steps  *widgets.Card  // around the trace
	result *result
	trace  *widgets.StepTrace
	panel  *codePanel     // nil where the operation only computes
	plain  *signaturePane // in its place then
}

// panelHeight is the least height of the command, in Fyne units.
const panelHeight = 200

func newRight(p *Page) *right {
	r := &right{p: p, varies: varies(p.op), trace: widgets.NewStepTrace(p.c.T("operation.rule"))}
	r.trace.OnCopy, r.trace.OnRule = r.copyStep, p.openRule
	r.why = parts.NewFailure(p.c)
	retry := widgets.NewSizedButton(p.c.T("action.retry"), "refresh-cw", widgets.Secondary, widgets.SizeS, func() { p.sign(nil) })
	r.failed = widgets.NewCard(widgets.Stack(theme.Space4, r.why.Object(), widgets.Row(0, retry)), theme.Space5)
	r.failed.Hide()
	r.wait = widgets.NewCard(widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewIcon("key-round", theme.ColorInk2, 18), widgets.NewFitText(p.c.T("secret.reading"), widgets.Small, theme.ColorInk2),
		widgets.NewSizedButton(p.c.T("action.cancel"), "", widgets.Secondary, widgets.SizeS, p.giveUp)), theme.Space4)
	r.wait.Hide()
	r.result = newResult(p)
	var last fyne.CanvasObject
	if p.op.Sends {
		r.panel = newCodePanel(p)
		last = widgets.Sized(r.panel.object, 0, panelHeight)
	} else {
		r.plain = newSignaturePane(p)
		last = r.plain.object
	}
	r.steps = widgets.NewCard(widgets.Pad(r.trace, theme.Space4, theme.Space5, theme.Space4, theme.Space5), 0)
	objects := []fyne.CanvasObject{r.result.object, r.wait, r.failed, r.steps, last}
	if !p.op.Sends {
		// Nothing is to fill what is left.
		objects = append(objects, container.NewWithoutLayout())
	}
	content := container.New(tower{}, objects...)
	r.scroll = parts.NewScroll(container.New(inset{}, content))
	r.object = r.scroll.Object()
	return r
}

// inset keeps the content off the edges; a focus ring needs the room.
type inset struct{}

// Layout implements fyne.Layout.
func (inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.NewPos(sideGap/2, 0))
		inner := fyne.NewSize(size.Width-sideGap/2-theme.PagePadding, size.Height-theme.PagePadding)
		object.Resize(inner)
		if c, ok := object.(*fyne.Container); ok {
			c.Layout.Layout(c.Objects, inner) // its size may be the same while its content is not
		}
	}
}

// MinSize implements fyne.Layout.
func (inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return size.AddWidthHeight(sideGap/2+theme.PagePadding, theme.PagePadding)
}

// show draws the call as it is signed now, or what keeps it from being signed.
func (r *right) show() {
	p, s := r.p, &r.p.signing
	lang := p.c.Lang()
	r.failed.Hide()
	r.steps.Show()
	switch {
	case s.err == nil:
		r.trace.Set(steps(p.platform, s.signed.Trace, s.signed.Signature, s.signed.Secrets(), lang))
	case parts.Problems(s.err, lang) != nil:
		call, _ := p.call()
		given := func(field string) bool { return call.Values[field] != "" || p.plan.fills(field) }
		r.trace.Set(unsigned(p.c.Text, p.platform, p.op, given, s.err))
	default:
		r.steps.Hide()
		r.why.Show(s.err)
		r.failed.Show()
	}
	if r.panel != nil {
		r.panel.show()
	} else {
		r.plain.show()
	}
	r.tick(p.c.Clock())
	r.scroll.Relayout()
}

// tick draws the moment now.
func (r *right) tick(now time.Time) (seconds bool) {
	if r.panel != nil && r.panel.tick(now) {
		seconds = true
	}
	return r.result.tick(now) || seconds
}

// waiting tells that the keys take long to read, or that this is over.
func (r *right) waiting(waits bool) {
	if waits {
		r.wait.Show()
		if r.p.signing.signed.Request == nil {
			r.steps.Hide() // there are none yet
		}
	} else {
		r.wait.Hide()
		r.steps.Show()
	}
	r.scroll.Relayout()
}

// copyStep copies the value of a step, whole, whatever the screen hides of it.
func (r *right) copyStep(index int) {
	s := r.p.signing
	lang := r.p.c.Lang()
	shown := steps(r.p.platform, s.signed.Trace, s.signed.Signature, nil, lang)
	if s.err != nil || index >= len(shown) {
		return
	}
	step := shown[index]
	value := step.Value
	if step.Result != "" {
		value = step.Result
	}
	r.p.c.Clip.Copy(step.Title, value, masked(value, s.signed.Secrets()) != value)
}
