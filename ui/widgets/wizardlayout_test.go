package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens, specimen{"facts", 254, factsSpecimen})
}

func factsSpecimen() fyne.CanvasObject {
	return Stack(12,
		NewFactList(Fact{"企业号", "1234567"}, Fact{"应用 ID", "1400000001"}, Fact{"应用密钥", ""}),
		NewFactList(Fact{"Enterprise number", "1234567"}, Fact{"Application client identifier", "1400000001"}))
}

// TestWalkFindsWhatIsHeld: in containers and in the widgets of this package, in their order.
func TestWalkFindsWhatIsHeld(t *testing.T) {
	wear(t, theme.Light)
	var want []fyne.CanvasObject
	button := func(text string) *Button {
		b := NewButton(text, "", Secondary, nothing)
		want = append(want, b)
		return b
	}
	first := button("a")
	drop := NewDropZone(nil, "", "", button("b"), button("c"))
	details := NewDetailsStrip("错误 30", "复制", nothing)
	want = append(want, details.CopyButton())
	banner := NewBanner(BannerWarn, "lock", "锁住了", "", "解锁", nothing)
	want = append(want, banner.Button())
	empty := NewEmptyState("没有", "添加", "", nothing)
	want = append(want, empty.button)
	last := button("d")
	all := Stack(0, first, NewCard(Stack(0, drop, Pad(details, 0, 0, 0, 0)), 8), banner, empty, last)

	var found []fyne.CanvasObject
	visit := func(object fyne.CanvasObject) bool {
		if b, ok := object.(*Button); ok {
			found = append(found, b)
		}
		return object.Visible()
	}
	Walk(all, visit)
	assert.Equal(t, want, found)

	found = nil
	drop.Hide()
	Walk(all, visit)
	assert.Len(t, found, len(want)-2, "not into what answers with false")
	Walk(nil, visit)
}

func TestHeightForAWidth(t *testing.T) {
	wear(t, theme.Light)
	sentence := NewParagraph("特殊密钥过期了。它只能用 300 秒。", Small, theme.ColorInk)
	assert.InDelta(t, theme.LineSmall, HeightFor(sentence, 400), 0)
	assert.InDelta(t, 3*theme.LineSmall+16, HeightFor(Pad(Stack(0, sentence), 8, 0, 8, 0), 90), 0)
}

// TestFactsKeepSecrets: the dots are eight, whatever the secret, and nothing is said of it.
func TestFactsKeepSecrets(t *testing.T) {
	wear(t, theme.Light)
	facts := NewFactList(Fact{"企业号", "1234567"}, Fact{"应用密钥", ""})
	assert.Equal(t, "企业号 1234567, 应用密钥", facts.AccessibilityLabel())
	assert.Equal(t, aText, facts.AccessibilityRole())
	show(t, facts, 254)
	assert.InDelta(t, 88, facts.facts[0].value.Position().X, 0)
	assert.False(t, facts.facts[0].mask[0].Visible())
	assert.Len(t, facts.facts[1].mask, 8)
	assert.True(t, facts.facts[1].mask[7].Visible())
	assert.InDelta(t, 72, facts.MinSize().Height, 0)
}
