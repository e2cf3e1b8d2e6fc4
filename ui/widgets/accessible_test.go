package widgets

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// spokenCase is a widget with what screen readers are to be told.
type spokenCase struct {
	build func() fyne.CanvasObject
	label string
	role  fyne.AccessibleRole
}

const (
	aButton    = fyne.AccessibleRoleButton
	aText      = fyne.AccessibleRoleText
	aContainer = fyne.AccessibleRoleContainer
)

// spokenCases has every constructor of doc.go that makes something with a meaning.
var spokenCases = map[string]spokenCase{
	"NewText":      {func() fyne.CanvasObject { return NewText("晨光", Body, theme.ColorInk) }, "晨光", aText},
	"NewFitText":   {func() fyne.CanvasObject { return NewFitText("晨光商贸", Body, theme.ColorInk) }, "晨光商贸", aText},
	"NewParagraph": {func() fyne.CanvasObject { return NewParagraph("一句话", Body, theme.ColorInk) }, "一句话", aText},

	"NewButton":      {func() fyne.CanvasObject { return NewButton("保存", "check", Primary, nothing) }, "保存", aButton},
	"NewSizedButton": {func() fyne.CanvasObject { return NewSizedButton("刷新", "", Soft, SizeS, nothing) }, "刷新", aButton},
	"NewIconButton":  {func() fyne.CanvasObject { return NewIconButton("copy", "复制", nothing) }, "复制", aButton},
	"NewSidebarItem": {func() fyne.CanvasObject {
		item := NewSidebarItem("timer", "总览", nothing)
		item.SetCount("12")
		item.SetBadge("3")
		return item
	}, "总览, 3", aButton},
	"NewActionCard": {func() fyne.CanvasObject {
		return NewActionCard(theme.Platform("jdy"), "签名", "5 分钟有效", nothing)
	}, "签名, 5 分钟有效", aButton},
	"NewRoleCard": {func() fyne.CanvasObject {
		return NewRoleCard(theme.Platform("kis"), RoleContent{"会计", "绑定账号", "填四项", "开始", "1"}, canvas.NewCircle(nil), nothing)
	}, "会计, 绑定账号, 填四项", aButton},

	"NewField": {func() fyne.CanvasObject {
		field := NewField("app_secret", FieldOptions{Secret: true, Help: "24 小时一换"})
		field.SetText(specimenSecret)
		field.SetError("少了两位")
		return field
	}, "app_secret, 少了两位", aText},
	"NewCell":      {func() fyne.CanvasObject { return NewCell("参数名") }, "参数名", aText},
	"NewSearchBox": {func() fyne.CanvasObject { return NewSearchBox("搜索", "Ctrl K") }, "搜索", aText},
	"NewSelect": {func() fyne.CanvasObject {
		choice := NewSelect("环境", []string{"生产", "沙盒"}, "选一个", false)
		choice.SetSelected(1)
		return choice
	}, "环境, 沙盒", aButton},
	"NewBareSelect": {func() fyne.CanvasObject { return NewBareSelect("client_id 放到", []string{"应用 ID"}, "哪一项") }, "client_id 放到, 哪一项", aButton},
	"NewRadioList": {func() fyne.CanvasObject {
		list := NewRadioList("用哪个值", "已选", []RadioLine{{Title: "第一个", Detail: "第 2 行"}, {Title: "第二个"}})
		list.SetSelected(0)
		return list
	}, "用哪个值, 第一个, 第 2 行, 已选", aButton},
	"NewSegmented": {func() fyne.CanvasObject { return NewSegmented("方法", []string{"GET", "POST"}) }, "方法, GET", aButton},
	"NewTabs":      {func() fyne.CanvasObject { return NewTabs("终端", []string{"Bash", "CMD"}) }, "终端, Bash", aButton},
	"NewToggle": {func() fyne.CanvasObject {
		toggle := NewToggle("带上令牌").SetStates("关", "开")
		toggle.SetOn(true)
		return toggle
	}, "带上令牌, 开", aButton},

	"NewListRow": {func() fyne.CanvasObject {
		row := NewListRow("刷新", "复制")
		row.Set(healthyRow())
		return row
	}, "明德会计, 有效, 9:12", aButton},
	"NewCredentialItem": {func() fyne.CanvasObject {
		item := NewCredentialItem()
		item.Set(ItemContent{Name: "晨光商贸", Detail: "46 分钟后到期"})
		return item
	}, "晨光商贸, 46 分钟后到期", aButton},
	"NewCredentialList": {func() fyne.CanvasObject {
		item := NewCredentialItem()
		item.Set(ItemContent{Name: "晨光商贸", Detail: "46 分钟后到期"})
		list := NewCredentialList("凭证", item)
		list.SetCurrent(item)
		return list
	}, "凭证, 晨光商贸, 46 分钟后到期", aContainer},
	"NewSecretField": {func() fyne.CanvasObject {
		field := NewSecretField("app_secret", SecretTips{"显示", "隐藏", "复制"})
		field.SetSecret()
		field.SetNote("今天更新")
		field.OnReveal = func(show func(string)) { show(specimenSecret) }
		field.toggle()
		return field
	}, "app_secret, 今天更新", aText},

	"NewStepTrace": {func() fyne.CanvasObject {
		trace := NewStepTrace("平台文档")
		trace.Set([]TraceStep{{Title: "方法", Value: "GET"}, {Title: "路径", Missing: "还缺 路径"}})
		return trace
	}, "方法, 路径", aContainer},
	"NewSnippetPanel": {func() fyne.CanvasObject { return newSnippetSpecimen("Bash") }, "终端, Bash, 形式, 可直接运行", aContainer},

	"NewComparison": {func() fyne.CanvasObject {
		comparison := NewComparison("平台要的", "你给的")
		comparison.Set([]ComparedStep{{Title: "方法", Left: "GET", Right: "get", First: true}})
		return comparison
	}, "方法, 平台要的, GET, 你给的, get", aText},

	"NewCountdownRing": {func() fyne.CanvasObject {
		ring := NewCountdownRing(RingLarge)
		ring.SetText("4:12", "剩余")
		return ring
	}, "4:12, 剩余", aText},
	"NewStatusChip": {func() fyne.CanvasObject { return NewStatusChip(ChipWarn, "即将到期") }, "即将到期", aText},

	"NewBanner": {func() fyne.CanvasObject {
		return NewBanner(BannerWarn, "lock", "锁住了", "解锁后才能保存", "解锁", nothing)
	}, "锁住了, 解锁后才能保存", aText},
	"NewToast":      {func() fyne.CanvasObject { return NewToast("已保存") }, "已保存", aText},
	"NewEmptyState": {func() fyne.CanvasObject { return NewEmptyState("还没有打印机", "配对", "plus", nothing) }, "还没有打印机", aText},

	"NewCard": {func() fyne.CanvasObject {
		return NewCard(Stack(0, NewIcon("lock", theme.ColorInk, 16), NewText("字段", Body, theme.ColorInk)), 16)
	}, "字段", aContainer},
	"NewSunkenCard":     {func() fyne.CanvasObject { return NewSunkenCard(NewText("代码", Body, theme.ColorInk), 8, 8) }, "代码", aContainer},
	"NewSectionHeading": {func() fyne.CanvasObject { return NewSectionHeading("正常", "5", "最快的在前") }, "正常, 5, 最快的在前", aText},
}

// silent are the constructors of decoration, with the words that say the same beside it.
var silent = map[string]string{
	"NewIcon":            "the text that it stands before",
	"NewPlatformMark":    "the name beside it",
	"NewSpinner":         "the text of its button",
	"NewDivider":         "nothing to say",
	"NewVerticalDivider": "nothing to say",
}

// TestEveryConstructorSpeaks: what doc.go lists tells screen readers what it is, or is decoration.
func TestEveryConstructorSpeaks(t *testing.T) {
	inventory, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	constructors := regexp.MustCompile(`\[(New\w+)\]`).FindAllSubmatch(inventory, -1)
	require.Greater(t, len(constructors), 20)
	wear(t, theme.Light)
	for _, found := range constructors {
		name := string(found[1])
		if _, ok := silent[name]; ok {
			continue
		}
		c, ok := spokenCases[name]
		if !assert.True(t, ok, "%s: neither spoken nor silent", name) {
			continue
		}
		object := c.build()
		accessible, ok := object.(fyne.Accessible)
		if !assert.True(t, ok, "%s: not accessible", name) {
			continue
		}
		assert.Equal(t, c.label, accessible.AccessibilityLabel(), name)
		assert.Equal(t, c.role, accessible.AccessibilityRole(), name)
	}
}

// TestWhatTakesTheKeyboardSpeaks: all that Tab or the pointer can come to
// inside of the specimens, but for Fyne's own scroll bars.
func TestWhatTakesTheKeyboardSpeaks(t *testing.T) {
	wear(t, theme.Light)
	for _, s := range specimens {
		for _, part := range parts(s.build()) {
			_, focusable := part.(fyne.Focusable)
			_, tappable := part.(fyne.Tappable)
			if !focusable && !tappable || !strings.HasPrefix(fmt.Sprintf("%T", part), "*widgets.") {
				continue
			}
			accessible, ok := part.(fyne.Accessible)
			if assert.True(t, ok, "%s: %T", s.name, part) {
				assert.NotEmpty(t, accessible.AccessibilityLabel(), "%s: %T", s.name, part)
			}
		}
	}
}

// TestNoLabelHoldsASecret: typed, masked and revealed ones.
func TestNoLabelHoldsASecret(t *testing.T) {
	wear(t, theme.Light)
	typed := NewField("clientSecret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	typed.SetText(specimenSecret)
	revealed := NewField("clientSecret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	revealed.SetText(specimenSecret)
	test.Tap(revealed.eye)
	all := append(parts(secretFieldSpecimen()), parts(Stack(0, typed, revealed))...)
	all = append(all, NewParagraph(specimenSecret, Mono, theme.ColorInk).Conceal())
	for _, part := range all {
		if accessible, ok := part.(fyne.Accessible); ok {
			assert.NotContains(t, accessible.AccessibilityLabel(), specimenSecret, "%T", part)
		}
	}
}

func TestLabelsFollowTheState(t *testing.T) {
	wear(t, theme.Light)
	toggle := NewToggle("带上令牌").SetStates("关", "开")
	assert.Equal(t, "带上令牌, 关", toggle.AccessibilityLabel())
	test.Tap(toggle)
	assert.Equal(t, "带上令牌, 开", toggle.AccessibilityLabel())

	segments := NewSegmented("方法", []string{"GET", "POST"})
	segments.TypedKey(key(fyne.KeyRight))
	assert.Equal(t, "方法, POST", segments.AccessibilityLabel())
	segments.SetUnchosen()
	assert.Equal(t, "方法", segments.AccessibilityLabel())

	ring := NewCountdownRing(RingSmall)
	ring.Set(StatusOk, 0.756)
	assert.Equal(t, "76 %", ring.AccessibilityLabel())
	ring.SetWords("46 分钟")
	assert.Equal(t, "46 分钟", ring.AccessibilityLabel())

	chosen := NewSelect("环境", []string{"生产"}, "选一个", true)
	assert.Equal(t, "环境, 选一个", chosen.AccessibilityLabel())
	chosen.SetError("还没选")
	assert.Equal(t, "环境, 选一个, 还没选", chosen.AccessibilityLabel())

	field := NewSecretField("uid", SecretTips{})
	field.SetPlain("205022")
	assert.Equal(t, "uid, 205022", field.AccessibilityLabel())
	field.SetEmpty("未填")
	assert.Equal(t, "uid, 未填", field.AccessibilityLabel())

	step := newTraceStep(2, "", nothing, nil)
	step.set(TraceStep{Title: "路径", Missing: "还缺 路径"}, false, true)
	assert.Equal(t, "2, 路径, 还缺 路径", step.AccessibilityLabel())
	item := NewSidebarItem("timer", "总览", nothing)
	item.SetCount("12")
	assert.Equal(t, "总览, 12", item.AccessibilityLabel())
	box := NewSearchBox("搜索", "")
	box.SetPlaceHolder("Search")
	assert.Equal(t, "Search", box.AccessibilityLabel())
	timed := newTimedButton("复制", nothing)
	timed.set("复制", "有效 4:32", StatusAccent, 0.9)
	assert.Equal(t, "复制, 有效 4:32", timed.AccessibilityLabel())
	assert.Equal(t, "有效 4:32", timed.countdown.AccessibilityLabel())
}
