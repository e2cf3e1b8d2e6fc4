package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// specimen is a widget in its states, for the golden files and for human eyes.
type specimen struct {
	name  string
	width float32
	build func() fyne.CanvasObject
}

func nothing() {}

var specimens = []specimen{
	{"text", 420, textSpecimen},
	{"buttons", 620, buttonSpecimen},
	{"iconbutton", 240, iconButtonSpecimen},
	{"chip", 620, chipSpecimen},
	{"mark", 240, markSpecimen},
	{"ring", 420, ringSpecimen},
	{"sidebar", 196, sidebarSpecimen},
	{"field", 288, fieldSpecimen},
	{"cell", 288, cellSpecimen},
	{"searchbox", 196, searchSpecimen},
	{"select", 288, selectSpecimen},
	{"radiolist", 320, radioListSpecimen},
	{"segmented", 288, segmentedSpecimen},
	{"toggle", 120, toggleSpecimen},
	{"card", 304, cardSpecimen},
	{"heading", 300, headingSpecimen},
	{"banner", 900, bannerSpecimen},
	{"toast", 320, toastSpecimen},
	{"tip", 400, tipSpecimen},
	{"empty", 300, emptySpecimen},
	{"listrow", 896, listRowSpecimen},
	{"credentialitem", 255, credentialItemSpecimen},
	{"secretfield", 624, secretFieldSpecimen},
	{"steptrace", 546, stepTraceSpecimen},
	{"snippet", 584, snippetSpecimen},
	{"comparison", 546, comparisonSpecimen},
	{"rolecard", 304, roleCardSpecimen},
}

func textSpecimen() fyne.CanvasObject {
	box := Stack(4)
	for _, style := range []Style{
		Display, Title1, Title2, Title3, Body, BodyMedium, Small, Caption, KeyHint, Mono, MonoSmall, MonoInput,
	} {
		box.Add(NewFitText("钥匣 Keycase 0O1lI == -> 4:32", style, theme.ColorInk))
	}
	box.Add(NewFitText("这个名字太长了，在这么窄的一列里放不下，所以末尾要有省略号", Body, theme.ColorInk2))
	box.Add(NewParagraph("特殊密钥过期了。它只能用 300 秒，从填入到现在已经 6 分 20 秒。Ask the printer for a new slip, then scan it again within five minutes.", Small, theme.ColorInk2))
	box.Add(NewParagraph("YTgzOGJmNWE2MWVkNTE2NjkzZTVhNmEzMDU1ZTVlMzVlN2E2N2U2YjcyZmNhOTg0MTAxYzNjZmM2ZWM0Y2EwMg== 晨光", MonoSmall, theme.ColorInk))
	box.Add(NewText("12:07", Mono, theme.ColorInk3).SetAlign(fyne.TextAlignTrailing))
	return box
}

func buttonSpecimen() fyne.CanvasObject {
	box := Stack(12)
	for _, kind := range []ButtonKind{Primary, Secondary, Ghost, Soft, Danger, Link} {
		focused := NewButton("焦点", "", kind, nothing)
		focused.FocusGained()
		disabled := NewButton("不能点", "copy", kind, nothing)
		disabled.Disable()
		busy := NewButton("正在授权…", "check", kind, nothing)
		busy.SetBusy(true)
		hovered := NewButton("粘贴", "clipboard-paste", kind, nothing).SetKeyHint("Ctrl V")
		hovered.MouseIn(nil)
		box.Add(Row(8,
			NewSizedButton("刷新", "refresh-cw", kind, SizeS, nothing), focused, disabled, busy, hovered,
			NewSizedButton("下一步", "arrow-right", kind, SizeL, nothing).SetTrailingIcon()))
	}
	return box
}

func iconButtonSpecimen() fyne.CanvasObject {
	calm := NewIconButton("copy", "复制", nothing)
	hovered := NewIconButton("refresh-cw", "刷新", nothing)
	hovered.MouseIn(nil)
	focused := NewIconButton("eye", "显示", nothing)
	focused.FocusGained()
	disabled := NewIconButton("ellipsis", "更多操作", nothing)
	disabled.Disable()
	busy := NewIconButton("plus", "添加", nothing)
	busy.SetBusy(true)
	return Row(4, calm, hovered, focused, disabled, busy)
}

func chipSpecimen() fyne.CanvasObject {
	return Row(12,
		NewStatusChip(ChipOk, "有效"), NewStatusChip(ChipNever, "永不过期"),
		NewStatusChip(ChipWarn, "即将到期"), NewStatusChip(ChipErr, "已过期"),
		NewStatusChip(ChipAccent, "最近登录"), NewStatusChip(ChipNeutral, "演示"),
		NewStatusChip(ChipUnsafe, "未加密"))
}

func markSpecimen() fyne.CanvasObject {
	box := Stack(8)
	for _, id := range []string{"jdy", "kis", "robot", "yilianyun", "another"} {
		row := Row(8)
		for _, side := range []float32{24, 36, 40, 48} {
			row.Add(NewPlatformMark(theme.Platform(id), side))
		}
		box.Add(row)
	}
	return box
}

func ringSpecimen() fyne.CanvasObject {
	box := Stack(8)
	for _, size := range []float32{RingTiny, RingSmall, RingMedium} {
		row := Row(16)
		for i, status := range []Status{StatusNone, StatusOk, StatusExpiring, StatusExpired, StatusNever, StatusAccent} {
			ring := NewCountdownRing(size)
			ring.Set(status, []float32{0, 0.75, 0.02, 0, 0, 0.9}[i])
			ring.SetIcon("printer", theme.ColorYly)
			row.Add(ring)
		}
		box.Add(row)
	}
	large := NewCountdownRing(RingLarge)
	large.Set(StatusAccent, 0.84)
	large.SetText("4:12", "剩余")
	box.Add(Row(0, large))
	return box
}

func sidebarSpecimen() fyne.CanvasObject {
	selected := NewSidebarItem("timer", "总览", nothing)
	selected.SetSelected(true)
	selected.SetBadge("3")
	hovered := NewSidebarItem("sparkles", "金蝶云・星辰", nothing)
	hovered.MouseIn(nil)
	hovered.SetCount("3")
	focused := NewSidebarItem("bot", "业务机器人", nothing)
	focused.FocusGained()
	focused.SetCount("12")
	return Stack(2, selected, hovered, focused, NewSidebarItem("stethoscope", "Signature doctor of all four platforms", nothing))
}

func fieldSpecimen() fyne.CanvasObject {
	empty := NewField("路径", FieldOptions{Mono: true, Placeholder: "/jdy/v2/bd/customer"})
	filled := NewField("企业号", FieldOptions{Required: true, Help: "在账套管理里能看到"})
	filled.SetText("1234567")
	wrong := NewField("终端号", FieldOptions{Required: true, Help: "在小票上"})
	wrong.SetText("40046")
	wrong.SetError("终端号是 10 位数字，这里只有 5 位，再看一眼小票上打印的那一行")
	secret := NewField("clientSecret", FieldOptions{Secret: true, Required: true, RevealTip: "显示", HideTip: "隐藏"})
	secret.SetText("0123456789")
	off := NewField("clientId", FieldOptions{Mono: true})
	off.SetText("205022")
	off.Disable()
	focused := NewField("请求", FieldOptions{Mono: true, Rows: 3})
	focused.SetText("GET /jdy/v2/bd/customer\n?page=1")
	focused.setFocused(true)
	return Stack(20, empty, filled, wrong, secret, off, focused)
}

func cellSpecimen() fyne.CanvasObject {
	empty, wrong, off := NewCell("参数名"), NewCell("参数值"), NewCell("参数值")
	wrong.SetText("a value that is much longer than its cell")
	wrong.SetFailed(true)
	off.SetText("20")
	off.Disable()
	return Stack(8, empty, wrong, off)
}

func searchSpecimen() fyne.CanvasObject {
	typed := NewSearchBox("搜索凭证", "Ctrl K")
	typed.SetText("晨光")
	return Stack(8, NewSearchBox("搜索凭证", "Ctrl K"), typed)
}

func selectSpecimen() fyne.CanvasObject {
	chosen := NewSelect("签名类型", []string{"星辰 X-Api-Signature", "KIS"}, "", false)
	chosen.SetSelected(0)
	wrong := NewSelect("环境", []string{"沙盒"}, "选一个", true)
	wrong.SetError("选一个环境")
	focused := NewSelect("", []string{"沙盒"}, "选一个", false)
	focused.FocusGained()
	return Stack(16, chosen, wrong, focused)
}

func radioListSpecimen() fyne.CanvasObject {
	lines := []RadioLine{{Title: "•••••••• 32 位十六进制", Detail: "第 2 行 · JDY_CLIENT_SECRET"}, {Title: "另存一份"}}
	open := NewRadioList("用哪个值", "已选", lines)
	open.FocusGained()
	chosen := NewRadioList("用哪个值", "已选", lines)
	chosen.SetSelected(0)
	locked := NewRadioList("用哪个值", "已选", lines)
	locked.SetSelected(1)
	locked.Disable()
	return Stack(12, open, chosen, locked)
}

func segmentedSpecimen() fyne.CanvasObject {
	methods := NewSegmented("方法", []string{"GET", "POST", "PUT", "DELETE"})
	second := NewSegmented("密钥", []string{"特殊密钥", "终端密钥"}).SetTall()
	second.SetSelected(1)
	second.FocusGained()
	tabs := NewTabs("语言", []string{"Go", "Java", "Python"})
	tabs.SetSelected(2)
	return Stack(12, methods, second, tabs)
}

func toggleSpecimen() fyne.CanvasObject {
	on := NewToggle("带上 app-token")
	on.SetOn(true)
	focused := NewToggle("提醒我")
	focused.FocusGained()
	off := NewToggle("不能选")
	off.Disable()
	return Stack(0, NewToggle("自动刷新"), on, focused, off)
}

func cardSpecimen() fyne.CanvasObject {
	rows := Stack(0,
		Pad(NewText("一行", Body, theme.ColorInk), 10, 16, 10, 16), NewDivider(16),
		Pad(NewText("又一行", Body, theme.ColorInk), 10, 16, 10, 16))
	action := NewActionCard(theme.Look{Icon: "signature", Ink: theme.ColorAccentText, Soft: theme.ColorAccentSoft},
		"签名任意请求", "生成 curl，5 分钟有效", nothing)
	return Stack(12, NewCard(rows, 0), NewSunkenCard(NewText("下沉", Body, theme.ColorInk), 16, theme.RadiusPanel), action)
}

func headingSpecimen() fyne.CanvasObject {
	return Stack(8, NewSectionHeading("需要处理", "3", "最快到期的在前"), NewSectionHeading("操作", "", ""))
}

func bannerSpecimen() fyne.CanvasObject {
	locked := NewBanner(BannerWarn, "lock", "系统密钥环锁住了", "可以继续配对，解锁后才能保存令牌。", "解锁", nothing)
	locked.Button().SetIcon("lock-open")
	return Stack(8, locked,
		NewBanner(BannerErr, "triangle-alert", "电脑的时间不准", "快了 6 分 20 秒，平台会拒绝签名。", "", nil),
		NewBanner(BannerInfo, "info", "现在用的是沙盒", "数据都是演示的，不碰真密钥。", "换到生产环境", nothing))
}

func toastSpecimen() fyne.CanvasObject {
	ring := NewToast("app_secret 已复制，24 秒后清空剪贴板")
	ring.SetFraction(0.8)
	quiet := NewToast("app_secret 已复制，20 秒后清空剪贴板")
	quiet.SetFraction(0.6)
	quiet.SetQuiet(true)
	return Stack(8, Row(0, NewToast("已保存")), Row(0, ring), Row(0, quiet))
}

func tipSpecimen() fyne.CanvasObject {
	box := Stack(8)
	for _, said := range []tip{
		{text: "复制", keys: "Ctrl C"},
		{text: "一个名字特别特别长的客户有限责任公司华东分公司第三营业部\n业务机器人 ・ access_token ・ 2 小时有效 ・ 今天已经取过 12 次，还能再取 8 次"},
		{text: "YTgzOGJmNWE2MWVkNTE2NjkzZTVhNmEzMDU1ZTVlMzVlN2E2N2U2YjcyZmNhOTg0MTAxYzNjZmM2ZWM0Y2EwMg==", mono: true},
	} {
		bubble := newTipBubble()
		bubble.set(said)
		box.Add(Row(0, bubble))
	}
	return box
}

func emptySpecimen() fyne.CanvasObject {
	return Sized(NewEmptyState("还没有打印机", "配对打印机", "plus", nothing), 0, 160)
}

func listRowSpecimen() fyne.CanvasObject {
	contents := []RowContent{
		{Name: "华东客服机器人", Detail: "业务机器人 ・ access_token ・ 2 小时有效", Remaining: "已过期 18 分钟", Absolute: "今天 14:08 到期", Chip: "已过期", Look: theme.Platform("robot"), Status: StatusExpired, Refreshable: true},
		{Name: "明德会计", Detail: "金蝶 KIS ・ access_token ・ 10 分钟有效", Remaining: "2:41", Absolute: "今天 14:29 到期", Chip: "即将到期", Look: theme.Platform("kis"), Status: StatusExpiring, Fraction: 0.27, Refreshable: true, Copyable: true},
		{Name: "青禾食品", Detail: "金蝶云・星辰 ・ app-token ・ 24 小时有效", Remaining: "17 小时 5 分", Absolute: "明天 07:31 到期", Chip: "有效", Look: theme.Platform("jdy"), Status: StatusOk, Fraction: 0.71, Refreshable: true, Copyable: true},
		{Name: "万达店 ・ 后厨", Detail: "易联云 ・ access_token ・ 今日已取 1/20 次", Remaining: "23 天", Absolute: "12 月 14 日到期", Chip: "有效", Look: theme.Platform("yilianyun"), Status: StatusOk, Fraction: 0.77, Refreshable: true, Refreshing: true, Copyable: true},
		{Name: "总部自有应用", Detail: "易联云 ・ 自有型 access_token", Remaining: "不限时", Absolute: "无需刷新", Chip: "永不过期", Look: theme.Platform("yilianyun"), Status: StatusNever, Copyable: true},
	}
	rows := Stack(0)
	for i, content := range contents {
		row := NewListRow("刷新", "复制")
		row.Set(content)
		row.SetEdges(i == 0, i == len(contents)-1)
		if i == 2 {
			row.copyIcon.MouseIn(nil)
		}
		if i == 3 {
			row.FocusGained()
		}
		rows.Add(row)
	}
	return NewCard(rows, 0)
}

func credentialItemSpecimen() fyne.CanvasObject {
	selected, plain, focused := NewCredentialItem(), NewCredentialItem(), NewCredentialItem()
	selected.Set(ItemContent{Name: "晨光商贸", Detail: "46 分钟后到期", Look: theme.Platform("jdy"), Status: StatusExpiring, Fraction: 0.03})
	selected.SetSelected(true)
	plain.Set(ItemContent{Name: "一个名字特别特别长的客户有限责任公司", Detail: "17 小时后到期", Look: theme.Platform("jdy"), Status: StatusOk, Fraction: 0.7})
	focused.Set(ItemContent{Name: "演示账套", Detail: "沙盒 ・ 还没有令牌", Look: theme.Platform("kis")})
	focused.setRing(true)
	return Stack(4, selected, plain, focused)
}

// specimenSecret must not turn up in any drawing of a masked row.
const specimenSecret = "0123456789abcdef0123456789abcdef"

func secretFieldSpecimen() fyne.CanvasObject {
	tips := SecretTips{Reveal: "显示", Hide: "隐藏", Copy: "复制"}
	reveal := func(show func(string)) { show(specimenSecret) }

	plain := NewSecretField("clientId", tips)
	plain.SetPlain("205022")
	masked := NewSecretField("app_secret", tips)
	masked.SetSecret()
	masked.SetNote("24 小时一换，今天 09:10 更新")
	masked.OnReveal = reveal
	revealed := NewSecretField("clientSecret", tips)
	revealed.SetSecret()
	revealed.OnReveal = reveal
	revealed.toggle()
	focused := NewSecretField("app_key", tips)
	focused.SetSecret()
	focused.FocusGained()
	empty := NewSecretField("uid", tips)
	empty.SetEmpty("未填，按授权管理员处理")
	empty.SetLast(true)
	return NewCard(Stack(0, plain, masked, revealed, focused, empty), 0)
}

func stepTraceSpecimen() fyne.CanvasObject {
	whole, partly := NewStepTrace("平台文档"), NewStepTrace("平台文档")
	whole.Set([]TraceStep{
		{Title: "方法", Hint: "大写", Value: "GET"},
		{Title: "参数两次编码并排序", Hint: "晨光 → %E6… → %25E6…", Value: "page=1&page_size=20&search=%25E6%2599%25A8%25E5%2585%2589"},
		{Title: "nonce 和 timestamp", Hint: "名称小写，每行以换行结尾", Value: "x-api-nonce:4427456950\nx-api-timestamp:1763706360000"},
		{Title: "HMAC-SHA256 → hex → Base64", Hint: "密钥用 clientSecret", Value: "a838bf5a61ed516693e5a6a3055e5e35e7a67e6b72fca984101c3cfc6ec4ca02", Result: "YTgzOGJmNWE2MWVkNTE2NjkzZTVhNmEzMDU1ZTVlMzVlN2E2N2U2YjcyZmNhOTg0MTAxYzNjZmM2ZWM0Y2EwMg=="},
	})
	partly.Set([]TraceStep{
		{Title: "方法", Value: "GET"}, {Title: "路径编码", Missing: "还缺 路径"}, {Title: "签名"},
	})
	changed := NewStepTrace("平台文档")
	changed.Set(changing("page=1&search=%25E6%2599", "%2Fjdy%2Fv2%2Fbd", "YTgzOGJmNWE2MWVk=="))
	changed.Set(changing("page=2&search=%25E6%2599%25A8", "%2Fjdy%2Fbd", "ZjYzNmY2YTc4NWVk=="))
	return NewCard(Stack(24, whole, partly, changed), 20)
}

func changing(query, path, signature string) []TraceStep {
	return []TraceStep{
		{Title: "参数两次编码并排序", Hint: "先编码并排好序，再编码一次；没有参数也留一行，每行都以换行结尾", Rule: "https://open.jdy.com", Value: query},
		{Title: "路径编码", Hint: "编码一次，/ 也写成 %2F", Rule: "https://open.jdy.com", Value: path},
		{Title: "签名", Result: signature},
	}
}

const specimenCode = `curl 'https://api.kingdee.com/jdy/v2/bd/customer?page=1&page_size=20&search=%E6%99%A8%E5%85%89' \
  -H 'X-Api-ClientID: 205022' \
  -H 'X-Api-Auth-Version: 2.0' \
  -H 'app-token: ••••••••' \
  -H 'X-GW-Router-Addr: https://tf.jdy.com'`

func newSnippetSpecimen(tabs ...string) *SnippetPanel {
	return NewSnippetPanel(SnippetWords{TabsLabel: "终端", FormsLabel: "形式", Tabs: tabs, Forms: []string{"可直接运行", "可分享"}, Copy: "复制 curl"})
}

func snippetSpecimen() fyne.CanvasObject {
	fresh := newSnippetSpecimen("Bash", "PowerShell", "CMD")
	fresh.SetCode(specimenCode)
	fresh.SetCopy("复制 curl", "有效 4:32", StatusAccent, 0.9)
	stale := newSnippetSpecimen("Bash", "PowerShell", "CMD")
	stale.SetCode(specimenCode)
	stale.SetTab(1)
	stale.SetCopy("换新并复制", "", StatusNone, 0)
	shared := newSnippetSpecimen("Bash", "…")
	shared.SetForm(1, "不带密钥和签名")
	shared.SetCode(`curl -H "app-token: $JDY_APP_TOKEN" 'https://api.kingdee.com/jdy/v2/bd/customer'`)
	shared.SetNotes("运行前设好这些环境变量", []SnippetNote{{"JDY_APP_TOKEN", "业务接口要带的令牌，24 小时有效"}})
	return Stack(16, Sized(fresh, 0, 200), stale, Sized(shared, 0, 220))
}

func roleCardSpecimen() fyne.CanvasObject {
	calm := NewRoleCard(theme.Platform("kis"), RoleContent{"会计", "绑定 KIS 账号", "填四项，选一个产品。\n大约 2 分钟。", "开始", "1"}, canvas.NewRectangle(color.Transparent), nothing)
	focused := NewRoleCard(theme.Platform("jdy"), RoleContent{"Developer", "Copy a signed curl", "Fill in the request, paste it into a terminal.", "Start", "3"}, canvas.NewRectangle(color.Transparent), nothing)
	focused.FocusGained()
	return Stack(16, calm, focused)
}
