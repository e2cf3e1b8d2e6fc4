package printer

import (
	"encoding/json"
	"slices"
	"time"

	"keycase/pairing"
	"keycase/providers"
)

// secret tells whether something was typed that nobody keeps beyond the window.
func (f *flow) secret() bool {
	return f.slip.key != "" || f.slip.aside.key != "" || f.draft.values[fieldSecret] != "" || len(f.mended) > 0
}

// kept is what outlives the window. Nothing of it is secret.
type kept struct {
	Step   step
	App    string // ID of the credential; "" while none is chosen
	Adding bool
	Name   string            // of the app that is typed in, with its Values
	Values map[string]string `json:",omitempty"`
	Code   string
	Kind   pairing.KeyKind
	// Key and Secret tell which secrets a person has to give once more.
	Key, Secret bool
	Batch       []keptPrinter `json:",omitempty"`
}

// keptPrinter is a printer of the batch.
type keptPrinter struct {
	AppID, App, AppType        string
	Code, Name, Environment    string
	At                         time.Time
	Issued, Expires, Refreshes time.Time
	Never                      bool
}

// keptFields are the values of an app that may lie where everybody can read them.
var keptFields = []string{fieldID, fieldType}

// batchLife is how long a batch waits for its next printer: nobody goes on with that of last week.
const batchLife = 24 * time.Hour

// Keep returns what is to outlive the window: where a person was, and what is not secret of what was
// typed; "" where nothing is under way.
func (m *Memory) Keep() string {
	f := &m.flow
	if f.step == atDone || !f.typed() && len(m.batch) == 0 {
		return ""
	}
	k := kept{
		Step: min(f.step, atScan), App: f.app, Adding: f.adding, Name: f.draft.name, Values: map[string]string{},
		Code: f.slip.code, Kind: f.slip.kind,
		Key: f.lost.key || f.slip.key != "" || f.slip.aside.key != "", Secret: f.lost.secret || f.draft.values[fieldSecret] != "",
	}
	for _, name := range keptFields {
		if value := f.draft.values[name]; value != "" {
			k.Values[name] = value
		}
	}
	for _, p := range m.batch {
		k.Batch = append(k.Batch, keptPrinter{
			p.appID, p.app, p.appType, p.code, p.name, p.environment, p.at, p.life.issued, p.life.expires, p.life.refreshes, p.life.never,
		})
	}
	text, err := json.Marshal(k)
	if err != nil {
		return ""
	}
	return string(text)
}

// Restore takes up what an earlier window kept; what cannot be read is nothing.
func (m *Memory) Restore(text string, now time.Time) {
	var k kept
	if json.Unmarshal([]byte(text), &k) != nil {
		return
	}
	if !slices.Contains(kinds, k.Kind) {
		k.Kind = pairing.KindUnknown
	}
	m.flow = flow{
		step: min(max(k.Step, atApp), atScan), app: k.App, adding: k.Adding,
		draft: appDraft{name: k.Name, values: providers.Values{}},
		slip:  slip{code: k.Code, kind: k.Kind},
		lost:  lost{key: k.Key, secret: k.Secret},
	}
	for _, name := range keptFields {
		m.flow.draft.values[name] = k.Values[name]
	}
	if last := len(k.Batch) - 1; last < 0 || now.Sub(k.Batch[last].At) > batchLife {
		return
	}
	for _, p := range k.Batch {
		m.batch = append(m.batch, paired{
			appID: p.AppID, app: p.App, appType: p.AppType, code: p.Code, name: p.Name, environment: p.Environment, at: p.At,
			life: life{issued: p.Issued, expires: p.Expires, refreshes: p.Refreshes, never: p.Never},
		})
	}
}
