package shell

import (
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

// TestPictures draws what stands around the pages; see pagetest.Picture.
func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang string
		mode theme.Mode
	}{"zh-light": {"zh", theme.Light}, "en-dark": {"en", theme.Dark}} {
		t.Run(name, func(t *testing.T) {
			b := newBenchOn(t, pagetest.NewIn(t, look.lang, look.mode))
			b.Add("jdy", "晨光商贸")
			b.s.Overview()
			b.Settle()
			b.s.clip.Copy("app_secret", "s3cret", true)
			b.Move(6 * time.Second)
			b.s.health = health{status: vault.Status{State: vault.StateLocked}, waiting: 2}
			b.World.SetFault("robot", skewed(-200*time.Second))
			robot := b.Add("robot", "华东客服机器人")
			_, _ = b.Broker.Issue(t.Context(), robot.ID, "access_token")
			b.s.frame.banners.update(b.s)
			b.Picture("shell-"+name, 1)
			b.s.Fail(&vault.Error{Op: "put token", Item: robot.ID, Err: vault.ErrDenied})
			b.Picture("shell-fail-"+name, 1)
			b.key("Escape")
			b.s.ConfirmLoss("删除「晨光商贸」？", "它的令牌和绑定一起删掉，收不回来。", "删除", func(bool) {})
			b.Picture("shell-confirm-"+name, 1)
		})
	}
}

// TestPalettePictures draws the palette and the list of keys in the least window.
func TestPalettePictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang string
		mode theme.Mode
	}{
		"zh-light": {"zh", theme.Light}, "zh-dark": {"zh", theme.Dark},
		"en-light": {"en", theme.Light}, "en-dark": {"en", theme.Dark},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBenchWith(t, pagetest.NewIn(t, look.lang, look.mode), func(p *Params) {
				p.Theme = func() theme.Mode { return look.mode }
				p.SetTheme = func(theme.Mode) {}
				p.SetLanguage = func(string) {}
			})
			b.Resize(minWidth, minHeight)
			b.Add("jdy", "晨光商贸")
			b.Add("kis", "明德会计师事务所（深圳）有限公司华南分公司第三营业部，财务共享中心")
			b.Add("yilianyun", "Acme Coffee 重庆银行大厦店")
			b.s.Overview()
			b.s.clip.Copy("app_secret", "s3cret", true)
			b.find("")
			b.Picture("palette-"+name, 1)
			for i, text := range []string{"mdk", "app", "cq", "没有这个"} {
				b.key(fyne.KeyEscape)
				b.find(text)
				b.Picture("palette-"+name+"-"+strconv.Itoa(i), 1)
			}
			b.key(fyne.KeyEscape)
			b.key(fyne.KeyF1)
			b.Picture("palette-"+name+"-keys", 1)
		})
	}
}
