// Package vectors reads the test vectors in providers/testdata for the tests of
// the platforms.
package vectors

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// file is the place of the vectors below the root of the module.
const file = "providers/testdata/vectors.json"

// Vector is one test vector. Which members are set depends on its kind.
type Vector struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"` // "" for the wrong recipes of jdy_negative
	Published bool   `json:"published"`

	Inputs       Members `json:"inputs"`
	StringToSign string  `json:"string_to_sign"`
	Expected     Members `json:"expected"`

	// HTTPStatus and Body are a saved answer; the status is 0 where the vector
	// does not say.
	HTTPStatus int    `json:"http_status"`
	Body       string `json:"body"`

	// What a wrong recipe gives, and what the right one does.
	WrongBecause      string `json:"wrong_because"`
	WrongValue        string `json:"wrong_value"`
	CorrectValue      string `json:"correct_value"`
	WrongValueLower   string `json:"wrong_value_lower"`
	CorrectValueLower string `json:"correct_value_lower"`
}

// Status is HTTPStatus, or 200 where the vector does not say.
func (v Vector) Status() int {
	if v.HTTPStatus == 0 {
		return 200
	}
	return v.HTTPStatus
}

// Members are named values of any JSON type.
type Members map[string]json.RawMessage

// Has reports whether the member is there.
func (m Members) Has(name string) bool {
	_, ok := m[name]
	return ok
}

// Text returns a string as it is and every other value as its JSON text, which
// is also how providers.Values hold them. It panics where the member is not
// there, because a test that compares with nothing proves nothing.
func (m Members) Text(name string) string {
	msg := m.raw(name)
	var text string
	if json.Unmarshal(msg, &text) == nil {
		return text
	}
	return string(msg)
}

// Into decodes the member; it panics as Text does.
func (m Members) Into(name string, to any) {
	if err := json.Unmarshal(m.raw(name), to); err != nil {
		panic(fmt.Sprintf("member %q of the vector: %v", name, err))
	}
}

func (m Members) raw(name string) json.RawMessage {
	msg, ok := m[name]
	if !ok {
		panic(fmt.Sprintf("the vector has no member %q", name))
	}
	return msg
}

// Load returns the vectors of one section ("jdy", "jdy_negative", "kis", …).
func Load(tb testing.TB, section string) []Vector {
	tb.Helper()
	doc, err := read()
	require.NoError(tb, err)
	var sections map[string]json.RawMessage
	require.NoError(tb, json.Unmarshal(doc, &sections))
	require.Contains(tb, sections, section)
	var list []Vector
	require.NoError(tb, json.Unmarshal(sections[section], &list))
	require.NotEmpty(tb, list)
	return list
}

// ByID returns the vector of that id, where one vector needs another.
func ByID(tb testing.TB, section, id string) Vector {
	tb.Helper()
	list := Load(tb, section)
	i := slices.IndexFunc(list, func(v Vector) bool { return v.ID == id })
	require.GreaterOrEqual(tb, i, 0, "no vector %q", id)
	return list[i]
}

// Run runs every vector of the section as a subtest named by its id, with the
// check for its kind. Nothing can be skipped: a kind without a check and a
// check without a vector both fail the test.
func Run(t *testing.T, section string, checks map[string]func(*testing.T, Vector)) {
	t.Helper()
	list := Load(t, section)
	require.NoError(t, complete(list, checks))
	for _, v := range list {
		t.Run(v.ID, func(t *testing.T) { checks[v.Kind](t, v) })
	}
}

func complete[Check any](list []Vector, checks map[string]Check) error {
	var faults []error
	used := map[string]bool{}
	seen := map[string]bool{}
	for _, v := range list {
		used[v.Kind] = true
		if _, ok := checks[v.Kind]; !ok {
			faults = append(faults, fmt.Errorf("vector %q: no check for kind %q", v.ID, v.Kind))
		}
		if v.ID == "" || seen[v.ID] {
			faults = append(faults, fmt.Errorf("vector id %q is empty or not unique", v.ID))
		}
		seen[v.ID] = true
	}
	for kind := range checks {
		if !used[kind] {
			faults = append(faults, fmt.Errorf("no vector of kind %q", kind))
		}
	}
	return errors.Join(faults...)
}

// read finds the root of the module above the folder of the test that runs.
func read() ([]byte, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for {
		root := os.DirFS(dir)
		if _, err := fs.Stat(root, "go.mod"); err == nil {
			return fs.ReadFile(root, file)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return nil, fmt.Errorf("%s: no go.mod above the test", file)
		}
		dir = parent
	}
}
