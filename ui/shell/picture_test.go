package shell

import (
	"testing"
	"time"

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
			b.s.Confirm("删除「晨光商贸」？", "它的令牌和绑定一起删掉，收不回来。", "删除", func(bool) {})
			b.Picture("shell-confirm-"+name, 1)
		})
	}
}
