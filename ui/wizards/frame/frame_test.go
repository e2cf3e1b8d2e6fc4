package frame

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// bench is a wizard of four steps at its second one.
type bench struct {
	*pagetest.Bench
	f        *Frame
	code     *widgets.WizardField
	key      *widgets.Field
	segments *widgets.Segmented
	paste    *widgets.Button
	dirty    bool
	went     []int
	said     []string
}

func newBench(t *testing.T, p *pagetest.Bench) *bench {
	t.Helper()
	b := &bench{Bench: p}
	zh := p.Ctx.Text.Lang() == "zh"
	word := func(zhText, en string) string {
		if zh {
			return zhText
		}
		return en
	}
	b.f = New(p.Ctx, Params{
		Title: word("配对打印机", "Pair a printer"),
		Steps: []string{word("选择应用", "Choose the app"), word("扫描或输入", "Scan or type"), word("授权", "Authorise"), word("完成", "Done")},
		GoTo:  func(step int) { b.went = append(b.went, step) },
		Dirty: func() bool { return b.dirty },
		Close: func() { b.said = append(b.said, "closed") },
		Paste: func(string) { b.said = append(b.said, "pasted") },
	})
	b.code = widgets.NewWizardField("1", word("终端号", "Terminal number"), widgets.FieldOptions{})
	b.key = widgets.NewField(word("特殊密钥", "Special key"), widgets.FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	b.segments = widgets.NewSegmented("密钥", []string{word("特殊密钥 ・ 300 秒", "Special key, 300 s"), word("终端密钥 ・ 长期", "Terminal key")}).SetTall()
	ring := widgets.NewCountdownRing(widgets.RingLarge)
	ring.Set(widgets.StatusAccent, 0.84)
	ring.SetText("4:12", word("剩余", "left"))
	b.paste = widgets.NewButton(word("粘贴截图", "Paste the screenshot"), "clipboard-paste", widgets.Secondary, func() {})
	picture := widgets.NewSlipPicture(widgets.SlipLine{Name: word("终端号", "Number"), Value: "4004683219"}, widgets.SlipLine{Name: word("特殊密钥", "Key")})
	b.f.SetStep(1, widgets.StepCurrent)
	b.f.SetBody(Body{
		Head: Heading(word("扫描或输入", "Scan or type"), word("在打印机菜单「本机信息」里打印一张小票。", "Print a slip from the printer's menu.")),
		Left: widgets.NewDropZone(picture, word("把二维码图片拖到这里", "Drop the picture of the code here"), word("也可以照着小票，在右边手动填", "or type what the slip says"), b.paste),
		Right: Column(widgets.Stack(theme.Space5, b.segments, b.code, b.key),
			widgets.Columns(theme.Space6, []float32{widgets.Natural, widgets.Flexible}, ring,
				widgets.NewParagraph(word("倒计时结束前完成授权", "Finish before the time is over"), widgets.Title3, theme.ColorInk))),
		Narrow: widgets.Row(theme.Space3, widgets.NewButton(word("选择图片", "Choose a picture"), "image", widgets.Secondary, func() {})),
	})
	b.f.SetFoot(b.f.Back(func() { b.said = append(b.said, "back") }), b.f.EnterHint(), b.f.Next(func() { b.said = append(b.said, "next") }))
	return b
}

func (b *bench) focused() fyne.Focusable { return b.Window.Canvas().Focused() }

func (b *bench) primary() *widgets.Button { return b.f.foot.primary.button }
func (b *bench) back() *widgets.Button    { return b.f.foot.back.button }

func (b *bench) showAt(width, height float32) {
	b.Resize(width, height)
	b.Show(b.f)
}

func at(object fyne.CanvasObject) (left, top, right, bottom float32) {
	p, s := fyne.CurrentApp().Driver().AbsolutePositionForObject(object), object.Size()
	return p.X, p.Y, p.X + s.Width, p.Y + s.Height
}

// TestMeasures are those of the design's picture at 1180 x 760.
func TestMeasures(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	left, top, right, bottom := at(b.f.body.Left)
	assert.Equal(t, []float32{118, 120, 582, 624}, []float32{left, top, right, bottom}, "panel")
	left, top, right, _ = at(b.f.body.Head)
	assert.Equal(t, []float32{638, 120, 1062}, []float32{left, top, right}, "head")
	_, top, _, bottom = at(b.f.body.Right)
	assert.Equal(t, []float32{204, 624}, []float32{top, bottom}, "column")
	left, top, right, bottom = at(b.primary())
	assert.Equal(t, []float32{988, 697, 1148, 745}, []float32{left, top, right, bottom}, "primary")
	left, _, _, _ = at(b.back())
	assert.InDelta(t, 24, left, 0)
	left, _, right, _ = at(b.f.steps)
	assert.InDelta(t, 590, (left+right)/2, 0.5, "steps in the middle")
	assert.InDelta(t, b.f.steps.NaturalWidth(), right-left, 0)
	assert.False(t, b.f.body.Narrow.Visible())
	assert.Empty(t, b.CheckLayout())
}

// TestNarrowWindow hides the illustration and centres the column; what is in the way below scrolls.
func TestNarrowWindow(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(960, 600)
	assert.False(t, b.f.body.Left.Visible())
	assert.True(t, b.f.body.Narrow.Visible())
	left, _, right, _ := at(b.f.body.Right)
	assert.Equal(t, []float32{268, 692}, []float32{left, right})
	assert.Empty(t, b.CheckLayout())

	b.Resize(1024, 760)
	assert.True(t, b.f.body.Left.Visible())
	assert.False(t, b.f.body.Narrow.Visible())
	left, _, _, _ = at(b.f.body.Left)
	assert.InDelta(t, 40, left, 0)
}

// TestLayouts of the two other kinds.
func TestLayouts(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	cards := widgets.NewRadioCards("产品", "已选", make([]widgets.RadioContent, 4))
	side := widgets.NewSunkenCard(widgets.NewText("核对", widgets.Body, theme.ColorInk), 20, theme.RadiusCard)
	b.f.SetBody(Body{Layout: LayoutList, Head: Heading("选一个产品", "这个企业号下有 4 个。"), Left: cards, Right: side})
	b.showAt(1180, 760)
	left, top, right, bottom := at(cards)
	assert.Equal(t, []float32{118, 196, 726, 584}, []float32{left, top, right, bottom}, "list")
	left, top, right, _ = at(side)
	assert.Equal(t, []float32{766, 196, 1062}, []float32{left, top, right}, "side")
	b.Resize(960, 600)
	left, _, right, _ = at(cards)
	assert.Equal(t, []float32{32, 592}, []float32{left, right}, "the list gives way")
	assert.Same(t, cards, b.focused())

	b.f.SetBody(Body{Layout: LayoutFull, Head: Heading("导出", ""), Right: side})
	left, _, right, _ = at(side)
	assert.Equal(t, []float32{32, 928}, []float32{left, right})
}

// TestNothingIsCut in either language, at the least and the usual size.
func TestNothingIsCut(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []fyne.Size{{Width: 960, Height: 600}, {Width: 1180, Height: 760}} {
			for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
				b := newBench(t, pagetest.NewIn(t, lang, mode))
				b.showAt(size.Width, size.Height)
				assert.Empty(t, b.CheckLayout(), lang)
				picture := "frame-" + lang + "-" + name
				if size.Width == 960 {
					picture += "-small"
				}
				b.Picture(picture, 1)
				b.f.SetStep(2, widgets.StepFailed)
				b.f.SetBusy(map[string]string{"zh": "正在授权…", "en": "Authorising…"}[lang], func() {})
				assert.Empty(t, b.CheckLayout(), lang)
				b.Picture(picture+"-busy", 1.5)
			}
		}
	}
}

// TestTabGoesFromBodyToFootToTop and around.
func TestTabGoesFromBodyToFootToTop(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	assert.Same(t, b.code.Focusable(), b.focused(), "the first field")
	c := b.Window.Canvas()
	var labels []string
	for range 8 {
		c.FocusNext()
		accessible, ok := b.focused().(fyne.Accessible)
		require.True(t, ok)
		labels = append(labels, accessible.AccessibilityLabel())
	}
	assert.Equal(t, []string{
		"特殊密钥", "粘贴截图", "下一步", "上一步", "第 1 步，共 4 步：选择应用，已完成", "关闭", "密钥, 特殊密钥 ・ 300 秒", "终端号",
	}, labels)
}

// TestTabScrolls what it comes to into view, in a window that is too low.
func TestTabScrolls(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	last := widgets.NewField("最后", widgets.FieldOptions{})
	b.f.SetBody(Body{Right: Column(b.code, widgets.Sized(widgets.Stack(400, b.segments, last), 0, 700))})
	b.showAt(960, 600)
	within := func(object fyne.CanvasObject) bool {
		_, top, _, bottom := at(object)
		return top >= 64 && bottom <= 520
	}
	assert.True(t, within(b.code))
	assert.False(t, within(last))
	c := b.Window.Canvas()
	c.FocusNext()
	assert.Same(t, b.segments, b.focused())
	c.FocusNext()
	assert.Same(t, last.Focusable(), b.focused())
	assert.True(t, within(last))
	assert.False(t, within(b.code))
	c.FocusPrevious()
	c.FocusPrevious()
	assert.Same(t, b.code.Focusable(), b.focused())
	assert.True(t, within(b.code))

	b.f.SetBody(Body{Layout: LayoutList, Left: widgets.NewRadioCards("产品", "已选", make([]widgets.RadioContent, 9)), Right: last})
	cards, ok := b.f.body.Left.(*widgets.RadioCards)
	require.True(t, ok)
	cards.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	assert.True(t, within(cards.SelectedCard()))
	assert.Equal(t, 8, cards.Selected())
}

// TestEnterIsThePrimaryButton from a field, from a choice, and from nowhere.
func TestEnterIsThePrimaryButton(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	enter := &fyne.KeyEvent{Name: fyne.KeyReturn}
	b.Window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { b.f.TakeKey(key.Name) }) // as the window does
	b.Tick(CalmKeys)
	b.code.Focusable().TypedKey(enter)
	b.key.Focusable().TypedKey(enter)
	b.segments.TypedKey(enter)
	b.f.TakeKey(fyne.KeyEnter)
	b.f.TakeKey(fyne.KeySpace)
	test.Tap(b.primary())
	assert.Equal(t, []string{"next", "next", "next", "next", "next"}, b.said)

	own := widgets.NewField("x", widgets.FieldOptions{})
	own.OnSubmitted = func(string) { b.said = []string{"own"} }
	b.f.SetBody(Body{Right: own})
	own.Focusable().TypedKey(enter)
	assert.Equal(t, []string{"own"}, b.said)

	next := b.f.Next(func() { b.said = append(b.said, "never") })
	next.Disabled = true
	b.f.SetFoot(Action{}, "", next)
	b.f.Submit()
	b.f.SetFoot(Action{}, "", Action{Do: next.Do})
	b.f.Submit()
	assert.Equal(t, []string{"own"}, b.said)
	assert.False(t, b.f.foot.back.box.Visible())
	assert.False(t, b.f.foot.primary.box.Visible())
}

// TestEscapeAsksOnlyForWhatWouldBeLost.
// TestEscapeFirstTakesAwayWhatIsInFront, such as Fyne's question for a file.
func TestEscapeFirstTakesAwayWhatIsInFront(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.dirty = true
	widget.NewModalPopUp(widget.NewLabel("Home"), b.Window.Canvas()).Show()
	b.f.Escape()
	assert.Nil(t, b.Window.Canvas().Overlays().Top())
	assert.Empty(t, b.Questions)
	b.f.Escape()
	assert.Len(t, b.Questions, 1)
}

// TestTheIllustrationStaysInView beside a column that is too high for the window.
func TestTheIllustrationStaysInView(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	panel := widgets.NewDropZone(nil, "企业号在哪里", "账务平台")
	column := widgets.Stack(theme.Space5)
	var last *widgets.WizardField
	for range 9 {
		last = widgets.NewWizardField("1", "企业号", widgets.FieldOptions{})
		column.Add(last)
	}
	b.showAt(1180, 760)
	b.f.SetBody(Body{Left: panel, Right: column})
	driver := fyne.CurrentApp().Driver()
	inView := func() {
		t.Helper()
		top := driver.AbsolutePositionForObject(panel).Y
		assert.GreaterOrEqual(t, top, float32(theme.WizardTopHeight))
		assert.LessOrEqual(t, top+panel.Size().Height, float32(760-theme.WizardFootHeight))
	}
	inView()
	b.Window.Canvas().Focus(last.Focusable())
	require.Greater(t, b.f.body.content.Size().Height, float32(760))
	require.Less(t, driver.AbsolutePositionForObject(last).Y, float32(760-theme.WizardFootHeight))
	inView()
}

// TestASentenceDoesNotPushAwayWhatHasTheKeyboard in a low window.
func TestASentenceDoesNotPushAwayWhatHasTheKeyboard(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(960, 600)
	said := widgets.NewParagraph(strings.Repeat("这里说哪里不对。", 60), widgets.Body, theme.ColorInk)
	said.Hide()
	link := widgets.NewButton("从屏幕上找", "", widgets.Link, func() {})
	b.f.SetBody(Body{Right: widgets.Stack(theme.Space5, said, widgets.NewWizardField("1", "企业号", widgets.FieldOptions{}), link)})
	b.Window.Canvas().Focus(link)
	said.Show()
	b.f.Changed()
	bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(link).Y + link.Size().Height
	assert.Greater(t, b.f.body.content.Size().Height, float32(600-theme.WizardFootHeight-theme.WizardTopHeight))
	assert.LessOrEqual(t, bottom, float32(600-theme.WizardFootHeight))
}

func TestEnded(t *testing.T) {
	zh, en := translations.New("zh"), translations.New("en")
	assert.Equal(t, "等太久没有回答。", Ended(zh, "等太久没有回答"))
	assert.Equal(t, "可能没联网。", Ended(zh, "可能没联网。"))
	assert.Equal(t, "It took too long.", Ended(en, "It took too long"))
	assert.Empty(t, Ended(zh, ""))
}

// TestEscapeAsksWhereSomethingIsTyped, and says that it stays.
func TestEscapeAsksWhereSomethingIsTyped(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.dirty = true
	assert.True(t, b.f.Dirty())
	b.f.Escape()
	require.Len(t, b.Questions, 1)
	assert.Equal(t, "先离开", b.Questions[0].Title)
	assert.Equal(t, "填好的先留着，回来接着填。", b.Questions[0].Body)
	assert.False(t, b.Questions[0].Loss)
	b.Questions[0].Answer(false)
	assert.Empty(t, b.said)
	b.Questions[0].Answer(true)
	assert.Equal(t, []string{"closed"}, b.said)
	b.dirty = false
	b.f.Escape()
	assert.Len(t, b.Questions, 1)
	assert.Equal(t, []string{"closed", "closed"}, b.said)

	b.f.p.Close = nil
	b.dirty = true
	b.f.Escape()
	b.Questions[1].Answer(true)
	assert.Equal(t, []string{"back"}, b.Went)
}

// TestClosingTellsWhatGoesWithTheWindow in its own words, where anything does.
func TestClosingTellsWhatGoesWithTheWindow(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	assert.Empty(t, b.f.Closing())
	lost := false
	b.f.p.Loses = func() bool { return lost }
	assert.Empty(t, b.f.Closing())
	lost = true
	assert.Equal(t, "填好的密钥不会留下，其余的下次打开接着填。", b.f.Closing())
}

// TestStepsBehindAreOpen, and tell where to go.
func TestStepsBehindAreOpen(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.f.SetStep(2, widgets.StepFailed)
	assert.Equal(t, "第 3 步，共 4 步：授权，没成功", b.f.steps.AccessibilityLabel())
	c := b.Window.Canvas()
	c.Unfocus()
	for range 20 {
		c.FocusNext()
		if accessible, ok := b.focused().(fyne.Accessible); ok && accessible.AccessibilityLabel() == "第 2 步，共 4 步：扫描或输入，已完成" {
			b.focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			break
		}
	}
	assert.Equal(t, []int{1}, b.went)
	b.f.SetStep(9, widgets.StepDone)
	b.f.SetStep(3, widgets.StepDone)
	assert.Equal(t, "第 4 步，共 4 步：完成，已完成", b.f.steps.AccessibilityLabel())
}

func TestEnvironment(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	assert.Equal(t, "生产环境", b.f.where.AccessibilityLabel())
	b.f.SetEnvironment("http://127.0.0.1:8801")
	assert.Equal(t, "沙盒", b.f.where.AccessibilityLabel())
}

// TestHiddenPagesShowNoSecret: a secret hides with the page.
func TestHiddenPagesShowNoSecret(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.key.SetText("s3cret")
	assert.NotContains(t, test.RenderObjectToMarkup(b.key), "s3cret")
	shortcuts, ok := b.key.Focusable().(fyne.Shortcutable)
	require.True(t, ok)
	shortcuts.TypedShortcut(reveal)
	assert.Contains(t, test.RenderObjectToMarkup(b.key), "s3cret")
	b.f.Hidden()
	assert.NotContains(t, test.RenderObjectToMarkup(b.key), "s3cret")
}

// shortcutWindow keeps the shortcuts, which the test driver's canvas does not.
type shortcutWindow struct {
	fyne.Window
	canvas *shortcutCanvas
}

func (w shortcutWindow) Canvas() fyne.Canvas { return w.canvas }

type shortcutCanvas struct {
	fyne.Canvas
	run map[string]func(fyne.Shortcut)
}

func (c *shortcutCanvas) AddShortcut(s fyne.Shortcut, run func(fyne.Shortcut)) {
	c.run[s.ShortcutName()] = run
}
func (c *shortcutCanvas) RemoveShortcut(s fyne.Shortcut) { delete(c.run, s.ShortcutName()) }

// TestPasteIsTheWizards only while it is there, and not while something is under way.
func TestPasteIsTheWizards(t *testing.T) {
	p := pagetest.New(t)
	canvas := &shortcutCanvas{p.Window.Canvas(), map[string]func(fyne.Shortcut){}}
	p.Ctx.Window = shortcutWindow{p.Window, canvas}
	b := newBench(t, p)
	assert.Empty(t, canvas.run)
	b.showAt(1180, 760)
	paste := canvas.run[(&fyne.ShortcutPaste{}).ShortcutName()]
	require.NotNil(t, paste)
	paste(nil)
	assert.Equal(t, []string{"pasted"}, b.said)
	b.f.SetBusy("正在授权…", nil)
	paste(nil)
	assert.Equal(t, []string{"pasted"}, b.said)
	b.f.Hidden()
	assert.Empty(t, canvas.run)
}

// TestTheCaretIsWhereAPersonGoesOn in a field that has something already.
func TestTheCaretIsWhereAPersonGoesOn(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.code.SetText("4004683219")
	b.showAt(1180, 760)
	b.focused().TypedRune('0')
	assert.Equal(t, "40046832190", b.code.Text())
}
