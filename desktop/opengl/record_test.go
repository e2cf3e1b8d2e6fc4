package opengl

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAChoiceIsRemembered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "home")
	assert.Equal(t, System, Open(dir).Mode())
	require.NoError(t, Open(dir).Choose(Software))
	assert.Equal(t, Software, Open(dir).Mode())
	require.NoError(t, Open(dir).Choose(System))
	assert.Equal(t, System, Open(dir).Mode())
	info, err := os.Stat(filepath.Join(dir, recordFile))
	require.NoError(t, err)
	assert.True(t, info.Mode().IsRegular())
}

func TestAStartThatDrewNothingIsDoubtful(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "home")
	r := Open(dir)
	assert.Equal(t, firstIsDoubtful, r.Doubtful())
	require.NoError(t, r.Begin())
	assert.Equal(t, firstIsDoubtful, r.Doubtful(), "this one is on its way")
	failed := Open(dir)
	assert.True(t, failed.Doubtful())
	require.NoError(t, failed.Begin())
	require.NoError(t, failed.Reached())
	assert.False(t, Open(dir).Doubtful())
	require.NoError(t, Open(dir).Choose(Software))
	assert.False(t, Open(dir).Doubtful(), "a choice forgets nothing")
	require.NoError(t, failed.Begin())
	require.NoError(t, failed.Withdraw())
	assert.False(t, Open(dir).Doubtful(), "nothing was to be drawn")
}

func TestADamagedRecordIsNone(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"", "{", `{"mode":1}`, `{"mode":"hardware"}`} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, recordFile), []byte(text), 0o600))
		assert.Equal(t, System, Open(dir).Mode(), text)
	}
}

func TestWithoutAFolderNothingIsWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	r := Open("")
	require.NoError(t, r.Begin())
	require.NoError(t, r.Choose(Software))
	require.NoError(t, r.Reached())
	require.NoError(t, r.Withdraw())
	assert.Equal(t, Software, r.Mode())
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, entries)
}
