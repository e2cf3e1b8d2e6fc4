package printer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/assets/translations"
	"keycase/pairing"
	"keycase/providers/sandbox"
)

// through pairs the open app's printer.
func through(t *testing.T) *lab {
	l := ready(t)
	l.enter()
	require.NotNil(t, l.p.done)
	return l
}

func TestTheNameIsGivenInPlace(t *testing.T) {
	l := through(t)
	name := l.p.done.name
	assert.True(t, l.Window.Canvas().Focused() == name.Focusable())
	name.SetText(" 解放路店 · 收银台 ")
	name.OnSubmitted(name.Text())
	l.Settle()
	app, _ := l.p.app()
	g := app.Grants[0]
	assert.Equal(t, "解放路店 · 收银台", g.Name)
	assert.True(t, g.Selected, "the rest of it stays")
	assert.NotNil(t, l.p.done, "the first Enter keeps the name")
	assert.Contains(t, l.said(), "测试页\n解放路店 · 收银台\n", "on the page that would be printed too")
	l.enter()
	assert.NotNil(t, l.p.scan, "the second one goes on")

	l.slip()
	l.enter()
	l.enter()
	assert.Equal(t, "解放路店 · 收银台", l.p.done.name.Text(), "pairing it again keeps the name")
	app, _ = l.p.app()
	assert.Equal(t, "解放路店 · 收银台", app.Grants[0].Name)
	l.p.done.name.SetText(strings.Repeat("店", 65))
	l.p.done.rename()
	l.assertSays("最多 64 位")
	l.p.done.name.SetText("解放路店 · 后厨")
	l.p.Hidden()
	l.Settle()
	app, _ = l.p.app()
	assert.Equal(t, "解放路店 · 后厨", app.Grants[0].Name, "leaving keeps what was typed")
}

func TestThePageIsPrintedAfterAQuestion(t *testing.T) {
	l := through(t)
	used := l.World.QuotaLeft(sandbox.Yilianyun, openPrinter)
	l.p.done.askTest()
	require.Len(t, l.Questions, 1)
	assert.Zero(t, l.sent("/print/index"))
	l.answer(false)
	assert.Zero(t, l.sent("/print/index"))
	l.p.done.askTest()
	l.answer(true)
	assert.Equal(t, 1, l.sent("/print/index"))
	l.assertSays("已经发过去了，看看打印机")
	assert.Equal(t, []string{"已经发过去了，看看打印机"}, l.Toasts)
	assert.Equal(t, used, l.World.QuotaLeft(sandbox.Yilianyun, openPrinter))

	l.refuse(13)
	l.p.done.askTest()
	l.answer(true)
	l.assertSays("打印内容有问题")
	assert.Equal(t, "没打印出来，打印内容有问题。核对打印内容，先打一行普通文字试试。", l.Toasts[1])
	l.Picture("printer-4-print-failed", 1)
}

func TestSelfOwnedAppPrintsWithItsSharedToken(t *testing.T) {
	l := newLab(t)
	l.open(l.selfApp().ID)
	for _, code := range []string{selfPrinter, openPrinter} {
		l.label(code)
		l.enter()
		l.enter()
		l.p.done.askTest()
		l.answer(true)
		l.assertSays("已经发过去了")
		l.enter()
	}
	assert.Equal(t, 2, l.sent("/print/index"))
}

// sheet is a file that a list is saved to.
type sheet struct {
	bytes.Buffer
	closed  bool
	failure error
}

func (s *sheet) Close() error {
	s.closed = true
	return s.failure
}

func TestTheBatchIsSavedAsAList(t *testing.T) {
	l := newLab(t)
	var to *sheet
	var broken error
	name := ""
	l.m.Ways.Save = func(_, suggested string, done func(io.WriteCloser, error)) {
		name = suggested
		done(to, broken)
	}
	l.open(l.openApp().ID)
	l.slip()
	key := l.p.flow.slip.key
	l.enter()
	l.enter()
	l.p.done.name.SetText("=cmd|'/c calc'!A1")
	to = &sheet{}
	l.press("存成清单")
	l.Settle()
	assert.Equal(t, "打印机清单-20251121.csv", name)
	assert.Equal(t, []string{"清单存好了"}, l.Toasts)
	assert.True(t, to.closed)
	text, ok := strings.CutPrefix(to.String(), bom)
	require.True(t, ok)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, []string{
		"'=cmd|'/c calc'!A1", openPrinter, "解放路店", "开放型", rows[1][4], "2025-11-21 14:26:01", "2025-12-21 14:26:01", "2025-12-26 14:26:01", "是",
	}, rows[1])
	secrets, err := l.Vault.TokenSecret(t.Context(), l.p.flow.app, l.Get(l.p.flow.app).Tokens[0].ID)
	require.NoError(t, err)
	for _, secret := range []string{key, secrets.Value, secrets.Refresh, sandbox.Demo().Yilianyun.ClientSecret} {
		assert.NotContains(t, text, secret)
	}

	to = &sheet{failure: errors.New("disk full")}
	l.press("存成清单")
	l.Settle()
	broken = errors.New("denied")
	l.press("存成清单")
	assert.Len(t, l.Failures, 2)
}

// TestNoCellIsAFormula: whatever a printer is called, a spreadsheet reads it back as
// that text, with at most an apostrophe before it.
func TestNoCellIsAFormula(t *testing.T) {
	l := translations.New("zh")
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ \t]*[=+@＝-][a-z(]{0,5}`)).Filter(utf8.ValidString).Draw(t, "name")
		var b bytes.Buffer
		require.NoError(t, writeBatch(&b, l, []paired{{name: name, code: "4004683219", life: life{never: true}}}))
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), bom))).ReadAll()
		require.NoError(t, err)
		cell := rows[1][0]
		assert.False(t, strings.IndexAny(strings.TrimSpace(cell), "=+-@＝＋－＠") == 0, "%q", cell)
		if !strings.ContainsAny(name, "\r\n") { // line ends become those of the file
			assert.Contains(t, []string{name, "'" + name}, cell)
		}
		assert.Equal(t, "永不过期", rows[1][6])
	})
}

func TestABatchKeepsAppAndKindAndForgetsTheRest(t *testing.T) {
	l := newLab(t)
	app := l.openApp()
	l.open(app.ID)
	l.label(openPrinter)
	l.enter()
	l.enter()
	l.enter()
	assert.Equal(t, app.ID, l.p.flow.app)
	assert.Equal(t, slip{kind: pairing.KindMSign}, l.p.flow.slip)
	assert.Empty(t, l.p.scan.code.Text())
	l.p.Hidden()
	l.open("")
	require.NotNil(t, l.p.scan)
	assert.Len(t, l.m.batch, 1, "and it goes on after a break")
}

func TestComingBackToWhatIsDone(t *testing.T) {
	l := through(t)
	l.p.Hidden()
	l.Move(time.Hour)
	l.Show(l.p)
	require.NotNil(t, l.p.done, "the same visit")
	l.p.Hidden()
	l.open("")
	require.NotNil(t, l.p.scan, "another one begins with the next printer")
}

func TestStepsBehindCanBeGoneBackTo(t *testing.T) {
	l := ready(t)

	l.p.goBack(atApp)
	require.NotNil(t, l.p.apps)
	l.enter()
	assert.Equal(t, openPrinter, l.p.scan.code.Text())
	assert.NotEmpty(t, l.p.scan.key().Text())
}
