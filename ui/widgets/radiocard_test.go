package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens,
		specimen{"radiocards", 608, radioSpecimen},
		specimen{"radiocards-en", 560, radioEnglishSpecimen},
	)
}

func radioContents() []RadioContent {
	kis := theme.Platform("kis")
	return []RadioContent{
		{Look: kis, Title: "KIS 旗舰版", Chips: []RadioChip{{ChipAccent, "最近登录"}}, Detail: "netid 1234567000182  kisgz.kingdee.com", End: "今天 09:41", EndDetail: "最后登录"},
		{Look: kis, Title: "KIS 专业版", Detail: "netid 1234567000145  kisgz.kingdee.com", End: "11 月 18 日", EndDetail: "最后登录"},
		{Look: kis, Title: "KIS 商贸版", Chips: []RadioChip{{ChipUnsafe, "未加密"}}, Detail: "netid 1234567000097  http://203.0.113.10", End: "9 月 2 日", EndDetail: "最后登录"},
	}
}

func newRadioCards() *RadioCards { return NewRadioCards("产品", "已选", radioContents()) }

func radioSpecimen() fyne.CanvasObject {
	cards := newRadioCards()
	cards.FocusGained()
	cards.cards[1].MouseIn(nil)
	return cards
}

func radioEnglishSpecimen() fyne.CanvasObject {
	cards := NewRadioCards("Product", "chosen", []RadioContent{
		{Look: theme.Platform("kis"), Title: "KIS Ultimate for enterprises with several hundred branches", Chips: []RadioChip{{ChipAccent, "Last login"}, {ChipUnsafe, "Not encrypted"}}, Detail: "netid 1234567000182  a-very-long-subdomain.of-some-company.example.com:8443", End: "Today 09:41", EndDetail: "Last login"},
		{Title: "Self-owned app", Detail: "1000001234"},
	})
	cards.Disable()
	return cards
}

func TestArrowsChoose(t *testing.T) {
	wear(t, theme.Light)
	cards := newRadioCards()
	var told []int
	cards.OnChanged = func(index int) { told = append(told, index) }
	for _, press := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp} {
		cards.TypedKey(key(press))
	}
	assert.Equal(t, []int{1, 2, 0, 2, 1}, told, "the ends are ends")
	assert.Equal(t, 1, cards.Selected())
	assert.Same(t, cards.cards[1], cards.SelectedCard())
	cards.Disable()
	cards.TypedKey(key(fyne.KeyDown))
	test.Tap(cards.cards[2])
	cards.SetSelected(7)
	assert.Equal(t, 1, cards.Selected())
}

// TestClickChoosesAndTakesTheKeyboard, so that the arrows go on from there; no ring for the pointer.
func TestClickChoosesAndTakesTheKeyboard(t *testing.T) {
	wear(t, theme.Light)
	cards := newRadioCards()
	c := show(t, cards, 608)
	test.Tap(cards.cards[2])
	assert.Equal(t, 2, cards.Selected())
	assert.Same(t, cards, c.Focused())
	assert.False(t, cards.ring)
	cards.TypedKey(key(fyne.KeyUp))
	assert.Equal(t, 1, cards.Selected())
}

// TestEnterIsLeftToTheWindow, as is all else that does not choose.
func TestEnterIsLeftToTheWindow(t *testing.T) {
	wear(t, theme.Light)
	cards := newRadioCards()
	c := show(t, cards, 608)
	var got []fyne.KeyName
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { got = append(got, k.Name) })
	for _, press := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeyDown} {
		cards.TypedKey(key(press))
	}
	assert.Equal(t, []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape}, got)
}

// TestTheChosenCardComesIntoView when the keyboard comes to the cards, and when it moves there.
func TestTheChosenCardComesIntoView(t *testing.T) {
	wear(t, theme.Light)
	cards := newRadioCards()
	reached := 0
	cards.OnReach(func() { reached++ })
	cards.FocusGained()
	cards.TypedKey(key(fyne.KeyDown))
	cards.TypedKey(key(fyne.KeyDown))
	assert.Equal(t, 3, reached)
	cards.FocusLost()
	test.Tap(cards.cards[0])
	assert.Equal(t, 3, reached, "what the pointer brings is in sight")
}

func TestRadioCardsSpeak(t *testing.T) {
	wear(t, theme.Light)
	cards := newRadioCards()
	first := "KIS 旗舰版, 最近登录, netid 1234567000182  kisgz.kingdee.com, 最后登录 今天 09:41, 已选"
	assert.Equal(t, "产品, "+first, cards.AccessibilityLabel())
	assert.Equal(t, first, cards.cards[0].AccessibilityLabel())
	assert.NotContains(t, cards.cards[1].AccessibilityLabel(), "已选")
	none := NewRadioCards("产品", "已选", nil)
	assert.Equal(t, "产品", none.AccessibilityLabel())
	assert.Nil(t, none.SelectedCard())
	none.TypedKey(key(fyne.KeyDown))
	assert.Zero(t, none.Selected())
}

// TestChoiceIsSeenWithoutColour: the dot has a centre where the card is chosen.
func TestChoiceIsSeenWithoutColour(t *testing.T) {
	wear(t, theme.Light)
	cards := newRadioCards()
	show(t, cards, 608)
	assert.Equal(t, theme.Color(theme.ColorOnAccent), cards.cards[0].dot.FillColor)
	assert.InDelta(t, 2, cards.cards[0].box.StrokeWidth, 0)
	assert.InDelta(t, 1, cards.cards[1].box.StrokeWidth, 0)
	cards.SetSelected(1)
	assert.InDelta(t, 1, cards.cards[0].box.StrokeWidth, 0)
	assert.InDelta(t, 2, cards.cards[1].box.StrokeWidth, 0)
	assert.InDelta(t, 0, cards.cards[1].ring.StrokeWidth, 0)
	cards.FocusGained()
	assert.InDelta(t, 2, cards.cards[1].ring.StrokeWidth, 0)
}
