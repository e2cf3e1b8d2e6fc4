package vault

import (
	"errors"
	"fmt"
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

// afterCut tells what a power cut left. What does not fit is found by Examine, and
// after Repair nothing is left to find.
func (w *world) afterCut(t *testing.T, old, next seen) string {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	got, items, err := readWhole(t.Context(), v)
	came := ""
	switch {
	case v.Recovery() != RecoveryNone:
		came = "an older index, which it says"
	case errors.Is(err, ErrItemMissing) || errors.Is(err, ErrCorrupt):
		came = "an entry without its secret"
	case err == nil && fmt.Sprintf("%+v", got) == fmt.Sprintf("%+v", next):
		came = "new state"
	default:
		require.NoError(t, err)
		require.Equal(t, old, got, "neither the old state nor the new one")
		came = "old state"
	}
	if stored := len(w.stored(t)); err == nil && stored == items && v.Recovery() == RecoveryNone {
		return came
	} else if err == nil && stored > items {
		came += ", a secret without its entry"
	}
	report, err := v.Examine(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, report.Findings, came)
	require.NoError(t, v.Repair(t.Context(), report))
	report, err = v.Examine(t.Context())
	require.NoError(t, err)
	for _, f := range report.Findings {
		switch f.Kind {
		case FoundLost: // marked as such by the repair
		case FoundUnknown:
			return came + ": told"
		default:
			require.Fail(t, "not repaired", "%+v", f)
		}
	}
	return came + ": repaired"
}
