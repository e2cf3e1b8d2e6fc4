package frame

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Action is a button of the foot. One without a text is not there.
type Action struct {
	Text     string
	Icon     string // a Lucide name; may be empty
	Trailing bool   // the icon stands after the text
	Disabled bool
	Do       func()
}

// Back is the action that most steps have on the left.
func (f *Frame) Back(do func()) Action {
	return Action{Text: f.c.T("wizard.back"), Icon: "arrow-left", Do: do}
}

// Next is the primary action that most steps have.
func (f *Frame) Next(do func()) Action {
	return Action{Text: f.c.T("wizard.next"), Icon: "arrow-right", Trailing: true, Do: do}
}

// EnterHint is the hint that goes with it.
func (f *Frame) EnterHint() string { return f.c.T("wizard.enter") }

const primaryWidth = 160 // at least, in Fyne units

// foot is the bar at the bottom.
type foot struct {
	content       *fyne.Container
	primary, back *slot
	hint          *widgets.Text
}

func newFoot(submit func(), takes func() bool) *foot {
	f := &foot{
		primary: newSlot(widgets.Primary),
		back:    newSlot(widgets.Ghost),
		hint:    widgets.NewFitText("", widgets.Small, theme.ColorInk2).SetAlign(fyne.TextAlignTrailing),
	}
	f.primary.do = submit
	f.back.do = func() {
		if takes() {
			call(f.back.action.Do)
		}
	}
	f.content = container.New(footLayout{}, f.primary.box, f.back.box, f.hint, widgets.NewDivider(0))
	return f
}

// slot is the place of a button. A button whose icon changes its side is another button.
type slot struct {
	box    *fyne.Container
	kind   widgets.ButtonKind
	action Action
	button *widgets.Button // nil until there is an action
	do     func()
}

func newSlot(kind widgets.ButtonKind) *slot {
	s := &slot{kind: kind, box: container.NewStack()}
	s.box.Hide()
	return s
}

func (s *slot) set(action Action, busy bool) {
	if s.button == nil || s.action.Trailing != action.Trailing {
		s.button = s.newButton(action.Trailing)
		s.box.Objects = []fyne.CanvasObject{s.button}
	}
	s.action = action
	s.button.SetText(action.Text)
	s.button.SetIcon(action.Icon)
	s.button.SetBusy(busy)
	if action.Disabled {
		s.button.Disable()
	} else {
		s.button.Enable()
	}
	s.box.Hidden = action.Text == ""
}

func (s *slot) newButton(trailing bool) *widgets.Button {
	b := widgets.NewSizedButton("", "", s.kind, widgets.SizeL, func() { s.do() })
	if trailing {
		b.SetTrailingIcon()
	}
	if s.kind == widgets.Primary {
		b.SetMinWidth(primaryWidth)
	}
	return b
}

// offer is what the foot has while nothing is under way.
type offer struct {
	back, primary Action
	hint          string
}

// SetFoot says what the foot has: the way back on the left (see [Frame.Back]), a hint, and the one
// thing to do next, which Enter does as well (see [Frame.Next]). While something is under way, it
// shows after that.
func (f *Frame) SetFoot(back Action, hint string, primary Action) {
	f.offer = offer{back, primary, hint}
	f.showFoot()
}

// SetHint changes the hint alone.
func (f *Frame) SetHint(hint string) {
	f.offer.hint = hint
	f.showFoot()
}

func (f *Frame) showFoot() {
	o := f.offer
	if f.busy != "" {
		o.back = Action{Text: f.c.T("action.cancel"), Icon: "x", Disabled: f.cancel == nil, Do: f.stop}
		o.primary.Text, o.primary.Disabled, o.hint = f.busy, false, ""
	}
	f.foot.back.set(o.back, false)
	f.foot.primary.set(o.primary, f.busy != "")
	f.foot.hint.SetText(o.hint)
	f.foot.content.Refresh()
}

// Submit does what the primary button does, as Enter does in a field. It does nothing while something
// is under way or the button does not answer, nor right after another step came up: see [CalmKeys].
func (f *Frame) Submit() {
	if f.busy == "" && f.calm.takesKey(f.c.Clock()) {
		f.submit()
	}
}

// click is a press of the primary button.
func (f *Frame) click() {
	if f.calm.takesClick(f.c.Clock()) {
		f.submit()
	}
}

func (f *Frame) submit() {
	if primary := f.offer.primary; f.busy == "" && primary.Text != "" && !primary.Disabled {
		call(primary.Do)
	}
}

func call(do func()) {
	if do != nil {
		do()
	}
}
