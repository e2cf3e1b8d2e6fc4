package backup

import (
	"encoding/json"
	"slices"
	"time"

	"keycase/vault"
)

// stateKey is where it is kept in the vault's state when a backup was made.
const stateKey = "backup"

// RemindAfter is how old the last backup may get, and how long a reminder that
// was put off stays away.
const RemindAfter = 30 * 24 * time.Hour

// record is the state, in epoch milliseconds; 0 is never.
type record struct {
	Made   int64 `json:"made,omitempty"`
	PutOff int64 `json:"put_off,omitempty"`
}

func readRecord(state json.RawMessage) record {
	var r record
	if json.Unmarshal(state, &r) != nil {
		return record{}
	}
	return r
}

// NoteMade remembers that all credentials were backed up.
func NoteMade(v *vault.Vault, at time.Time) error {
	return update(v, func(r *record) { r.Made = at.UnixMilli() })
}

// PutOff sends the reminder away for RemindAfter.
func PutOff(v *vault.Vault, at time.Time) error {
	return update(v, func(r *record) { r.PutOff = at.UnixMilli() })
}

func update(v *vault.Vault, change func(*record)) error {
	return v.UpdateState(stateKey, func(old json.RawMessage) (json.RawMessage, error) {
		r := readRecord(old)
		change(&r)
		return json.Marshal(r)
	})
}

// Reminder is what is known about the last backup of everything.
type Reminder struct {
	// Made is when it was made; zero if never.
	Made time.Time
	// Since is from when on there are credentials without a backup: Made, or the
	// creation of the oldest one; zero if there are none.
	Since time.Time
	// Due: more than RemindAfter has gone since then.
	Due bool
	// Quiet: a person put the reminder off.
	Quiet bool
}

// Remind tells whether a person should think of a backup. What lives in memory
// only is not worth one.
func Remind(v *vault.Vault, now time.Time) Reminder {
	state, _ := v.State(stateKey)
	var added []time.Time
	for _, e := range v.Entries() {
		added = append(added, e.CreatedAt())
	}
	return remind(readRecord(state), added, v.Kind(), now)
}

// remind is told when each credential was added.
func remind(kept record, added []time.Time, kind vault.StoreKind, now time.Time) Reminder {
	var r Reminder
	if kept.Made != 0 {
		r.Made = time.UnixMilli(kept.Made)
	}
	if len(added) == 0 || kind == vault.StoreMemory {
		return r
	}
	r.Since = r.Made
	if r.Made.IsZero() {
		r.Since = slices.MinFunc(added, time.Time.Compare)
	}
	r.Due = now.Sub(r.Since) > RemindAfter
	// A clock that was set back must not silence it for years.
	if away := now.Sub(time.UnixMilli(kept.PutOff)); kept.PutOff != 0 {
		r.Quiet = away <= RemindAfter && away >= -RemindAfter
	}
	return r
}
