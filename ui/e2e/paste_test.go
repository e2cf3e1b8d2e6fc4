//go:build e2e

package e2e

import (
	"bytes"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPastingDoesNotWaitForAProgramThatHangs: a program owns the clipboard and never
// answers, as one does that was stopped. The window goes on, and says why nothing came.
func TestPastingDoesNotWaitForAProgramThatHangs(t *testing.T) {
	w := launch(t, plain, t.TempDir())
	h := w.hand()
	w.keys("3")
	w.titled("新建凭证")
	name, foot := area{260, 100, 560, 80}, area{300, 600, 600, 100}
	free := ownClipboard(t, h)
	for i, keys := range []string{"ctrl+v", "shift+Insert"} {
		w.still("the form")
		before := h.see(foot)
		w.keys(keys)
		took, ok := h.answer("Tab", name, longest)
		assert.True(t, ok, "an answer to Tab, after %s", keys)
		t.Logf("after %s Tab was answered in %s", keys, took.Round(time.Millisecond))
		eventually(t, "the window says that nothing was pasted", func() bool { return !bytes.Equal(h.see(foot), before) })
		if i == 0 {
			w.photographMoving("paste-silent")
		}
		eventually(t, "that goes again", func() bool { return bytes.Equal(h.see(foot), before) })
		w.keys("shift+Tab")
	}
	free()
	w.changes(name, func() { w.paste("晨光商贸") })
}

// ownClipboard takes the clipboard and answers nobody, until free is called.
func ownClipboard(t *testing.T, h *hand) (free func()) {
	t.Helper()
	window, err := xproto.NewWindowId(h.conn)
	require.NoError(t, err)
	setup := xproto.Setup(h.conn)
	require.NoError(t, xproto.CreateWindowChecked(h.conn, 0, window, setup.DefaultScreen(h.conn).Root, 0, 0, 1, 1, 0,
		xproto.WindowClassInputOnly, 0, 0, nil).Check())
	board := h.atom("CLIPBOARD")
	xproto.SetSelectionOwner(h.conn, window, board, xproto.TimeCurrentTime)
	owner, err := xproto.GetSelectionOwner(h.conn, board).Reply()
	require.NoError(t, err)
	require.Equal(t, window, owner.Owner)
	return func() { require.NoError(t, xproto.DestroyWindowChecked(h.conn, window).Check()) }
}
