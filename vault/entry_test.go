package vault

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestEntryIsTheCredential(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Entry{drawRecord(t, 0)}
		c := e.Credential()
		assert.Equal(t, []any{c.ID, c.Platform, c.Name, c.BaseURL, c.CreatedAt, c.UsedAt},
			[]any{e.ID(), e.Platform(), e.Name(), e.BaseURL(), e.CreatedAt(), e.UsedAt()})
		require.Equal(t, len(c.Tokens), e.NumTokens())
		for i, token := range c.Tokens {
			assert.Equal(t, token, e.Token(i))
		}
		require.Equal(t, len(c.Grants), e.NumGrants())
		for i, grant := range c.Grants {
			assert.Equal(t, grant, e.Grant(i))
		}
	})
}

func TestEntryCanNotBeChanged(t *testing.T) {
	v := openTest(t, Options{Store: StoreMemory})
	added, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "n", Public: map[string]string{"eid": "1"}}, map[string]string{"s": "x"})
	require.NoError(t, err)
	_, err = v.Apply(t.Context(), added.ID, Change{
		Grants: []NewGrant{{Grant: Grant{Kind: "instance", Public: map[string]string{"url": "u"}}, Values: map[string]string{"s": "x"}}},
		Tokens: []NewToken{{Token{Kind: "access", Attributes: map[string]string{"scope": "all"}}, TokenSecret{Value: "x"}}},
	})
	require.NoError(t, err)
	want, err := v.Get(added.ID)
	require.NoError(t, err)

	e := v.Entries()[0]
	token, grant, c := e.Token(0), e.Grant(0), e.Credential()
	token.Attributes["scope"], grant.Public["url"], grant.Secrets[0] = "y", "y", "y"
	c.Public["eid"], c.Secrets[0] = "y", "y"
	clear(c.SecretsAt)
	c.Grants[0].Public["url"], c.Grants[0].Name = "y", "y"
	c.Tokens[0].Attributes["scope"], c.Tokens[0].Kind = "y", "y"

	got, err := v.Get(added.ID)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, want, e.Credential())

	_, err = v.Edit(t.Context(), added.ID, func(c *Credential, _ map[string]string) error {
		c.Name = "other"
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, want, e.Credential(), "it stays what it was")
	assert.Equal(t, "other", v.Entries()[0].Name())
}

// TestNewLinesKeepNoFile: a window that is open for weeks reads the index again and
// again, and each time one credential is new.
func TestNewLinesKeepNoFile(t *testing.T) {
	const size = 8 << 20
	s := newSnapshot(0)
	s.generation, s.store = 1, StoreFile
	large := &record{id: "a", name: "a", key: "a", baseURL: strings.Repeat("x", size)}
	large.line = encodeRecord(large)
	s.insert(large)
	next := newSnapshot(0)
	next.generation, next.store = 2, StoreFile
	next.insert(large)
	small := &record{id: "b", name: "b", key: "b"}
	small.line = encodeRecord(small)
	next.insert(small)
	encoded := appendIndex(nil, next)
	before := used()
	read, err := decodeIndex(encoded, s)
	require.NoError(t, err)
	after := used()
	require.Equal(t, "b", read.records[1].id)
	assert.Less(t, after, before+size/2)
	runtime.KeepAlive(encoded)
}

func used() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestIndexTakesLittleMemory: the index is the one copy of everything that is listed.
func TestIndexTakesLittleMemory(t *testing.T) {
	const each = 1800 // bytes, of which the line in the file takes a third
	o, _ := bigVault(t)
	before := used()
	v, err := Open(t.Context(), o)
	require.NoError(t, err)
	after := used()
	assert.Less(t, after, before+many*each)
	before = after
	entries := v.Entries()
	assert.Less(t, used(), before+many*16)
	runtime.KeepAlive(entries)
	require.NoError(t, v.Close())
}
