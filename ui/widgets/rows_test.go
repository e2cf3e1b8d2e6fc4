package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func healthyRow() RowContent {
	return RowContent{
		Name: "明德会计", Detail: "金蝶 KIS", Remaining: "9:12", Absolute: "今天 14:29 到期", Chip: "有效",
		Look: theme.Platform("kis"), Status: StatusOk, Fraction: 0.9, Refreshable: true, Copyable: true,
	}
}

func TestListRowAnswers(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	var told []string
	row.OnOpen = func() { told = append(told, "open") }
	row.OnRefresh = func() { told = append(told, "refresh") }
	row.OnCopy = func() { told = append(told, "copy") }
	row.OnMove = func(delta int) { told = append(told, map[int]string{-1: "up", 1: "down"}[delta]) }
	row.Set(healthyRow())

	test.Tap(row)
	row.TypedKey(key(fyne.KeyReturn))
	row.TypedKey(key(fyne.KeyF5))
	row.TypedKey(key(fyne.KeyUp))
	row.TypedKey(key(fyne.KeyDown))
	row.TypedShortcut(&fyne.ShortcutCopy{})
	test.Tap(row.refreshIcon)
	test.Tap(row.copyIcon)
	assert.Equal(t, []string{"open", "open", "refresh", "up", "down", "copy", "refresh", "copy"}, told)
	assert.Equal(t, "明德会计, 有效, 9:12", row.AccessibilityLabel())
}

func TestListRowRefuses(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	told := 0
	row.OnRefresh = func() { told++ }
	row.OnCopy = func() { told++ }
	expired := healthyRow()
	expired.Status, expired.Copyable, expired.Refreshable = StatusExpired, false, false
	row.Set(expired)
	row.TypedKey(key(fyne.KeyF5))
	row.TypedShortcut(&fyne.ShortcutCopy{})
	test.Tap(row.copyIcon)
	assert.Zero(t, told, "nothing to copy, nothing to refresh")

	busy := healthyRow()
	busy.Refreshing = true
	row.Set(busy)
	row.TypedKey(key(fyne.KeyF5))
	test.Tap(row.refreshIcon)
	assert.Zero(t, told, "under way already")
	row.TypedKey(key(fyne.KeyUp)) // nobody listens
}

func TestListRowButtonsFollowTheStatus(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	for _, c := range []struct {
		status      Status
		refreshable bool
		soft, icon  bool
	}{
		{StatusOk, true, false, true},
		{StatusExpiring, true, true, false},
		{StatusExpired, true, true, false},
		{StatusNever, false, false, false},
		{StatusExpired, false, false, false},
	} {
		content := healthyRow()
		content.Status, content.Refreshable = c.status, c.refreshable
		row.Set(content)
		assert.Equal(t, c.soft, row.refresh.Visible(), "%+v", c)
		assert.Equal(t, c.icon, row.refreshIcon.Visible(), "%+v", c)
	}
	row.SetTips("Refresh", "Copy")
	assert.Equal(t, "Copy", row.copyIcon.Tip())
}

func TestListRowInANarrowWindow(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	row.Set(healthyRow())
	row.Resize(fyne.NewSize(rowNarrow, 61))
	assert.True(t, row.absolute.Visible())
	row.Resize(fyne.NewSize(rowNarrow-1, 61))
	assert.False(t, row.absolute.Visible())

	content := healthyRow()
	content.Name = "一个名字特别特别长的客户有限责任公司华东分公司第三营业部和它的仓库"
	row.Set(content)
	row.Resize(row.MinSize())
	assert.True(t, row.name.Truncated())
	assert.LessOrEqual(t, row.name.Position().X+row.name.Size().Width, row.remaining.Position().X)
}

// TestRowStaysHovered: the pointer is on a button of the row, and thereby on the row.
func TestRowStaysHovered(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	row.Set(healthyRow())
	row.MouseIn(nil)
	row.MouseOut()
	row.copyIcon.MouseIn(nil)
	assert.Equal(t, theme.Color(theme.ColorHoverRow), row.box.FillColor)
	row.copyIcon.MouseOut()
	assert.NotEqual(t, theme.Color(theme.ColorHoverRow), row.box.FillColor)
}

func TestLastRowHasNoLine(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	assert.InDelta(t, 61, row.MinSize().Height, 0)
	row.SetEdges(false, true)
	assert.InDelta(t, 60, row.MinSize().Height, 0)
	assert.False(t, row.line.Visible())
	assert.InDelta(t, 0, row.box.TopLeftCornerRadius, 0)
	assert.InDelta(t, theme.RadiusCard-1, row.box.BottomLeftCornerRadius, 0)
}

func TestCredentialItem(t *testing.T) {
	wear(t, theme.Light)
	item := NewCredentialItem()
	opened := 0
	item.OnOpen = func() { opened++ }
	item.Set(ItemContent{Name: "晨光商贸", Detail: "46 分钟后到期", Status: StatusExpiring, Fraction: 0.1})
	item.Resize(fyne.NewSize(255, 64))
	test.Tap(item)
	assert.Equal(t, 1, opened)
	item.SetSelected(true)
	assert.Equal(t, theme.Color(theme.ColorSelected), item.box.FillColor)
}

// TestCredentialListIsOneStop walks past it with Tab: however many items it has.
func TestCredentialListIsOneStop(t *testing.T) {
	wear(t, theme.Light)
	items := []*CredentialItem{NewCredentialItem(), NewCredentialItem(), NewCredentialItem()}
	before, after := NewButton("a", "", Secondary, nothing), NewButton("b", "", Secondary, nothing)
	list := NewCredentialList("凭证", Stack(4, items[0], items[1], items[2]))
	c := show(t, Stack(0, before, list, after), 300)
	copied, opened := 0, 0
	list.OnCopy = func() { copied++ }
	list.OnKey = func(key fyne.KeyName) bool {
		if key != fyne.KeyReturn {
			return false
		}
		opened++
		return true
	}
	var passed []fyne.KeyName
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { passed = append(passed, e.Name) })
	items[1].Set(ItemContent{Name: "晨光商贸", Detail: "46 分钟后到期"})
	list.SetCurrent(items[1])
	assert.False(t, items[1].ring)

	c.FocusNext()
	assert.Same(t, before, c.Focused())
	c.FocusNext()
	assert.Same(t, list, c.Focused())
	assert.True(t, items[1].ring)
	assert.Equal(t, "凭证, 晨光商贸, 46 分钟后到期", list.AccessibilityLabel())
	c.Focused().TypedKey(key(fyne.KeyReturn))
	c.Focused().TypedKey(key(fyne.KeyEscape))
	list.TypedShortcut(&fyne.ShortcutCopy{})
	assert.Equal(t, 1, opened)
	assert.Equal(t, 1, copied)
	assert.Equal(t, []fyne.KeyName{fyne.KeyEscape}, passed)
	list.SetCurrent(items[2])
	assert.True(t, !items[1].ring && items[2].ring, "the ring goes along")
	c.FocusNext()
	assert.Same(t, after, c.Focused())
	assert.False(t, items[2].ring)

	list.Take()
	assert.Same(t, list, c.Focused())
	assert.False(t, items[2].ring, "not for what the pointer brought")
	list.TypedKey(key(fyne.KeyReturn))
	assert.True(t, items[2].ring, "but from the first key on")
	list.SetCurrent(nil)
	assert.Equal(t, "凭证", list.AccessibilityLabel())
}

// TestRowCopiesFromItsButtons: Tab leads on to them, and they are still the row.
func TestRowCopiesFromItsButtons(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	copied := 0
	row.OnCopy = func() { copied++ }
	row.Set(healthyRow())
	for _, part := range []fyne.Shortcutable{row.refresh, row.refreshIcon, row.copyIcon, row} {
		part.TypedShortcut(&fyne.ShortcutCopy{})
	}
	assert.Equal(t, 4, copied)
	gone := healthyRow()
	gone.Copyable = false
	row.Set(gone)
	row.refresh.TypedShortcut(&fyne.ShortcutCopy{})
	assert.Equal(t, 4, copied, "there is nothing to copy")
	NewButton("a", "", Secondary, nothing).TypedShortcut(&fyne.ShortcutCopy{}) // of no row
}

func TestStepTrace(t *testing.T) {
	wear(t, theme.Light)
	trace := NewStepTrace("平台文档")
	copied := -1
	trace.OnCopy = func(step int) { copied = step }
	trace.Set([]TraceStep{{Title: "方法", Value: "GET"}, {Title: "路径编码", Value: "%2Fjdy"}, {Title: "签名", Result: "YTgz"}})
	first := trace.steps[0]
	test.Tap(trace.steps[1])
	assert.Equal(t, 1, copied)
	trace.steps[2].TypedKey(key(fyne.KeyReturn))
	assert.Equal(t, 2, copied)

	height := trace.HeightFor(500)
	trace.Set([]TraceStep{{Title: "方法", Value: "GET"}, {Title: "路径编码", Missing: "还缺 路径"}})
	assert.Same(t, first, trace.steps[0], "steps are kept, for every keystroke")
	assert.Len(t, trace.steps, 2)
	assert.Less(t, trace.HeightFor(500), height)

	trace.Set([]TraceStep{{Title: "a", Missing: "还缺 路径"}, {Title: "b", Value: "x"}, {Title: "c", Value: "y"}})
	assert.False(t, trace.steps[0].dim)
	assert.True(t, trace.steps[1].dim, "what follows steps back")
	assert.True(t, trace.steps[2].dim)
	assert.True(t, trace.steps[2].last)
}

func TestSnippetPanel(t *testing.T) {
	wear(t, theme.Light)
	panel := newSnippetSpecimen("Bash", "CMD")
	tab, copied := -1, 0
	panel.OnTab = func(index int) { tab = index }
	panel.OnCopy = func() { copied++ }
	c := show(t, Sized(panel, 0, 200), 584)
	panel.SetCode(specimenCode)
	panel.SetCopy("复制 curl", "有效 4:32", StatusAccent, 0.9)
	assert.Contains(t, test.RenderToMarkup(c), "有效 4:32")
	test.Tap(panel.copier)
	assert.Equal(t, 1, copied)
	panel.NextTab()
	assert.Equal(t, 1, tab)
	panel.SetTab(0)
	assert.Equal(t, 0, panel.Tab())

	form := -1
	panel.OnForm = func(index int) { form = index }
	panel.forms.TypedKey(key(fyne.KeyRight))
	assert.Equal(t, 1, form)
	panel.SetNotes("环境变量", []SnippetNote{{"JDY_APP_TOKEN", "令牌"}})
	assert.Contains(t, test.RenderToMarkup(c), "JDY_APP_TOKEN")
	panel.SetForm(0, "带着密钥")
	panel.SetNotes("", nil)
	assert.NotContains(t, test.RenderToMarkup(c), "JDY_APP_TOKEN")
	assert.Equal(t, 1, form, "not by a person")

	width := panel.copier.MinSize().Width
	panel.SetCopy("换新并复制", "", StatusNone, 0)
	assert.False(t, panel.copier.countdown.Visible(), "at zero there is nothing to count")
	assert.Less(t, panel.copier.MinSize().Width, width)
}

func TestMessages(t *testing.T) {
	wear(t, theme.Light)
	pressed := 0
	banner := NewBanner(BannerWarn, "lock", "锁住了", "解锁后才能保存", "解锁", func() { pressed++ })
	test.Tap(banner.Button())
	banner.Set(BannerErr, "triangle-alert", "时间不准", "", "")
	assert.False(t, banner.Button().Visible())
	assert.Equal(t, theme.Color(theme.ColorErrSoft), banner.fill.FillColor)

	empty := NewEmptyState("还没有打印机", "配对打印机", "plus", func() { pressed++ })
	test.Tap(empty.Button())
	assert.Equal(t, 2, pressed)
	height := empty.MinSize().Height
	empty.Set("什么也没有", "")
	assert.Less(t, empty.MinSize().Height, height)

	heading := NewSectionHeading("正常", "", "")
	heading.Set("Healthy", "5", "")
	assert.Contains(t, test.RenderObjectToMarkup(heading), ">5<")
	chip := NewStatusChip(ChipOk, "有效")
	chip.Set(ChipErr, "已过期")
	assert.Contains(t, test.RenderObjectToMarkup(chip), "已过期")
	mark := NewPlatformMark(theme.Platform("jdy"), 48)
	mark.SetLook(theme.Platform("kis"))
	assert.Contains(t, test.RenderObjectToMarkup(mark), "book-open")
	icon := NewIcon("lock", theme.ColorInk2, 16)
	icon.Set("lock-open", theme.ColorInk2)
	assert.Contains(t, test.RenderObjectToMarkup(icon), "lock-open")
	card := NewActionCard(theme.Platform("jdy"), "a", "b", nothing)
	card.SetTexts("c", "d")
	assert.Equal(t, "c, d", card.AccessibilityLabel())
	holder := NewCard(icon, 16)
	holder.SetContent(mark)
	assert.InDelta(t, 80, holder.HeightFor(200), 0)
}

// BenchmarkTick is what a second costs for one visible row.
func BenchmarkTick(b *testing.B) {
	test.NewTempApp(b)
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	row := NewListRow("刷新", "复制")
	content := healthyRow()
	row.Set(content)
	row.Resize(fyne.NewSize(896, 61))
	second := 0
	for b.Loop() {
		second++
		content.Remaining = [...]string{"9:12", "9:11", "9:10", "9:09"}[second%4]
		content.Fraction = float32(second%600) / 600
		row.Set(content)
	}
}
