package vault

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// passphrases answers with a passphrase and counts how often it was asked.
type passphrases struct {
	answer string
	err    error
	asked  atomic.Int32
}

func (p *passphrases) ask(context.Context) ([]byte, error) {
	p.asked.Add(1)
	return []byte(p.answer), p.err
}

func fileOptions(dir string, p *passphrases) Options {
	return Options{Dir: dir, Store: StoreFile, WorkFactor: 1, Passphrase: p.ask, Clock: testClock}
}

func TestFileStoreLocks(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	p := &passphrases{answer: "correct horse"}
	v := openTest(t, fileOptions(dir, p))
	c, err := v.Add(ctx, Credential{Name: "a"}, map[string]string{"s": "1"})
	require.NoError(t, err)
	assert.EqualValues(t, 1, p.asked.Load(), "once, to make the store")
	require.NoError(t, v.Close())

	v = openTest(t, fileOptions(dir, p))
	assert.True(t, v.Locked())
	st := v.Status(ctx)
	assert.Equal(t, StateLocked, st.State)
	assert.ErrorIs(t, st.Err, ErrLocked)
	assert.Len(t, v.List(), 1, "the index needs no key")
	p.answer = "wrong"
	_, err = v.Secrets(ctx, c.ID)
	require.ErrorIs(t, err, ErrWrongPassphrase)
	p.err = errors.New("cancelled")
	_, err = v.Secrets(ctx, c.ID)
	require.ErrorIs(t, err, ErrLocked)
	require.ErrorIs(t, err, p.err)
	p.answer, p.err = "correct horse", nil
	asked := p.asked.Load()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := v.Secrets(ctx, c.ID)
			assert.NoError(t, err)
		})
	}
	all.Wait()
	assert.Equal(t, asked+1, p.asked.Load(), "many who need it ask once")
	assert.Equal(t, StateReady, v.Status(ctx).State)
	v.Lock()
	assert.True(t, v.Locked())
	require.NoError(t, v.Close())

	v = openTest(t, Options{Dir: dir, Clock: testClock})
	_, err = v.Secrets(ctx, c.ID)
	require.ErrorIs(t, err, ErrLocked, "nobody to ask")
	_, err = v.Add(ctx, Credential{Name: "b"}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrLocked)
	assert.Empty(t, v.session.open)
	require.ErrorIs(t, v.Unlock(ctx, []byte("wrong")), ErrWrongPassphrase)
	require.ErrorIs(t, v.Unlock(ctx, nil), ErrWrongPassphrase)
	require.NoError(t, v.Unlock(ctx, []byte("correct horse")))
	secrets, err := v.Secrets(ctx, c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "1"}, secrets)
	v.Lock()
	require.NoError(t, v.Remove(ctx, c.ID), "deleting needs no key")
}

// TestFileStoreMadeByTwoAtOnce: both wait for their person; the first one's
// passphrase is the store's.
func TestFileStoreMadeByTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	late := fileOptions(dir, nil)
	late.Passphrase = func(context.Context) ([]byte, error) {
		v := openTest(t, fileOptions(dir, &passphrases{answer: "first"}))
		_, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
		return []byte("second"), err
	}
	v := openTest(t, late)
	require.ErrorIs(t, v.Unlock(t.Context(), []byte("second")), ErrWrongPassphrase)
	require.NoError(t, v.Unlock(t.Context(), []byte("first")))
	secrets, err := v.Secrets(t.Context(), v.List()[0].ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "1"}, secrets)
}

func TestFileStoreNeedsAPassphrase(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(t.Context(), Options{Dir: dir, Store: StoreFile, Clock: testClock})
	require.ErrorIs(t, err, ErrNoPassphrase)
	_, err = Open(t.Context(), fileOptions(dir, &passphrases{}))
	require.ErrorIs(t, err, ErrNoPassphrase)
	_, err = Open(t.Context(), fileOptions(dir, &passphrases{err: context.Canceled}))
	require.ErrorIs(t, err, context.Canceled)
	_, err = Open(t.Context(), Options{Dir: dir, Clock: testClock})
	require.ErrorIs(t, err, ErrNoStoreChosen, "nothing was decided by the failures")
}

// TestFileStoreWaitForAPersonCanBeGivenUp: by those who wait for another's
// prompt, and by Close.
func TestFileStoreWaitForAPersonCanBeGivenUp(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	asked := make(chan struct{}, 1)
	v := openTest(t, Options{Dir: w.dir, Clock: testClock, Passphrase: func(ctx context.Context) ([]byte, error) {
		asked <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	}})
	id := v.List()[0].ID
	first := make(chan error)
	go func() {
		_, err := v.Secrets(t.Context(), id)
		first <- err
	}()
	<-asked
	ctx, cancel := context.WithCancel(t.Context())
	second := make(chan error)
	go func() {
		_, err := v.Secrets(ctx, id)
		second <- err
	}()
	cancel()
	require.ErrorIs(t, <-second, context.Canceled)
	closed := make(chan error)
	go func() { closed <- v.Close() }()
	require.ErrorIs(t, <-first, ErrLocked)
	require.NoError(t, <-closed)
}

func TestFileStoreNeverMakesASecondIdentity(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	require.NoError(t, os.Remove(filepath.Join(w.dir, secretsDir, identityName)))
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { _ = v.Close() }()
	assert.Equal(t, StateMissing, v.Status(t.Context()).State)
	_, err = v.Secrets(t.Context(), v.List()[0].ID)
	require.ErrorIs(t, err, ErrCorrupt)
	assert.NoFileExists(t, filepath.Join(w.dir, secretsDir, identityName))
}

func TestChangePassphrase(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	v := openTest(t, fileOptions(dir, &passphrases{answer: "old"}))
	c, err := v.Add(ctx, Credential{Name: "a"}, map[string]string{"s": "1"})
	require.NoError(t, err)
	require.ErrorIs(t, v.ChangePassphrase(ctx, []byte("wrong"), []byte("new")), ErrWrongPassphrase)
	require.ErrorIs(t, v.ChangePassphrase(ctx, []byte("old"), nil), ErrNoPassphrase)
	require.NoError(t, v.ChangePassphrase(ctx, []byte("old"), []byte("new")))
	v.Lock()
	require.ErrorIs(t, v.Unlock(ctx, []byte("old")), ErrWrongPassphrase)
	require.NoError(t, v.Unlock(ctx, []byte("new")))
	secrets, err := v.Secrets(ctx, c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "1"}, secrets)
}

// TestOthersGoOnWhenThePassphraseChanges: their key is still the right one, for what
// is there and for what they store.
func TestOthersGoOnWhenThePassphraseChanges(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	open := func() *Vault { return openTest(t, Options{Dir: dir, Clock: testClock, WorkFactor: 1}) }
	first := openTest(t, fileOptions(dir, &passphrases{answer: "old"}))
	c, err := first.Add(ctx, Credential{Name: "a"}, map[string]string{"s": "1"})
	require.NoError(t, err)
	other := open()
	require.NoError(t, other.Unlock(ctx, []byte("old")))
	third := open()
	require.NoError(t, third.ChangePassphrase(ctx, []byte("old"), []byte("new")))
	assert.True(t, third.Locked(), "changing it unlocks nothing")

	for _, v := range []*Vault{first, other} {
		assert.False(t, v.Locked())
		secrets, err := v.Secrets(ctx, c.ID)
		require.NoError(t, err)
		assert.Equal(t, map[string]string{"s": "1"}, secrets)
	}
	d, err := other.Add(ctx, Credential{Name: "b"}, map[string]string{"s": "2"})
	require.NoError(t, err)
	require.NoError(t, third.Unlock(ctx, []byte("new")))
	secrets, err := third.Secrets(ctx, d.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "2"}, secrets)
	other.Lock()
	require.ErrorIs(t, other.Unlock(ctx, []byte("old")), ErrWrongPassphrase)
}

// TestGivenUpChangeOfThePassphraseChangesNothing.
func TestGivenUpChangeOfThePassphraseChangesNothing(t *testing.T) {
	v := openTest(t, fileOptions(t.TempDir(), &passphrases{answer: "old"}))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 { // waiting for the right to do it may be given up, or what comes after
		require.ErrorIs(t, v.ChangePassphrase(ctx, []byte("old"), []byte("new")), context.Canceled)
	}
	v.Lock()
	require.NoError(t, v.Unlock(t.Context(), []byte("old")))

	// At the last moment: the key is sealed anew already.
	ctx, cancel = context.WithCancel(t.Context())
	s := v.stores.of(StoreFile).(*fileStore)
	err := s.ChangePassphrase(ctx, []byte("old"), []byte("new"), func(put func() error) error {
		cancel()
		return put()
	})
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, v.Unlock(t.Context(), []byte("old")))
}

// TestPassphraseChangedByTwoAtOnce: the one who is told so has changed it.
func TestPassphraseChangedByTwoAtOnce(t *testing.T) {
	for range 20 {
		dir := t.TempDir()
		vaults := map[string]*Vault{"a": openTest(t, fileOptions(dir, &passphrases{answer: "old"})), "b": nil}
		vaults["b"] = openTest(t, Options{Dir: dir, Clock: testClock, WorkFactor: 1})
		told := make(map[string]error)
		var mu sync.Mutex
		var all sync.WaitGroup
		for to, v := range vaults {
			all.Go(func() {
				err := v.ChangePassphrase(t.Context(), []byte("old"), []byte(to))
				mu.Lock()
				defer mu.Unlock()
				told[to] = err
			})
		}
		all.Wait()
		require.True(t, (told["a"] == nil) != (told["b"] == nil), "%v", told)
		for to, err := range told {
			if err != nil {
				require.ErrorIs(t, err, ErrWrongPassphrase)
			}
			opens := vaults["a"].Unlock(t.Context(), []byte(to)) == nil
			require.Equal(t, err == nil, opens, to)
		}
	}
}

// TestLockDuringAChangeOfThePassphraseStays.
func TestLockDuringAChangeOfThePassphraseStays(t *testing.T) {
	v := openTest(t, fileOptions(t.TempDir(), &passphrases{answer: "old"}))
	s := v.stores.of(StoreFile).(*fileStore)
	require.NoError(t, s.ChangePassphrase(t.Context(), []byte("old"), []byte("new"), func(put func() error) error {
		v.Lock()
		return put()
	}))
	assert.True(t, v.Locked())
}

// TestLockDuringAnUnlockingStays: the screen may lock in the second that scrypt takes.
func TestLockDuringAnUnlockingStays(t *testing.T) {
	s := openFileStore(t)
	identity, before := s.held(), s.locked()
	s.Lock()
	require.ErrorIs(t, s.keepUnless(before, identity, nil), ErrLocked)
	assert.Nil(t, s.held())
	require.NoError(t, s.Unlock(t.Context(), []byte("p")))
	assert.NotNil(t, s.held())
}

// TestNothingIsStoredWithoutTheIdentityFile, for nobody could read it after this process.
func TestNothingIsStoredWithoutTheIdentityFile(t *testing.T) {
	s := openFileStore(t)
	a, b := strings.Repeat("a", 26), strings.Repeat("b", 26)
	require.NoError(t, s.Set(t.Context(), a, []byte("1")))
	require.NoError(t, os.Remove(s.identityPath()))
	require.ErrorIs(t, s.Set(t.Context(), b, []byte("2")), ErrCorrupt)
	assert.NoFileExists(t, s.itemPath(b))
	value, err := s.Get(t.Context(), a)
	require.NoError(t, err, "to be saved elsewhere")
	assert.Equal(t, "1", string(value))
}

// TestIdentityThatCostsTooMuch: one that asks for gigabytes is not tried.
func TestIdentityThatCostsTooMuch(t *testing.T) {
	s := openFileStore(t)
	s.Lock()
	whole, err := os.ReadFile(s.identityPath())
	require.NoError(t, err)
	costly := regexp.MustCompile(`(-> scrypt \S+) 1\n`).ReplaceAll(whole, []byte("${1} 21\n"))
	require.NotEqual(t, whole, costly)
	require.NoError(t, os.WriteFile(s.identityPath(), costly, fileMode))
	err = s.Unlock(t.Context(), []byte("p"))
	require.ErrorIs(t, err, ErrCorrupt)
	assert.ErrorContains(t, err, "work factor")
}

// TestChangePassphraseAtEachStep: one of the two always opens the store.
func TestChangePassphraseAtEachStep(t *testing.T) {
	for name, how := range effects {
		for at := 1; ; at++ {
			w := newWorld(t, StoreFile)
			furnish(t, w)
			f := &fate{at: at, effect: how, deadly: true}
			v, err := w.process(f)
			if err == nil {
				err = v.ChangePassphrase(t.Context(), []byte("p"), []byte("q"))
				vanish(v)
			}
			v, openErr := w.process(&fate{})
			require.NoError(t, openErr)
			old, next := v.Unlock(t.Context(), []byte("p")), v.Unlock(t.Context(), []byte("q"))
			assert.True(t, (old == nil) != (next == nil), "%s step %d: %v, %v", name, at, old, next)
			if err == nil {
				assert.NoError(t, next)
			}
			_, readErr := v.Secrets(t.Context(), v.List()[0].ID)
			require.NoError(t, readErr)
			require.NoError(t, v.Close())
			if !f.struck {
				break
			}
		}
	}
}

func TestOtherStoresHaveNoPassphrase(t *testing.T) {
	v, _ := memoryVault(t)
	require.ErrorIs(t, v.ChangePassphrase(t.Context(), nil, nil), ErrUnsupported)
	require.ErrorIs(t, v.Unlock(t.Context(), nil), ErrUnsupported)
	v.Lock()
	assert.False(t, v.Locked())
	v = openTest(t, Options{Dir: t.TempDir(), Store: StoreKeyring, Keyring: newMapKeyring()})
	require.NoError(t, v.Unlock(t.Context(), nil), "it is not locked")
	require.ErrorIs(t, v.ChangePassphrase(t.Context(), nil, nil), ErrUnsupported)
}

func openFileStore(t *testing.T) *fileStore {
	t.Helper()
	s := newFileStore(t.TempDir(), osDisk{}, (&passphrases{answer: "p"}).ask)
	s.workFactor = 1
	install, err := s.prepare(t.Context())
	require.NoError(t, err)
	require.NoError(t, install())
	return s
}

func TestFileStoreDetectsTampering(t *testing.T) {
	ctx := t.Context()
	s := openFileStore(t)
	a, b := strings.Repeat("a", 26), strings.Repeat("b", 26)
	require.NoError(t, s.Set(ctx, a, []byte("value a")))
	require.NoError(t, s.Set(ctx, b, []byte("value b")))
	whole, err := os.ReadFile(s.itemPath(a))
	require.NoError(t, err)
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 1 << (i % 8)
		require.NoError(t, os.WriteFile(s.itemPath(a), damaged, fileMode))
		_, err := s.Get(ctx, a)
		require.ErrorIs(t, err, ErrCorrupt, "byte %d", i)
	}
	for i := range whole {
		require.NoError(t, os.WriteFile(s.itemPath(a), whole[:i], fileMode))
		_, err := s.Get(ctx, a)
		require.ErrorIs(t, err, ErrCorrupt, "cut at %d", i)
	}
	other, err := os.ReadFile(s.itemPath(b))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(s.itemPath(a), other, fileMode))
	_, err = s.Get(ctx, a)
	require.ErrorIs(t, err, ErrCorrupt, "the file of another item")
	require.NoError(t, os.WriteFile(s.itemPath(a), whole, fileMode))
	value, err := s.Get(ctx, a)
	require.NoError(t, err)
	assert.Equal(t, "value a", string(value))

	identity, err := os.ReadFile(s.identityPath())
	require.NoError(t, err)
	s.Lock()
	require.NoError(t, os.WriteFile(s.identityPath(), identity[:len(identity)-1], fileMode))
	require.ErrorIs(t, s.Unlock(ctx, []byte("p")), ErrCorrupt)
	foreign, err := seal([]byte("AGE-SECRET-KEY-1NOTONE"), must(age.NewScryptRecipient("p")))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(s.identityPath(), foreign, fileMode))
	err = s.Unlock(ctx, []byte("p"))
	require.ErrorIs(t, err, ErrCorrupt)
	assert.NotContains(t, err.Error(), "NOTONE")
}

func must(r *age.ScryptRecipient, err error) *age.ScryptRecipient {
	if err != nil {
		panic(err)
	}
	r.SetWorkFactor(1)
	return r
}

func TestFileStoreHidesLengthAndContent(t *testing.T) {
	s := openFileStore(t)
	sizes := map[int64][]int{}
	for n := range 300 {
		item := lowerBase32.EncodeToString(append(make([]byte, itemBytes-2), byte(n>>8), byte(n)))
		require.NoError(t, s.Set(t.Context(), item, bytes.Repeat([]byte("s"), n)))
		info, err := os.Stat(s.itemPath(item))
		require.NoError(t, err)
		assertMode(t, fileMode, info)
		sizes[info.Size()] = append(sizes[info.Size()], n)
		data, err := os.ReadFile(s.itemPath(item))
		require.NoError(t, err)
		assert.NotContains(t, string(data), item)
	}
	assert.Len(t, sizes, 2, "%v", sizes)
	info, err := os.Stat(s.dir)
	require.NoError(t, err)
	assertMode(t, dirMode, info)
}

// TestAgeAloneOpensTheStore: whoever has the passphrase is not at our mercy.
func TestAgeAloneOpensTheStore(t *testing.T) {
	s := openFileStore(t)
	item := strings.Repeat("a", 26)
	require.NoError(t, s.Set(t.Context(), item, []byte("value")))
	passphrase, err := age.NewScryptIdentity("p")
	require.NoError(t, err)
	key := decryptFile(t, s.identityPath(), passphrase)
	identities, err := age.ParseIdentities(strings.NewReader(key))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(decryptFile(t, s.itemPath(item), identities[0]), "keycase "+item+" 5\nvalue\x00"))
}

func decryptFile(t *testing.T, path string, with age.Identity) string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	r, err := age.Decrypt(f, with)
	require.NoError(t, err)
	plain, err := io.ReadAll(r)
	require.NoError(t, err)
	return string(plain)
}

func TestPackRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SliceOf(rapid.Byte()).Draw(t, "value")
		item := drawItem(t)
		b := pack(value, item)
		require.Zero(t, len(b)%padding)
		got, err := unpack(b, item)
		require.NoError(t, err)
		require.Equal(t, string(value), string(got))
		if other := drawItem(t); other != item {
			_, err = unpack(b, other)
			require.ErrorIs(t, err, ErrCorrupt)
		}
	})
}

func FuzzUnpack(f *testing.F) {
	f.Add(pack([]byte("value"), "item"))
	f.Add([]byte("keycase item 999999\nshort"))
	f.Add([]byte("keycase item -1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		value, err := unpack(b, "item")
		if err != nil {
			require.ErrorIs(t, err, ErrCorrupt)
			return
		}
		require.Contains(t, string(b), string(value))
	})
}

func TestFileStoreOversizedFile(t *testing.T) {
	s := openFileStore(t)
	item := strings.Repeat("a", 26)
	f, err := os.Create(s.itemPath(item))
	require.NoError(t, err)
	require.NoError(t, f.Truncate(maxItemFile+1))
	require.NoError(t, f.Close())
	_, err = s.Get(t.Context(), item)
	require.ErrorIs(t, err, ErrTooLarge)
}
