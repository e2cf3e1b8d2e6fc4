package clipboard

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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

// pasted is what another program would paste; "" for nothing.
func pasted(t *testing.T) string {
	t.Helper()
	read, err := Text()
	require.NoError(t, err)
	return read
}

// takeOver is another program that copies.
func takeOver(t *testing.T, text string) {
	t.Helper()
	require.NoError(t, whileOpen(func() error {
		_, _, _ = emptyClipboard.Call()
		return handOver(formatUnicodeText, textData(text))
	}))
}

func TestOtherProgramsPaste(t *testing.T) {
	c := open(t)
	for name, want := range map[string]string{
		"ASCII": "k-1", "empty": "", "Chinese": "钥匣 🗝\n二",
		"200 kB": strings.Repeat("钥", 66_667), "the longest": strings.Repeat("k", Limit),
	} {
		claim := put(t, c, want)
		assert.True(t, claim.Held(), name)
		assert.Equal(t, want, pasted(t), name)
	}
}

func TestExclusionFormats(t *testing.T) {
	enumFormats := user32.NewProc("EnumClipboardFormats")
	put(t, open(t), "k")
	require.NoError(t, whileOpen(func() error {
		lies := map[uintptr]bool{}
		for f, _, _ := enumFormats.Call(0); f != 0; f, _, _ = enumFormats.Call(f) {
			lies[f] = true
		}
		assert.True(t, lies[formatUnicodeText])
		for _, name := range []string{
			"ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard",
		} {
			number, err := format(name)
			require.NoError(t, err)
			assert.True(t, lies[number], name)
			assert.Equal(t, make([]byte, 4), lying(number, 4), name)
		}
		return nil
	}))
}

func TestOwnerIsTheWindowThatCopied(t *testing.T) {
	before, err := Owner()
	require.NoError(t, err)
	require.NoError(t, whileOpen(func() error {
		_, _, _ = emptyClipboard.Call()
		during, err := Owner()
		require.NoError(t, err)
		assert.NotZero(t, during)
		assert.NotEqual(t, before, during)
		return nil
	}))
}

func TestAnotherProgramTakesOver(t *testing.T) {
	claim := put(t, open(t), "k")
	takeOver(t, "theirs")
	assert.False(t, claim.Held())
	require.NoError(t, claim.Clear())
	assert.Equal(t, "theirs", pasted(t))
}

func TestAnotherProcessOfOurs(t *testing.T) {
	claim := put(t, open(t), "k")
	require.NoError(t, whileOpen(func() error {
		_, _, _ = emptyClipboard.Call()
		return (&holding{mark: []byte("another!")}).fill(textData("theirs"))
	}))
	require.NoError(t, claim.Clear())
	assert.Equal(t, "theirs", pasted(t))
	assert.False(t, claim.Held())
}

func TestClearEmptiesTheClipboard(t *testing.T) {
	claim := put(t, open(t), "k")
	require.NoError(t, claim.Clear())
	assert.False(t, claim.Held())
	assert.Empty(t, pasted(t))
	takeOver(t, "theirs")
	require.NoError(t, claim.Clear(), "a second time")
	assert.Equal(t, "theirs", pasted(t))
}

func TestClosingEmptiesTheClipboard(t *testing.T) {
	c := open(t)
	claim := put(t, c, "k")
	require.NoError(t, c.Close())
	assert.Empty(t, pasted(t))
	assert.False(t, claim.Held())
	_, err := c.Put("k")
	require.ErrorIs(t, err, ErrClosed)
}

func TestALaterClaimReplacesAnEarlierOne(t *testing.T) {
	c := open(t)
	first := put(t, c, "one")
	second := put(t, c, "two")
	assert.False(t, first.Held())
	require.NoError(t, first.Clear())
	assert.True(t, second.Held())
	assert.Equal(t, "two", pasted(t))
}

func TestBusyClipboard(t *testing.T) {
	c := open(t)
	claim := put(t, c, "k")
	done := make(chan struct{})
	require.NoError(t, whileOpen(func() error {
		go func() {
			defer close(done)
			_, err := c.Put("k-2")
			assert.ErrorIs(t, err, ErrBusy)
			assert.ErrorIs(t, claim.Clear(), ErrBusy)
		}()
		<-done
		return nil
	}))
	assert.True(t, claim.Held(), "it can be tried again")
	require.NoError(t, claim.Clear())
	assert.Empty(t, pasted(t))
}

func TestTextDataEndsWithNUL(t *testing.T) {
	assert.Equal(t, []byte{0, 0}, textData(""))
	assert.Equal(t, []byte{'k', 0, 0xa5, 0x94, 0x3d, 0xd8, 0xdd, 0xdd, 0, 0}, textData("k钥🗝"))
}
