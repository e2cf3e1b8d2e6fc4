package printer

import (
	"context"
	"image"
	"io"
	"time"
)

// Ways are what the system may or may not offer to get at pictures and files. A nil
// one is not offered to people.
type Ways struct {
	// Clipboard takes the picture that another program has copied. It runs away from
	// the UI goroutine.
	Clipboard func(ctx context.Context) (image.Image, error)
	// Screen takes a picture of what can be seen on the screen, as Clipboard does.
	Screen func(ctx context.Context) (image.Image, error)
	// Open asks for a picture's file, and Save where to put a file of that name. Both
	// are called on the UI goroutine and come back to it; done is not called where a
	// person thinks better of it. The wizard closes what it gets.
	Open func(title string, done func(io.ReadCloser, error))
	Save func(title, name string, done func(io.WriteCloser, error))
}

// Memory is what survives leaving the wizard while the window is open: what was
// typed, how far a person was, and the printers that were paired. Secrets among it
// lie nowhere else. The zero value is ready for use.
type Memory struct {
	Ways Ways

	flow  flow
	batch []paired
	// held are the tokens of self-owned apps that the store has not taken, by app: the platform counts
	// each one, so they are used again.
	held map[string]held
	// spent is until when the platform gives no more tokens, as it said itself, by what it counts for.
	spent map[counter]time.Time
	// given is the pairing that a person waits for no longer; nil for none. The platform may still
	// answer it.
	given *attempt
	// dropped tells the page that is shown; nil while there is none.
	dropped func()
}

// Forget drops the secrets: the printer's key, what was typed for an app that is not
// stored yet, and tokens that the store has not taken. It is to be called when the store is locked, on the UI goroutine.
func (m *Memory) Forget() {
	m.flow.forget()
	m.held = nil
	if m.dropped != nil {
		m.dropped()
	}
}
