package backup

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

func TestRemind(t *testing.T) {
	day := 24 * time.Hour
	ago := func(d time.Duration) int64 { return now().Add(-d).UnixMilli() }
	one := []time.Time{now().Add(-10 * day), now().Add(-31 * day)}
	fresh := []time.Time{now().Add(-29 * day)}
	for name, tc := range map[string]struct {
		kept       record
		added      []time.Time
		kind       vault.StoreKind
		due, quiet bool
	}{
		"nothing there":        {kept: record{Made: ago(99 * day)}},
		"never, oldest counts": {added: one, due: true},
		"never, but young":     {added: fresh},
		"made lately":          {kept: record{Made: ago(29 * day)}, added: one},
		"made just in time":    {kept: record{Made: ago(30 * day)}, added: one},
		"made long ago":        {kept: record{Made: ago(30*day + 1*time.Second)}, added: fresh, due: true},
		"put off":              {kept: record{PutOff: ago(5 * day)}, added: one, due: true, quiet: true},
		"put off long ago":     {kept: record{PutOff: ago(31 * day)}, added: one, due: true},
		"put off in a future":  {kept: record{PutOff: ago(-99 * day)}, added: one, due: true},
		"in memory only":       {added: one, kind: vault.StoreMemory},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.kind == "" {
				tc.kind = vault.StoreFile
			}
			r := remind(tc.kept, tc.added, tc.kind, now())
			assert.Equal(t, tc.due, r.Due)
			assert.Equal(t, tc.quiet, r.Quiet)
		})
	}
}

func TestTheRecordIsKept(t *testing.T) {
	v := newVault(t)
	assert.Zero(t, Remind(v, now()).Made)
	require.NoError(t, NoteMade(v, now()))
	require.NoError(t, PutOff(v, now().Add(time.Hour)))
	assert.True(t, Remind(v, now()).Made.Equal(now()))
	require.NoError(t, v.UpdateState(stateKey, func(json.RawMessage) (json.RawMessage, error) { return json.RawMessage(`"nonsense"`), nil }))
	assert.Zero(t, Remind(v, now()).Made)
	require.NoError(t, NoteMade(v, now()))
	assert.False(t, Remind(v, now()).Made.IsZero())
}
