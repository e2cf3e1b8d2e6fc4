// Package frame is what stands around the steps of a wizard: the steps and the way out on top, the
// way back and the one thing to do next at the bottom, and between them the body, which scrolls where
// the window is too low for it.
//
// A wizard embeds a [*Frame], which makes it a core.Page, and shows each of its steps with
// [Frame.SetStep], [Frame.SetBody] and [Frame.SetFoot]. What it hands over is wired by itself: the
// first field has the keyboard, Tab goes from the body to the foot, what the keyboard comes to is
// scrolled into view, Enter does what the primary button does, and Esc leaves. It is a page without a
// sidebar.
package frame

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Params are what a frame is made from.
type Params struct {
	Title string
	Steps []string // the names, in their order; their number stays
	// BaseURL is where calls go: "" for production.
	BaseURL string

	// GoTo is told the index of a step behind that a person goes back to.
	GoTo func(step int)
	// Dirty tells whether something is typed, so that leaving is asked about; nil means never. The wizard
	// keeps it for when a person comes back.
	Dirty func() bool
	// Loses tells whether something of it goes with the window; nil means never.
	Loses func() bool
	// Close leaves the wizard; nil goes back to the page before.
	Close func()
	// Paste is called with what is on the clipboard for Ctrl+V where no field has the keyboard, while
	// the wizard is shown; may be nil. Fields paste by themselves, see widgets.WizardField.
	Paste func(text string)
}

// Frame is the page without its steps. Its methods belong to the UI goroutine.
type Frame struct {
	c *core.Context
	p Params

	content *fyne.Container
	steps   *widgets.Steps
	states  []widgets.StepState
	where   *widgets.StatusChip
	body    *body
	scroll  *parts.Scroll
	foot    *foot

	offer  offer
	shown  bool
	target fyne.Focusable             // what is to get the keyboard; nil for the first field
	wired  map[fyne.CanvasObject]bool // what is followed already
	calm   calm

	busy   string             // what is under way; "" for nothing
	cancel func()             // ends it; may be nil
	locked []fyne.Disableable // by the frame, until then
	before fyne.Focusable     // had the keyboard when it began
}

var (
	_ core.Page     = (*Frame)(nil)
	_ core.Escaper  = (*Frame)(nil)
	_ core.Keeper   = (*Frame)(nil)
	_ core.Closer   = (*Frame)(nil)
	_ core.KeyTaker = (*Frame)(nil)
	_ core.Lister   = (*Frame)(nil)
	_ core.Masker   = (*Frame)(nil)
)

// New makes a frame at its first step, without a body.
func New(c *core.Context, p Params) *Frame {
	f := &Frame{c: c, p: p, wired: map[fyne.CanvasObject]bool{}, states: make([]widgets.StepState, len(p.Steps))}
	all := make([]widgets.StepContent, len(p.Steps))
	for i := range all {
		all[i] = f.step(i)
	}
	f.steps = widgets.NewSteps(all, f.goTo)
	f.SetStep(0, widgets.StepCurrent)
	f.where = widgets.NewStatusChip(widgets.ChipOk, "")
	f.SetEnvironment(p.BaseURL)
	f.body = newBody()
	f.scroll = parts.NewScroll(f.body.content)
	f.followScroll()
	f.foot = newFoot(f.click, func() bool { return f.busy != "" || f.calm.takesClick(c.Clock()) })

	leave := widgets.NewIconButton("x", c.T("action.close"), f.leave).SetKeyHint("Esc")
	title := widgets.NewFitText(p.Title, widgets.BodyMedium, theme.ColorInk)
	top := container.New(&topLayout{}, f.steps, leave, title, f.where, widgets.NewDivider(0))
	// The body comes first: Tab goes from there to the foot, and only then to the top.
	f.content = container.New(frameLayout{}, f.scroll.Object(), f.foot.content, top)
	return f
}

// followScroll lets the body know what can be seen of it.
func (f *Frame) followScroll() {
	outer, ok := f.scroll.Object().(*fyne.Container)
	if !ok {
		return
	}
	for _, object := range outer.Objects {
		if scroll, ok := object.(*container.Scroll); ok {
			f.body.view = func() (from, height float32) { return scroll.Offset.Y, scroll.Size().Height }
			scroll.OnScrolled = func(fyne.Position) { f.body.follow() } // the wheel; others tell it themselves
		}
	}
}

// Content implements core.Page.
func (f *Frame) Content() fyne.CanvasObject { return f.content }

// Shown implements core.Page: the first field has the keyboard, or what [Frame.Focus] asked for.
func (f *Frame) Shown() {
	f.shown = true
	f.calm.begin(f.c.Clock())
	f.takeKeyboard()
	if f.p.Paste != nil {
		f.c.Window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { f.ReadClipboard() })
	}
}

// ReadClipboard has what is on the clipboard pasted into the wizard, and not into a field.
func (f *Frame) ReadClipboard() {
	canvas := f.c.Window.Canvas()
	widgets.Paste(canvas, func(text string) {
		if f.shown && f.busy == "" && !widgets.RefusesPaste(canvas, text) {
			f.p.Paste(text)
		}
	})
}

// Hidden implements core.Page: what is under way is cancelled.
func (f *Frame) Hidden() {
	f.shown = false
	f.Mask()
	f.stop()
	if f.p.Paste != nil {
		f.c.Window.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
	}
}

// Mask implements core.Masker for the fields of the body.
func (f *Frame) Mask() {
	f.body.walk(func(object fyne.CanvasObject) bool {
		if m, ok := object.(core.Masker); ok {
			m.Mask()
		}
		return true
	})
}

// Dirty implements core.Keeper.
func (f *Frame) Dirty() bool { return f.p.Dirty != nil && f.p.Dirty() }

// Closing implements core.Closer.
func (f *Frame) Closing() (lost string) {
	if f.p.Loses == nil || !f.p.Loses() {
		return ""
	}
	return f.c.T("wizard.close_body")
}

// Escape implements core.Escaper: it takes away what lies over the window, such as the question for a
// file, else it cancels what is under way, else it leaves, and asks first where something is typed.
func (f *Frame) Escape() {
	overlays := f.c.Window.Canvas().Overlays()
	if top := overlays.Top(); top != nil {
		overlays.Remove(top)
		return
	}
	if f.busy != "" {
		f.stop()
		return
	}
	f.leave()
}

// leave is what the cross does.
func (f *Frame) leave() {
	f.stop()
	if !f.Dirty() {
		f.close()
		return
	}
	f.c.Notice.Confirm(f.c.T("wizard.leave_title"), f.c.T("wizard.leave_body"), f.c.T("form.leave_yes"), func(leave bool) {
		if leave {
			f.close()
		}
	})
}

func (f *Frame) close() {
	if f.p.Close != nil {
		f.p.Close()
		return
	}
	f.c.Nav.Back()
}

func (f *Frame) goTo(step int) {
	if f.p.GoTo != nil {
		f.p.GoTo(step)
	}
}

// stateNames are the ends of the keys of the words for a state.
var stateNames = map[widgets.StepState]string{
	widgets.StepTodo: "todo", widgets.StepCurrent: "current", widgets.StepDone: "done", widgets.StepFailed: "failed",
}

func (f *Frame) step(i int) widgets.StepContent {
	name, state := f.p.Steps[i], f.states[i]
	return widgets.StepContent{Name: name, State: state, Spoken: f.c.T("wizard.step",
		"N", i+1, "Of", len(f.p.Steps), "Name", name, "State", f.c.T("wizard.state."+stateNames[state]))}
}

// SetStep makes a step the one that a person is at, [widgets.StepCurrent] or [widgets.StepFailed]: those
// before it are done, those after it are to come. With [widgets.StepDone] it is done as well, and the
// one after it has not begun, as after the last one. An index that does not exist changes nothing.
func (f *Frame) SetStep(index int, state widgets.StepState) {
	if index < 0 || index >= len(f.states) {
		return
	}
	for i := range f.states {
		switch {
		case i < index:
			f.states[i] = widgets.StepDone
		case i > index:
			f.states[i] = widgets.StepTodo
		default:
			f.states[i] = state
		}
		f.steps.SetStep(i, f.step(i))
	}
}

// SetEnvironment says at the top where calls go: "" for production.
func (f *Frame) SetEnvironment(baseURL string) {
	kind := widgets.ChipOk
	if baseURL != "" {
		kind = widgets.ChipWarn
	}
	f.where.Set(kind, parts.Environment(f.c.Text, baseURL))
	if f.content != nil {
		f.content.Refresh()
	}
}
