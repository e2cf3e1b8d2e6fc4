package kis

import (
	"encoding/json"
	"slices"
)

// memo is what outlives the window. Nothing of it is secret.
type memo struct {
	Stored string            // the credential in use; "" for an account that is typed in
	Values map[string]string // by wire name
	Forgot bool              // secrets were typed as well
}

// Keep returns what is to outlive the window: what is not secret of what was typed; "" where nothing is
// under way.
func (m *Memory) Keep() string {
	k := m.kept
	if f := m.flow; f != nil {
		k = f.keep()
	}
	if k == nil {
		return ""
	}
	text, err := json.Marshal(k)
	if err != nil {
		return ""
	}
	return string(text)
}

// Restore takes up what an earlier window kept; what cannot be read is nothing.
func (m *Memory) Restore(text string) {
	var k memo
	if json.Unmarshal([]byte(text), &k) == nil {
		m.kept = &k
	}
}

func (f *flow) keep() *memo {
	if !f.typed() && !f.forgot {
		return nil
	}
	k := memo{Stored: f.stored, Values: map[string]string{}, Forgot: f.forgot || f.secret()}
	for _, name := range order {
		if value := f.values[name]; value != "" && !slices.Contains(secrets, name) {
			k.Values[name] = value
		}
	}
	return &k
}

// flow is how it goes on; calls of an account that is typed in go to base.
func (k *memo) flow(base string) *flow {
	f := newFlow(k.Stored, base)
	for _, name := range order {
		if value := k.Values[name]; value != "" && !slices.Contains(secrets, name) {
			f.values[name] = value
		}
	}
	f.forgot = k.Forgot
	return f
}
