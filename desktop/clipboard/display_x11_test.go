//go:build display && (linux || freebsd || netbsd || openbsd)

package clipboard

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/x11"
	"keycase/desktop/internal/xvfb"
)

const deadline = time.Minute

func open(t *testing.T) *Clipboard {
	t.Helper()
	c, err := Open()
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func put(t *testing.T, c *Clipboard, text string) *Claim {
	t.Helper()
	claim, err := c.Put(text)
	require.NoError(t, err)
	return claim
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	require.Eventually(t, ok, deadline, 5*time.Millisecond, what)
}

// xsel runs a program that people use.
func xsel(t *testing.T, input string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	command := exec.CommandContext(ctx, "xsel", append([]string{"--clipboard", "--logfile", "/dev/null"}, args...)...)
	command.Stdin = strings.NewReader(input)
	out, err := command.Output()
	require.NoError(t, err)
	return string(out)
}

// paster is another program that pastes.
type paster struct {
	t      *testing.T
	conn   *x11.Conn
	atoms  x11.Atoms
	window xproto.Window
}

func newPaster(t *testing.T) *paster {
	t.Helper()
	conn, err := x11.Open()
	require.NoError(t, err)
	t.Cleanup(conn.Close)
	p := &paster{t: t, conn: conn}
	p.atoms, err = conn.Intern(append([]string{"INTO", "SECOND", "SAVE_TARGETS"}, names...)...)
	require.NoError(t, err)
	p.window, err = xproto.NewWindowId(conn.Conn)
	require.NoError(t, err)
	require.NoError(t, xproto.CreateWindowChecked(conn.Conn, 0, p.window, conn.Root, 0, 0, 1, 1, 0,
		xproto.WindowClassInputOnly, 0, 0, nil).Check())
	return p
}

// ask converts the clipboard into the property INTO; false where there is no such target.
func (p *paster) ask(target string) bool { return p.askInto(target, p.atoms["INTO"]) }

func (p *paster) askInto(target string, property xproto.Atom) bool {
	p.t.Helper()
	xproto.ConvertSelection(p.conn.Conn, p.window, p.atoms[selection], p.atoms[target], property, xproto.TimeCurrentTime)
	for {
		event, fault := p.conn.WaitForEvent()
		require.False(p.t, event == nil && fault == nil, "the connection ended")
		if told, is := event.(xproto.SelectionNotifyEvent); is {
			return told.Property != xproto.AtomNone
		}
	}
}

// read is a property's type and value.
func (p *paster) read(property string) (kind, data string) {
	p.t.Helper()
	reply, err := xproto.GetProperty(p.conn.Conn, true, p.window, p.atoms[property], xproto.GetPropertyTypeAny, 0, Limit).Reply()
	require.NoError(p.t, err)
	for name, atom := range p.atoms {
		if atom == reply.Type {
			kind = name
		}
	}
	return kind, string(reply.Value)
}

func (p *paster) empty() bool {
	p.t.Helper()
	owner, err := xproto.GetSelectionOwner(p.conn.Conn, p.atoms[selection]).Reply()
	require.NoError(p.t, err)
	return owner.Owner == xproto.WindowNone
}

func TestOtherProgramsPaste(t *testing.T) {
	xvfb.Start(t)
	c := open(t)
	for name, text := range map[string]string{
		"ASCII": "k-1", "empty": "", "Chinese": "钥匣 🗝\n二", "Latin-1": "na\u00efve",
		"200 kB": strings.Repeat("钥", 66_667), "the longest": strings.Repeat("k", Limit),
	} {
		claim := put(t, c, text)
		assert.True(t, claim.Held(), name)
		assert.Equal(t, text, xsel(t, "", "--output"), name)
		assert.Equal(t, text, xsel(t, "", "--output"), "%s, a second time", name)
	}
}

func TestTargetsOnTheWire(t *testing.T) {
	xvfb.Start(t)
	p := newPaster(t)
	put(t, open(t), "na\u00efve")
	for _, want := range []struct{ target, kind, data string }{
		{targetUTF8, targetUTF8, "na\u00efve"},
		{targetMIME, targetMIME, "na\u00efve"},
		{targetLatin1, targetLatin1, "na\xefve"},
		{targetHint, targetHint, "secret"},
	} {
		require.True(t, p.ask(want.target), want.target)
		kind, data := p.read("INTO")
		assert.Equal(t, want.kind, kind, want.target)
		assert.Equal(t, want.data, data, want.target)
	}

	require.True(t, p.ask(targetList))
	kind, data := p.read("INTO")
	assert.Equal(t, typeAtoms, kind)
	var listed []string
	for name, atom := range p.atoms {
		if slices.Contains(numbers(data), uint32(atom)) {
			listed = append(listed, name)
		}
	}
	assert.ElementsMatch(t, []string{targetList, targetMany, targetTime, targetUTF8, targetMIME, targetLatin1, targetHint}, listed)
	assert.False(t, p.ask("SAVE_TARGETS"))

	require.True(t, p.ask(targetTime))
	kind, data = p.read("INTO")
	assert.Equal(t, typeInteger, kind)
	require.Len(t, numbers(data), 1)
	assert.NotZero(t, numbers(data)[0])

	require.True(t, p.askInto(targetUTF8, xproto.AtomNone), "as programs of old ask")
	_, data = p.read(targetUTF8)
	assert.Equal(t, "na\u00efve", data)
}

func numbers(data string) []uint32 {
	var all []uint32
	for i := 0; i+4 <= len(data); i += 4 {
		all = append(all, xgb.Get32([]byte(data[i:])))
	}
	return all
}

func TestManyTargetsAtOnce(t *testing.T) {
	xvfb.Start(t)
	p := newPaster(t)
	put(t, open(t), "k")
	pairs := []uint32{
		uint32(p.atoms[targetUTF8]), uint32(p.atoms["SECOND"]),
		uint32(p.atoms["SAVE_TARGETS"]), uint32(p.atoms["SECOND"]),
	}
	list := func(numbers ...uint32) {
		require.NoError(t, xproto.ChangePropertyChecked(p.conn.Conn, xproto.PropModeReplace, p.window, p.atoms["INTO"],
			p.atoms[typeAtomPairs], 32, uint32(len(numbers)), words(numbers...)).Check())
	}
	list(pairs...)
	require.True(t, p.ask(targetMany))
	_, data := p.read("SECOND")
	assert.Equal(t, "k", data)
	_, data = p.read("INTO")
	assert.Equal(t, []uint32{pairs[0], pairs[1], pairs[2], xproto.AtomNone}, numbers(data))

	assert.False(t, p.ask(targetMany), "without a list")
	list(pairs[:3]...)
	assert.False(t, p.ask(targetMany), "with half a pair")
}

func TestAnotherProgramTakesOver(t *testing.T) {
	xvfb.Start(t)
	claim := put(t, open(t), "k")
	xsel(t, "theirs", "--input")
	eventually(t, "the claim ends", func() bool { return !claim.Held() })
	require.NoError(t, claim.Clear())
	assert.Equal(t, "theirs", xsel(t, "", "--output"))
}

// TestOwnerIsTheWindowThatCopied asks beside a program that owns the clipboard and never answers: to read
// it would take for ever.
func TestOwnerIsTheWindowThatCopied(t *testing.T) {
	xvfb.Start(t)
	none, err := Owner()
	require.NoError(t, err)
	assert.Zero(t, none)
	p := newPaster(t)
	xproto.SetSelectionOwner(p.conn.Conn, p.window, p.atoms[selection], xproto.TimeCurrentTime)
	require.False(t, p.empty())
	silent, err := Owner()
	require.NoError(t, err)
	assert.Equal(t, uint64(p.window), silent)
	put(t, open(t), "k")
	ours, err := Owner()
	require.NoError(t, err)
	assert.NotEqual(t, silent, ours)
}

func TestOwnerWithoutAServer(t *testing.T) {
	t.Setenv("DISPLAY", "")
	_, err := Owner()
	require.Error(t, err)
	assert.NotErrorIs(t, err, errors.ErrUnsupported, "which would say that reading is quick")
}

func TestClearEmptiesTheClipboard(t *testing.T) {
	xvfb.Start(t)
	p := newPaster(t)
	claim := put(t, open(t), "k")
	require.False(t, p.empty())
	require.NoError(t, claim.Clear())
	assert.True(t, p.empty())
	assert.False(t, claim.Held())
	assert.Empty(t, xsel(t, "", "--output"))
	require.NoError(t, claim.Clear(), "a second time")
}

func TestClosingEmptiesTheClipboard(t *testing.T) {
	xvfb.Start(t)
	p := newPaster(t)
	c := open(t)
	claim := put(t, c, "k")
	require.NoError(t, c.Close())
	assert.True(t, p.empty())
	assert.False(t, claim.Held())
	_, err := c.Put("k")
	require.ErrorIs(t, err, ErrClosed)
	require.NoError(t, c.Close(), "a second time")
}

func TestALaterClaimReplacesAnEarlierOne(t *testing.T) {
	xvfb.Start(t)
	c := open(t)
	first := put(t, c, "one")
	second := put(t, c, "two")
	assert.False(t, first.Held())
	require.NoError(t, first.Clear())
	assert.True(t, second.Held())
	assert.Equal(t, "two", xsel(t, "", "--output"))
}

// TestClearDuringTakeOver clears while others take the clipboard: what they put must stay.
func TestClearDuringTakeOver(t *testing.T) {
	xvfb.Start(t)
	c, p := open(t), newPaster(t)
	for range 50 {
		claim := put(t, c, "k")
		var both sync.WaitGroup
		both.Go(func() { xproto.SetSelectionOwner(p.conn.Conn, p.window, p.atoms[selection], xproto.TimeCurrentTime) })
		both.Go(func() { assert.NoError(t, claim.Clear()) })
		both.Wait()
		require.False(t, p.empty())
	}
}

func TestPuttingFromManyGoroutines(t *testing.T) {
	xvfb.Start(t)
	c, p := open(t), newPaster(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				claim, err := c.Put("k")
				if assert.NoError(t, err) {
					claim.Held()
					assert.NoError(t, claim.Clear())
				}
			}
		})
	}
	all.Wait()
	assert.True(t, p.empty())
}

func TestPasterGoesAway(t *testing.T) {
	xvfb.Start(t)
	claim := put(t, open(t), "k")
	p := newPaster(t)
	xproto.ConvertSelection(p.conn.Conn, p.window, p.atoms[selection], p.atoms[targetUTF8], p.atoms["INTO"], xproto.TimeCurrentTime)
	xproto.DestroyWindow(p.conn.Conn, p.window)
	assert.Equal(t, "k", xsel(t, "", "--output"))
	assert.True(t, claim.Held())
}

func TestServerDoesNotAnswer(t *testing.T) {
	server := xvfb.Start(t)
	c, p := open(t), newPaster(t)
	claim := put(t, c, "k")
	server.Freeze()
	_, err := c.Put("k-2")
	require.ErrorIs(t, err, x11.ErrSilent)
	require.ErrorIs(t, claim.Clear(), x11.ErrSilent)
	assert.False(t, claim.Held(), "what is not there any more is not handed out either")
	server.Thaw()
	eventually(t, "nothing is left", p.empty)
	put(t, c, "k-3")
	assert.Equal(t, "k-3", xsel(t, "", "--output"))
}

func TestNoServer(t *testing.T) {
	for _, display := range []string{"", ":nonsense", "/nowhere:7"} {
		t.Setenv("DISPLAY", display)
		_, err := Open()
		require.Error(t, err, display)
	}
}
