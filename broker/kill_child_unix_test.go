//go:build unix

package broker_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// Real deaths: the test binary starts itself again with childTask set, and the
// child kills itself at the step that the task names.
const childTask = "KEYCASE_TEST_TASK"

// task is what a child is to do.
type task struct {
	Job    string
	Dir    string
	URLs   map[string]string
	Now    time.Time
	At     int // the step to die at, from 1; 0 for never
	Values providers.Values
}

func TestMain(m *testing.M) {
	text := os.Getenv(childTask)
	if text == "" {
		os.Exit(m.Run())
	}
	if err := runTask([]byte(text)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func runTask(text []byte) error {
	var k task
	if err := json.Unmarshal(text, &k); err != nil {
		return err
	}
	d := &doom{}
	v, b, err := k.open(d)
	if err != nil {
		return err
	}
	b.Subscribe(func(e broker.Event) { d.step(fmt.Sprintf("%T", e)) })
	d.at = k.At // what came before is no part of the job
	if err := jobs[k.Job].do(world{b, v, v.List()[0].ID, d.step}, k.Values); err != nil {
		return err
	}
	return v.Close()
}

// open opens the vault and a broker on it, as a process does that lives as long
// as d lets it.
func (k *task) open(d *doom) (*vault.Vault, *broker.Broker, error) {
	clock := func() time.Time { return k.Now }
	v, err := vault.Open(context.Background(), vault.Options{
		Dir: k.Dir, Store: vault.StoreKeyring, Keyring: diskKeyring{filepath.Join(k.Dir, "keyring"), d}, Clock: clock,
	})
	if err != nil {
		return nil, nil, err
	}
	return v, broker.New(broker.Params{
		Registry: registry(), Vault: v, HTTP: &http.Client{Transport: doomedWire{d}}, Clock: clock, Rand: rand.Reader,
		BaseURLs: k.URLs, LockDir: k.Dir,
	}), nil
}

// doom kills the process at a step.
type doom struct{ at, steps int }

func (d *doom) step(name string) {
	if d.at == 0 {
		return
	}
	if d.steps++; d.steps < d.at {
		return
	}
	_, _ = io.WriteString(os.Stdout, name)
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // until it has come
}

// doomedWire has a step before a request is sent and one after its answer was
// read, of which nobody knows yet.
type doomedWire struct{ doom *doom }

func (w doomedWire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.doom.step("before " + req.URL.Path)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	w.doom.step("after " + req.URL.Path)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, err
}

// diskKeyring is a keyring that outlives its users, with a step before and one
// after each of its calls.
type diskKeyring struct {
	dir  string
	doom *doom
}

func (k diskKeyring) path(item string) string {
	return filepath.Join(k.dir, hex.EncodeToString([]byte(item)))
}

func (k diskKeyring) Get(item string) (string, error) {
	k.doom.step("before get")
	value, err := os.ReadFile(k.path(item))
	if errors.Is(err, fs.ErrNotExist) {
		err = vault.ErrNotFound
	}
	return string(value), err
}

func (k diskKeyring) Set(item, value string) error {
	k.doom.step("before set")
	temp := filepath.Join(k.dir, "new")
	err := errors.Join(os.MkdirAll(k.dir, 0o700), os.WriteFile(temp, []byte(value), 0o600), os.Rename(temp, k.path(item)))
	k.doom.step("after set")
	return err
}

func (k diskKeyring) Delete(item string) error {
	k.doom.step("before delete")
	err := os.Remove(k.path(item))
	if errors.Is(err, fs.ErrNotExist) {
		err = vault.ErrNotFound
	}
	k.doom.step("after delete")
	return err
}

// items counts what the keyring holds.
func (k diskKeyring) items() (count int) {
	entries, _ := os.ReadDir(k.dir) // none yet
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "new") {
			count++
		}
	}
	return count
}
