package frame

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

func nothing() {}

// done is the last step of the printers' wizard.
func done(f *Frame, word func(zh, en string) string) {
	f.SetStep(3, widgets.StepDone)
	picture := widgets.NewTestPagePicture(word("测试页", "Test page"), word("解放路店 ・ 收银台", "Liberation Road, till"), word("能看清这行字，就配好了", "If this line can be read, it works"))
	panel := widgets.NewDropZone(picture, word("打印一张测试页看看", "Print a test page"), word("不占今日的令牌次数", "It takes no token"),
		widgets.NewSizedButton(word("打印测试页", "Print a test page"), "printer", widgets.Secondary, widgets.SizeL, nothing))
	results := widgets.NewResultList(
		widgets.ResultContent{Icon: "key-round", Status: widgets.StatusOk, Fraction: 1, Title: word("访问令牌 30 天", "Access token, 30 days"), Detail: word("12 月 21 日到期，到期前自动提醒", "Until 21 December; you will be reminded"), Chip: word("有效", "Valid")},
		widgets.ResultContent{Icon: "refresh-cw", Status: widgets.StatusOk, Fraction: 1, Title: word("刷新令牌 35 天", "Refresh token, 35 days"), Detail: word("12 月 26 日到期，之后要重新配对", "Until 26 December; pair the printer again after that"), Chip: word("有效", "Valid")},
		widgets.ResultContent{Icon: "gauge", Title: word("今日令牌次数", "Tokens today"), Quota: &widgets.Quota{Total: 20, Used: 4, Text: word("还剩 16 次", "16 left")}})
	f.SetBody(Body{
		Head: Result(widgets.NewResultMark(true), word("打印机配好了", "The printer is paired"), word("解放路店 ・ 收银台", "Liberation Road, till")),
		Left: panel,
		Right: Column(widgets.Stack(0), widgets.Stack(theme.Space4, results,
			widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("lock", theme.ColorInk2, 16),
				widgets.NewParagraph(word("令牌已存进系统密钥环", "The tokens are in the system keyring"), widgets.Small, theme.ColorInk2)))),
	})
	f.SetFoot(Action{Text: word("回到总览", "To the overview"), Do: nothing}, word("应用会记住，只要再扫一台", "The app stays; only scan the next one"),
		Action{Text: word("绑定下一台", "Pair the next one"), Icon: "plus", Do: nothing})
}

// choose is the second step of the KIS wizard.
func choose(f *Frame, word func(zh, en string) string) {
	f.SetStep(1, widgets.StepCurrent)
	kis := theme.Platform("kis")
	last := word("最后登录", "Last login")
	cards := widgets.NewRadioCards(word("产品", "Product"), word("已选", "chosen"), []widgets.RadioContent{
		{Look: kis, Title: word("KIS 旗舰版", "KIS Ultimate"), Chips: []widgets.RadioChip{{Kind: widgets.ChipAccent, Text: word("最近登录", "Latest login")}}, Detail: "netid 1234567000182  kisgz.kingdee.com", End: word("今天 09:41", "Today 09:41"), EndDetail: last},
		{Look: kis, Title: word("KIS 专业版", "KIS Professional"), Detail: "netid 1234567000145  kisgz.kingdee.com", End: word("11 月 18 日", "18 November"), EndDetail: last},
		{Look: kis, Title: word("KIS 商贸版", "KIS Trade"), Chips: []widgets.RadioChip{{Kind: widgets.ChipUnsafe, Text: word("未加密", "Not encrypted")}}, Detail: "netid 1234567000097  http://203.0.113.10", End: word("9 月 2 日", "2 September"), EndDetail: last},
		{Look: kis, Title: word("KIS 迷你版", "KIS Mini"), Detail: "netid 1234567000031  kisgz.kingdee.com", End: word("去年 12 月", "December 2024"), EndDetail: last},
	})
	side := widgets.NewSunkenCard(widgets.Stack(theme.Space4,
		widgets.NewCheckRow(word("账号核对通过", "The account is right"), word("本次校验 9:12 内有效", "Holds for 9:12")), widgets.NewDivider(0),
		widgets.NewFactList(widgets.Fact{Name: word("企业号", "Enterprise no."), Value: "1234567"}, widgets.Fact{Name: word("应用 ID", "App ID"), Value: "1400000001"},
			widgets.Fact{Name: word("应用密钥", "App secret")}, widgets.Fact{Name: word("访问口令", "Access token")}), widgets.NewDivider(0),
		widgets.NewParagraph(word("绑定后随时可以换产品，账号不用重填。", "The product can be changed at any time, without typing the account again."), widgets.Caption, theme.ColorInk2)), theme.Space5, theme.RadiusCard)
	f.SetBody(Body{
		Layout: LayoutList,
		Head:   Heading(word("选一个产品", "Choose a product"), word("这个企业号下有 4 个。不确定就选第一个，它最近登录过。", "This enterprise has 4. In doubt take the first: it was used last.")),
		Left:   cards, Right: side,
	})
	f.SetFoot(f.Back(nothing), word("↑ ↓ 选择，Enter 绑定", "↑ ↓ choose, Enter binds"), Action{Text: word("绑定 KIS 旗舰版", "Bind KIS Ultimate"), Do: nothing})
}

// failed is the third step of the printers' wizard, too late.
func failed(f *Frame, word func(zh, en string) string) {
	f.SetStep(2, widgets.StepFailed)
	picture := widgets.NewExpiredPicture("0:00", widgets.SlipLine{Name: word("终端号", "Number"), Value: "4004683219"}, widgets.SlipLine{Name: word("特殊密钥", "Special key")})
	hints := widgets.NewHintList(
		widgets.Hint{Title: word("再打印一张小票", "Print another slip"), Detail: word("打印机菜单里的「本机信息」", "In the printer's menu: “this device”")},
		widgets.Hint{Title: word("5 分钟内扫新的二维码", "Scan the new code within 5 minutes"), Detail: word("拿到小票马上扫，最稳", "At once is best")})
	other := widgets.Row(theme.Space1, widgets.NewText(word("不想赶时间？", "No hurry?"), widgets.Small, theme.ColorInk2),
		widgets.NewSizedButton(word("改用终端密钥，长期有效", "Use the terminal key, which lasts"), "", widgets.Link, widgets.SizeS, nothing))
	f.SetBody(Body{
		Head: Result(widgets.NewStatusChip(widgets.ChipErr, word("没有配对成功", "Not paired")), word("特殊密钥过期了", "The special key is too old"),
			word("它只能用 300 秒，从填入到现在已经 6 分 20 秒。\n终端号还留着，不用重填。", "It lasts 300 seconds; 6:20 have passed since it was filled in.\nThe number is still there.")),
		Left:  widgets.NewDropZone(picture, "", word("这张小票已经失效", "This slip is of no use any more")),
		Right: Column(widgets.Stack(theme.Space2, hints, other), widgets.NewDetailsStrip(word("错误 30 · machine_code,qr_key错误", "error 30 · machine_code,qr_key错误"), word("复制详情", "Copy details"), nothing)),
	})
	f.SetFoot(f.Back(nothing), "", Action{Text: word("扫新的小票", "Scan the new slip"), Icon: "scan-qr-code", Do: nothing})
}

// TestScreens builds the design's screens from the parts, and finds nothing cut in any of them.
func TestScreens(t *testing.T) {
	printer, kis := []string{"选择应用", "扫描或输入", "授权", "完成"}, []string{"填写账号", "选择产品", "完成"}
	printerEN, kisEN := []string{"Choose the app", "Scan or type", "Authorise", "Done"}, []string{"The account", "The product", "Done"}
	for name, screen := range map[string]struct {
		zh, en []string
		show   func(*Frame, func(zh, en string) string)
	}{"done": {printer, printerEN, done}, "choose": {kis, kisEN, choose}, "failed": {printer, printerEN, failed}} {
		for _, lang := range []string{"zh", "en"} {
			for look, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
				t.Run(name+" "+lang+" "+look, func(t *testing.T) {
					b := pagetest.NewIn(t, lang, mode)
					word, steps := func(zh, _ string) string { return zh }, screen.zh
					if lang == "en" {
						word, steps = func(_, en string) string { return en }, screen.en
					}
					f := New(b.Ctx, Params{Title: word("配对打印机", "Pair a printer"), Steps: steps})
					screen.show(f, word)
					for size, is := range map[string]fyne.Size{"usual": {Width: 1180, Height: 760}, "small": {Width: 960, Height: 600}} {
						b.Resize(is.Width, is.Height)
						b.Show(f)
						assert.Empty(t, b.CheckLayout(), size)
						b.Picture("screen-"+name+"-"+lang+"-"+look+"-"+size, 1)
					}
				})
			}
		}
	}
}
