package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"keycase/ui/widgets"
)

// toastLife is how long a toast without a countdown stays.
const toastLife = 4 * time.Second

// toaster shows one toast at a time.
type toaster struct {
	later func(time.Duration, func()) (stop func())
	toast *widgets.Toast
	stop  func()
	owner any // whose countdown it shows; nil for none
}

func newToaster(later func(time.Duration, func()) (stop func())) *toaster {
	t := &toaster{later: later, toast: widgets.NewToast("")}
	t.toast.Hide()
	return t
}

func (t *toaster) object() fyne.CanvasObject { return t.toast }

// say shows text for a while.
func (t *toaster) say(text string) {
	t.put(text)
	t.toast.HideRing()
	t.stop = t.later(toastLife, t.dismiss)
}

// count shows text with a ring of what is left, 0 to 1, until dismissed. A count
// of the same owner only moves on where its toast is still there.
func (t *toaster) count(owner any, first bool, text string, left float32) {
	if !first && (t.owner != owner || t.toast.Hidden) {
		return
	}
	t.put(text)
	t.owner = owner
	t.toast.SetFraction(left)
}

func (t *toaster) put(text string) {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	t.owner = nil
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

// visible tells whether a toast is there.
func (t *toaster) visible() bool { return !t.toast.Hidden }

// Toast implements core.Notice.
func (s *Shell) Toast(text string) {
	s.toasts.say(text)
	s.frame.arrange()
}
