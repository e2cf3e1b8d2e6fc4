package vault

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// forgetfulDisk is a powerDisk of which one sync reports success without effect.
type forgetfulDisk struct {
	*powerDisk
	at    int // the sync that lies, from 1
	syncs int
}

func (d *forgetfulDisk) lies() bool {
	d.syncs++
	return d.syncs == d.at
}

func (d *forgetfulDisk) WriteSync(path string, data []byte) error {
	if d.lies() {
		return d.Write(path, data)
	}
	return d.powerDisk.WriteSync(path, data)
}

func (d *forgetfulDisk) AppendSync(path string, data []byte) error {
	if d.lies() {
		return d.do(func() error { return osDisk{}.AppendSync(path, data) })
	}
	return d.powerDisk.AppendSync(path, data)
}

func (d *forgetfulDisk) SyncDir(dir string) error {
	if d.lies() {
		return d.do(func() error { return nil })
	}
	return d.powerDisk.SyncDir(dir)
}

// TestTortureLyingSync: each sync of each deed reports success without effect, and
// the power is cut at each step after it. What was acknowledged can be lost then,
// which nobody can prevent; it is never lost in silence, nor in part.
func TestTortureLyingSync(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range tortured() {
			t.Run(fmt.Sprintf("%s %s", kind, name), func(t *testing.T) {
				t.Parallel()
				old, next := beforeAndAfter(t, kind, deed)
				for sync, lied := 1, true; lied; sync++ {
					for at, struck := 1, true; struck; at += rounds(5, 1) {
						w := newWorld(t, kind)
						furnish(t, w)
						f := &fate{at: at, effect: fullEffect, deadly: true}
						d := &forgetfulDisk{newPowerDisk(t, f, w.dir), sync, 0}
						v, err := w.processOn(d, f)
						if err == nil {
							err = deed(t.Context(), v)
							vanish(v)
						}
						d.cut(t, w.dir)
						came := w.afterCut(t, old, next)
						if err == nil && came == "old state" {
							came = "old state, although acknowledged"
						}
						round(t, came)
						struck, lied = f.struck, d.syncs >= sync
					}
				}
			})
		}
	}
}

// afterCut tells what a power cut left.
func (w *world) afterCut(t *testing.T, old, next seen) string {
	t.Helper()
	v, err := w.process(&fate{})
	if err != nil {
		require.ErrorIs(t, err, ErrCorrupt)
		return "refused as damaged"
	}
	got, items, err := readWhole(t.Context(), v)
	told := v.Recovery() != RecoveryNone
	require.NoError(t, v.Close())
	switch {
	case told:
		return "fell back and said so"
	case errors.Is(err, ErrItemMissing) || errors.Is(err, ErrCorrupt):
		return "an entry without its secret"
	}
	require.NoError(t, err)
	at := slices.IndexFunc([]seen{old, next}, func(s seen) bool { return fmt.Sprintf("%+v", s) == fmt.Sprintf("%+v", got) })
	if at < 0 {
		require.Contains(t, []seen{old, next}, got)
	}
	came := []string{"old state", "new state"}[at]
	if len(w.stored(t)) != items {
		came += ", a secret without entry"
	}
	return came
}
