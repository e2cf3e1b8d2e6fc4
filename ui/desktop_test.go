package ui

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/ui/tray"
	"keycase/vault"
)

// desk is a desktop that notes what the window asks of it.
type desk struct {
	tray     bool
	begun    int
	icon     tray.Params
	notes    []string
	scale    int
	scaleSet []int
}

func (d *desk) desktop() Desktop {
	return Desktop{
		TrayAvailable: func(context.Context) bool { return d.tray },
		StartTray: func(p tray.Params) (*tray.Tray, func(), error) {
			d.icon = p
			return &tray.Tray{}, func() { d.begun++ }, nil
		},
		Notify:   func(title, text string) { d.notes = append(d.notes, title+" | "+text) },
		Scale:    func() int { return d.scale },
		SetScale: func(percent int) { d.scale, d.scaleSet = percent, append(d.scaleSet, percent) },
	}
}

func TestWithoutATrayClosingEnds(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{}
	u := b.start(func(p *Params) { p.Desktop = d.desktop() })
	b.watchClose()
	u.close()
	b.settle()
	assert.True(t, b.closed)
	assert.Zero(t, d.begun)
}

func TestClosingGoesToTheTrayAndSaysSoOnce(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{tray: true}
	u := b.start(func(p *Params) { p.Desktop = d.desktop() })
	require.Equal(t, 1, d.begun)
	b.watchClose()
	u.close()
	b.settle()
	assert.False(t, b.closed)
	assert.True(t, u.hidden)
	assert.True(t, u.unseen)
	assert.Equal(t, []string{"钥匣还开着 | 窗口收进了托盘，到期前会提醒。退出也在那里。"}, d.notes)

	d.icon.Show()
	b.settle()
	assert.False(t, u.hidden)
	assert.False(t, u.unseen)
	u.close()
	b.settle()
	assert.Len(t, d.notes, 1)

	d.icon.Quit()
	b.settle()
	assert.True(t, b.closed)
}

func TestATrayThatHasGoneLetsClosingEnd(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{tray: true}
	closing := 0
	u := b.start(func(p *Params) {
		p.Desktop = d.desktop()
		p.Closing = func() { closing++ }
	})
	d.tray = false
	b.watchClose()
	u.close()
	b.settle()
	assert.True(t, b.closed)
	assert.Equal(t, 1, closing)
}

func TestATrayThatIsNotWantedLetsClosingEnd(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{tray: true}
	u := b.start(func(p *Params) { p.Desktop = d.desktop() })
	u.setTrayChosen(false)
	b.watchClose()
	u.close()
	b.settle()
	assert.True(t, b.closed)
}

func TestRemindersAreConstantAndOnlyForThoseWhoLookElsewhere(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{}
	u := b.start(func(p *Params) { p.Desktop = d.desktop() })
	soon := []broker.SoonToken{{Credential: "$(calc)", State: broker.Soon}}
	u.wake()
	u.remind(soon)
	b.settle()
	assert.Empty(t, d.notes, "the person looks at it")
	u.leave()
	u.remind(soon)
	b.settle()
	u.remind([]broker.SoonToken{soon[0], {State: broker.Expired}})
	b.settle()
	assert.Equal(t, []string{"钥匣 | 有令牌快到期了，打开钥匣看看。", "钥匣 | 有令牌到期了，打开钥匣看看。"}, d.notes)
	u.setNotifies(false)
	u.remind(soon)
	b.settle()
	assert.Len(t, d.notes, 2)
}

func TestScaleIsRememberedUnlessTheEnvironmentSaysOtherwise(t *testing.T) {
	b, d := newBench(t, vault.StateReady), &desk{}
	u := b.start(func(p *Params) { p.Desktop = d.desktop() })
	assert.Equal(t, 100, u.scaleNow())
	u.setScale(150)
	assert.Equal(t, 150, u.scaleNow())
	d.scale = 0
	u.prepareScale()
	assert.Equal(t, 150, d.scale)
	d.scale = 80
	u.prepareScale()
	assert.Equal(t, 80, d.scale)
	assert.Equal(t, []int{150, 150}, d.scaleSet)
	for _, odd := range []int{1, -5, 1_000_000} {
		d.scale = 0
		u.p.App.Preferences().SetInt(prefScale, odd)
		u.prepareScale()
		assert.Zero(t, d.scale, odd)
	}
}

func TestClipboardLifeIsRemembered(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	assert.Equal(t, 30*time.Second, u.clipboardLife())
	u.setClipboardLife(2 * time.Minute)
	assert.Equal(t, 2*time.Minute, u.clipboardLife())
	u.p.App.Preferences().SetInt(prefClipboard, 1<<40)
	assert.Equal(t, 30*time.Second, u.clipboardLife())
}

func TestNativeEndsWhatComesLate(t *testing.T) {
	n := &native{}
	stopped := 0
	n.keep(func() { stopped++ })
	n.stop()
	n.keep(func() { stopped++ })
	n.stop()
	assert.Equal(t, 2, stopped)
}
