package frame

import (
	"fyne.io/fyne/v2"

	"keycase/ui/widgets"
)

// Within a body, these are what the keyboard can come to.
type (
	// typed is a field, of which the part inside takes the keyboard.
	typed interface {
		fyne.CanvasObject
		Focusable() fyne.Focusable
		OnFocus(func())
	}
	// reached is everything else.
	reached interface {
		fyne.CanvasObject
		fyne.Focusable
		OnReach(func())
	}
)

// SetBody shows a step from its beginning. The first field gets the keyboard; [Frame.Focus] after it
// gives it to another. What changes inside of the body later is made known by [Frame.Changed].
func (f *Frame) SetBody(b Body) {
	f.before, f.target = nil, nil
	f.calm.begin(f.c.Clock())
	f.wired = map[fyne.CanvasObject]bool{}
	f.body.set(b)
	f.Changed()
	f.scroll.Top()
	f.body.follow()
	if f.shown {
		f.takeKeyboard()
	}
}

// Changed takes in what was added to the body or has another height now, such as a field with a
// sentence about what is wrong. Fields get Enter, which does what the primary button does, unless they
// have an OnSubmitted of their own.
func (f *Frame) Changed() {
	f.body.walk(f.wire)
	kept := f.inSight()
	f.scroll.Relayout()
	f.Reveal(kept)
}

// inSight is what of the body has the keyboard and can be seen, or nil: a sentence above it would push it
// under the foot.
func (f *Frame) inSight() (found fyne.CanvasObject) {
	focused := f.c.Window.Canvas().Focused()
	if focused == nil || f.body.view == nil {
		return nil
	}
	driver := fyne.CurrentApp().Driver()
	from, height := f.body.view()
	f.body.walk(func(object fyne.CanvasObject) bool {
		if focusable(object) == focused {
			y := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(f.body.content).Y
			if y >= from && y < from+height {
				found = object
			}
		}
		return object.Visible()
	})
	return found
}

// wire follows what the keyboard can come to, and only once.
func (f *Frame) wire(object fyne.CanvasObject) (into bool) {
	if f.wired[object] {
		return true
	}
	f.wired[object] = true
	switch o := object.(type) {
	case typed:
		o.OnFocus(func() { f.Reveal(o) })
	case *widgets.RadioCards:
		o.OnReach(func() { f.Reveal(o.SelectedCard()) })
	case reached:
		o.OnReach(func() { f.Reveal(o) })
	}
	switch o := object.(type) {
	case *widgets.Field:
		f.submits(o)
	case *widgets.WizardField:
		f.submits(&o.Field)
	}
	return true
}

func (f *Frame) submits(field *widgets.Field) {
	if field.OnSubmitted == nil {
		field.OnSubmitted = func(string) { f.Submit() }
	}
}

// Reveal scrolls the body as far as it takes to see an object in it.
func (f *Frame) Reveal(object fyne.CanvasObject) {
	if object != nil {
		f.scroll.Reveal(object)
		f.body.follow()
	}
}

// Focus gives something in the body the keyboard: a field, or anything that is fyne.Focusable. Before
// the wizard is shown, it waits for that.
func (f *Frame) Focus(object fyne.CanvasObject) {
	f.target = focusable(object)
	if f.shown {
		f.takeKeyboard()
	}
}

// FocusList implements core.Lister: the arrows find the list from wherever a person is.
func (f *Frame) FocusList() { f.takeKeyboard() }

func (f *Frame) takeKeyboard() {
	target := f.target
	if target == nil {
		target = f.first()
	}
	if target == nil {
		f.c.Window.Canvas().Unfocus()
		return
	}
	f.c.Window.Canvas().Focus(target)
	if _, field := target.(interface{ SelectedText() string }); field {
		target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // where a person would go on
	}
}

// first is the first field, else the first choice, of the part that a step is about: the list, or the
// column. A button is none of them: there Enter would no longer mean the primary one.
func (f *Frame) first() fyne.Focusable {
	for _, part := range f.body.parts() {
		if found := firstIn(part); found != nil {
			return found
		}
	}
	return nil
}

func firstIn(part fyne.CanvasObject) (found fyne.Focusable) {
	rank := 0
	widgets.Walk(part, func(object fyne.CanvasObject) (into bool) {
		now := 1
		switch object.(type) {
		case *widgets.Button, *widgets.IconButton:
			return false
		case typed:
			now = 2
		}
		if target := focusable(object); target != nil && object.Visible() && now > rank && !disabled(object) {
			found, rank = target, now
		}
		return object.Visible()
	})
	return found
}

// focusable is the part of an object that takes the keyboard; nil for none.
func focusable(object fyne.CanvasObject) fyne.Focusable {
	switch o := object.(type) {
	case typed:
		return o.Focusable()
	case fyne.Focusable:
		return o
	default:
		return nil
	}
}

func disabled(object fyne.CanvasObject) bool {
	d, ok := object.(fyne.Disableable)
	return ok && d.Disabled()
}

// TakeKey implements core.KeyTaker: Enter does what the primary button does. A wizard with keys of its
// own calls it for all others.
func (f *Frame) TakeKey(key fyne.KeyName) {
	if key == fyne.KeyReturn || key == fyne.KeyEnter {
		f.Submit()
	}
}
