package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens,
		specimen{"resultlist", 424, resultSpecimen},
		specimen{"ticks", 360, ticksSpecimen},
		specimen{"hints", 424, hintsSpecimen},
		specimen{"details", 424, detailsSpecimen},
		specimen{"check", 254, checkSpecimen},
	)
}

func resultContents() []ResultContent {
	return []ResultContent{
		{Icon: "key-round", Status: StatusOk, Fraction: 1, Title: "访问令牌 30 天", Detail: "12 月 21 日到期，到期前自动提醒", Chip: "有效"},
		{Icon: "refresh-cw", Status: StatusExpiring, Fraction: 0.1, Title: "刷新令牌 35 天", Detail: "12 月 26 日到期，之后要重新配对，打印机菜单里再打印一张小票就可以", ChipKind: ChipWarn, Chip: "即将到期"},
		{Icon: "gauge", Title: "今日令牌次数", Quota: &Quota{Total: 20, Used: 4, Text: "还剩 16 次"}},
	}
}

func resultSpecimen() fyne.CanvasObject {
	return Stack(12, NewResultList(resultContents()...),
		NewResultList(ResultContent{Icon: "key-round", Status: StatusNever, Title: "永不过期", ChipKind: ChipNever, Chip: "永不过期"}))
}

func ticksSpecimen() fyne.CanvasObject {
	return Stack(12,
		NewQuotaTicks(Quota{Total: 20, Used: 4, Text: "还剩 16 次"}),
		NewQuotaTicks(Quota{Total: 20, Used: 17, Title: "今日令牌次数", Text: "还剩 3 次"}),
		NewQuotaTicks(Quota{Total: 20, Used: 20, Text: "0 left"}))
}

func hintsSpecimen() fyne.CanvasObject {
	return Stack(12,
		NewHintList(Hint{"再打印一张小票", "打印机菜单里的「本机信息」"}, Hint{"5 分钟内扫新的二维码", "拿到小票马上扫，最稳"}),
		NewHintList(Hint{"Compare what was copied with the page of the developer, letter by letter", "Upper and lower case both count, and so do spaces at the ends, which nobody can see"}, Hint{Title: "Try again"}))
}

func detailsSpecimen() fyne.CanvasObject {
	return Stack(12,
		NewDetailsStrip("错误 30 · machine_code,qr_key错误", "复制详情", nothing),
		NewDetailsStrip("error 403 · the signature that was sent does not match the signature that was calculated on the server", "Copy details", nothing))
}

func checkSpecimen() fyne.CanvasObject {
	over := NewCheckRow("", "")
	over.Set(StatusExpired, 0, "校验过期了", "再核对一次")
	left := NewCheckRow("", "")
	left.Set(StatusOk, 0.92, "账号核对通过", "本次校验 9:12 内有效")
	return Stack(12, left, over, Row(12, NewResultMark(true), NewResultMark(false)))
}

// TestQuotaNeedsNoColour: amber comes with a triangle, and the words stand beside.
func TestQuotaNeedsNoColour(t *testing.T) {
	wear(t, theme.Light)
	rapid.Check(t, func(t *rapid.T) {
		total, used := rapid.IntRange(-1, 40).Draw(t, "total"), rapid.IntRange(-5, 50).Draw(t, "used")
		ticks := NewQuotaTicks(Quota{Total: total, Used: used, Text: "还剩几次"})
		ticks.Resize(fyne.NewSize(360, 20))
		test.WidgetRenderer(ticks)
		total, used = max(total, 0), min(max(used, 0), max(total, 0))
		low := total-used <= 3
		fill := theme.Color(theme.ColorInk3)
		if low {
			fill = theme.Color(theme.ColorWarn)
		}
		assert.Equal(t, low, ticks.alert.Visible())
		assert.Len(t, ticks.ticks, total)
		dark := 0
		for _, tick := range ticks.ticks {
			if tick.FillColor == fill {
				dark++
			}
		}
		assert.Equal(t, used, dark)
	})
}

func TestTicksShareTheWidth(t *testing.T) {
	wear(t, theme.Light)
	ticks := NewQuotaTicks(Quota{Total: 20, Used: 4, Title: "今日令牌次数", Text: "还剩 16 次"})
	show(t, ticks, 334)
	last := ticks.ticks[19]
	assert.InDelta(t, 334-ticks.endWidth(), last.Position().X+last.Size().Width, 0.1)
	assert.InDelta(t, 28, last.Position().Y, 0)
	ticks.Set(Quota{Total: 5})
	assert.Len(t, test.WidgetRenderer(ticks).Objects(), 5+3)
	assert.False(t, ticks.alert.Visible(), "without words there is nothing to warn of")
}

// TestResultsMeasure: as in the design, 72 for two lines, 84 for a quota, 1 for each line between.
func TestResultsMeasure(t *testing.T) {
	wear(t, theme.Light)
	contents := resultContents()
	list := NewResultList(contents...)
	show(t, list, 424)
	assert.InDelta(t, 72, list.rows[0].Size().Height, 0)
	assert.InDelta(t, 73+theme.LineCaption, list.rows[1].Size().Height, 0, "the sentence takes two lines")
	assert.InDelta(t, 85, list.rows[2].Size().Height, 0)
	chip := list.rows[0].chip
	end := chip.Position().X + chip.text.Position().X + chip.text.Size().Width
	assert.InDelta(t, 422-16, end, 0.5, "a quiet word ends at the padding")

	list.Set(contents[:1]...)
	assert.InDelta(t, 74, list.HeightFor(424), 0)
	assert.Equal(t, "访问令牌 30 天, 有效, 12 月 21 日到期，到期前自动提醒", list.AccessibilityLabel())
	list.Set(contents[2])
	assert.Equal(t, "今日令牌次数, 还剩 16 次", list.AccessibilityLabel())
	assert.Equal(t, aText, list.AccessibilityRole())
	assert.False(t, list.rows[0].title.Visible(), "the ticks have it")
}

func TestHintsAndDetailsSpeak(t *testing.T) {
	wear(t, theme.Light)
	hints := NewHintList(Hint{"再打印一张小票", "本机信息"}, Hint{Title: "扫新的"})
	assert.Equal(t, "1, 再打印一张小票, 本机信息, 2, 扫新的", hints.AccessibilityLabel())
	assert.Equal(t, aText, hints.AccessibilityRole())
	assert.InDelta(t, 20+20+2+16+14+1+16+20+20, hints.HeightFor(424), 0)

	copied := 0
	details := NewDetailsStrip("错误 30", "复制详情", func() { copied++ })
	assert.Equal(t, "错误 30", details.AccessibilityLabel())
	assert.Equal(t, aContainer, details.AccessibilityRole())
	assert.InDelta(t, 40, details.HeightFor(424), 0)
	test.Tap(details.CopyButton())
	assert.Equal(t, 1, copied)
	details.SetText("error 403 · the signature that was sent does not match the signature that was calculated")
	assert.InDelta(t, 76, details.HeightFor(424), 0)

	check := NewCheckRow("账号核对通过", "本次校验 9:12 内有效")
	assert.Equal(t, "账号核对通过, 本次校验 9:12 内有效", check.AccessibilityLabel())
	assert.Equal(t, aText, check.AccessibilityRole())
	check.Set(StatusExpired, 0, "过期了", "")
	assert.Equal(t, "triangle-alert", check.ring.icon.name)
}
