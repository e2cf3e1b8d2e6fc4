package ui

import (
	"errors"
	"net/url"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets"
	"keycase/providers/catalog"
	"keycase/vault"
)

// shut is a system without a file manager.
type shut struct{ fyne.App }

func (shut) OpenURL(*url.URL) error { return errors.New("nothing opens folders") }

// TestFolderOfTheLogThatDoesNotOpen is named, and its path copied.
func TestFolderOfTheLogThatDoesNotOpen(t *testing.T) {
	b := newBench(t, vault.StateReady)
	const logs = "/home/mei/logs"
	u := b.start(func(p *Params) { p.App, p.Logs = shut{b.app}, logs })
	u.openLogs()
	canvas := u.Window().Canvas()
	require.NotNil(t, canvas.Overlays().Top())
	assert.Contains(t, textsOf(canvas.Overlays().Top()), "它在 "+logs+"。复制路径，到文件管理器里打开。")
	b.key(fyne.KeyReturn)
	assert.Empty(t, b.app.Clipboard().Content(), "nothing is copied unasked")

	u.openLogs()
	canvas.FocusNext()
	b.key(fyne.KeyReturn)
	assert.Equal(t, logs, b.app.Clipboard().Content())
	assert.Nil(t, canvas.Overlays().Top())
}

// TestGuidedBindingsAreToldApart by their signs.
func TestGuidedBindingsAreToldApart(t *testing.T) {
	b := newBench(t, vault.StateReady)
	table := b.start(nil).wizardTable()
	icons := map[string]string{}
	for platform, wizard := range table {
		_, err := catalog.Registry().Platform(platform)
		require.NoError(t, err)
		_, drawn := assets.Icon(wizard.Icon)
		assert.True(t, drawn, wizard.Icon)
		assert.Empty(t, icons[wizard.Icon], platform)
		icons[wizard.Icon] = platform
	}
	assert.Len(t, icons, 2)
}
