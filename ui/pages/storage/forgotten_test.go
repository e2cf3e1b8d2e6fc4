package storage

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
)

// TestAForgottenPassphraseHasAWayOut, and no false hope.
func TestAForgottenPassphraseHasAWayOut(t *testing.T) {
	b := pagetest.New(t)
	u := NewUnlock(b.Ctx, func() {}, nil)
	b.Show(u)
	shown := test.RenderObjectToMarkup(u.Content())
	assert.Contains(t, shown, "主密码忘了")
	assert.Contains(t, shown, "--home")
	assert.Contains(t, shown, "从备份恢复")
}
