package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// toastLife is how long a toast stays in front of the page.
const toastLife = 4 * time.Second

// toaster shows one toast at a time. A countdown that outlives its toast goes on
// as a line in the status bar, where it covers nothing.
type toaster struct {
	guided      bool    // a guided binding has its foot where else the status bar is
	left, right float32 // what is taken at the ends of the status bar below the page
	later       func(time.Duration, func()) (stop func())
	root        *fyne.Container
	toast       *widgets.Toast
	stop        func()
	owner       any // whose countdown it shows; nil for none
}

func newToaster(later func(time.Duration, func()) (stop func())) *toaster {
	t := &toaster{later: later, toast: widgets.NewToast("")}
	t.toast.Hide()
	t.root = container.New(t, t.toast)
	return t
}

// object covers the page and the status bar below it.
func (t *toaster) object() fyne.CanvasObject { return t.root }

const (
	toastGap    = 20 // between toast and status bar
	toastMargin = 24 // to the sides of the page
	quietWidth  = 380
	quietGap    = 24 // to what else stands in the status bar
)

// Layout implements fyne.Layout.
func (t *toaster) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	toast := t.toast.MinSize()
	width := min(toast.Width, size.Width-2*toastMargin)
	foot := float32(theme.StatusBarHeight)
	if t.guided {
		foot = theme.WizardFootHeight
	}
	x, y := (size.Width-width)/2, size.Height-foot-toastGap-toast.Height
	if t.toast.Quiet() && !t.guided {
		width = max(min(width, quietWidth, size.Width-t.left-t.right-2*quietGap), 0)
		x, y = size.Width-t.right-quietGap-width, size.Height-(theme.StatusBarHeight+toast.Height)/2
	}
	place(t.toast, x, y, width, toast.Height)
}

// setEnds tells how much of the status bar is taken below the page.
func (t *toaster) setEnds(left, right float32) {
	t.left, t.right = left, right
	t.root.Refresh()
}

// setGuided tells what stands at the bottom of the window.
func (t *toaster) setGuided(guided bool) {
	t.guided = guided
	t.root.Refresh()
}

// MinSize implements fyne.Layout; a toast asks for no room.
func (t *toaster) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// say shows text for a while.
func (t *toaster) say(text string) {
	t.put(text)
	t.toast.HideRing()
	t.root.Refresh()
	t.stop = t.later(toastLife, t.dismiss)
}

// count shows text with a ring of what is left, 0 to 1, until dismissed. A count
// of the same owner only moves on where its toast is still there.
func (t *toaster) count(owner any, first bool, text string, left float32) {
	switch {
	case first:
		t.put(text)
		t.owner = owner
		t.stop = t.later(toastLife, t.calm)
	case t.owner != owner || t.toast.Hidden:
		return
	}
	t.toast.Set(text)
	t.toast.SetFraction(left)
	t.root.Refresh()
}

// calm lets a countdown step back.
func (t *toaster) calm() {
	t.toast.SetQuiet(true)
	t.root.Refresh()
}

func (t *toaster) put(text string) {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	t.owner = nil
	t.toast.SetQuiet(false)
	t.toast.Set(text)
	t.toast.Show()
}

// dismiss takes the toast away; it reports whether there was one.
func (t *toaster) dismiss() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	t.owner = nil
	t.toast.Hide()
}

// dismissOf takes the toast away if it is the owner's.
func (t *toaster) dismissOf(owner any) {
	if t.owner == owner {
		t.dismiss()
	}
}

// visible tells whether a toast is in front of the page, for Esc to take away.
func (t *toaster) visible() bool { return !t.toast.Hidden && !t.toast.Quiet() }

// Toast implements core.Notice.
func (s *Shell) Toast(text string) {
	s.toasts.say(text)
	s.frame.arrange()
}
