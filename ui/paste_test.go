package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/widgets"
	"keycase/vault"
)

func TestTheClipboardIsReadElsewhere(t *testing.T) {
	const silent = "复制它的程序没有回应，没有粘"
	for name, c := range map[string]struct {
		err  error
		want string
		ok   bool
	}{
		"read":        {nil, "the system's", true},
		"unsupported": {errors.ErrUnsupported, "Fyne's", true},
		"silent":      {errors.New("no answer"), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, vault.StateReady)
			u := b.start(func(p *Params) {
				p.Desktop.Text = func() (string, error) {
					if c.err != nil {
						return "", c.err
					}
					return "the system's", nil
				}
			})
			from := test.NewClipboard()
			from.SetContent("Fyne's")
			var got []string
			ask := &widgets.ReadClipboard{From: from, Got: func(text string, ok bool) {
				assert.Equal(t, c.ok, ok)
				got = append(got, text)
			}}
			u.readClipboard(ask)
			assert.True(t, ask.Taken)
			b.settle()
			assert.Equal(t, []string{c.want}, got)
			assert.Equal(t, !c.ok, b.says(silent))
		})
	}
}
