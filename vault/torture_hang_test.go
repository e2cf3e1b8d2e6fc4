package vault

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestTortureHang: each call to the disk and to the keyring gives no answer for a
// minute, and then has its effect or has none, and the process is killed then or
// goes on. The minute passes on a clock of its own.
func TestTortureHang(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range tortured() {
			t.Run(fmt.Sprintf("%s %s", kind, name), func(t *testing.T) {
				t.Parallel()
				old, next := beforeAndAfter(t, kind, deed)
				for _, after := range []blow{
					{effect: fullEffect, lies: true}, {effect: noEffect},
					{effect: fullEffect, deadly: true}, {effect: noEffect, deadly: true},
				} {
					for at, struck := 1, true; struck; at++ {
						w := newWorld(t, kind)
						furnish(t, w)
						f := &fate{at: at, effect: after.effect, lies: after.lies, deadly: after.deadly}
						var err error
						synctest.Test(t, func(t *testing.T) { err = hangThrough(t, w, f, deed) })
						struck = f.struck
						oldOrNew(t, old, next, w.settled(t), err)
						round(t, outcome(err))
					}
				}
			})
		}
	}
}

// hangThrough does a deed with a call that hangs for a minute. Meanwhile another
// process reads as ever, and gets its turn to write or is told so in time.
func hangThrough(t *testing.T, w *world, f *fate, deed func(context.Context, *Vault) error) error {
	other, err := w.process(&fate{})
	require.NoError(t, err)
	f.hang = func() { <-time.After(time.Minute) }
	done := make(chan error, 1)
	var v *Vault
	go func() {
		var err error
		if v, err = w.process(f); err == nil {
			err = deed(context.Background(), v)
		}
		done <- err
	}()
	synctest.Wait()
	require.NotEmpty(t, other.List())
	turn := other.index.locked(t.Context(), func(*snapshot) error { return nil })
	require.True(t, turn == nil || errors.Is(turn, ErrTimeout), "%v", turn)
	err = <-done
	<-time.After(2 * time.Minute) // a call that was given up ends too
	if v != nil {
		f.end(v)
	}
	require.NoError(t, other.Close())
	return err
}
