package vault

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNoNameIsTakenForAnID(t *testing.T) {
	v, _ := memoryVault(t)
	ctx := t.Context()
	first, err := v.Add(ctx, Credential{Name: "a"}, nil)
	require.NoError(t, err)
	second, err := v.Add(ctx, Credential{Name: "b"}, nil)
	require.NoError(t, err)
	for _, name := range []string{first.ID, strings.ToUpper(first.ID), " " + first.ID, "abcdefghijklmn27"} {
		_, err := v.Add(ctx, Credential{Name: name}, nil)
		require.ErrorIs(t, err, ErrBadName, "%q", name)
		_, err = v.Edit(ctx, second.ID, func(c *Credential, _ map[string]string) error { c.Name = name; return nil })
		require.ErrorIs(t, err, ErrBadName, "%q", name)
	}
	for _, name := range []string{first.ID[1:], first.ID + "a", "abcdefghijklmn-7"} {
		_, err = v.Edit(ctx, second.ID, func(c *Credential, _ map[string]string) error { c.Name = name; return nil })
		assert.NoError(t, err, "%q", name)
	}
	found, err := v.Find(first.ID)
	require.NoError(t, err)
	assert.Equal(t, first, found)
}

func TestFindPrefersTheName(t *testing.T) {
	v, _ := memoryVault(t)
	named, err := v.Add(t.Context(), Credential{Name: "till"}, nil)
	require.NoError(t, err)
	// No vault makes such an id, but an index that was edited by hand may have it.
	require.NoError(t, v.index.commit(t.Context(), func(d *draft) error { return d.add(&record{id: "till", name: "other"}) }))
	found, err := v.Find("till")
	require.NoError(t, err)
	assert.Equal(t, named, found)
}
