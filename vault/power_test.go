package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// powerDisk is a disk under a fate that also knows what a power cut would leave:
// of a file what was synced last, and of a folder its entries at its last sync. An
// entry whose content was not synced by then is left torn.
type powerDisk struct {
	fate    *fate
	synced  map[string]bool
	durable map[string]string // what a power cut leaves, by path
	folders map[string]bool   // folders whose own entry is durable
}

func newPowerDisk(t *testing.T, f *fate, root string) *powerDisk {
	t.Helper()
	d := &powerDisk{fate: f, synced: map[string]bool{}, durable: map[string]string{}, folders: map[string]bool{root: true}}
	require.NoError(t, filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			d.folders[path] = true
			return err
		}
		data, err := os.ReadFile(path)
		d.durable[path], d.synced[path] = string(data), true
		return err
	}))
	return d
}

func (d *powerDisk) do(call func() error) error {
	how, err := d.fate.step()
	if how == fullEffect {
		return errors.Join(err, call())
	}
	return err
}

// sync makes the content of a file durable; its entry may not be yet.
func (d *powerDisk) sync(path string) error {
	data, err := os.ReadFile(path)
	d.synced[path] = true
	if _, there := d.durable[path]; there {
		d.durable[path] = string(data)
	}
	return err
}

// eager tells whether changes to a file become durable before they are synced,
// and so perhaps before others that came first. For lists that is the worse case.
func eager(path string) bool { return strings.HasSuffix(path, itemsSuffix) }

func (d *powerDisk) Write(path string, data []byte) error {
	return d.do(func() error {
		d.synced[path] = false
		return osDisk{}.Write(path, data)
	})
}

func (d *powerDisk) Empty(path string) error {
	return d.do(func() error {
		d.synced[path] = false
		if _, there := d.durable[path]; there && eager(path) {
			d.durable[path] = ""
		}
		return osDisk{}.Empty(path)
	})
}

func (d *powerDisk) WriteSync(path string, data []byte) error {
	return d.do(func() error { return errors.Join(osDisk{}.Write(path, data), d.sync(path)) })
}

func (d *powerDisk) AppendSync(path string, data []byte) error {
	return d.do(func() error {
		old, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		return errors.Join(osDisk{}.Write(path, append(old, data...)), d.sync(path))
	})
}

func (d *powerDisk) Link(from, to string) error {
	return d.do(func() error {
		d.synced[to] = d.synced[from]
		return osDisk{}.Link(from, to)
	})
}

func (d *powerDisk) Rename(from, to string) error {
	return d.do(func() error {
		d.synced[to] = d.synced[from]
		return osDisk{}.Rename(from, to)
	})
}

func (d *powerDisk) Remove(path string) error {
	return d.do(func() error {
		if eager(path) {
			delete(d.durable, path)
		}
		return osDisk{}.Remove(path)
	})
}

func (d *powerDisk) SyncDir(dir string) error {
	return d.do(func() error {
		for path := range d.durable {
			if filepath.Dir(path) == dir {
				delete(d.durable, path)
			}
		}
		entries, err := os.ReadDir(dir)
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			if e.IsDir() {
				d.folders[path] = true
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if !d.synced[path] {
				data = data[:len(data)/2]
			}
			d.durable[path] = string(data)
		}
		return err
	})
}

// cut leaves on the real disk what a power cut would.
func (d *powerDisk) cut(t *testing.T, root string) {
	t.Helper()
	require.NoError(t, os.RemoveAll(root))
	require.NoError(t, os.Mkdir(root, dirMode))
	for path, data := range d.durable {
		if !d.folders[filepath.Dir(path)] || strings.HasSuffix(path, lockSuffix) {
			continue
		}
		require.NoError(t, os.MkdirAll(filepath.Dir(path), dirMode))
		require.NoError(t, os.WriteFile(path, []byte(data), fileMode))
	}
}

// TestPowerCutAtEachStep: what is not synced is lost, and yet what was
// acknowledged is there, and store and index agree.
func TestPowerCutAtEachStep(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range deeds {
			t.Run(fmt.Sprintf("%s %s", kind, name), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, kind)
				furnish(t, w)
				old := w.settled(t)
				v, err := w.process(&fate{})
				require.NoError(t, err)
				require.NoError(t, deed(t.Context(), v))
				require.NoError(t, v.Close())
				next := w.settled(t)
				for at, struck := 1, true; struck; at++ {
					w := newWorld(t, kind)
					furnish(t, w)
					f := &fate{at: at, effect: fullEffect, deadly: true}
					d := newPowerDisk(t, f, w.dir)
					v, err := w.processOn(d, f)
					if err == nil {
						err = deed(t.Context(), v)
						vanish(v)
					}
					d.cut(t, w.dir)
					got := w.settled(t)
					if err == nil {
						require.Equal(t, next, got, "step %d: acknowledged, but not there", at)
					}
					require.Contains(t, []seen{old, next}, got, "step %d", at)
					round(t, outcome(err))
					struck = f.struck
				}
			})
		}
	}
}

// TestPowerCutAfterTheFirstStart: a store that was just made survives it too.
func TestPowerCutAfterTheFirstStart(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range map[string]func(*Vault) error{
			"open": func(*Vault) error { return nil },
			"add":  func(v *Vault) error { return deeds["add"](t.Context(), v) },
		} {
			for at, struck := 1, true; struck; at++ {
				w := newWorld(t, kind)
				f := &fate{at: at, effect: fullEffect, deadly: true}
				d := newPowerDisk(t, f, w.dir)
				v, err := w.processOn(d, f)
				if err == nil {
					err = deed(v)
					vanish(v)
				}
				d.cut(t, w.dir)
				got := w.settled(t)
				if err == nil && name == "add" {
					require.Len(t, got.Credentials, 1, "%s %s step %d", kind, name, at)
				}
				round(t, outcome(err))
				struck = f.struck
			}
		}
	}
}
