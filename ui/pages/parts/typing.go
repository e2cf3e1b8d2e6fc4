package parts

import (
	"time"

	"keycase/ui/core"
)

// Debounce is how long after a keystroke the work begins that follows it.
const Debounce = 80 * time.Millisecond

// Typing is the work that follows what a person types.
type Typing struct {
	Wait   func() // ends the debounce; nil while there is none
	Work   func() // ends the work under way; nil while there is none
	Behind bool   // something was typed since that began
}

// Typed is called on every keystroke; follow runs once no other comes for a while.
func (t *Typing) Typed(ticker *core.Ticker, follow func()) {
	t.settle()
	t.Wait = ticker.After(Debounce, func() {
		t.Wait = nil
		follow()
	})
}

// Cancel ends all of it.
func (t *Typing) Cancel() {
	t.settle()
	if t.Work != nil {
		t.Work()
	}
	t.Work, t.Behind = nil, false
}

func (t *Typing) settle() {
	if t.Wait != nil {
		t.Wait()
	}
	t.Wait = nil
}
