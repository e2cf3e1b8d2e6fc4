package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var otherStore = map[StoreKind]StoreKind{StoreKeyring: StoreFile, StoreFile: StoreKeyring}

func moveOptions(to StoreKind) MoveOptions {
	return MoveOptions{To: to, Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil }}
}

func moveTo(to StoreKind) func(context.Context, *Vault) error {
	return func(ctx context.Context, v *Vault) error { return v.Move(ctx, moveOptions(to)) }
}

// movedWorld is settled where a move may have been: in one of the two stores is
// everything, and in the other one nothing.
func (w *world) movedWorld(t *testing.T) seen {
	t.Helper()
	v, err := open(t.Context(), Options{
		Dir: w.dir, Keyring: w.keyring, Clock: testClock, WorkFactor: 1,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil },
	}, osDisk{})
	require.NoError(t, err)
	kind := v.Kind()
	require.NoError(t, v.Close())
	w.kind = otherStore[kind]
	require.Empty(t, w.stored(t), "left in the other store")
	if kind == StoreKeyring {
		require.NoFileExists(t, filepath.Join(w.dir, secretsDir, identityName))
	}
	w.kind = kind
	return w.settled(t)
}

func TestMoveThereAndBack(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	want := w.settled(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	for range 2 {
		for _, to := range []StoreKind{StoreFile, StoreKeyring} {
			var told []MoveProgress
			o := moveOptions(to)
			o.Progress = func(p MoveProgress) { told = append(told, p) }
			require.NoError(t, v.Move(t.Context(), o))
			assert.Equal(t, to, v.Kind())
			assert.Equal(t, to, v.Status(t.Context()).Kind)
			assert.False(t, v.Locked(), "who moved has the key")
			assert.Equal(t, MoveProgress{MoveCheck, 0, 5}, told[0])
			assert.Contains(t, told, MoveProgress{MoveCopy, 5, 5})
			last := told[len(told)-1]
			assert.Equal(t, MoveClear, last.Stage)
			assert.Equal(t, last.Total, last.Done)
			assert.Empty(t, v.session.open)
			got, _ := observe(t, v)
			assert.Equal(t, want.Secrets, got.Secrets)
			require.NoError(t, v.Move(t.Context(), moveOptions(to)), "it is there already")
		}
	}
	_, err = v.Edit(t.Context(), v.List()[0].ID, func(_ *Credential, s map[string]string) error { s["s"] = "new"; return nil })
	require.NoError(t, err)
	require.NoError(t, v.Close())
	w.movedWorld(t)
}

// TestMoveFaultAtEachStep: whatever step fails, or kills the process, the secrets
// are all in the one store or all in the other, and nothing is left in both.
func TestMoveFaultAtEachStep(t *testing.T) {
	for from, to := range otherStore {
		for _, deadly := range []bool{true, false} {
			t.Run(fmt.Sprintf("to %s deadly %t", to, deadly), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, from)
				furnish(t, w)
				want := w.settled(t)
				for name, how := range effects {
					for at, struck := 1, true; struck; at++ {
						w := newWorld(t, from)
						furnish(t, w)
						f := &fate{at: at, effect: how, deadly: deadly}
						v, err := w.process(f)
						if err == nil {
							err = moveTo(to)(t.Context(), v)
							if deadly {
								vanish(v)
							} else {
								_ = v.Close()
							}
						}
						got := w.movedWorld(t)
						require.Equal(t, want, got, "%s step %d", name, at)
						if err == nil || errors.Is(err, ErrLeftover) {
							require.Equal(t, to, w.kind, "%s step %d: done, but not there", name, at)
						}
						struck = f.struck
						require.True(t, struck || at > 30, "no faults were tried")
					}
				}
			})
		}
	}
}

// TestMovePowerCutAtEachStep: what is not synced is lost as well.
func TestMovePowerCutAtEachStep(t *testing.T) {
	for from, to := range otherStore {
		t.Run("to "+string(to), func(t *testing.T) {
			t.Parallel()
			var want seen
			for at, struck := 1, true; struck; at++ {
				w := newWorld(t, from)
				furnish(t, w)
				want = w.settled(t)
				f := &fate{at: at, effect: fullEffect, deadly: true}
				d := newPowerDisk(t, f, w.dir)
				v, err := w.processOn(d, f)
				if err == nil {
					err = moveTo(to)(t.Context(), v)
					vanish(v)
				}
				d.cut(t, w.dir)
				require.Equal(t, want, w.movedWorld(t), "step %d", at)
				if err == nil {
					require.Equal(t, to, w.kind)
				}
				struck = f.struck
			}
		})
	}
}

// TestMoveCancelled: at whatever point a person cancels, it is as if nothing was
// done, or all is done.
func TestMoveCancelled(t *testing.T) {
	for from, to := range otherStore {
		for at := 1; ; at++ {
			w := newWorld(t, from)
			furnish(t, w)
			want := w.settled(t)
			v, err := w.process(&fate{})
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(t.Context())
			steps, stage := 0, MoveStage("")
			o := moveOptions(to)
			o.Progress = func(p MoveProgress) {
				if steps++; steps == at {
					stage = p.Stage
					cancel()
				}
			}
			err = v.Move(ctx, o)
			reached := ctx.Err() != nil
			cancel()
			if reached && stage != MoveClear {
				require.ErrorIs(t, err, context.Canceled, "step %d", at)
				require.Equal(t, from, v.Kind())
				require.Empty(t, v.session.open, "what was copied is gone at once")
			}
			ring := v.stores.of(StoreKeyring).(*keyringStore)
			require.Eventually(t, func() bool { return ring.stuck.Load() == 0 }, time.Minute, time.Millisecond)
			require.NoError(t, v.Close())
			require.Equal(t, want, w.movedWorld(t))
			if !reached {
				require.NoError(t, err)
				require.Greater(t, at, 10)
				break
			}
		}
	}
}

// TestMoveWhileOthersWork: another process reads and writes all through the move,
// and goes on in the other store.
func TestMoveWhileOthersWork(t *testing.T) {
	for from, to := range otherStore {
		w := newWorld(t, from)
		furnish(t, w)
		mover, err := w.process(&fate{})
		require.NoError(t, err)
		other, err := w.process(&fate{})
		require.NoError(t, err)
		n := 0
		o := moveOptions(to)
		o.Progress = func(MoveProgress) {
			n++
			_, err := other.Add(t.Context(), Credential{Name: fmt.Sprint(n)}, map[string]string{"s": strconv.Itoa(n)})
			require.NoError(t, err)
			_, err = other.Edit(t.Context(), other.List()[0].ID, func(_ *Credential, s map[string]string) error {
				s["n"] = strconv.Itoa(n)
				return nil
			})
			require.NoError(t, err)
			if n%2 == 0 {
				c, err := other.Find(fmt.Sprint(n / 2))
				require.NoError(t, err)
				require.NoError(t, other.Remove(t.Context(), c.ID))
			}
		}
		busy := o.Progress
		o.Progress = func(p MoveProgress) {
			if n < 60 { // else the move would never come to an end
				busy(p)
			}
		}
		require.NoError(t, mover.Move(t.Context(), o))
		require.Greater(t, n, 20)
		assert.Equal(t, to, other.Kind())
		one, _ := observe(t, mover)
		two, _ := observe(t, other)
		assert.Equal(t, one, two)
		assert.Contains(t, one.Secrets[0], "n")
		require.NoError(t, other.Close())
		require.NoError(t, mover.Close())
		w.movedWorld(t)
	}
}

// TestOthersFollowAMove: who holds no key of the new store is told that it is
// locked, and not that secrets are missing; what was being written is kept.
func TestOthersFollowAMove(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	other := openTest(t, Options{Dir: w.dir, Keyring: w.keyring, Clock: testClock, WorkFactor: 1})
	id := other.List()[0].ID
	changes, stop := other.Changes()
	defer stop()
	mover, err := w.process(&fate{})
	require.NoError(t, err)
	require.NoError(t, moveTo(StoreFile)(t.Context(), mover))
	signalled(t, changes)
	assert.Equal(t, StoreFile, other.Kind())
	assert.True(t, other.Locked())
	_, err = other.Secrets(t.Context(), id)
	require.ErrorIs(t, err, ErrLocked)
	require.NoError(t, other.Unlock(t.Context(), []byte("p")))
	secrets, err := other.Secrets(t.Context(), id)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "secret"}, secrets)

	// Away and back again: the key that it holds opens nothing any more.
	require.NoError(t, moveTo(StoreKeyring)(t.Context(), mover))
	o := moveOptions(StoreFile)
	o.Passphrase = func(context.Context) ([]byte, error) { return []byte("another"), nil }
	require.NoError(t, mover.Move(t.Context(), o))
	assert.True(t, other.Locked())
	_, err = other.Add(t.Context(), Credential{Name: "x"}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrLocked)
	require.ErrorIs(t, other.Unlock(t.Context(), []byte("p")), ErrWrongPassphrase)
	require.NoError(t, other.Unlock(t.Context(), []byte("another")))
	_, err = other.Add(t.Context(), Credential{Name: "x"}, map[string]string{"s": "1"})
	require.NoError(t, err)
	require.NoError(t, mover.Close())
}

// TestMoveIsRefusedBeforeItBegins: all credentials that stand in the way are
// named, and nothing is touched.
func TestMoveIsRefusedBeforeItBegins(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	for _, name := range []string{"large", "larger"} {
		_, err := v.Add(t.Context(), Credential{Name: name}, map[string]string{"s": strings.Repeat("x", 2560)})
		require.NoError(t, err)
	}
	want := w.stored(t)
	v.stores.of(StoreKeyring).(*keyringStore).limit = valueLimit("windows")
	err = moveTo(StoreKeyring)(t.Context(), v)
	var refused *MoveError
	require.ErrorAs(t, err, &refused)
	require.ErrorIs(t, err, ErrTooLarge)
	assert.Equal(t, []string{"large", "larger"}, refused.Names)
	assert.Empty(t, w.keyring.items)
	assert.NotContains(t, err.Error(), "larger", "names are for people, not for logs")

	require.NoError(t, os.Remove(v.stores.of(StoreFile).(*fileStore).itemPath(v.index.current().records[1].item)))
	err = moveTo(StoreKeyring)(t.Context(), v)
	require.ErrorAs(t, err, &refused)
	require.ErrorIs(t, err, ErrItemMissing)
	assert.Equal(t, []string{"second"}, refused.Names)
	assert.Len(t, w.stored(t), len(want)-1)
	assert.Empty(t, w.keyring.items)
	assert.Equal(t, StoreFile, v.Kind())
	assert.Empty(t, v.session.open)
}

// TestIndexLostAfterAMove: the generation that stands in knows of the move.
func TestIndexLostAfterAMove(t *testing.T) {
	for from, to := range otherStore {
		w := newWorld(t, from)
		furnish(t, w)
		v, err := w.process(&fate{})
		require.NoError(t, err)
		require.NoError(t, moveTo(to)(t.Context(), v))
		want, _ := observe(t, v)
		require.NoError(t, v.Close())
		require.NoError(t, os.Remove(filepath.Join(w.dir, indexName)))
		require.NoError(t, os.Remove(filepath.Join(w.dir, copyName)))
		w.kind = to
		v, err = w.process(&fate{})
		require.NoError(t, err)
		got, _ := observe(t, v)
		assert.Equal(t, want, got)
		require.NoError(t, v.Close())
	}
}

func TestMoveErrors(t *testing.T) {
	memory := openTest(t, Options{Store: StoreMemory})
	require.ErrorIs(t, moveTo(StoreFile)(t.Context(), memory), ErrUnsupported)
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	k := &oddKeyring{mapKeyring: w.keyring}
	v := openTest(t, Options{Dir: w.dir, Keyring: k, Clock: testClock, WorkFactor: 1})
	for _, to := range []StoreKind{"", StoreMemory, "other"} {
		require.ErrorIs(t, moveTo(to)(t.Context(), v), ErrUnsupported)
	}
	require.ErrorIs(t, v.Move(t.Context(), MoveOptions{To: StoreFile}), ErrNoPassphrase)
	o := moveOptions(StoreFile)
	o.Passphrase = func(context.Context) ([]byte, error) { return nil, nil }
	require.ErrorIs(t, v.Move(t.Context(), o), ErrNoPassphrase)
	o.Progress = func(MoveProgress) {
		o.Progress = nil
		require.ErrorIs(t, moveTo(StoreFile)(t.Context(), v), ErrMoving)
	}
	o.Passphrase = moveOptions("").Passphrase
	inner := o
	inner.Progress = func(p MoveProgress) {
		if o.Progress != nil {
			o.Progress(p)
		}
	}
	require.NoError(t, v.Move(t.Context(), inner))

	// A keyring that does not answer is told before anything is read.
	for _, reason := range []error{ErrLocked, ErrNoKeyring, ErrTimeout} {
		k.probe = func(context.Context) error { return reason }
		o := moveOptions(StoreKeyring)
		o.Progress = func(p MoveProgress) { t.Errorf("%v", p) }
		require.ErrorIs(t, v.Move(t.Context(), o), reason)
	}
	k.probe = func(context.Context) error { return ErrLocked }
	k.unlock = func(context.Context) error { return ErrDenied }
	require.ErrorIs(t, v.Move(WithPrompt(t.Context()), moveOptions(StoreKeyring)), ErrDenied)
	assert.Equal(t, StoreFile, v.Kind())
	assert.Empty(t, v.session.open)
}

// TestMoveKeyringLies: success without effect, and another value than was given.
func TestMoveKeyringLies(t *testing.T) {
	for name, set := range map[string]func(k *mapKeyring, item, value string) error{
		"nothing": func(*mapKeyring, string, string) error { return nil },
		"other":   func(k *mapKeyring, item, _ string) error { return k.Set(item, "other") },
		"dies":    func(*mapKeyring, string, string) error { return ErrNoKeyring },
	} {
		w := newWorld(t, StoreFile)
		furnish(t, w)
		want := w.settled(t)
		k := &oddKeyring{mapKeyring: w.keyring}
		k.set = func(item, value string) error {
			if k.sets.Load() < 3 {
				return w.keyring.Set(item, value)
			}
			return set(w.keyring, item, value)
		}
		v, err := Open(t.Context(), Options{Dir: w.dir, Keyring: k, Clock: testClock,
			Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil }})
		require.NoError(t, err)
		require.Error(t, moveTo(StoreKeyring)(t.Context(), v), name)
		require.Empty(t, w.keyring.items, name)
		require.NoError(t, v.Close())
		require.Equal(t, want, w.movedWorld(t), name)
		require.Equal(t, StoreFile, w.kind)
	}
}

// TestMoveLeavesWhatCannotBeDeleted, says so, and the next attempt or the next
// start makes up for it. The identity stays until then.
func TestMoveLeavesWhatCannotBeDeleted(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	k := &oddKeyring{mapKeyring: w.keyring}
	k.del = func(string) error { return errFault }
	v, err := Open(t.Context(), Options{Dir: w.dir, Keyring: k, Clock: testClock, WorkFactor: 1})
	require.NoError(t, err)
	require.ErrorIs(t, moveTo(StoreFile)(t.Context(), v), ErrLeftover)
	assert.Equal(t, StoreFile, v.Kind())
	assert.Len(t, w.keyring.items, 5)
	require.NoError(t, v.Close())
	v, err = Open(t.Context(), Options{Dir: w.dir, Keyring: k, Clock: testClock, WorkFactor: 1})
	require.NoError(t, err)
	assert.Len(t, w.keyring.items, 5)
	k.del = nil
	require.NoError(t, moveTo(StoreFile)(t.Context(), v), "asked again, it clears up")
	assert.Empty(t, w.keyring.items)
	require.NoError(t, v.Close())
	w.movedWorld(t)
}
